"""From values and days to pixels, and the round numbers worth printing beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10


@dataclass(frozen=True, slots=True)
class Linear:
    """A straight scale: `low` lands on `start`, `high` on `end`, equal bounds in the middle."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Days:
    """A straight scale of days, kept within its ends."""

    first: date
    last: date
    start: float
    end: float

    def __call__(self, day: date) -> float:
        span = (self.last - self.first).days
        share = 0.0 if span <= 0 else (day - self.first).days / span
        return self.start + min(1.0, max(0.0, share)) * (self.end - self.start)


def inner_ticks(low: float, high: float, about: int) -> list[float]:
    """Round values between low and high, at most so many; the one value where both are equal."""
    if high <= low:
        return [low]
    step = _round_step((high - low) / max(1, about))
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [index * step for index in range(first, last + 1)]


def _round_step(rough: float) -> float:
    """The next 1, 2, 2.5 or 5 times a power of ten that is at least `rough`."""
    power: float = 10.0 ** floor(log10(rough))
    return next(m * power for m in (1.0, 2.0, 2.5, 5.0, 10.0) if m * power >= rough * (1 - 1e-9))


def month_starts(first: date, last: date) -> Iterator[date]:
    """First days of months from `first` (itself, if it begins one) to before `last`."""
    day = first.replace(day=1)
    if day < first:
        day = _next_month(day)
    while day < last:
        yield day
        day = _next_month(day)


def week_starts(first: date, last: date) -> Iterator[date]:
    """Every seventh day from `first` to before `last`."""
    day = first
    while day < last:
        yield day
        day += timedelta(days=7)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
