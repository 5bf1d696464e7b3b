"""From the answer about KPIs to groups of rows, filters and pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from northing.domain import units
from northing.domain.access import Caller
from northing.domain.figure import Figure
from northing.queries import days
from northing.queries.aims import AimCard
from northing.queries.frame import Frame
from northing.queries.kpis import KpiCard, KpiPage
from northing.queries.metrics import HealthCard, MetricCard
from northing.web.base import addresses, charts

BY_HAND = "manual"
MARKS = {"inside": "on", "above": "off", "below": "off", "no_data": "none"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    team: int | None = None
    cycle: int | None = None
    outside: bool = False
    table: bool = False
    page: int = 1

    def query(self) -> str:
        """The same as a query string, empty where nothing is asked for."""
        given = {
            "team": self.team, "cycle": self.cycle, "outside": 1 if self.outside else None,
            "table": 1 if self.table else None, "page": self.page if self.page > 1 else None,
        }  # fmt: skip
        return "?" + urlencode({k: v for k, v in given.items() if v is not None})


@dataclass(frozen=True, slots=True)
class AimRow:
    """A key result that aims at a metric: its mark, its key."""

    status: str
    word: str
    key: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class KpiRow:
    """One metric against its healthy range."""

    name: str
    url: str
    owner: str
    latest: Figure
    mark: str
    words: str
    since: str
    healthy: str
    spark: charts.BandSpark
    table: tuple[tuple[str, str], ...]
    aims: tuple[AimRow, ...]
    more_aims: int
    guards: tuple[tuple[str, str], ...]
    age: str
    origin: str
    is_pushed: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The KPIs of one team."""

    team: str
    url: str
    rows: tuple[KpiRow, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A select of the filters, or a switch: where each choice leads."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters with what is chosen; `outside_url` and `table_url` turn their switches over."""

    teams: tuple[Choice, ...]
    cycles: tuple[Choice, ...]
    outside_url: str
    table_url: str
    clear_url: str
    is_narrow: bool


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the neighbouring pages are; empty where there is none."""

    back: str
    on: str
    number: int
    all: int


def groups(found: KpiPage, caller: Caller, *, with_table: bool) -> tuple[Group, ...]:
    """Rows by team; they come in the order of their teams, each with its values if so wished."""
    return tuple(
        Group(
            team.name,
            reverse("team", args=(caller.slug, team.slug)),
            tuple(_row(one, found, caller, with_table) for one in group),
        )
        for team, group in groupby(found.items, key=lambda k: k.metric.team)
    )


def _row(one: KpiCard, found: KpiPage, caller: Caller, with_table: bool) -> KpiRow:
    m, unit = one.metric, units.unit(one.metric.unit)
    health = m.health or HealthCard("", "no_data", "", None, "", 0)
    keys = dict.fromkeys(g.objective for g in one.guards)
    return KpiRow(
        name=m.name,
        url=reverse("metric", args=(caller.slug, m.id)),
        owner=m.owner.name if m.owner else "",
        latest=m.latest,
        mark=mark(health),
        words=health.words,
        since=since(health),
        healthy=health.range,
        spark=spark(
            m, one.trend, found.first, found.last, tuple(day for day, _name in found.borders)
        ),
        table=tuple(
            (days.short(on, caller.today), units.show_short(value, unit))
            for on, value in (reversed(one.trend) if with_table else ())
        ),
        aims=tuple(aim(a, caller.slug) for a in one.aims),
        more_aims=one.aimed - len(one.aims),
        guards=tuple((key, addresses.of_key(caller.slug, key)) for key in keys),
        age=m.age,
        origin=m.origin_word,
        is_pushed=bool(m.origin) and m.origin != BY_HAND,
    )


def mark(health: HealthCard) -> str:
    """The tone of the mark beside the word: filled inside, a ring outside, dotted without a reading."""
    return MARKS[health.side]


def since(health: HealthCard) -> str:
    """`since 2 Mar, 4 readings`; nothing inside."""
    if not health.since_text:
        return ""
    said = ngettext("since {day}, {n} reading", "since {day}, {n} readings", health.run)
    return said.format(day=health.since_text, n=health.run)


def aim(card: AimCard, slug: str) -> AimRow:
    """A key result that aims at the metric."""
    return AimRow(
        card.status, card.status_word, card.key, card.title, addresses.of_key(slug, card.key)
    )


def spark(
    m: MetricCard,
    trend: Sequence[tuple[date, object]],
    first: date,
    last: date,
    borders: tuple[date, ...],
) -> charts.BandSpark:
    """The trend of a metric in the unit in which it is shown."""
    factor = float(units.unit(m.unit).factor)

    def shown(value: object) -> float | None:
        return None if value is None else float(str(value)) / factor

    return charts.BandSpark(
        points=tuple(charts.Point(on, shown(value) or 0.0) for on, value in trend),
        start=first,
        end=last,
        status=mark(m.health) if m.health else "none",
        low=shown(m.healthy_low),
        high=shown(m.healthy_high),
        borders=tuple(day for day in borders if day > first),
    )


def filters(asked: Asked, found: KpiPage, frame: Frame) -> Filters:
    """What can be chosen, and what is."""
    chosen = found.cycle.id if found.cycle else None
    plain = replace(asked, page=1)
    return Filters(
        teams=(
            Choice("", _("All teams"), asked.team is None),
            *(Choice(str(t.id), t.name, t.id == asked.team) for t in frame.teams),
        ),
        cycles=tuple(Choice(str(c.id), c.name, c.id == chosen) for c in frame.cycles),
        outside_url=replace(plain, outside=not asked.outside).query(),
        table_url=replace(asked, table=not asked.table).query(),
        clear_url=replace(plain, team=None, cycle=None, outside=False).query(),
        is_narrow=asked.outside or asked.team is not None,
    )


def pages(asked: Asked, found: KpiPage) -> Pages:
    """The page before and the one after."""
    return Pages(
        replace(asked, page=found.page - 1).query() if found.page > 1 else "",
        replace(asked, page=found.page + 1).query() if found.page < found.pages else "",
        found.page,
        found.pages,
    )
