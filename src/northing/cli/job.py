"""`northing job …`"""

from typing import Annotated
from uuid import UUID

import typer

from northing.cli.base.commands import Key, command, group
from northing.cli.base.session import Session

app = typer.Typer()
commands = group("job", "What runs by itself: schedules, and jobs that wait or failed.")
app.add_typer(commands)

Job = Annotated[UUID, typer.Argument(help="The job's id, as the list has it.", metavar="ID")]


@command(commands, "list")
def listed(session: Session) -> None:
    """Show schedules with their last and next run, and jobs that wait, run or failed."""
    from northing.cli.base.shown_jobs import work
    from northing.queries import jobs as queries

    session.give(queries.work(session.caller), queries.Work, work)


@command(commands, "run")
def run_now(
    session: Session,
    schedule: Annotated[str, typer.Argument(help="The schedule's name, like sweep.")],
    key: Key = "",
) -> None:
    """Let a worker do a schedule's work now, beside its turns."""
    from northing.actions import jobs
    from northing.actions.change import Done
    from northing.cli.base.shown_lists import done

    session.give(jobs.run_now(session.caller, schedule, key=key), Done, done)


@command(commands, "again")
def again(session: Session, job: Job, key: Key = "") -> None:
    """Try a job again at once: a dead one, or one that waits for its next attempt."""
    from northing.actions import jobs
    from northing.actions.change import Done
    from northing.cli.base.shown_lists import done

    session.give(jobs.again(session.caller, job, key=key), Done, done)


@command(commands, "drop")
def drop(session: Session, job: Job, key: Key = "") -> None:
    """Take a dead job out of the list, undone."""
    from northing.actions import jobs
    from northing.actions.change import Done
    from northing.cli.base.shown_lists import done

    session.give(jobs.drop(session.caller, job, key=key), Done, done)
