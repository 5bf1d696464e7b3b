"""From metrics and readings to rows and a chart: formats and names, decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import groupby

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from northing.domain import units
from northing.domain.access import Caller
from northing.domain.figure import Figure
from northing.queries import days
from northing.queries.kpis import KpiView, Trends
from northing.queries.metrics import MetricCard, ReadingCard
from northing.web.base import addresses, charts
from northing.web.base.markup import finished
from northing.web.kpis.rows import BY_HAND, mark, since, spark

FEWEST_FOR_A_CHART = 2
LONGEST_ON_AN_AXIS = 4


@dataclass(frozen=True, slots=True)
class MetricRow:
    """A metric in the list; one with a healthy range has a mark with its word."""

    name: str
    url: str
    owner: str
    latest: Figure
    on: str
    direction: str
    healthy: str
    mark: str
    words: str
    spark: charts.BandSpark


@dataclass(frozen=True, slots=True)
class TeamGroup:
    """The metrics of one team."""

    team: str
    url: str
    rows: tuple[MetricRow, ...]


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One reading; `correct_url` leads to the form that supersedes it."""

    value: str
    on: str
    learnt: str
    origin: str
    is_pushed: bool
    key: str
    key_url: str
    mark: str
    words: str
    is_superseded: bool
    correct_url: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The history drawn for a wide page, a narrower one and a phone."""

    wide: SafeString
    middle: SafeString
    phone: SafeString


def by_team(
    found: Sequence[MetricCard], trends: Trends, span: tuple[date, date], caller: Caller
) -> tuple[TeamGroup, ...]:
    """Metrics in groups; they come in the order of their teams."""
    return tuple(
        TeamGroup(
            name,
            reverse("team", args=[caller.slug, slug]),
            tuple(_row(m, trends.get(m.id, ()), span, caller) for m in group),
        )
        for (_team, name, slug), group in groupby(
            found, key=lambda m: (m.team.id, m.team.name, m.team.slug)
        )
    )


def _row(
    m: MetricCard,
    trend: Sequence[tuple[date, Decimal]],
    span: tuple[date, date],
    caller: Caller,
) -> MetricRow:
    return MetricRow(
        m.name,
        reverse("metric", args=[caller.slug, m.id]),
        m.owner.name if m.owner else "",
        m.latest,
        days.short(m.latest.as_of, caller.today) or _("no reading yet"),
        direction_word(m.direction),
        m.health.range if m.health else "",
        mark(m.health) if m.health else "",
        m.health.words if m.health else "",
        spark(m, trend, *span, ()),
    )


def direction_word(direction: str) -> str:
    """Which way is good."""
    return {"up": _("more is better"), "down": _("less is better")}[direction]


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
        (_("From"), " · ".join(filter(None, (m.origin_word, m.age)))),
        (_("Team"), m.team.name),
        (_("Watched by"), m.owner.name if m.owner else _("nobody yet")),
        (_("Unit"), m.unit or _("a count")),
        (_("Good direction"), direction_word(m.direction)),
        (_("Healthy"), m.health.range if m.health else _("no range yet")),
        (_("Possible"), _range(m, m.low, m.high) or _("any value")),
        (_("Number for the API"), str(m.id)),
    )
    return tuple(fact for fact in listed if fact[1])


@dataclass(frozen=True, slots=True)
class State:
    """How the newest reading lies, for the top of a KPI's page."""

    mark: str
    words: str
    since: str
    range: str


def state(m: MetricCard) -> State | None:
    """The mark of a metric with a healthy range; nothing for others."""
    if m.health is None:
        return None
    return State(mark(m.health), m.health.words, since(m.health), m.health.range)


def readings(
    found: Sequence[ReadingCard], caller: Caller, metric: int, page: int, *, may_correct: bool
) -> tuple[ReadingRow, ...]:
    """Readings, the newest first; what was learnt later than it was true says so."""
    return tuple(
        _reading(r, caller, _place(r, caller, metric, page) if may_correct else "") for r in found
    )


def _reading(r: ReadingCard, caller: Caller, correct_url: str) -> ReadingRow:
    true = r.as_of.astimezone(caller.zone)
    learnt = r.recorded_at.astimezone(caller.zone)
    late = days.short(learnt.date(), caller.today) if learnt.date() != true.date() else ""
    key_url = addresses.of_key(caller.slug, r.key_result) if r.key_result else ""
    return ReadingRow(
        value=r.text,
        on=f"{days.short(true.date(), caller.today)}, {true:%H:%M}",
        learnt=late,
        origin=r.origin_word,
        is_pushed=r.origin != BY_HAND,
        key=r.key_result,
        key_url=key_url,
        mark={"": "", "inside": "on"}.get(r.side, "off"),
        words=r.words,
        is_superseded=r.superseded,
        correct_url=correct_url,
    )


def _place(r: ReadingCard, caller: Caller, metric: int, page: int) -> str:
    """Where a reading is corrected; one that somebody typed in a check-in, at the key result."""
    if r.superseded or (r.origin == BY_HAND and r.key_result):
        return ""
    here = reverse("metric", args=[caller.slug, metric])
    return f"{here}?page={page}&correct={r.id}#correct"


def chart(view: KpiView, caller: Caller) -> Chart | None:
    """Two cycles, day by day, with the healthy range; nothing under two readings."""
    m, found = view.kpi.metric, view.kpi.trend
    if len(found) < FEWEST_FOR_A_CHART:
        return None
    unit = units.unit(m.unit)
    points = tuple(
        charts.Point(
            on,
            float(value / unit.factor),
            f"{days.short(on, caller.today)}: {units.show(value, unit)}",
        )
        for on, value in found
    )
    last = max(view.last, view.first + timedelta(days=1))
    drawn = charts.KeyResultChart(
        title=m.name,
        summary=_("{count} readings, the newest {value}.").format(
            count=len(found), value=m.latest.text
        ),
        start=view.first, due=last, today=last + timedelta(days=1), points=points,
        bounds=_bounds(m, unit),
        borders=tuple((day, name) for day, name in view.borders if day >= view.first),
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
