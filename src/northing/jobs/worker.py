"""A worker: takes due turns, does jobs one by one, and watches whether the other workers still live.

It asks no clock whether another is dead: it counts, by its own steady one, how long that one's number
of breaths has stood still. So neither a clock that jumps nor two machines' clocks that differ matter.
"""

import logging
import os
import secrets
import socket
import threading
import time
import traceback
from collections.abc import Callable
from typing import TypeVar

from northing import __version__
from northing.actions import queue
from northing.jobs import schedules
from northing.kit import clock
from northing.queries import database

T = TypeVar("T")

log = logging.getLogger(__name__)

IDLE = 1.0
BREATH = 5.0
DEAD_AFTER = 20.0
PLAN_EVERY = 15.0
LONGEST_JOB = 3600.0
GRACE = 25.0
EX_STUCK = 70


class Worker:
    """One process's worker; `run` returns when it was told to stop, or with `once` when nothing waits."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"
        self._stopping = threading.Event()
        self._ended = threading.Event()
        self._job: queue.Job | None = None
        self._since = 0.0
        self._still: dict[str, tuple[int, float]] = {}
        self._planned = self._watched = -PLAN_EVERY

    def stop(self) -> None:
        """Finish the job at hand, then return. May be called by a signal's handler."""
        self._stopping.set()

    def run(self, *, once: bool = False, parent: int = 0) -> None:
        """Work. With a `parent`, also until that process is no longer the one that started this."""
        self._lasting(self._sign_on)
        breathing = threading.Thread(target=self._breathe, name="breath", daemon=True)
        breathing.start()
        try:
            while not self._stopping.is_set() and (not parent or os.getppid() == parent):
                if self._step():
                    continue
                if once:
                    break
                self._stopping.wait(IDLE)
        finally:
            self._ended.set()
            breathing.join()
            self._leave()

    def _step(self) -> bool:
        """Take due turns, watch the others, do one job; whether there was one."""
        try:
            self._plan()
            self._watch()
            job = queue.claim(self.name)
        except Exception as error:
            if database.trouble(error) is None:
                raise
            self._unreachable(error)
            return False
        if job is None:
            return False
        self._do(job)
        return True

    def _plan(self) -> None:
        if time.monotonic() - self._planned < PLAN_EVERY:
            return
        queue.keep_standard(schedules.standard(), clock.real())
        queue.take_turns(clock.now())
        queue.pull_nearer(clock.real())
        self._planned = time.monotonic()

    def _watch(self) -> None:
        now = time.monotonic()
        if now - self._watched < BREATH:
            return
        self._watched = now
        seen = queue.beats()
        self._still = {
            name: (beats, self._still[name][1] if self._still.get(name, (-1, 0))[0] == beats else now)
            for name, beats in seen.items()
        }  # fmt: skip
        dead = [(name, beats) for name, (beats, at) in self._still.items() if now - at > DEAD_AFTER]
        for name, _beats in dead:
            log.warning("Worker %s is gone; its job is returned.", name)
        returned = queue.bury(dead, clock.real())
        if returned:
            log.warning("%s jobs of workers that are gone were returned.", returned)

    def _do(self, job: queue.Job) -> None:
        self._since, self._job = time.monotonic(), job
        try:
            job.call()
        except Exception as error:
            trace, why = traceback.format_exc(), error
            is_dead = self._lasting(lambda: queue.failed(job, why, trace, clock.real()))
            log.warning(
                "%s failed (attempt %s, %s): %s", job.task, job.attempt,
                "dead" if is_dead else "to be tried again", error,
            )  # fmt: skip
        else:
            if not self._lasting(lambda: queue.done(job)):
                log.warning("%s was taken over meanwhile and done twice.", job.task)
        finally:
            self._job = None

    def _lasting(self, work: Callable[[], T]) -> T | None:
        """Do it, however long the database is away; None when this worker has to stop first."""
        while True:
            try:
                return work()
            except Exception as error:
                if database.trouble(error) is None:
                    raise
                self._unreachable(error)
                if self._stopping.is_set():
                    return None

    def _unreachable(self, error: Exception) -> None:
        log.warning("The database is out of reach: %s", str(error).partition("\n")[0])
        database.release()
        self._stopping.wait(IDLE * 2)

    def _sign_on(self) -> None:
        queue.sign_on(self.name, socket.gethostname()[:255], os.getpid(), __version__)

    def _leave(self) -> None:
        try:
            queue.sign_off(self.name)
        except Exception as error:
            if database.trouble(error) is None:
                raise
            log.warning("Left without a word: %s", str(error).partition("\n")[0])

    # ── in a thread of its own, so that a long job does not look like a dead worker ──
    def _breathe(self) -> None:
        stopped_at = 0.0
        while not self._ended.wait(BREATH):
            now = time.monotonic()
            if self._stopping.is_set():
                stopped_at = stopped_at or now
                self._give_up_when(now - stopped_at > GRACE, "has to end now")
            self._give_up_when(now - self._since > LONGEST_JOB, "took over an hour")
            try:
                if not queue.breathe(self.name):
                    self._sign_on()
            except Exception as error:
                if database.trouble(error) is None:
                    raise
                database.release()
        database.release()

    def _give_up_when(self, is_over: bool, why: str) -> None:
        """End this process; whoever started it starts another, and the job is begun again there."""
        job = self._job
        if not is_over or job is None:
            return
        log.error("%s %s and is given back.", job.task, why)
        try:
            if why.startswith("has"):
                queue.give_back(job)
                queue.sign_off(self.name)
        finally:
            os._exit(EX_STUCK)
