"""Web processes that end by themselves: each is replaced, however many end and however fast."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from granian.constants import Interfaces

from northing.cli.base import keeping, working
from northing.cli.base.keeping import FIRST_PAUSE, LONGEST_PAUSE, Keeping, pause


class Kept(Keeping):
    """Two processes that only stand there, and the numbers of those that were begun again."""

    def __init__(self) -> None:
        super().__init__("nowhere:nothing", interface=Interfaces.WSGI, workers=2)
        self.again: list[int] = []
        self.wrks: list[Any] = [_born(), _born()]

    def _respawn_workers(self, workers: list[int], *_: Any, **__: Any) -> None:
        for number in workers:
            self.again.append(number)
            self.wrks[number] = _born()

    def ended(self, number: int) -> None:
        """As granian's watching thread says it."""
        self.interrupt_children.append(number)
        self.main_loop_interrupt.set()

    def until(self, count: int) -> None:
        end = time.monotonic() + 20
        while len(self.again) < count:
            assert time.monotonic() < end, self.again
            time.sleep(0.005)


def _born() -> Any:
    return SimpleNamespace(birth=time.monotonic(), interrupt_by_parent=False)


@contextmanager
def serving() -> Iterator[tuple[Kept, threading.Thread]]:
    kept = Kept()
    thread = threading.Thread(target=kept._serve_loop, args=(None, None))
    thread.start()
    yield kept, thread
    kept.interrupt_signal = True
    kept.main_loop_interrupt.set()
    thread.join(10)
    assert not thread.is_alive()


def test_a_process_that_ends_again_and_again_never_ends_the_server() -> None:
    with serving() as (kept, thread):
        for count in range(1, 4):
            kept.ended(0)
            kept.until(count)
        assert thread.is_alive()
        assert kept.again == [0, 0, 0]


def test_those_that_end_at_once_are_all_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(keeping, "LONGEST_PAUSE", 0.001)
    with serving() as (kept, _thread):
        for count in range(2, 402, 2):
            kept.ended(0)
            kept.ended(1)
            kept.until(count)
        assert kept.again.count(0) == kept.again.count(1) == 200


def test_who_is_told_to_stop_begins_nothing_and_ends_well() -> None:
    with serving() as (kept, _thread):
        kept.interrupt_signal = True
        kept.ended(1)
    assert kept.again == []
    assert kept.interrupt_children == [], "else its exit status were 1"


def test_one_that_lasted_is_replaced_at_once_and_one_that_never_lasts_ever_more_slowly() -> None:
    assert pause(0.0, 60.0) == 0.0
    found, waits = 0.0, []
    for _ in range(8):
        found = pause(found, 0.1)
        waits.append(found)
    assert waits == [FIRST_PAUSE, 0.5, 1.0, 2.0, 4.0, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE]
    assert pause(found, 60.0) == 0.0


def test_a_log_that_takes_no_line_does_not_stop_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_text: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(working.output, "say", full)
    monkeypatch.setattr(working, "COMMAND", ("/bin/false",))
    monkeypatch.setattr(working, "FIRST_PAUSE", 0.01)
    begun: list[object] = []
    real = working.subprocess.Popen
    monkeypatch.setattr(
        working.subprocess, "Popen", lambda *a, **k: begun.append(a) or real(*a, **k)
    )
    with working.working():
        end = time.monotonic() + 20
        while len(begun) < 3:
            assert time.monotonic() < end
            time.sleep(0.01)
