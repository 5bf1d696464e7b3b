"""Fits and judges the forecast on pseudo key results; nothing here is shipped."""
