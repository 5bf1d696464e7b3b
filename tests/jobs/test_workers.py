"""Workers as processes of their own, killed while they work, on both databases."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import postgres
from tests.serving import plain_environment

ROOT = Path(__file__).resolve().parents[2]
WORK = """
import sys, django
django.setup()
from northing.cli import main
from northing.jobs import worker
worker.BREATH, worker.DEAD_AFTER = {breath}, {dead}
sys.exit(main())
"""
PATIENCE = 60.0
LONGEST = 900.0


@dataclass(frozen=True)
class Report:
    """Jobs by task and state, attempts beyond the first, lines counted, workers and turns known."""

    states: Counter[str]
    again: int
    lines: int
    numbers: int
    workers: int
    slots: int

    @property
    def done(self) -> int:
        return sum(
            n for state, n in self.states.items() if state.startswith("count") and "SUCC" in state
        )


class Stage:
    """A database, and the workers at it. Everything is asked by plain SQL, from outside."""

    def __init__(self, data: Path, url: str) -> None:
        self.environment = plain_environment(data, PYTHONPATH=str(ROOT), PYTHONWARNINGS="error")
        if url:
            self.environment["DATABASE_URL"] = url
        self.url, self.file = url, data / "northing.sqlite3"
        self.workers: list[subprocess.Popen[bytes]] = []
        self.log = (data / "workers.log").open("wb")
        self._stage("prepare")

    def enqueue(self, task: str, count: int, first: int = 0, gate: Path | None = None) -> None:
        """So many jobs of this task, numbered from `first`."""
        self._stage("enqueue", task, str(count), str(first), *([str(gate)] if gate else []))

    def _stage(self, *given: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "tests.jobs.stage", *given], env=self.environment, cwd=ROOT,
            capture_output=True, text=True, check=False, timeout=PATIENCE * 2,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    def report(self) -> Report:
        """How it stands at this moment."""
        with closing(self._connected()) as connection:
            asked = lambda sql: connection.execute(sql).fetchall()  # noqa: E731 - four times below
            jobs = asked(
                "SELECT task_path, status, worker_ids FROM django_tasks_database_dbtaskresult"
            )
            lines = asked("SELECT count(*), count(DISTINCT number) FROM counted")[0]
            workers = asked("SELECT count(*) FROM northing_worker")[0][0]
            slots = asked("SELECT count(*) FROM northing_slot")[0][0]
        states = Counter(f"{path.rpartition('.')[2]} {status}" for path, status, _ in jobs)
        begun = [ids if isinstance(ids, list) else json.loads(ids) for _, _, ids in jobs]
        again = sum(max(0, len(ids) - 1) for ids in begun)
        return Report(states, again, *lines, workers, slots)

    def _connected(self) -> Any:
        if self.url:
            return psycopg.connect(libpq(self.url))
        return sqlite3.connect(self.file, timeout=20)

    def begin(self, *given: str, breath: float = 0.2, dead: float = 1.5) -> subprocess.Popen[bytes]:
        """One more worker; with short breaths, so that its death is noticed soon."""
        program = WORK.format(breath=breath, dead=dead)
        one = subprocess.Popen(
            [sys.executable, "-c", program, "work", *given], env=self.environment, cwd=ROOT,
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.workers.append(one)
        return one

    def kill(self, one: "subprocess.Popen[bytes]") -> None:
        one.kill()
        one.wait()
        self.workers.remove(one)

    def until(self, holds: Callable[[Report], object]) -> Report:
        """The first report that holds."""
        end = time.monotonic() + PATIENCE
        while not holds(found := self.report()):
            assert time.monotonic() < end, found
            assert all(one.poll() is None for one in self.workers), self.said()
            time.sleep(0.1)
        return found

    def end(self, one: "subprocess.Popen[bytes]") -> None:
        one.terminate()
        assert one.wait(PATIENCE) == 0, self.said()
        self.workers.remove(one)

    def said(self) -> str:
        return Path(self.log.name).read_text(encoding="utf-8")

    def close(self) -> None:
        for one in self.workers:
            one.terminate()
        for one in self.workers:
            one.wait(PATIENCE)
        self.log.close()


@contextmanager
def staged(kind: str, folder: Path) -> Iterator[Stage]:
    with ExitStack() as stack:
        if kind == "postgres" and not postgres.is_here():
            pytest.skip(postgres.REMEDY)
        url = stack.enter_context(postgres.server()) if kind == "postgres" else ""
        if url:
            with psycopg.connect(libpq(url, "postgres"), autocommit=True) as connection:
                connection.execute("CREATE DATABASE northing")
        stage = Stage(folder, url)
        stack.callback(stage.close)
        yield stage


def libpq(url: str, database: str = "northing") -> str:
    """The address as PostgreSQL's own library reads it."""
    return url.replace("postgresql:/northing?", f"postgresql:///{database}?", 1)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_life_of_workers(kind: str, tmp_path: Path) -> None:
    """Killed at work, told to stop at work, left by whoever began them, and called for one round."""
    with staged(kind, tmp_path) as stage:
        what_a_killed_worker_held_is_done_by_another(stage, tmp_path / "gate")
        one_that_is_told_to_stop_finishes_its_job_and_leaves(stage, tmp_path / "another gate")
        one_ends_with_the_process_that_began_it(stage)
        once_does_what_is_due_and_ends(stage)


