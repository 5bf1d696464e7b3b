"""A small fuzzer: seeds of our own, changed at random from a number that repeats everything.

An input that makes its target say something new (another error, another shape of answer) is kept and
changed further. A target fails by an unexpected exception, by more than two seconds of processor time,
or by memory; the message holds the number, the round and the input, so that one call shows it again.
"""

import os
import random
import resource
import signal
import threading
import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any, Generic, TypeVar

LONGEST = 100_000
"""Bytes or signs of an input."""

MOST_SECONDS = 2.0
GIVEN_UP = 30.0
MOST_GROWTH = 400 * 1024
"""Kilobytes by which one input may raise the most memory this process ever had."""

KEPT, KEPT_LENGTH = 2_000, 6_000
"""How many inputs are kept, and how long they may be: long ones are tried, but only slow down what follows."""

S = TypeVar("S", str, bytes)


class FuzzError(AssertionError):
    """A target that broke, hung or grew; says how to see it again."""


class HangError(BaseException):
    """An input takes far too long; no target may swallow this."""


@dataclass(frozen=True, slots=True)
class Target(Generic[S]):
    """A parser: seeds, a change of one input, and a check that raises or tells what came out."""

    name: str
    seeds: Sequence[S]
    change: Callable[[random.Random, S, Sequence[S]], S]
    check: Callable[[S], Hashable]


@dataclass(frozen=True, slots=True)
class Done:
    """How many inputs were tried in how many seconds, how many were kept, the slowest one's seconds."""

    tried: int
    seconds: float
    kept: int
    slowest: float

    def __str__(self) -> str:
        return (
            f"{self.tried} inputs in {self.seconds:.0f} s ({self.tried / self.seconds:.0f} a second),"
            f" {self.kept} kept, slowest {self.slowest * 1000:.0f} ms"
        )


def seconds(default: float = 600) -> float:
    """How long a thorough run takes: NORTHING_FUZZ_SECONDS, ten minutes unless it says otherwise."""
    return float(os.environ.get("NORTHING_FUZZ_SECONDS", str(default)))


def fuzz(target: Target[Any], for_seconds: float, seed: int) -> Done:
    """Try changed seeds for so long. Raises FuzzError for the first input that breaks the target."""
    chance = random.Random(seed)
    kept = list(target.seeds)
    said = {_tried(target, one, "as given")[0] for one in kept}
    tried, slowest, until = 0, 0.0, time.monotonic() + for_seconds
    started = time.monotonic()
    while time.monotonic() < until:
        tried += 1
        given = target.change(chance, chance.choice(kept), kept)[:LONGEST]
        answer, took = _tried(target, given, f"seed {seed}, input {tried}")
        slowest = max(slowest, took)
        if answer not in said and len(given) <= KEPT_LENGTH:
            said.add(answer)
            kept.append(given)
            if len(kept) > KEPT:
                kept.pop(chance.randrange(len(target.seeds), len(kept)))
    return Done(tried, time.monotonic() - started, len(kept) - len(target.seeds), slowest)


def _tried(target: Target[Any], given: Any, where: str) -> tuple[Hashable, float]:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    try:
        with _given_up(GIVEN_UP):
            answer = target.check(given)
    except HangError:
        raise FuzzError(f"{target.name}: over {GIVEN_UP:.0f} s ({where}): {_kept(given)}") from None
    except Exception as error:
        raise FuzzError(f"{target.name}: {error!r} ({where}): {_kept(given)}") from error
    took = time.process_time() - began
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
    if took > MOST_SECONDS:
        raise FuzzError(f"{target.name}: {took:.1f} s ({where}): {_kept(given)}")
    if grown > MOST_GROWTH:
        raise FuzzError(f"{target.name}: {grown // 1024} MB more ({where}): {_kept(given)}")
    return answer, took


def _kept(given: str | bytes) -> str:
    """The input as a Python literal; a long one in a file where NORTHING_FUZZ_KEEP names a folder."""
    folder = os.environ.get("NORTHING_FUZZ_KEEP", "")
    if folder:
        path = os.path.join(folder, f"found-{time.time_ns()}")  # noqa: PTH118 - one line
        data = given if isinstance(given, bytes) else given.encode("utf-8", "surrogatepass")
        with open(path, "wb") as file:  # noqa: PTH123 - one line
            file.write(data)
        return f"{path} ({len(given)})"
    return repr(given) if len(given) <= 4_000 else f"{given[:4_000]!r}… ({len(given)})"


@contextmanager
def _given_up(after: float) -> Iterator[None]:
    """Stop what takes this much processor time; only the main thread can be stopped."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise HangError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, after)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
