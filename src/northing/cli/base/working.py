"""The worker beside `northing serve`: a process of its own, begun again whenever it ends.

The server forks its own processes, so it shall hold neither a database connection nor a lock that
work needs.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from northing.cli.base import output
from northing.kit.text import text as _

_PROGRAM = "import sys; from northing.cli import main; sys.exit(main())"
COMMAND = (sys.executable, "-c", _PROGRAM, "work", "--parent")
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
PATIENCE = 30.0
"""Seconds that a worker has to finish its job; it gives the job back a little earlier."""


@contextmanager
def working() -> Iterator[None]:
    """A worker for the length of the block; at its end it finishes its job or gives it back."""
    beside = _Beside()
    keeper = threading.Thread(target=beside.keep, name="worker", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        beside.end()
        keeper.join(PATIENCE + 5)


def _tell(text: object) -> None:
    """Say it; a log on a full disk, or one that nobody reads any more, is no reason to do no work."""
    with suppress(OSError, output.ReaderGoneError):
        output.say(text)


class _Beside:
    """The child process, and whether another shall follow it."""

    def __init__(self) -> None:
        self._ending = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None

    def keep(self) -> None:
        """Begin a worker, wait for its end, begin the next one: at once, then ever more slowly."""
        pause = FIRST_PAUSE / 2
        while not self._ending.is_set():
            begun = time.monotonic()
            try:
                self._child = subprocess.Popen(  # noqa: S603 - our own command, nothing from outside in it
                    [*COMMAND, str(os.getpid())], stdin=subprocess.DEVNULL, start_new_session=True
                )
            except OSError as error:
                _tell(_("No worker could be started: {error}", error=error))
            else:
                status = self._child.wait()
                if self._ending.is_set():
                    return
                _tell(_("The worker ended with status {status}; another begins.", status=status))
            lasted = time.monotonic() - begun > LONGEST_PAUSE
            pause = FIRST_PAUSE if lasted else min(LONGEST_PAUSE, pause * 2)
            self._ending.wait(pause)

    def end(self) -> None:
        """Ask the child to end, and make it."""
        self._ending.set()
        child = self._child
        if child is None or child.poll() is not None:
            return
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
