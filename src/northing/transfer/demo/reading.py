"""The demo's files as specs: everything said in words and weeks, nothing dated yet."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from northing.domain.snapshot import Ambition, Kind, Role
from northing.domain.units import parse, unit
from northing.transfer.demo import story
from northing.transfer.demo.model import DemoPerson, DemoStep, DemoTeam
from northing.transfer.demo.plots import Curve

Toml = Mapping[str, Any]  # what tomllib gives; every field is given its type below


@dataclass(frozen=True, slots=True)
class Firm:
    name: str
    slug: str
    timezone: str
    closes_cycles: str
    teams: tuple[DemoTeam, ...]
    people: tuple[DemoPerson, ...]


@dataclass(frozen=True, slots=True)
class KeyResultSpec:
    """A key result and its story. Weeks are counted in its cycle from 1; `path` is in base units.

    `fed` says how often a source pushes a number (`daily`, `weekdays`, `twice` a week or not);
    `silent` is the last week with a word; who `waits` has not spoken in the running week.
    """

    key: str
    title: str
    owner: str
    kind: Kind
    plot: str
    unit: str
    metric: str
    baseline: Decimal | None
    target: Decimal | None
    low: Decimal | None
    high: Decimal | None
    good: str
    lines: tuple[story.Line, ...]
    at: float | None
    ends: float | None
    path: Curve
    grain: Decimal
    cumulative: bool
    fed: str
    start: int
    due: int | None
    every: int
    silent: int | None
    waits: bool
    yes: int | None
    weight: Decimal
    steps: tuple[DemoStep, ...]
    checkpoints: tuple[tuple[int, Decimal], ...]
    carried_from: str | None
    grade: Decimal | None
    grade_reason: str


@dataclass(frozen=True, slots=True)
class ObjectiveSpec:
    key: str
    cycle: str
    team: str
    owner: str
    title: str
    why: str
    ambition: Ambition
    supports: tuple[str, ...]
    contributing: tuple[str, ...]
    lines: tuple[story.Line, ...]
    key_results: tuple[KeyResultSpec, ...]


@cache
def firm() -> Firm:
    """Teams and people, from `firm.toml`."""
    raw = toml("firm")
    return Firm(
        name=raw["name"],
        slug=raw["slug"],
        timezone=raw["timezone"],
        closes_cycles=raw["closes_cycles"],
        teams=tuple(DemoTeam(t["key"], t["name"], t.get("parent")) for t in raw["team"]),
        people=tuple(_person(p) for p in raw["person"]),
    )


@cache
def objectives() -> tuple[ObjectiveSpec, ...]:
    """Every objective with its key results, from the files named after the teams."""
    found: list[ObjectiveSpec] = []
    for team in firm().teams:
        if (files(__package__) / f"{team.key}.toml").is_file():
            found += (_objective(o, team.key) for o in toml(team.key)["objective"])
    return tuple(found)


def document() -> str:
    """One more plan of the firm, as a Markdown document."""
    return (files(__package__) / "document.md").read_text(encoding="utf-8")


def toml(name: str) -> Toml:
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


def _person(raw: Toml) -> DemoPerson:
    return DemoPerson(
        handle=raw["handle"],
        name=raw["name"],
        role=Role(raw.get("role", "member")),
        team=raw["team"],
        leads=raw.get("leads", False),
    )


def _objective(raw: Toml, team: str) -> ObjectiveSpec:
    return ObjectiveSpec(
        key=raw["key"],
        cycle=raw["cycle"],
        team=team,
        owner=raw["owner"],
        title=raw["title"],
        why=raw["why"],
        ambition=Ambition(raw.get("ambition", "aspirational")),
        supports=tuple(raw.get("supports", ())),
        contributing=tuple(raw.get("contributing", ())),
        lines=story.read(raw.get("story", "")),
        key_results=tuple(_key_result(k, raw["owner"]) for k in raw["kr"]),
    )


def _key_result(raw: Toml, owner: str) -> KeyResultSpec:
    shown = unit(raw.get("unit", ""))

    def value(field: str) -> Decimal | None:
        return parse(raw[field], shown) if field in raw else None

    default_grain = Decimal("0.1") if shown.dimension == "ratio" else Decimal(1)
    grade, _colon, reason = str(raw.get("grade", "")).partition(": ")
    return KeyResultSpec(
        key=raw["key"],
        title=raw["title"],
        owner=raw.get("owner", owner),
        kind=_kind(raw, value("from"), value("to")),
        plot=raw["plot"],
        unit=shown.code,
        metric=raw.get("metric", ""),
        baseline=value("from"),
        target=value("to"),
        low=value("low"),
        high=value("high"),
        good=raw.get("good", "up"),
        lines=story.read(raw["story"]),
        at=raw.get("at"),
        ends=raw.get("ends"),
        path=tuple((float(w), float(parse(v, shown))) for w, v in weekly(raw.get("path", ""))),
        grain=value("grain") or default_grain * shown.factor,
        cumulative=raw.get("cumulative", False),
        fed=raw.get("fed", ""),
        start=raw.get("start", 1),
        due=raw.get("due"),
        every=raw.get("every", 1),
        silent=raw.get("silent"),
        waits=raw.get("waits", False),
        yes=raw.get("yes"),
        weight=Decimal(raw.get("weight", 1)),
        steps=tuple(_step(written) for written in raw.get("steps", ())),
        checkpoints=tuple((int(w), parse(v, shown)) for w, v in weekly(raw.get("checkpoints", ""))),
        carried_from=raw.get("carried_from"),
        grade=Decimal(grade) if grade else None,
        grade_reason=reason,
    )


def _kind(raw: Toml, baseline: Decimal | None, target: Decimal | None) -> Kind:
    """As told, or from what the spec gives: steps, bounds, or the direction to the target."""
    if "kind" in raw:
        return Kind(raw["kind"])
    if "steps" in raw:
        return Kind.MILESTONES
    if "low" in raw or "high" in raw:
        return Kind.KEEP
    if baseline is None or target is None:
        raise ValueError(f"{raw['key']}: neither kind nor from and to")
    return Kind.INCREASE if target > baseline else Kind.DECREASE


def _step(written: str) -> DemoStep:
    """`3x Title` weighs three."""
    weight, times, title = written.partition("x ")
    return DemoStep(title, Decimal(weight)) if times and weight.isdecimal() else DemoStep(written)


def weekly(written: str) -> Iterator[tuple[str, str]]:
    """`3: 41 %; 5: 40 %` as pairs of week and value."""
    for pair in written.split(";"):
        week, colon, value = pair.partition(":")
        if colon:
            yield week.strip(), value.strip()
