"""What the charts draw: frozen pictures, made by the pages from the answers of the queries."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Point(NamedTuple):
    """One value on one day. `label` is what is read when the point is reached ("5 Mar: 330 ms").

    A tuple, because a page draws hundreds of them and a dataclass is made four times slower.
    """

    on: date
    value: float
    label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Spark:
    """The small trend in a row: history in ink, plan dotted, target as a short tick at the end.

    `label` is the sentence for a screen reader; leave it empty where the row says the same in
    words.
    """

    points: tuple[Point, ...]
    start: date
    due: date
    status: str
    baseline: float | None = None
    target: float | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Retarget:
    """The target moved from `before` to `after` on a day: the step in the target line, and why."""

    on: date
    before: float
    after: float
    label: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Shipped:
    """An initiative that was shipped on a day: a tick on the history with its name."""

    on: date
    label: str


@dataclass(frozen=True, slots=True)
class FanDay:
    """The forecast for one day: the middle and the bounds of the 50 % and 80 % intervals."""

    on: date
    low80: float
    low50: float
    middle: float
    high50: float
    high80: float


@dataclass(frozen=True, slots=True)
class Fan:
    """The forecast up to the due date, with its headline ("41 %", "at or beyond it").

    `density` is the shape of the forecast on the due date as (value, weight) pairs in rising
    order of value; the part at or beyond `success` (to the side that `beyond` names) is drawn
    solid.
    """

    days: tuple[FanDay, ...]
    chance: str
    chance_note: str = ""
    expected: str = ""
    intervals: tuple[str, ...] = ()
    density: tuple[tuple[float, float], ...] = ()
    success: float | None = None
    beyond: str = "above"


@dataclass(frozen=True, slots=True)
class ChartWords:
    """The direct labels of the big chart, ready to print. An empty one is not drawn."""

    today: str = "today"
    now: str = ""
    baseline: str = ""
    plan: str = ""
    target: str = ""
    first_target: str = ""


def plain_tick(value: float) -> str:
    """Print an axis value with as few digits as it needs and a true minus sign."""
    text = f"{value:,.10f}".rstrip("0").rstrip(".").replace(",", "\u202f")
    return text.replace("-", "\N{MINUS SIGN}") if text != "-0" else "0"


def plain_day(day: date) -> str:
    """Print a day on the axis as "5 Mar"."""
    return f"{day.day} {day:%b}"


def plain_month(day: date) -> str:
    """Print a month on the axis as "Mar"."""
    return f"{day:%b}"


@dataclass(frozen=True, slots=True)
class KeyResultChart:
    """The big chart of a key result.

    `title` names it and `summary` says it in one sentence (both are read aloud). `points` are the
    check-ins in order, `readings` every value of the metric, `plan` the corners of the line from
    baseline to target (two for a straight plan, more with checkpoints). `bounds` is the healthy
    band of a `keep` key result or of a metric; either side may be None. `borders` are days at which a
    cycle begins, with its name. `tick`, `day` and `month` print the axes
    in the metric's unit and the reader's language.
    """

    title: str
    summary: str
    start: date
    due: date
    today: date
    points: tuple[Point, ...] = ()
    readings: tuple[Point, ...] = ()
    plan: tuple[tuple[date, float], ...] = ()
    baseline: float | None = None
    target: float | None = None
    bounds: tuple[float | None, float | None] | None = None
    borders: tuple[tuple[date, str], ...] = ()
    retargets: tuple[Retarget, ...] = ()
    shipped: tuple[Shipped, ...] = ()
    fan: Fan | None = None
    words: ChartWords = field(default_factory=ChartWords)
    tick: Callable[[float], str] = plain_tick
    day: Callable[[date], str] = plain_day
    month: Callable[[date], str] = plain_month


@dataclass(frozen=True, slots=True)
class BandSpark:
    """The small trend of a metric against its healthy range, across cycles.

    `points` from `start` to `end`, the band from `low` to `high` (None: open to that side; without both
    no band), a line at each of `borders`, where a cycle begins. `status` colours the newest point.
    """

    points: tuple[Point, ...]
    start: date
    end: date
    status: str
    low: float | None = None
    high: float | None = None
    borders: tuple[date, ...] = ()
    label: str = ""
