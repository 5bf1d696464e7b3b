"""Find or do: one box for everything that is there and everything that may be done; and the list of keys."""
