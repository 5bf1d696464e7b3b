"""Forgetting what nobody needs any more."""

from datetime import timedelta

from django_tasks import task

from northing.actions import limits, queue, sessions
from northing.kit import clock

AN_HOUR = timedelta(hours=1)
A_WINDOW = 60
"""Seconds of the windows in which requests are counted: site/limits.py."""


@task(priority=-20)
def tidy() -> None:
    """Jobs that are long done, turns of long ago, sessions that ended, what was counted against limits."""
    now = clock.real()
    queue.tidy(now)
    sessions.sweep(now)
    limits.forget_before(int((now - AN_HOUR).timestamp() // A_WINDOW))
