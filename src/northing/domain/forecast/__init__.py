"""Where a key result will land, and how sure that is: see landing.py for the way of a forecast."""
