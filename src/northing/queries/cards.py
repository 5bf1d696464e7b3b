"""A key result as a card: loaded with its check-ins in a fixed number of queries, judged by the domain.

Every list and page of every door is made of these cards, so they can never disagree.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from northing.domain import outlook as outlooks
from northing.domain import readiness, scoring, units
from northing.domain.access import Caller
from northing.domain.cadence import Rhythm
from northing.domain.figure import Figure, Term
from northing.domain.snapshot import KeyResult as Picture
from northing.domain.snapshot import KeyResultState, Kind, ObjectiveState, Status
from northing.queries import days, words
from northing.queries.loaded import Loaded, load
from northing.queries.people import PersonRef
from northing.queries.people import ref as person_ref
from northing.store.key_results import KeyResult, Step

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ObjectiveRef:
    """An objective as named beside its key results."""

    key: str
    title: str
    state: str
    ambition: str


@dataclass(frozen=True, slots=True)
class TeamRef:
    """A team as named beside a noun."""

    id: int
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class StepCard:
    """A step of a `milestones` key result."""

    id: int
    title: str
    weight: Decimal
    due_on: date | None
    done_on: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A status with its word, its reason, and whether it rests on old news."""

    status: str
    word: str
    stale: bool
    because: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class KeyResultCard:
    """Where a key result stands today. Texts are ready to print; values are in base units."""

    id: int
    number: int
    key: str
    title: str
    objective: ObjectiveRef
    team: TeamRef
    owner: PersonRef
    mine: bool
    kind: str
    kind_word: str
    unit: str
    metric: int | None
    state: str
    state_reason: str
    mark: Mark
    progress: Figure
    progress_words: str
    planned: Figure
    now: Figure
    baseline: Figure
    target: Figure
    low: Decimal | None
    high: Decimal | None
    first_target: Figure | None
    success_line: str
    week: Figure
    week_good: bool | None
    confidence: int | None
    confidence_on: date | None
    last_on: date | None
    age: str
    last_word_on: date | None
    due: bool
    fed: bool
    weight: Decimal
    started_on: date
    due_on: date
    due_text: str
    trend: tuple[tuple[date, Decimal], ...]
    steps: tuple[StepCard, ...]
    needs: tuple[str, ...]


def cards(found: Sequence[KeyResult], caller: Caller, rhythm: Rhythm) -> tuple[KeyResultCard, ...]:
    """The cards of these rows, in their order."""
    return tuple(card(one, caller, rhythm) for one in load(found, caller))


def card(loaded: Loaded, caller: Caller, rhythm: Rhythm) -> KeyResultCard:
    """One card, as of today."""
    row, kr, today = loaded.row, loaded.picture, caller.today
    found = outlooks.outlook(kr, today)
    last = kr.latest
    said = next((c for c in reversed(kr.check_ins) if c.confidence is not None), None)
    week, good = _week(kr, today)
    running = (
        row.state == KeyResultState.OPEN.value
        and row.objective.state == ObjectiveState.ACTIVE.value
    )
    stale = running and rhythm.is_stale(_newest(kr), today)
    return KeyResultCard(
        id=row.pk,
        number=row.number,
        key=row.key,
        title=row.title,
        objective=ObjectiveRef(
            row.objective.key, row.objective.title, row.objective.state, row.objective.ambition
        ),
        team=TeamRef(row.objective.team_id, row.objective.team.name, row.objective.team.slug),
        owner=person_ref(row.owner),
        mine=row.owner_id == caller.person,
        kind=row.kind,
        kind_word=str(words.KINDS[row.kind]),
        unit=row.unit,
        metric=row.metric_id,
        state=row.state,
        state_reason=row.state_reason,
        mark=Mark(found.status.value, str(outlooks.WORDS[found.status]), stale, found.because),
        progress=found.progress,
        progress_words=scoring.in_words(found.progress.value),
        planned=_ratio(found.planned, today, _("Plan")),
        now=now(kr, today),
        baseline=_amount(kr.baseline, kr, _("Baseline"), row.started_on),
        target=target(kr),
        low=kr.low,
        high=kr.high,
        first_target=_first(kr),
        success_line=success_line(kr),
        week=week,
        week_good=good,
        confidence=said.confidence if said else None,
        confidence_on=said.on if said else None,
        last_on=_newest(kr),
        age=days.age(_newest(kr), today),
        last_word_on=row.last_word_on,
        due=running and row.started_on <= today and rhythm.is_due(row.last_word_on, today),
        fed=last is not None and not last.origin.is_word,
        weight=row.weight,
        started_on=row.started_on,
        due_on=row.due_on,
        due_text=days.short(row.due_on, today),
        trend=tuple((c.on, c.value) for c in kr.check_ins if c.value is not None),
        steps=tuple(_step(s, today) for s in loaded.steps),
        needs=tuple(map(str, readiness.missing(kr, has_metric=row.metric_id is not None))),
    )


def _newest(kr: Picture) -> date | None:
    return kr.check_ins[-1].on if kr.check_ins else None


