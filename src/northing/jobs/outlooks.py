"""Judging every running key result as of today, once a day in each workspace."""

from django_tasks import task

from northing.actions import outlooks
from northing.kit import clock
from northing.queries import callers


@task(priority=-10)
def sweep(workspace: int) -> None:
    """Judge them in slices, so that a check-in beside it does not wait."""
    standing = callers.by_workspace(workspace, "job", clock.now())
    if standing is not None:
        outlooks.sweep_all(standing.caller)
