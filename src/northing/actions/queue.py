"""The queue of what runs without a person: taking turns, claiming jobs, finishing them, returning them.

The task library keeps the jobs, enqueues them in the caller's transaction and knows neither schedules,
nor second attempts, nor what to do with the job of a worker that died. That is what stands here. Only
a worker (jobs/worker.py) and the rooms above call it; nothing of it is anybody's doing, so no events.

A job may be begun more than once, so every task must do the same when it runs again; its outcome is
written once, by whoever holds it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.module_loading import import_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from northing.actions.errors import ActionError
from northing.store.jobs import Schedule, Slot, Worker
from northing.store.workspaces import Workspace

READY, RUNNING = TaskResultStatus.READY.value, TaskResultStatus.RUNNING.value
FAILED, DONE = TaskResultStatus.FAILED.value, TaskResultStatus.SUCCESSFUL.value
MOST_ATTEMPTS = 6
FIRST_PAUSE = timedelta(seconds=30)
GROWTH = 4
LONGEST_PAUSE = timedelta(hours=6)
AFTER_DEATH = timedelta(seconds=1)
KEPT_DONE = timedelta(days=14)
KEPT_DEAD = timedelta(days=90)
KEPT_SLOTS = timedelta(days=100)
DIED = "northing.jobs.WorkerDied"


class WorkerDiedError(Exception):
    """Whoever did this job stopped breathing while at it."""


@dataclass(frozen=True, slots=True)
class Standard:
    """Work that every installation has: in each workspace, or once `of_all`."""

    name: str
    task: str
    timetable: str
    of_all: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """A job that this worker holds. `began` tells its claim from any other of the same job."""

    id: UUID
    task: str
    arguments: dict[str, Any]
    attempt: int
    began: datetime
    call: Callable[[], object] = field(repr=False)


# ── taking turns ──────────────────────────────────────────────────────────────
def keep_standard(standard: Sequence[Standard], now: datetime) -> None:
    """Give each workspace the schedules that all have, as the list says today."""
    wanted = {
        (ws, s.name): s
        for s in standard
        for ws in ([None] if s.of_all else Workspace.objects.values_list("pk", flat=True))
    }
    known = {(s.ws_id, s.name): s for s in Schedule.objects.filter(standard=True)}
    for place, row in known.items():
        if place not in wanted:
            row.delete()
        elif (row.task, row.timetable) != (wanted[place].task, wanted[place].timetable):
            row.task, row.timetable = wanted[place].task, wanted[place].timetable
            row.save(update_fields=["task", "timetable"])
    new = [
        Schedule(ws_id=ws, name=name, task=s.task, timetable=s.timetable, standard=True, made_at=now)
        for (ws, name), s in wanted.items() if (ws, name) not in known
    ]  # fmt: skip
    # Two workers may begin at once: the second finds the first one's rows.
    Schedule.objects.bulk_create(new, ignore_conflicts=True)


def take_turns(now: datetime) -> int:
    """Enqueue the newest due turn of every schedule, unless it was taken; how many were enqueued.

    Turns that were missed meanwhile are caught up by this one. While a schedule's last job waits or
    runs, its next turn waits too.
    """
    due = {s: s.last_turn(now) for s in Schedule.objects.select_related("ws").order_by("pk")}
    slots = Slot.objects.filter(schedule__in=due, key__in={turn.key for turn in due.values()})
    taken = set(slots.values_list("schedule_id", "key"))
    waiting = [s for s, turn in due.items() if (s.pk, turn.key) not in taken]
    busy = _busy(waiting)
    return sum(_take(s, due[s].key, now) for s in waiting if s.pk not in busy)


def pull_nearer(now: datetime) -> int:
    """Let what waits longer than any pause lasts be done now; how many. A clock that was ahead put it off."""
    far = DBTaskResult.objects.filter(status=READY, run_after__gt=now + 2 * LONGEST_PAUSE)
    return far.exclude(run_after=get_date_max()).update(run_after=now)


def _busy(schedules: Sequence[Schedule]) -> set[int]:
    """Those whose newest job still waits or runs."""
    rows = Schedule.objects.filter(pk__in=[s.pk for s in schedules])
    newest = {job: pk for pk, job in rows.last_jobs().items()}
    jobs = DBTaskResult.objects.filter(pk__in=newest, status__in=(READY, RUNNING))
    return {newest[pk] for pk in jobs.values_list("pk", flat=True)}


def _take(schedule: Schedule, key: str, now: datetime) -> bool:
    """Enqueue this turn; False where another worker was faster."""
    try:
        with transaction.atomic():
            job = enqueue(schedule.task, **schedule.arguments)
            Slot.objects.create(schedule=schedule, key=key, job=job, made_at=now)
    except IntegrityError:
        return False
    return True


def run_now(schedule: int) -> UUID | None:
    """Enqueue a schedule's work beside its turns; None while its last job waits or runs."""
    with transaction.atomic():
        row = Schedule.objects.select_for_update(no_key=True).get(pk=schedule)
        if _busy([row]):
            return None
        job = enqueue(row.task, **row.arguments)
        Slot.objects.create(schedule=row, key=f"by hand {job.hex[:12]}", job=job, made_at=Now())
    return job


def enqueue(task: str, **arguments: Any) -> UUID:
    """Put a job into the queue, in the transaction that is open; `task` is a dotted name of jobs/."""
    return UUID(str(import_string(task).enqueue(**arguments).id))


