"""What runs without a person: its schedules, what waits or failed, and whether somebody is at work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import Now
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from northing.domain.access import Caller
from northing.kit.text import Text
from northing.kit.text import text as _
from northing.kit.timetable import Timetable, timetable
from northing.queries import days
from northing.store.jobs import Schedule, Slot, Worker

ALIVE = timedelta(seconds=20)
LATE = timedelta(hours=1)
MOST = 100
ATTEMPTS = 6
READY, RUNNING = TaskResultStatus.READY.value, TaskResultStatus.RUNNING.value
FAILED, DONE = TaskResultStatus.FAILED.value, TaskResultStatus.SUCCESSFUL.value
STATES = {READY: "waiting", RUNNING: "running", FAILED: "dead", DONE: "done"}
ABOUT: dict[str, Text] = {
    "sweep": _("Judge every running key result as of the day"),
    "tidy": _("Forget ended sessions and old jobs"),
    "backup": _("Back the database up"),
}
STATE_WORDS: dict[str, Text] = {
    "none": _("not yet run"), "waiting": _("waiting"), "running": _("running"),
    "again": _("to be tried again"), "dead": _("failed"), "done": _("done"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ScheduleCard:
    """Work that recurs. `state` is its last job's: none, waiting, running, again, dead or done.

    `of_all`: it is the whole installation's, its times are UTC.
    """

    name: str
    about: str
    timetable: str
    when: str
    of_all: bool
    state: str
    state_word: str
    last_at: datetime | None
    next_at: datetime


@dataclass(frozen=True, slots=True)
class JobCard:
    """A job that is not done. `state` is waiting, running, again (failed, will be tried) or dead."""

    id: UUID
    name: str
    about: str
    of_all: bool
    state: str
    state_word: str
    attempt: int
    most_attempts: int
    reason: str
    enqueued_at: datetime
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Work:
    """`workers` are at work now; the newest sign of one was at `seen_at`."""

    workers: int
    seen_at: datetime | None
    schedules: tuple[ScheduleCard, ...]
    jobs: tuple[JobCard, ...]


def work(caller: Caller) -> Work | None:
    """What runs by itself in the caller's workspace and for all; None for whoever is no admin.

    Why a job of the whole installation failed is told on the command line alone: it may name places
    on the machine.
    """
    if not caller.is_admin:
        return None
    schedules = Schedule.objects.filter(Q(ws=caller.workspace) | Q(ws=None))
    listed = list(schedules.select_related("ws").order_by("ws", "name"))
    last = schedules.last_jobs()
    jobs = DBTaskResult.objects.in_bulk(last.values())
    rows = DBTaskResult.objects.exclude(status=DONE).order_by("-enqueued_at")
    alive, seen_at = _workers()
    return Work(
        alive,
        seen_at,
        tuple(_schedule(s, jobs.get(last.get(s.pk)), caller.now) for s in listed),
        tuple(_job(row, tells=_is_operator(caller)) for row in rows.filter(_of(caller))[:MOST]),
    )


def _of(caller: Caller) -> Q:
    """Jobs of the workspace, and those that name none."""
    own = Q(args_kwargs__kwargs__workspace=caller.workspace)
    return own | Q(args_kwargs__kwargs__workspace__isnull=True)


def is_of(caller: Caller, job: UUID) -> bool:
    """Whether the caller may steer this job: an admin one of the workspace; the machine's user any."""
    own = Q(args_kwargs__kwargs__workspace=caller.workspace)
    rows = DBTaskResult.objects.filter(_of(caller) if _is_operator(caller) else own, pk=job)
    return caller.is_admin and rows.exists()


def schedule_of(caller: Caller, name: str) -> int | None:
    """The id of the schedule of this name that the caller may run."""
    if not caller.is_admin:
        return None
    own = Q(ws=caller.workspace)
    rows = Schedule.objects.filter(own | Q(ws=None) if _is_operator(caller) else own, name=name)
    return rows.order_by("ws").values_list("pk", flat=True).first()


def _is_operator(caller: Caller) -> bool:
    """Whoever is at the machine answers for the whole installation."""
    return caller.door == "cli"


