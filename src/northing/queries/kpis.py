"""KPIs: the metrics with a healthy range, whether the ship is sound, and the guards that broke."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from northing.domain.access import Caller
from northing.domain.health import Range, Side, Verdict
from northing.queries import metrics_then, readings, sight, then, words
from northing.queries.aims import AimCard, aims_at
from northing.queries.callers import below, team_nodes
from northing.queries.cycles import CycleRef
from northing.queries.guards import GuardCard, judged
from northing.queries.metrics import PAGE, MetricCard, cards, seen
from northing.queries.spans import RUNNING, Span, overlapping, span
from northing.queries.teams import Phrase, capitalized
from northing.store.metrics import Metric

MOST_AIMS = 6
Trends = dict[int, tuple[tuple[date, Decimal], ...]]


@dataclass(frozen=True, slots=True)
class KpiCard:
    """A metric with a healthy range: its weekly readings, who aims at it, what it guards.

    `aims` are the six first of `aimed`; `trend` holds (day, value) in base units, oldest first.
    """

    metric: MetricCard
    trend: tuple[tuple[date, Decimal], ...]
    aims: tuple[AimCard, ...]
    aimed: int
    guards: tuple[GuardCard, ...]


@dataclass(frozen=True, slots=True)
class KpiPage:
    """KPIs by team, outside ones first within each, 50 a page.

    Counts and `broken` are those of all that the filters leave, whatever the page. `borders` are the
    first days of the cycles that lie between `first` and `last`, with their names.
    """

    cycle: CycleRef | None
    first: date
    last: date
    borders: tuple[tuple[date, str], ...]
    sentence: tuple[Phrase, ...]
    kpis: int
    outside: int
    unread: int
    broken: tuple[GuardCard, ...]
    items: tuple[KpiCard, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class KpiView:
    """One metric over two cycles: its trend day by day, and where the cycles begin."""

    kpi: KpiCard
    first: date
    last: date
    borders: tuple[tuple[date, str], ...]


class _Head(NamedTuple):
    pk: int
    team: int
    team_name: str
    name: str
    low: Decimal | None
    high: Decimal | None
    value: Decimal | None

    @property
    def side(self) -> Side | None:
        return None if self.value is None else Range(self.low, self.high).side(self.value)

    @property
    def is_outside(self) -> bool:
        return self.side not in {None, Side.INSIDE}


def kpis(
    caller: Caller, *, team: int | None = None, cycle: int | None = None, outside: bool = False,
    page: int = 1, known: Sequence[CycleRef] = (),
) -> KpiPage:  # fmt: skip
    """The KPIs of a team with all teams below it, or of everybody, in one cycle (else the running one).

    A past cycle is shown as it stood on its last day. `known` are the cycles, where they are read
    already. Seven queries, eleven for a past day.
    """
    period = span(caller, cycle, known)
    teams = None if team is None else below(frozenset([team]), team_nodes(caller.workspace))
    heads = _heads(caller, period, teams)
    wanted = sorted((h for h in heads if h.is_outside or not outside), key=_place(caller))
    here = wanted[(page - 1) * PAGE : page * PAGE]
    guards = _guards(caller, period, teams)
    broken = [g for g in guards if g.verdict == Verdict.BROKEN.value]
    out = sum(h.is_outside for h in heads)
    unread = sum(h.value is None for h in heads)
    return KpiPage(
        cycle=period.cycle,
        first=period.first,
        last=period.last,
        borders=period.borders,
        sentence=_sentence(len(heads), out, unread, len(broken)),
        kpis=len(heads),
        outside=out,
        unread=unread,
        broken=tuple(broken),
        items=_items(caller, period, _cards(caller, period, here), guards),
        total=len(wanted),
        page=page,
        pages=max(1, -(-len(wanted) // PAGE)),
    )


def kpi(caller: Caller, metric: int, *, known: Sequence[CycleRef] = ()) -> KpiView | None:
    """One metric, with a healthy range or without, day by day over the running cycle and the one before.

    None where it may not be seen. Five queries, nine for a past day.
    """
    period = span(caller, known=known)
    found = cards(caller, seen(caller).filter(pk=metric), period.until)
    if not found:
        return None
    guards = _judged(caller, period, Q(metric=metric))
    item = _items(caller, period, found, guards, every=1)[0]
    return KpiView(item, period.first, period.last, period.borders)


def trends(
    caller: Caller, metrics: Sequence[int], *, known: Sequence[CycleRef] = ()
) -> tuple[date, date, Trends]:
    """First day, last day, and weekly readings of these metrics over two cycles: one query."""
    period = span(caller, known=known)
    found = readings.trends(caller, metrics, readings.Stretch(period.first, period.until))
    listed = {pk: tuple((p.on, p.value) for p in points) for pk, points in found.items()}
    return period.first, period.last, listed


def _heads(caller: Caller, period: Span, teams: frozenset[int] | None) -> list[_Head]:
    """Every KPI with its newest value, however many: one query (two for a past day)."""
    found: Any = seen(caller).annotate(**readings.latest(caller, until=period.until))
    if not caller.past:
        found = found.filter(Q(healthy_low__isnull=False) | Q(healthy_high__isnull=False))
    listed = [
        _Head(*row)
        for row in found.values_list(
            "pk", "team", "team__name", "name", "healthy_low", "healthy_high", "value"
        )
    ]
    if caller.past:
        listed = list(_of_then(caller, listed))
    return [h for h in listed if Range(h.low, h.high).is_set and (teams is None or h.team in teams)]


def _of_then(caller: Caller, listed: Iterable[_Head]) -> Iterable[_Head]:
    known, teams = metrics_then.all_of(caller), then.teams(caller)
    for head in listed:
        if m := known.get(head.pk):
            team = teams[m.team_id]
            yield _Head(m.pk, team.pk, team.name, m.name, m.healthy_low, m.healthy_high, head.value)


def _place(caller: Caller) -> Callable[[_Head], tuple[bool, str, int, int, str, int]]:
    """Own teams first, then by team; outside first, then what nobody read, then the rest by name."""

    def place(head: _Head) -> tuple[bool, str, int, int, str, int]:
        worst = 0 if head.is_outside else 1 if head.value is None else 2
        return (
            head.team not in caller.teams, head.team_name, head.team, worst, head.name, head.pk,
        )  # fmt: skip

    return place


def _guards(caller: Caller, period: Span, teams: frozenset[int] | None) -> list[GuardCard]:
    """The guards of objectives of these teams, and those that these teams' metrics are."""
    wanted = Q(objective__team__in=teams) | Q(metric__team__in=teams) if teams is not None else Q()
    return _judged(caller, period, wanted)


