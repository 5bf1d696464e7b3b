"""Documents through the linter: a plan's statements judged where they stand, and the reports of it."""
