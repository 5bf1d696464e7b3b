"""Turns are taken once, jobs claimed once, failures tried again, and the jobs of the dead returned."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from northing.actions import queue
from northing.actions.queue import Job, Standard
from northing.queries import jobs as queries
from northing.store.jobs import Schedule, Slot, Worker
from tests.attack.test_at_once import at_once
from tests.cast import NOW, Cast, build
from tests.jobs import tasks

SWEEP = Standard("sweep", "tests.jobs.tasks.stumble", "daily 00:05")
TIDY = Standard("tidy", "tests.jobs.tasks.refuse", "daily 03:40", of_all=True)
DAY = timedelta(days=1)
AT_ONCE = pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
    reason="its database of the tests has one connection; test_workers.py has several processes",
)


@pytest.fixture
def crowd(transactional_db: None) -> Cast:
    """The cast in a database that several connections see."""
    return build()


def claimed(worker: str = "one") -> Job:
    job = queue.claim(worker)
    assert job is not None
    return job


def row(job: Job) -> DBTaskResult:
    return DBTaskResult.objects.get(pk=job.id)


def waits_until(job: Job) -> datetime:
    return row(job).run_after.astimezone(UTC)


# ── turns ─────────────────────────────────────────────────────────────────────
def test_every_workspace_has_the_standard_schedules(cast: Cast) -> None:
    queue.keep_standard([SWEEP, TIDY], NOW)
    queue.keep_standard([SWEEP, TIDY], NOW)
    owners = sorted(Schedule.objects.values_list("name", "ws__slug"), key=str)
    assert owners == sorted(
        [("sweep", cast.slug), ("sweep", cast.otto.slug), ("tidy", None)], key=str
    )
    later = Standard("sweep", SWEEP.task, "daily 01:00")
    queue.keep_standard([later], NOW)
    assert set(Schedule.objects.values_list("name", "timetable")) == {("sweep", "daily 01:00")}


def test_a_turn_is_taken_once_and_missed_ones_are_caught_up_by_one(cast: Cast) -> None:
    queue.keep_standard([SWEEP, TIDY], NOW)
    assert queue.take_turns(NOW) == 3
    assert queue.take_turns(NOW) == 0
    while (job := queue.claim("one")) is not None:
        queue.done(job)
    assert queue.take_turns(NOW + timedelta(hours=1)) == 0
    assert queue.take_turns(NOW + 9 * DAY) == 3
    assert queue.take_turns(NOW + 9 * DAY) == 0


def test_a_turn_waits_while_the_last_one_is_not_done(cast: Cast) -> None:
    queue.keep_standard([TIDY], NOW)
    assert queue.take_turns(NOW) == 1
    assert queue.take_turns(NOW + DAY) == 0
    queue.done(claimed())
    assert queue.take_turns(NOW + DAY) == 1


def test_a_clock_that_went_back_repeats_nothing_and_goes_on(cast: Cast) -> None:
    queue.keep_standard([TIDY], NOW)
    for now in (NOW, NOW + 400 * DAY):
        assert queue.take_turns(now) == 1
        queue.done(claimed())
    assert queue.take_turns(NOW) == 0
    assert queue.take_turns(NOW + DAY) == 1


@AT_ONCE
def test_two_workers_take_a_turn_at_once(crowd: Cast) -> None:
    queue.keep_standard([SWEEP, TIDY], NOW)
    assert not at_once(*[lambda: queue.take_turns(NOW)] * 4)
    assert Slot.objects.count() == DBTaskResult.objects.count() == 3


def test_a_schedule_runs_by_hand_beside_its_turns(cast: Cast) -> None:
    queue.keep_standard([TIDY], NOW)
    pk = Schedule.objects.get().pk
    assert queue.run_now(pk) is not None
    assert queue.run_now(pk) is None
    assert queue.take_turns(NOW) == 0
    queue.done(claimed())
    assert queue.take_turns(NOW) == 1


# ── jobs ──────────────────────────────────────────────────────────────────────
def test_a_job_vanishes_with_the_transaction_that_enqueued_it(cast: Cast) -> None:
    def fails() -> None:
        with transaction.atomic():
            queue.enqueue("tests.jobs.tasks.note", text="never")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert queue.claim("one") is None


@AT_ONCE
def test_a_job_is_claimed_by_one(crowd: Cast) -> None:
    tasks.DONE.clear()
    for number in range(20):
        queue.enqueue("tests.jobs.tasks.note", text=str(number))

    def work(name: str) -> None:
        while (job := queue.claim(name)) is not None:
            job.call()
            assert queue.done(job)

    assert not at_once(*(lambda n=n: work(f"worker {n}") for n in range(4)))
    assert sorted(tasks.DONE, key=int) == [str(n) for n in range(20)]


def test_a_failed_job_waits_ever_longer_then_is_dead(cast: Cast) -> None:
    queue.enqueue("tests.jobs.tasks.stumble")
    waits = []
    for attempt in range(1, queue.MOST_ATTEMPTS + 1):
        DBTaskResult.objects.update(run_after=NOW)
        job = claimed()
        assert job.attempt == attempt
        with pytest.raises(OSError, match="Kestrel") as told:
            job.call()
        dead = queue.failed(job, told.value, "OSError: no route", NOW)
        assert dead == (attempt == queue.MOST_ATTEMPTS)
        waits.append(waits_until(job) - NOW)
    assert all(long > 2 * short for short, long in zip(waits, waits[1:-1], strict=False))
    assert waits[0] >= timedelta(seconds=20)
    assert row(job).status == queue.FAILED
    assert queue.claim("one") is None


def test_what_the_rules_refuse_is_dead_at_once(cast: Cast) -> None:
    for name, dead in (("refuse", True), ("collide", False)):
        queue.enqueue(f"tests.jobs.tasks.{name}")
        job = claimed()
        with pytest.raises(Exception, match=r"\.$") as told:
            job.call()
        assert queue.failed(job, told.value, "trace", NOW) is dead


@given(st.integers(1, queue.MOST_ATTEMPTS), st.uuids())
def test_pauses_grow_and_differ_a_little(attempt: int, pk: object) -> None:
    job = Job(pk, "t", {}, attempt, NOW, lambda: None)  # type: ignore[arg-type]  # any UUID
    usual = min(queue.LONGEST_PAUSE, queue.FIRST_PAUSE * queue.GROWTH ** (attempt - 1))
    assert 0.8 * usual <= queue.pause(job) <= 1.2 * usual


def test_a_dead_job_is_tried_again_or_let_go(cast: Cast) -> None:
    queue.enqueue("tests.jobs.tasks.refuse")
    job = claimed()
    assert not queue.drop(job.id)
    queue.failed(job, RuntimeError(), "t", NOW)
    DBTaskResult.objects.update(status=queue.FAILED)
    assert queue.again(job.id)
    assert claimed().attempt == 1
    assert not queue.again(job.id), "it runs"
    DBTaskResult.objects.update(status=queue.FAILED)
    assert queue.drop(job.id)
    assert not queue.drop(job.id)
    assert not queue.again(uuid4())


# ── workers ───────────────────────────────────────────────────────────────────
def test_the_job_of_a_dead_worker_is_returned_and_the_living_keep_theirs(cast: Cast) -> None:
    for name in ("one", "two"):
        queue.sign_on(name, "host", 1, "0")
        queue.enqueue("tests.jobs.tasks.note", text=name)
    mine, theirs = claimed("one"), claimed("two")
    still = queue.beats()["one"]
    assert queue.breathe("two")
    assert queue.bury([("one", still)], NOW) == 1
    assert row(mine).status == queue.READY
    assert row(theirs).status == queue.RUNNING
    assert not queue.done(mine), "what was returned is not its own any more"
    assert not queue.breathe("one")
    assert queue.done(theirs)


def test_a_worker_that_breathed_meanwhile_is_not_buried(cast: Cast) -> None:
    queue.sign_on("one", "host", 1, "0")
    queue.enqueue("tests.jobs.tasks.note", text="x")
    job = claimed("one")
    seen = queue.beats()["one"]
    queue.breathe("one")
    assert queue.bury([("one", seen)], NOW) == 0
    assert queue.done(job)


def test_a_job_that_kills_its_workers_is_dead_in_the_end(cast: Cast) -> None:
    queue.enqueue("tests.jobs.tasks.die")
    for n in range(queue.MOST_ATTEMPTS):
        DBTaskResult.objects.update(run_after=NOW)
        claimed(f"worker {n}")
        assert queue.bury([], NOW) == 1
    found = DBTaskResult.objects.get()
    assert found.status == queue.FAILED
    assert found.exception_class_path == queue.DIED


def test_a_job_given_back_was_never_begun(cast: Cast) -> None:
    queue.enqueue("tests.jobs.tasks.note", text="x")
    queue.give_back(claimed())
    assert claimed().attempt == 1


def test_old_work_is_forgotten_and_dead_work_is_not(cast: Cast) -> None:
    for _ in range(3):
        queue.enqueue("tests.jobs.tasks.note", text="x")
    first, second, third = claimed(), claimed(), claimed()
    queue.done(first)
    queue.done(second)
    queue.failed(third, RuntimeError(), "t", NOW)
    DBTaskResult.objects.filter(pk=third.id).update(status=queue.FAILED)
    DBTaskResult.objects.filter(pk__in=[first.id, third.id]).update(finished_at=NOW - 20 * DAY)
    DBTaskResult.objects.filter(pk=second.id).update(finished_at=NOW - DAY)
    queue.tidy(NOW)
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == {second.id, third.id}


# ── how it stands ─────────────────────────────────────────────────────────────
def test_health_tells_who_works_what_is_late_and_what_is_dead(cast: Cast) -> None:
    assert queries.health(NOW).workers == 0
    queue.sign_on("one", "host", 1, "0")
    queue.keep_standard([TIDY], NOW - DAY)
    assert queries.health(NOW).late == ("tidy",)
    queue.take_turns(NOW)
    found = queries.health(NOW)
    assert found.workers == 1
    assert found.late == ("tidy",)
    assert found.by_state["waiting"] == 1
    assert found.oldest_at is not None
    queue.done(claimed())
    assert queries.health(NOW).late == ()
    Worker.objects.update(seen_at=NOW - timedelta(days=400))
    assert queries.health(NOW).workers == 0


def test_an_idle_worker_takes_no_lock_on_writing(cast: Cast) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL locks rows")
    with connection.execute_wrapper(_no_begin):
        assert queue.claim("one") is None


def _no_begin(execute, sql, params, many, context):  # type: ignore[no-untyped-def]  # Django's hook
    assert not sql.startswith(("BEGIN", "SAVEPOINT", "UPDATE")), sql
    return execute(sql, params, many, context)
