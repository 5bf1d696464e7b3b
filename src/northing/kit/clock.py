"""The one place that asks what time it is, once per request or command, at the door."""

import os
from datetime import UTC, datetime


def now() -> datetime:
    """The instant, aware, UTC. `NORTHING_TODAY=2026-03-12` fixes it at noon of that day."""
    fixed = os.environ.get("NORTHING_TODAY")
    if fixed:
        day = datetime.fromisoformat(fixed)
        return day.replace(tzinfo=UTC) if "T" in fixed else day.replace(hour=12, tzinfo=UTC)
    return datetime.now(UTC)


def real() -> datetime:
    """The machine's own instant, which nothing fixes: for queues, logs and how long something took."""
    return datetime.now(UTC)
