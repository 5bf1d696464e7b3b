"""The web processes: begun again whenever one ends by itself, and never without the one that began them.

Granian's own loop gives the whole server up where a process ends twice within five seconds, and overlooks
one that ends while it begins another. A request that kills its process would so take away everybody's.
"""

import os
import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from granian._internal import load_target
from granian.server.mp import MPServer

LASTS = 1.0
"""Seconds after which a process has shown that it can work: the next one begins at once."""
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 8.0
WATCH = 0.5
GRACE = 15.0


class Keeping(MPServer):
    """Granian's server, which keeps so many processes, however often and however fast they end."""

    def keep(self) -> None:
        """Serve until interrupted. Raises what loading the application raises."""
        self.serve(target_loader=partial(_loaded, os.getpid()))

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:
        pauses = [0.0] * self.workers
        due: dict[int, float] = {}
        while not self.interrupt_signal:
            now = time.monotonic()
            self.main_loop_interrupt.wait(min(due.values()) - now if due else None)
            # Before looking who ended: who ends from now on wakes this loop again.
            self.main_loop_interrupt.clear()
            now = time.monotonic()
            while self.interrupt_children:
                ended = self.interrupt_children.pop(0)
                lasted = now - self.wrks[ended].birth
                pauses[ended] = pause(pauses[ended], lasted)
                due[ended] = now + pauses[ended]
            ready = [number for number, at in due.items() if at <= now]
            for number in ready:
                del due[number]
            if not self.interrupt_signal:
                self._respawn_workers(ready, spawn_target, target_loader)
            if self.reload_signal:
                self._reload(spawn_target, target_loader)  # type: ignore[no-untyped-call]  # of granian, untyped
        self.interrupt_children.clear()


def pause(before: float, lasted: float) -> float:
    """Seconds until the next process begins, after one that lasted so long and waited `before`."""
    if lasted > LASTS:
        return 0.0
    return min(LONGEST_PAUSE, before * 2 or FIRST_PAUSE)


def load(target: str) -> None:
    """Load everything here, so that each process is begun with it: at once, and in shared memory."""
    load_target(target)


def _loaded(parent: int, target: str) -> Callable[..., Any]:
    """In the new process: what answers, loaded; and a watch on the process that began this one."""
    threading.Thread(target=_leave_with, args=(parent,), name="parent", daemon=True).start()
    answering: Callable[..., Any] = load_target(target)
    return answering


def _leave_with(parent: int) -> None:
    """End when the first process was killed: else this one kept the port, and nobody looked after it."""
    while os.getppid() == parent:
        time.sleep(WATCH)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)
