"""A lock among the processes of one machine: a file that one of them holds at a time."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

EACH = 0.2


@contextmanager
def held(
    path: Path, patience: float, waiting: Callable[[], object] = lambda: None
) -> Iterator[None]:
    """Hold the file for the length of the block; `waiting` is called once if another process has it.

    The system lets go of it when its holder dies, however that happens; the file stays and means nothing.
    Raises TimeoutError after `patience` seconds.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        until(lambda: _take(handle), patience, waiting)
        yield
    finally:
        os.close(handle)


def until(taken: Callable[[], bool], patience: float, waiting: Callable[[], object]) -> None:
    """Ask again until it is true; says so once while it is not. Raises TimeoutError."""
    end, has_said = time.monotonic() + patience, False
    while not taken():
        if time.monotonic() > end:
            raise TimeoutError(f"Another process has not finished within {patience:.0f} s.")
        if not has_said:
            waiting()
            has_said = True
        time.sleep(EACH)


def _take(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
