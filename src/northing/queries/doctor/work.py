"""What runs without a person: the worker, its schedules, dead letters, backups."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from northing.kit import clock
from northing.kit.text import plural
from northing.kit.text import text as _
from northing.queries import backups, jobs
from northing.queries.backups import Backup
from northing.queries.doctor.finding import Asked, Finding, error, ok, warning
from northing.queries.jobs import Health

RECENT = timedelta(days=2)
MOST_NAMED = 5


def worker(asked: Asked) -> Iterator[Finding]:
    """Whether somebody does the work, on time, and whether some of it was given up."""
    yield from of_jobs(jobs.health(clock.real()))


def of_jobs(health: Health) -> Iterator[Finding]:
    """The findings for the state of the jobs."""
    if health.workers:
        yield ok(
            "jobs.worker",
            plural("{number} worker is at work.", "{number} workers are at work.", health.workers),
        )
    else:
        seen = f"{health.seen_at:%Y-%m-%d %H:%M} UTC" if health.seen_at else _("never")
        yield error(
            "jobs.no_worker",
            _("No worker is at work; the last one was seen: {seen}.", seen=seen),
            _("Start one: northing serve brings its own, northing work is one by itself."),
        )
    if health.late:
        yield warning(
            "jobs.late",
            _("Overdue: {names}.", names=", ".join(health.late[:MOST_NAMED])),
            _("See that a worker runs and has time; missed runs are caught up once."),
        )
    if health.dead:
        yield error(
            "jobs.dead",
            plural("{number} job was given up.", "{number} jobs were given up.", health.dead),
            _("See the reasons and try them again: northing job list"),
        )


def backup(asked: Asked) -> Iterator[Finding]:
    """When the last backup was made, and whether it can be opened."""
    if asked.backups is None:
        yield warning(
            "backup.off",
            _("No backups are written by themselves."),
            _("Set NORTHING_BACKUP_FOLDER, best to a folder of another disk."),
        )
        return
    yield of_backup(backups.last(asked.backups), asked.now)


def of_backup(last: Backup | None, now: datetime) -> Finding:
    """The finding for the newest backup of the folder."""
    remedy = _("Make one: northing backup")
    if last is None:
        return warning("backup.none", _("There is no backup yet."), remedy)
    if not last.is_fine:
        return error(
            "backup.damaged", _("The last backup cannot be used: {why}", why=last.trouble), remedy
        )
    shown = f"{last.made_at:%Y-%m-%d %H:%M} UTC"
    if now - last.made_at > RECENT:
        return warning("backup.old", _("The last backup is of {instant}.", instant=shown), remedy)
    return ok("backup.recent", _("The last backup is of {instant}.", instant=shown))
