"""The nightly sweep of the firm of the settings, a day later, as a worker does it."""

import os
from datetime import timedelta

import django

from benchmarks.plenty.size import SLUG, TODAY

if __name__ == "__main__":
    os.environ["NORTHING_TODAY"] = (TODAY + timedelta(days=1)).isoformat()
    django.setup()
    from northing.actions import outlooks
    from northing.kit import clock
    from northing.queries import callers

    standing = callers.by_handle(SLUG, "", "job", clock.now())
    assert standing is not None
    outlooks.sweep_all(standing.caller)
