"""What an admin does about work that runs by itself: run it now, try it again, let it go.

It leaves no event: it changes nothing that people agreed to. The log names who did it.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from northing.actions import find, queue
from northing.actions.change import Change, Done, change
from northing.actions.errors import ConflictError
from northing.domain.access import About, Caller, Verb
from northing.kit.text import text as _
from northing.queries import jobs as queries

log = logging.getLogger(__name__)


def run_now(caller: Caller, schedule: str, *, key: str = "") -> Done:
    """Enqueue a schedule's work beside its turns. Raises ConflictError while it waits or runs."""
    with _asked(caller, "run_schedule", schedule, key) as c:
        if c.earlier:
            return c.earlier
        found = queries.schedule_of(caller, schedule)
        if found is None:
            raise find.not_found("schedule")
        job = queue.run_now(found)
        if job is None:
            raise ConflictError(_("It waits or runs already."), _("Look again in a minute."))
        return _noted(c, caller, job)


def again(caller: Caller, job: UUID, *, key: str = "") -> Done:
    """Let a dead job, or one that waits for its next attempt, run at once with all its attempts."""
    with _asked(caller, "try_job_again", str(job), key) as c:
        if c.earlier:
            return c.earlier
        if not queries.is_of(caller, job) or not queue.again(job):
            raise find.not_found("job")
        return _noted(c, caller, job)


def drop(caller: Caller, job: UUID, *, key: str = "") -> Done:
    """Take a dead job out of the list, undone."""
    with _asked(caller, "drop_job", str(job), key) as c:
        if c.earlier:
            return c.earlier
        if not queries.is_of(caller, job) or not queue.drop(job):
            raise find.not_found("job")
        return _noted(c, caller, job)


@contextmanager
def _asked(caller: Caller, verb: str, request: str, key: str) -> Iterator[Change]:
    with change(caller, verb, key=key, request=request) as c:
        find.must(caller, Verb.ADMINISTER, About())
        yield c


def _noted(c: Change, caller: Caller, job: UUID) -> Done:
    log.info("%s: job %s, by person %s.", c.verb, job, caller.person)
    return c.answer_with(Done("job", 0, str(job)))
