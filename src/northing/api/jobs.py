"""What runs by itself: for admins."""

from typing import Annotated
from uuid import UUID

from ninja import Router
from pydantic import Field

from northing.actions import jobs
from northing.actions.change import Done
from northing.api.base.endpoints import create, read, remove
from northing.api.base.requests import Request, key
from northing.api.base.values import Body
from northing.queries import jobs as queries
from northing.queries.jobs import Work

router = Router()


class Asked(Body):
    """The name of a schedule, as the list has it."""

    schedule: Annotated[str, Field(max_length=40, examples=["sweep"])]


@read(router, "/jobs", Work, "What runs by itself")
def work(request: Request) -> Work | None:
    """Schedules with their last and next run, and jobs that wait, run or failed. For admins."""
    return queries.work(request.caller)


@create(router, "/jobs", Done, "Run a schedule's work now")
def run_now(request: Request, body: Asked) -> Done:
    """Beside its turns; 409 while it waits or runs already. One of the whole installation: northing job run."""
    return jobs.run_now(request.caller, body.schedule, key=key(request))


@create(router, "/jobs/{job}/attempt", Done, "Try a job again")
def again(request: Request, job: UUID) -> Done:
    """A dead job, or one that waits for its next attempt, runs at once."""
    return jobs.again(request.caller, job, key=key(request))


@remove(router, "/jobs/{job}", Done, "Let a dead job go")
def drop(request: Request, job: UUID) -> Done:
    """It leaves the list, undone."""
    return jobs.drop(request.caller, job, key=key(request))
