"""What it means that a key result has another status than before: worse, better, or over.

docs/status.md says it for readers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from northing.domain.outlook import WORST_FIRST
from northing.domain.snapshot import Status


class Turn(StrEnum):
    """How a key result turned between two days, what needs somebody first."""

    WORSE = "worse"
    MISSED = "missed"
    BETTER = "better"
    ACHIEVED = "achieved"


BEHIND = frozenset({Status.OFF_TRACK, Status.AT_RISK})
UNKNOWN = frozenset({Status.NO_DATA, Status.TOO_EARLY})
RUNNING = BEHIND | UNKNOWN | {Status.ON_TRACK}
_ORDER = tuple(Turn)


def turn(before: Status, after: Status) -> Turn | None:
    """How a status turned; None where neither can be said.

    What ends is achieved or missed. Of two running statuses the one nearer to off track is worse, in
    the order of outlook.WORST_FIRST: a first verdict counts as well. Whether there is no data yet or too
    little is the same ignorance; to pause, resume or give up is a decision and no turn.
    """
    if before == after:
        return None
    if after is Status.ACHIEVED:
        return Turn.ACHIEVED
    if after is Status.MISSED:
        return Turn.MISSED
    if not {before, after} <= RUNNING or {before, after} <= UNKNOWN:
        return None
    is_worse = WORST_FIRST.index(after) < WORST_FIRST.index(before)
    return Turn.WORSE if is_worse else Turn.BETTER


def rank(found: Turn, before: Status, after: Status) -> tuple[int, int, int]:
    """What sorts turns worst first: by kind, by where it stands now, by how far it came."""
    now, was = WORST_FIRST.index(after), WORST_FIRST.index(before)
    return _ORDER.index(found), now, -abs(was - now)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many key results stand where: behind the plan, on track, without an answer, over."""

    off_track: int = 0
    at_risk: int = 0
    on_track: int = 0
    unknown: int = 0
    paused: int = 0
    achieved: int = 0
    missed: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return (
            self.off_track + self.at_risk + self.on_track + self.unknown + self.paused
            + self.achieved + self.missed
        )  # fmt: skip

    @property
    def running(self) -> int:
        """Those that are asked and counted."""
        return self.off_track + self.at_risk + self.on_track + self.unknown


_PLACE = {Status.NO_DATA: "unknown", Status.TOO_EARLY: "unknown"}


def tally(counts: Iterable[tuple[Status, int]]) -> Tally:
    """The sum of counts by status; given up is left out, it stands nowhere."""
    found: dict[str, int] = {}
    for status, count in counts:
        if status is not Status.DROPPED:
            place = _PLACE.get(status, status.value)
            found[place] = found.get(place, 0) + count
    return Tally(**found)
