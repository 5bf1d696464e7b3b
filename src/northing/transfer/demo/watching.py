"""What the firm watches beside its objectives: measures of their own, ranges, guards; from `kpis.toml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache

from northing.domain.snapshot import Direction, Origin
from northing.domain.units import parse, unit
from northing.transfer.demo.calendar import WEEKS, Calendar, instant
from northing.transfer.demo.hashing import share, wobble
from northing.transfer.demo.model import DemoMetric, Detail, Happening, Verb
from northing.transfer.demo.plots import Curve, along
from northing.transfer.demo.reading import Toml, toml, weekly

ROUGHNESS = 0.1
FED_ON = {"": (0,), "weekdays": range(5), "twice": (1, 4)}
NOW = "now"

Range = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Watched:
    """A measure with its readings: weekly by hand on Mondays (or `every` so many weeks), or from a source."""

    metric: DemoMetric
    path: Curve
    grain: Decimal
    fed: str
    every: int
    guards: tuple[str, ...]


@cache
def watched() -> tuple[Watched, ...]:
    """Everything of `kpis.toml` that is measured on its own."""
    return tuple(_watched(raw) for raw in toml("kpis")["kpi"])


@cache
def ranges() -> Mapping[str, tuple[str | None, str | None]]:
    """The healthy ranges of measures that key results aim at, as typed, by the metric's key."""
    return {
        f"{r['team']}/{r['metric']}": (r.get("low"), r.get("high")) for r in toml("kpis")["range"]
    }


def healthy(key: str, code: str) -> Range:
    """The healthy range of a metric in base units."""
    low, high = (
        None if end is None else parse(str(end), unit(code))
        for end in ranges().get(key, (None, None))
    )
    return low, high


def guards_of(objective: str) -> tuple[str, ...]:
    """The keys of the metrics that guard an objective."""
    return tuple(w.metric.key for w in watched() if objective in w.guards)


def readings(calendar: Calendar) -> Iterator[Happening]:
    """Every reading of the running quarter and the one before it, up to the day before today."""
    for one in watched():
        for week in range(1 - WEEKS, calendar.weeks_gone(NOW) + 1, one.every):
            for weekday in FED_ON[one.fed]:
                yield _reading(calendar, one, week, weekday)


def _reading(calendar: Calendar, one: Watched, week: int, weekday: int) -> Happening:
    day = calendar.start(NOW) + timedelta(weeks=week - 1, days=weekday)
    heights = [height for _week, height in one.path]
    stray = wobble(one.metric.key, day.toordinal()) * (max(heights) - min(heights)) * ROUGHNESS
    stray *= share(one.metric.key, "roughness")
    value = along(one.path, week + weekday / 7) + stray
    grains = (Decimal(repr(value)) / one.grain).quantize(Decimal(1), ROUND_HALF_EVEN)
    said = Detail(
        value=max(Decimal(0), grains * one.grain),
        origin=Origin.SOURCE if one.fed else Origin.MANUAL,
    )
    when = instant(day, one.metric.key, 5, 6) if one.fed else instant(day, one.metric.key, 8, 15)
    return Happening(when, one.metric.owner, Verb.READ, one.metric.key, said)


def _watched(raw: Toml) -> Watched:
    shown = unit(raw["unit"])

    def end(name: str) -> Decimal | None:
        return parse(raw[name], shown) if name in raw else None

    metric = DemoMetric(
        key=f"{raw['team']}/{raw['metric']}",
        team=raw["team"],
        owner=raw["owner"],
        name=raw["metric"],
        unit=shown.code,
        direction=Direction(raw["good"]),
        low=Decimal(0),
        high=Decimal(1) if shown.dimension == "ratio" else None,
        healthy_low=end("low"),
        healthy_high=end("high"),
    )
    path = tuple((float(w), float(parse(v, shown))) for w, v in weekly(raw["path"]))
    grain = end("grain") or shown.factor
    return Watched(
        metric, path, grain, raw.get("fed", ""), raw.get("every", 1), tuple(raw.get("guards", ()))
    )
