"""How heavy a finding weighs, as colour and icon: the same on pages and in the guide."""

LOOKS = {"error": ("off", "error"), "warning": ("risk", "warning"), "hint": ("none", "info")}
"""Tone and icon of each severity, the worst first."""
