"""Figures of the whole installation, for monitors: how much there is, and how far behind it is."""

import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from importlib.metadata import PackageNotFoundError, version

from django.db import connection
from django.db.models import Count, Max

from northing.queries import jobs
from northing.store.check_ins import CheckIn
from northing.store.outlooks import Practice
from northing.store.workspaces import Workspace

DISTRIBUTION = "northing"


@dataclass(frozen=True, slots=True)
class Figures:
    """`waiting` and `swept` are ages in seconds, None where there is nothing to be old.

    `heads` are the numbers of the newest events by workspace, `swept` the age of the oldest
    workspace's newest sweep: its day counts as over at midnight UTC.
    """

    check_ins: int
    heads: Mapping[str, int]
    jobs: Mapping[str, int]
    waiting: float | None
    workers: int
    swept: float | None
    build: Mapping[str, str] = field(default_factory=dict)


def figures(now: datetime) -> Figures:
    """The figures as of `now`; about seven queries, none longer than counting the check-ins."""
    health = jobs.health(now)
    counted = CheckIn.objects.aggregate(n=Count("pk"))["n"]
    heads = dict(Workspace.objects.order_by("slug").values_list("slug", "head_seq"))
    age = None if health.oldest_at is None else (now - health.oldest_at).total_seconds()
    return Figures(
        counted, heads, health.by_state, None if age is None else max(0.0, age), health.workers,
        _swept(now), build(),
    )  # fmt: skip


def build() -> dict[str, str]:
    """What runs here: version of the program, of Python, and which database."""
    try:
        ours = version(DISTRIBUTION)
    except PackageNotFoundError:  # run from the sources alone
        ours = "unknown"
    return {"version": ours, "python": platform.python_version(), "database": connection.vendor}


def _swept(now: datetime) -> float | None:
    newest = Practice.objects.order_by().values("ws").annotate(day=Max("made_on"))
    oldest = min(newest.values_list("day", flat=True), default=None)
    if oldest is None:
        return None
    ended = datetime.combine(oldest + timedelta(days=1), time.min, UTC)
    return max(0.0, (now - ended).total_seconds())
