"""Counting in windows of time, in this process at once and with all processes now and then.

Each process counts for itself and settles every `step` takes: it adds what it counted to the shared
count and learns the sum. So a limit costs one write in `step` requests, and is overshot by at most
`step - 1` in each process.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

Settle = Callable[[str, int, int], int | None]
"""Adds an amount to the shared count of (name, window) and gives the sum; None if that is not to be had."""

MOST = 20_000
"""Names that a process remembers, some 300 bytes each."""


@dataclass(slots=True)
class _Slot:
    window: int
    known: int = 0
    unsettled: int = 0


class Meter:
    """At most `limit` takes of a name within each window of `seconds`."""

    def __init__(self, seconds: int, settle: Settle) -> None:
        self.seconds, self._settle = seconds, settle
        self._slots: OrderedDict[str, _Slot] = OrderedDict()
        self._lock = Lock()

    def wait(self, name: str, limit: int, now: float) -> int:
        """Seconds until `name` may be taken again; 0 if it may now. Takes nothing, asks nobody."""
        slot = self._slots.get(name)
        window = int(now // self.seconds)
        if slot is None or slot.window != window or slot.known + slot.unsettled < limit:
            return 0
        return max(1, int((window + 1) * self.seconds - now))

    def take(self, name: str, step: int, now: float) -> None:
        """Count one; with every `step`-th the processes settle."""
        with self._lock:
            slot = self._slot(name, int(now // self.seconds))
            slot.unsettled += 1
            due = slot.unsettled if slot.unsettled % step == 0 else 0
        if due and (known := self._settle(name, slot.window, due)) is not None:
            with self._lock:
                slot.known, slot.unsettled = known, slot.unsettled - due

    def forget(self) -> None:
        """As after a start of the process."""
        self._slots.clear()

    def _slot(self, name: str, window: int) -> _Slot:
        slot = self._slots.get(name)
        if slot is None or slot.window != window:
            slot = self._slots[name] = _Slot(window)
        self._slots.move_to_end(name)
        while len(self._slots) > MOST:
            self._slots.popitem(last=False)
        return slot