def _judged(caller: Caller, period: Span, wanted: Q) -> list[GuardCard]:
    """The guards of all objectives whose cycle overlaps the one meant: one query (two in the past)."""
    seen_ = sight.objectives(caller, "objective__") & sight.counted("objective__")
    found = judged(caller, wanted & overlapping(period) & seen_, states=RUNNING)
    return [card for cards_ in found.values() for card in cards_]


def _cards(caller: Caller, period: Span, heads: Sequence[_Head]) -> list[MetricCard]:
    """The metrics of these heads, in their order."""
    ids = [h.pk for h in heads]
    found = {m.id: m for m in cards(caller, Metric.objects.filter(pk__in=ids), period.until)}
    return [found[pk] for pk in ids if pk in found]


def _items(
    caller: Caller, period: Span, found: Sequence[MetricCard], guards: Sequence[GuardCard],
    every: int = 7,
) -> tuple[KpiCard, ...]:  # fmt: skip
    """Metrics with what belongs to them: two queries."""
    ids = [m.id for m in found]
    trends = readings.trends(caller, ids, readings.Stretch(period.first, period.until, every))
    aims = aims_at(caller, period, ids)
    return tuple(
        KpiCard(
            metric=m,
            trend=tuple((p.on, p.value) for p in trends.get(m.id, ())),
            aims=tuple(aims.get(m.id, ())[:MOST_AIMS]),
            aimed=len(aims.get(m.id, ())),
            guards=tuple(g for g in guards if g.metric == m.id),
        )
        for m in found
    )


def _sentence(all_: int, out: int, unread: int, broken: int) -> tuple[Phrase, ...]:
    """`Two of nine KPIs are outside their range; one guard is broken.`"""
    if not all_:
        return ()
    number = words.number if all_ < len(words.NUMBERS) else str
    if out:
        said = ngettext(
            "%(out)s of %(all)s KPIs is outside its range",
            "%(out)s of %(all)s KPIs are outside their range",
            out,
        )
    elif unread:
        said = _("No KPI is outside its range")
    else:
        said = ngettext(
            "The only KPI is inside its range", "All %(all)s KPIs are inside their range", all_
        )
    first = Phrase(capitalized(said % {"out": number(out), "all": number(all_)}), bool(out))
    return (first, *_unread(unread, number), *_broken(broken))


def _unread(unread: int, number: Callable[[int], str]) -> tuple[Phrase, ...]:
    if not unread:
        return ()
    said = ngettext("%(n)s has no reading yet", "%(n)s have no reading yet", unread)
    return (Phrase(", " + said % {"n": number(unread)}),)


def _broken(broken: int) -> tuple[Phrase, ...]:
    if not broken:
        return (Phrase(_("; no guard is broken.")),)
    said = ngettext("%(n)s guard is broken", "%(n)s guards are broken", broken)
    return (Phrase("; "), Phrase(said % {"n": words.number(broken)}, True), Phrase("."))
