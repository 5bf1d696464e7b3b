"""What a forecast is asked: one key result as plain numbers, and the checks that keep nonsense out."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

LARGEST = 1e300
"""Beyond this a value is refused: sums of two such values would no longer be finite."""


class Promise(StrEnum):
    """What is promised about the value on the due date; each has its own shipped prior."""

    REACH = "reach"
    """at or beyond a line that lies ahead"""
    KEEP = "keep"
    """still on the good side of a bound"""
    COUNT = "count"
    """a total that only grows from zero reaches the line"""
    CAP = "cap"
    """a total that only grows from zero stays under the line"""


class UnanswerableError(ValueError):
    """The question has no defined answer; the text says what is missing."""


@dataclass(frozen=True, slots=True)
class Case:
    """One key result at one moment.

    `line` is the success line and `target` the full target, both in the metric's unit, as is
    `baseline`; days are numbers on one axis (date ordinals will do). `low` and `high` are bounds
    that the metric cannot leave. `plan` holds checkpoints as (day, value). `other` is the second
    bound of a promise to keep, on the far side from `line`.
    """

    baseline: float
    line: float
    start: float
    due: float
    as_of: float
    readings: tuple[tuple[float, float], ...] = ()
    target: float | None = None
    rising: bool = True
    keep: bool = False
    low: float | None = None
    high: float | None = None
    plan: tuple[tuple[float, float], ...] = ()
    other: float | None = None

    def check(self) -> None:
        """Refuse what cannot be answered: no period, or numbers that are none."""
        if not (isfinite(self.start) and isfinite(self.due) and isfinite(self.as_of)):
            raise UnanswerableError("the days are not numbers")
        if self.due <= self.start:
            raise UnanswerableError("the due date is not after the start")
        for name in ("baseline", "line"):
            if not usable(getattr(self, name)):
                raise UnanswerableError(f"the {name} is not a usable number")
        if self.line == self.baseline and not self.keep:
            raise UnanswerableError("the target equals the baseline")

    def known(self) -> list[tuple[float, float]]:
        """Readings between start and due date that were true by `as_of`, by day; the last of a day stands."""
        until = min(self.as_of, self.due)
        by_day = {d: v for d, v in self.readings if self.start <= d <= until and usable(v)}
        return sorted(by_day.items())


def usable(value: float) -> bool:
    """Whether a value can be counted with."""
    return isfinite(value) and abs(value) <= LARGEST


def thinned(
    readings: list[tuple[float, float]], start: float, due: float, most: int
) -> Sequence[int]:
    """Indexes of the readings to use: the last one of each of `most` equal parts of the period."""
    if len(readings) <= most:
        return range(len(readings))
    part = (due - start) / most
    return sorted({int((day - start) / part): i for i, (day, _) in enumerate(readings)}.values())
