"""Stopping without losing a visitor: first say that nobody new shall come, then finish what is open.

What the processes of one running server share lies in a folder of its own: the mark that it is about to
stop, and the figures of each process. `NORTHING_RUN` tells them where.
"""

import fcntl
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

from granian.server.common import AbstractServer

DRAINING = "draining"


@contextmanager
def run_folder() -> Iterator[Path]:
    """A folder for this server alone, empty at its start and gone after its end."""
    folder = Path(tempfile.mkdtemp(prefix="northing-"))
    os.environ["NORTHING_RUN"] = str(folder)
    # Whoever tidies the system's temporary folder leaves alone what is locked.
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_SH)
    try:
        yield folder
    finally:
        os.close(handle)
        os.environ.pop("NORTHING_RUN", None)
        shutil.rmtree(folder, ignore_errors=True)


class Stopping:
    """What a server does when it is told to stop.

    SIGTERM comes from a service manager: /readyz says 503 for `drain` seconds, in which a proxy learns
    to go elsewhere, and only then the server ends. SIGINT comes from a person at a terminal who waits,
    and so does a second signal of either kind: it ends at once. Open requests are finished in any case.
    """

    def __init__(self, server: AbstractServer[Any], folder: Path | None, drain: int) -> None:
        self.server, self.folder, self.drain = server, folder, drain
        self._told = False
        server.signal_handler_interrupt = self.hear  # type: ignore[method-assign]  # it calls what stands there

    def hear(self, number: int = signal.SIGINT, frame: FrameType | None = None) -> None:
        """A signal came."""
        waits = number == signal.SIGTERM and self.drain > 0 and not self._told
        self._told = True
        self._mark()
        if not waits:
            self._end()
            return
        timer = threading.Timer(self.drain, self._end)
        timer.daemon = True
        timer.start()

    def _mark(self) -> None:
        """Let /readyz say so. That the folder is gone or full keeps nobody from stopping."""
        if self.folder is not None:
            with suppress(OSError):
                self.folder.mkdir(exist_ok=True)
                (self.folder / DRAINING).touch()

    def _end(self) -> None:
        # Ctrl-C reaches the processes too: that they end by themselves now is no failure of theirs.
        for worker in self.server.wrks:
            worker.interrupt_by_parent = True
        self.server.interrupt_signal = True
        self.server.main_loop_interrupt.set()