def _schedule(row: Schedule, job: DBTaskResult[Any, Any] | None, now: datetime) -> ScheduleCard:
    state = _state(job) if job is not None else "none"
    return ScheduleCard(
        name=row.name,
        about=str(ABOUT.get(row.name, row.name)),
        timetable=row.timetable,
        when=_when(timetable(row.timetable)),
        of_all=row.ws_id is None,
        state=state,
        state_word=str(STATE_WORDS[state]),
        last_at=(job.finished_at or job.started_at) if job is not None else None,
        next_at=row.next_turn(now).at,
    )


def _when(plan: Timetable) -> str:
    if plan.minutes:
        return str(_("every {minutes} minutes", minutes=plan.minutes))
    at = f"{plan.at:%H:%M}"
    if plan.weekday is None:
        return str(_("every day at {time}", time=at))
    monday = date(2024, 1, 1)
    day = days.weekday_name(monday + timedelta(days=plan.weekday))
    return str(_("every {day} at {time}", day=day, time=at))


def _job(row: DBTaskResult[Any, Any], *, tells: bool) -> JobCard:
    of_all = "workspace" not in row.args_kwargs["kwargs"]
    name = row.task_path.rpartition(".")[2]
    soon = row.status == READY and row.run_after != get_date_max()
    state = _state(row)
    return JobCard(
        id=row.pk,
        name=name,
        about=str(ABOUT.get(name, name)),
        of_all=of_all,
        state=state,
        state_word=str(STATE_WORDS[state]),
        attempt=len(row.worker_ids),
        most_attempts=ATTEMPTS,
        reason=_reason(row, tells=tells or not of_all),
        enqueued_at=row.enqueued_at,
        next_at=row.run_after if soon else None,
    )


def _state(row: DBTaskResult[Any, Any]) -> str:
    again = row.status == READY and bool(row.worker_ids)
    return "again" if again else STATES[row.status]


def _reason(row: DBTaskResult[Any, Any], *, tells: bool) -> str:
    """The last line of what went wrong: never the whole trace, which is the operator's."""
    lines: list[str] = row.traceback.strip().splitlines()
    if not lines:
        return ""
    if not tells:
        return str(_("The operator sees why: northing job list"))
    return lines[-1][:300]


def _workers() -> tuple[int, datetime | None]:
    """Asked of the database's clock, so that two machines' clocks need not agree."""
    newest = Worker.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
    return Worker.objects.filter(seen_at__gte=Now() - ALIVE).count(), newest


@dataclass(frozen=True, slots=True)
class Health:
    """For the operator: how many workers live, what is late by an hour, how many jobs are dead.

    `by_state` counts jobs by waiting, running, dead and done; `oldest_at` is since when one waits
    that might run.
    """

    workers: int
    seen_at: datetime | None
    late: tuple[str, ...]
    dead: int
    by_state: Mapping[str, int]
    oldest_at: datetime | None


def health(now: datetime) -> Health:
    """The whole installation's work as of `now`."""
    alive, seen_at = _workers()
    schedules = list(Schedule.objects.select_related("ws").order_by("pk"))
    states = DBTaskResult.objects.order_by().values_list("status").annotate(Count("pk"))
    counted = dict.fromkeys(STATES.values(), 0) | {STATES[status]: n for status, n in states}
    waiting = DBTaskResult.objects.ready().order_by("enqueued_at")
    return Health(
        alive,
        seen_at,
        tuple(_late(schedules, now)),
        counted["dead"],
        counted,
        waiting.values_list("enqueued_at", flat=True).first(),
    )


def _late(schedules: list[Schedule], now: datetime) -> list[str]:
    """Schedules whose turn was due over an hour ago and is not done; those of a workspace by its name."""
    turns = {s: s.last_turn(now) for s in schedules}
    due = {s: turn for s, turn in turns.items() if now - turn.at > LATE and s.made_at < now - LATE}
    slots = Slot.objects.filter(schedule__in=due, key__in={turn.key for turn in due.values()})
    jobs = {(slot.schedule_id, slot.key): slot.job for slot in slots}
    done = set(
        DBTaskResult.objects.filter(pk__in=jobs.values(), status=DONE).values_list("pk", flat=True)
    )
    return [
        f"{s.ws.slug}/{s.name}" if s.ws else s.name
        for s, turn in due.items() if jobs.get((s.pk, turn.key)) not in done
    ]  # fmt: skip
