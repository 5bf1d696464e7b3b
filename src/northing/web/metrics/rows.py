"""From metrics and readings to rows and a chart: formats and names, decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import partial
from itertools import groupby

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from northing.domain import units
from northing.domain.access import Caller
from northing.domain.figure import Figure
from northing.queries import days, words
from northing.queries.metrics import MetricCard, ReadingCard
from northing.web.base import charts
from northing.web.base.markup import finished

FEWEST_FOR_A_CHART = 2
LONGEST_ON_AN_AXIS = 4


@dataclass(frozen=True, slots=True)
class MetricRow:
    name: str
    url: str
    latest: Figure
    on: str
    direction: str
    healthy: str


@dataclass(frozen=True, slots=True)
class TeamGroup:
    """The metrics of one team."""

    team: str
    url: str
    rows: tuple[MetricRow, ...]


@dataclass(frozen=True, slots=True)
class ReadingRow:
    value: str
    on: str
    learnt: str
    origin: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The history drawn for a wide page, a narrower one and a phone."""

    wide: SafeString
    middle: SafeString
    phone: SafeString


def by_team(found: Sequence[MetricCard], caller: Caller) -> tuple[TeamGroup, ...]:
    """Metrics in groups; they come in the order of their teams."""
    return tuple(
        TeamGroup(
            name,
            reverse("team", args=[caller.slug, slug]),
            tuple(_row(m, caller) for m in group),
        )
        for (_team, name, slug), group in groupby(
            found, key=lambda m: (m.team.id, m.team.name, m.team.slug)
        )
    )


def _row(m: MetricCard, caller: Caller) -> MetricRow:
    return MetricRow(
        m.name,
        reverse("metric", args=[caller.slug, m.id]),
        m.latest,
        days.short(m.latest.as_of, caller.today) or _("no reading yet"),
        direction_word(m.direction),
        healthy(m),
    )


def direction_word(direction: str) -> str:
    """Which way is good."""
    return {"up": _("more is better"), "down": _("less is better")}[direction]


def healthy(m: MetricCard) -> str:
    """The healthy range in words; empty where there is none."""
    return _range(m, m.healthy_low, m.healthy_high)


def _range(m: MetricCard, low: Decimal | None, high: Decimal | None) -> str:
    show = partial(units.show, unit=units.unit(m.unit))
    if low is not None and high is not None:
        return _("{low} to {high}").format(low=show(low), high=show(high))
    if low is not None:
        return _("from {low}").format(low=show(low))
    return _("up to {high}").format(high=show(high)) if high is not None else ""


def facts(m: MetricCard) -> tuple[tuple[str, object], ...]:
    """What a metric is, beside its chart."""
    listed = (
        (_("Latest"), m.latest),
        (_("Team"), m.team.name),
        (_("Unit"), m.unit or _("a count")),
        (_("Good direction"), direction_word(m.direction)),
        (_("Healthy"), healthy(m) or _("no range yet")),
        (_("Possible"), _range(m, m.low, m.high) or _("any value")),
        (_("Number for the API"), str(m.id)),
    )
    return tuple(listed)


def readings(found: Sequence[ReadingCard], caller: Caller) -> tuple[ReadingRow, ...]:
    """Readings, the newest first; what was learnt later than it was true says so."""
    return tuple(_reading(r, caller) for r in reversed(found))


def _reading(r: ReadingCard, caller: Caller) -> ReadingRow:
    true = r.as_of.astimezone(caller.zone)
    learnt = r.recorded_at.astimezone(caller.zone)
    late = days.short(learnt.date(), caller.today) if learnt.date() != true.date() else ""
    on = f"{days.short(true.date(), caller.today)}, {true:%H:%M}"
    return ReadingRow(r.text, on, late, str(words.ORIGINS[r.origin]))


def chart(m: MetricCard, found: Sequence[ReadingCard], caller: Caller) -> Chart | None:
    """The history with its healthy range; nothing under two readings."""
    if len(found) < FEWEST_FOR_A_CHART:
        return None
    unit = units.unit(m.unit)
    points = tuple(
        charts.Point(
            (day := r.as_of.astimezone(caller.zone).date()),
            float(r.value / unit.factor),
            f"{days.short(day, caller.today)}: {r.text}",
        )
        for r in found
    )
    first = points[0].on
    last = max(points[-1].on, first + timedelta(days=1))
    drawn = charts.KeyResultChart(
        title=m.name,
        summary=_("{count} readings, the newest {value}.").format(
            count=len(found), value=found[-1].text
        ),
        start=first, due=last, today=last + timedelta(days=1), points=points, bounds=_bounds(m, unit),
        words=charts.ChartWords(now=_bare(m.latest.text, unit)),
        tick=lambda v: _bare(units.show_short(Decimal(f"{v:.10g}") * unit.factor, unit), unit),
        day=partial(days.short, today=caller.today),
        month=lambda day: days.short(day, day).split("\N{NO-BREAK SPACE}")[-1],
    )  # fmt: skip
    return Chart(
        finished(charts.key_result_chart(drawn, "wide")),
        finished(charts.key_result_chart(drawn, "middle")),
        finished(charts.key_result_chart(drawn, "phone")),
    )


def _bare(text: str, unit: units.Unit) -> str:
    """A value without the noun that is counted: the axis has no room for it, the title says it."""
    counts = len(unit.code) > LONGEST_ON_AN_AXIS
    return text.removesuffix(unit.code).rstrip() if counts else text


def _bounds(m: MetricCard, unit: units.Unit) -> tuple[float | None, float | None] | None:
    low, high = (
        None if b is None else float(b / unit.factor) for b in (m.healthy_low, m.healthy_high)
    )
    return None if low is None and high is None else (low, high)
