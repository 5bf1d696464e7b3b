"""Northing: objectives and key results for engineering organizations."""

__version__ = "0.1.0"