# ── doing jobs ────────────────────────────────────────────────────────────────
def claim(worker: str) -> Job | None:
    """The next job, now this worker's; None while nothing waits."""
    ready = DBTaskResult.objects.ready().filter(backend_name="default")
    if connection.vendor == "sqlite" and not ready.exists():
        return None  # an idle worker never takes the one lock on writing
    with transaction.atomic():
        row = ready.get_locked()
        if row is None:
            return None
        row.claim(worker)
    return _job(row)


def _job(row: DBTaskResult[Any, Any]) -> Job:
    given = row.args_kwargs
    return Job(
        row.pk, row.task_path, given["kwargs"], len(row.worker_ids), row.started_at,
        lambda: row.task.call(*given["args"], **given["kwargs"]),
    )  # fmt: skip


def done(job: Job) -> bool:
    """Write that the job is done; False where it was taken from this worker meanwhile."""
    told = {"return_value": None, "exception_class_path": "", "traceback": ""}
    return bool(_held(job).update(status=DONE, finished_at=Now(), **told))


def failed(job: Job, error: BaseException, trace: str, now: datetime) -> bool:
    """Write why the job failed: it waits for its next attempt, or is dead; whether it is dead.

    What the rules refuse is refused again: such a job is dead at once.
    """
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    is_final = isinstance(error, ActionError) and not error.again
    return _later(_held(job), job.id, job.attempt, is_final, name, trace, now + pause(job))


def pause(job: Job) -> timedelta:
    """How long a failed job waits: 30 s, 2 min, 8 min, 32 min, 2 h, a fifth more or less by its id."""
    usual = min(LONGEST_PAUSE, FIRST_PAUSE * int(GROWTH ** (job.attempt - 1)))
    return usual * (0.8 + 0.4 * (job.id.int % 1000) / 1000)


def give_back(job: Job) -> None:
    """Let another worker do it, as if it had not been begun: this one was told to stop."""
    row = _held(job).first()
    if row is not None:
        _held(job).update(status=READY, started_at=None, worker_ids=row.worker_ids[:-1])


def _held(job: Job) -> Any:
    return DBTaskResult.objects.filter(pk=job.id, status=RUNNING, started_at=job.began)


def _later(
    row: Any, pk: UUID, attempt: int, is_final: bool, name: str, trace: str, next_at: datetime
) -> bool:
    is_dead = is_final or attempt >= MOST_ATTEMPTS
    told = {"exception_class_path": name, "traceback": trace}
    if is_dead:
        row.update(status=FAILED, finished_at=Now(), **told)
    else:
        row.update(status=READY, run_after=next_at, **told)
    return is_dead


# ── who is at work ────────────────────────────────────────────────────────────
def sign_on(worker: str, host: str, pid: int, version: str) -> None:
    """Be known before the first job is claimed."""
    told = {"host": host, "pid": pid, "version": version, "started_at": Now(), "seen_at": Now()}
    Worker.objects.update_or_create(name=worker, defaults=told)


def breathe(worker: str) -> bool:
    """Show that this worker lives; False where others have given it up."""
    rows = Worker.objects.filter(name=worker)
    return rows.update(seen_at=Now(), beats=F("beats") + 1) == 1


def sign_off(worker: str) -> None:
    """Be known no more."""
    Worker.objects.filter(name=worker).delete()


def beats() -> dict[str, int]:
    """Of each known worker how often it breathed. A number that stands still is a dead worker's.

    Nobody's clock is asked: whoever watches counts by its own how long a number has stood still.
    """
    return dict(Worker.objects.values_list("name", "beats"))


def bury(dead: Iterable[tuple[str, int]], now: datetime) -> int:
    """Forget these workers, unless they breathed again, and return the jobs of all who are gone.

    How many jobs were returned. A job that was with `MOST_ATTEMPTS` workers is dead: it may be what
    kills them.
    """
    for name, count in dead:
        Worker.objects.filter(name=name, beats=count).delete()
    # In this order: a worker is known before it claims, so whoever claimed before is among the living.
    running = list(DBTaskResult.objects.running())
    living = set(Worker.objects.values_list("name", flat=True))
    lost = [row for row in running if row.worker_ids[-1:] and row.worker_ids[-1] not in living]
    for row in lost:
        job = _job(row)
        text = f"The worker {row.worker_ids[-1]} died while it did this job."
        _later(_held(job), job.id, job.attempt, False, DIED, text, now + AFTER_DEATH)
    return len(lost)


def tidy(now: datetime) -> None:
    """Forget jobs that were done two weeks ago, dead ones of ninety days, and old turns."""
    rows = DBTaskResult.objects
    rows.filter(status=DONE, finished_at__lt=now - KEPT_DONE).delete()
    rows.filter(status=FAILED, finished_at__lt=now - KEPT_DEAD).delete()
    Slot.objects.filter(made_at__lt=now - KEPT_SLOTS).delete()


def again(job: UUID) -> bool:
    """Let a dead or waiting job run at once, with all its attempts; whether there was one."""
    rows = DBTaskResult.objects.filter(pk=job, status__in=(FAILED, READY))
    fresh = {"worker_ids": [], "run_after": get_date_max(), "finished_at": None}
    return rows.update(status=READY, **fresh) == 1


def drop(job: UUID) -> bool:
    """Take a dead job out of the list; whether there was one."""
    return bool(DBTaskResult.objects.filter(pk=job, status=FAILED).delete()[0])