def _step(row: Step, today: date) -> StepCard:
    late = row.done_on is None and row.due_on is not None and row.due_on < today
    return StepCard(row.pk, row.title, row.weight, row.due_on, row.done_on, late)


def now(kr: Picture, today: date) -> Figure:
    """The newest value, said as its kind says it: `308 ms`, `5 of 8`, `no`."""
    if kr.kind is Kind.MILESTONES:
        done = sum(1 for s in kr.steps if s.done_on is not None and s.done_on <= today)
        text = _("%(done)s of %(all)s") % {"done": done, "all": len(kr.steps)}
        terms = tuple(
            Term(s.title, days.short(s.done_on, today), "✓" if s.done_on else "–") for s in kr.steps
        )
        return Figure(Decimal(done), "", today, text, terms)
    last = kr.latest
    if last is None or last.value is None:
        return Figure(None, kr.unit, None, "–", (Term(_("Readings"), "", _("none yet")),))
    if kr.kind is Kind.YES_NO:
        text = _("yes") if last.value else _("no")
    else:
        text = units.show_short(last.value, units.unit(kr.unit))
    origin = str(words.ORIGINS[last.origin.value])
    exact = text if kr.kind is Kind.YES_NO else units.show(last.value, units.unit(kr.unit))
    return Figure(
        last.value, kr.unit, last.on, text, (Term(days.short(last.on, today), origin, exact),)
    )


def target(kr: Picture) -> Figure:
    """Where it should go, said as its kind says it: `250 ms`, `≥ 25 %`, `8 of 8`, `yes`."""
    if kr.kind is Kind.KEEP:
        return Figure(kr.low, kr.unit, kr.due_on, scoring.bounds(kr))
    if kr.kind is Kind.MILESTONES:
        return Figure(
            Decimal(len(kr.steps)),
            "",
            kr.due_on,
            _("%(done)s of %(all)s") % {"done": len(kr.steps), "all": len(kr.steps)},
        )
    if kr.kind is Kind.YES_NO:
        return Figure(Decimal(1), "", kr.due_on, _("yes"))
    if kr.kind is Kind.FIND_BASELINE:
        return Figure(None, kr.unit, kr.due_on, _("a baseline"))
    return _amount(kr.target, kr, _("Target"), kr.due_on)


def success_line(kr: Picture) -> str:
    """The success line in the metric's own unit: `325 ms` for 70 % of the way from 500 to 250 ms."""
    if (
        kr.kind in {Kind.INCREASE, Kind.DECREASE}
        and kr.baseline is not None
        and kr.target is not None
    ):
        line = kr.baseline + scoring.success_line(kr) * (kr.target - kr.baseline)
        return units.show_short(line, units.unit(kr.unit))
    return target(kr).text


def _first(kr: Picture) -> Figure | None:
    if kr.first_target is None or kr.first_target == kr.target:
        return None
    return _amount(kr.first_target, kr, _("First target"), kr.due_on)


def _amount(value: Decimal | None, kr: Picture, label: str, on: date) -> Figure:
    if value is None:
        return Figure(None, kr.unit, None, "–")
    unit = units.unit(kr.unit)
    return Figure(
        value,
        kr.unit,
        on,
        units.show_short(value, unit),
        (Term(label, "", units.show(value, unit)),),
    )


def _ratio(value: Decimal, on: date, label: str) -> Figure:
    text = scoring.percent(value)
    return Figure(value, scoring.RATIO, on, text, (Term(label, on.isoformat(), text),))


def _week(kr: Picture, today: date) -> tuple[Figure, bool | None]:
    """The change since a week ago, and whether it is for the better (None: neither)."""
    before = next(
        (c for c in reversed(kr.check_ins) if c.value is not None and c.on <= today - WEEK), None
    )
    last = kr.latest
    if (
        kr.kind in {Kind.YES_NO, Kind.FIND_BASELINE}
        or before is None
        or last is None
        or last.on <= today - WEEK
    ):
        return Figure(None, kr.unit, today, ""), None
    moved = (last.value or Decimal(0)) - (before.value or Decimal(0))
    unit = units.unit("%" if kr.kind is Kind.MILESTONES else kr.unit)
    terms = (
        Term(days.short(last.on, today), "", units.show(last.value or Decimal(0), unit)),
        Term(days.short(before.on, today), "", units.show(before.value or Decimal(0), unit)),
    )
    return Figure(moved, kr.unit, last.on, units.show_delta(moved, unit), terms), _is_good(
        kr, moved
    )


def _is_good(kr: Picture, moved: Decimal) -> bool | None:
    if not moved or kr.kind is Kind.KEEP:
        return None
    return (moved > 0) == (kr.kind is not Kind.DECREASE)


def counts(found: Iterable[KeyResultCard]) -> tuple[tuple[str, str, int], ...]:
    """How many cards have each status, worst first: (status, word, count)."""
    listed = [Status(c.mark.status) for c in found]
    present = [s for s in outlooks.WORST_FIRST if s in listed]
    return tuple((s.value, str(outlooks.WORDS[s]), listed.count(s)) for s in present)
