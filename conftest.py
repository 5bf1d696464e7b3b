"""For every test, those beside the pages included: a fixed clock, no network, the cast."""

import os

# Read by kit.clock at every door; the cast lives on the same day.
os.environ["NORTHING_TODAY"] = "2026-03-12"

pytest_plugins = ("tests.offline", "tests.database", "tests.cast", "tests.browser")