def what_a_killed_worker_held_is_done_by_another(stage: Stage, gate: Path) -> None:
    stage.enqueue("count_when_let", 1, 0, gate)
    stage.enqueue("count", 40, 1)
    first = stage.begin()
    stage.until(lambda found: found.states["count_when_let RUNNING"])
    stage.kill(first)
    assert stage.report().states["count_when_let RUNNING"] == 1
    gate.touch()
    second, third = stage.begin(), stage.begin()
    found = stage.until(lambda found: found.numbers == 41 == found.done)
    assert found.again >= 1
    assert found.lines == 41
    assert found.slots == 1, "tidy was due"
    stage.until(lambda found: found.workers == 2)
    for one in (second, third):
        stage.end(one)
    assert stage.report().workers == 0


def one_that_is_told_to_stop_finishes_its_job_and_leaves(stage: Stage, gate: Path) -> None:
    stage.enqueue("count_when_let", 1, 100, gate)
    stage.enqueue("count", 1, 101)
    one = stage.begin()
    stage.until(lambda found: found.states["count_when_let RUNNING"])
    one.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    gate.touch()
    stage.end(one)
    found = stage.report()
    assert found.states["count_when_let SUCCESSFUL"] == 2
    assert found.states["count READY"] == 1
    assert found.workers == 0


def one_ends_with_the_process_that_began_it(stage: Stage) -> None:
    orphan = stage.begin("--parent", "1")
    assert orphan.wait(PATIENCE) == 0, stage.said()
    stage.workers.remove(orphan)
    own = stage.begin("--parent", str(os.getpid()))
    stage.until(lambda found: found.workers == 1 and found.numbers == 43)
    assert own.poll() is None
    stage.end(own)


def once_does_what_is_due_and_ends(stage: Stage) -> None:
    stage.enqueue("count", 5, 200)
    once = stage.begin("--once")
    assert once.wait(PATIENCE) == 0, stage.said()
    stage.workers.remove(once)
    assert stage.report().numbers == 48


@pytest.mark.thorough
@pytest.mark.parametrize("kind", ["postgres", "sqlite"])
def test_four_workers_ten_thousand_jobs_and_a_kill_every_second(kind: str, tmp_path: Path) -> None:
    """None lost, none done twice; how many a second is printed."""
    jobs = int(os.environ.get("NORTHING_JOBS", "10000"))
    chance = random.Random(2026)
    with staged(kind, tmp_path) as stage:
        stage.enqueue("count", jobs)
        begun = time.monotonic()
        for _ in range(4):
            stage.begin(breath=1.0, dead=5.0)
        kills, found = 0, stage.report()
        while found.done < jobs and time.monotonic() - begun < LONGEST:
            until = time.monotonic() + 1
            stage.kill(chance.choice(stage.workers))
            kills += 1
            stage.begin(breath=1.0, dead=5.0)
            time.sleep(max(0, until - time.monotonic()))
            found = stage.report()
        took = time.monotonic() - begun
    print(f"\n{kind}: {jobs} jobs, {kills} kills, {took:.0f} s, {jobs / took:.0f} jobs/s, {found}")
    assert found.lines == found.numbers == found.done == jobs
