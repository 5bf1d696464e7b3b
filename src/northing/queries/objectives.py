"""Objectives with their key results, what they support and what supports them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from northing.domain import access, scoring
from northing.domain import outlook as outlooks
from northing.domain.access import About, Caller, Verb
from northing.domain.cadence import Rhythm
from northing.domain.figure import Figure
from northing.domain.snapshot import ObjectiveState, Status
from northing.queries import days, objective_rows, sight, then, words
from northing.queries.cards import KeyResultCard, TeamRef, cards, counts
from northing.queries.comments import CommentCard
from northing.queries.comments import on_objective as comments_on
from northing.queries.contributors import contributors_of
from northing.queries.cycles import CycleRef
from northing.queries.cycles import ref as cycle_ref
from northing.queries.events import ChangeCard, changes_of
from northing.queries.guards import GuardCard, guards_of
from northing.queries.key_results import PAGE, rhythm_of
from northing.queries.links import LinkCard, links_of
from northing.queries.people import PersonRef
from northing.queries.people import ref as person_ref
from northing.store.key_results import KeyResult
from northing.store.objectives import Objective, ObjectiveTeam

COUNTED = {"open", "closed"}
STATES = frozenset(s.value for s in ObjectiveState)


@dataclass(frozen=True, slots=True)
class ObjectiveCard:
    """An objective and where its key results stand; `progress` is their weighted mean, explained."""

    id: int
    number: int
    key: str
    title: str
    why: str
    state: str
    state_word: str
    ambition: str
    ambition_word: str
    team: TeamRef
    owner: PersonRef
    author: PersonRef
    mine: bool
    cycle: CycleRef
    progress: Figure
    spread: str
    status: str
    status_word: str
    counts: tuple[tuple[str, str, int], ...]
    agreed: str
    key_results: tuple[KeyResultCard, ...]
    supports: tuple[LinkCard, ...] = ()
    contributors: tuple[TeamRef, ...] = ()
    guards: tuple[GuardCard, ...] = ()
    personal: bool = False


@dataclass(frozen=True, slots=True)
class ObjectiveMay:
    """What the caller may do here."""

    edit: bool
    propose: bool
    withdraw: bool
    agree: bool
    close: bool
    reopen: bool
    comment: bool


@dataclass(frozen=True, slots=True)
class ObjectivePage:
    """Everything the page of an objective shows."""

    card: ObjectiveCard
    contributors: tuple[TeamRef, ...]
    supported_by: tuple[LinkCard, ...]
    comments: tuple[CommentCard, ...]
    may: ObjectiveMay
    missing: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ObjectiveList:
    """One page of a list: 50 at most, with how many there are in all."""

    items: tuple[ObjectiveCard, ...]
    total: int
    page: int
    pages: int


def objective(caller: Caller, number: int, rhythm: Rhythm | None = None) -> ObjectivePage | None:
    """O-`number`, or None where it does not exist or may not be seen: seven queries."""
    row = seen(caller, number)
    if row is None:
        return None
    ups, downs = links_of(caller, [row.pk])
    found = _with_key_results([row], caller, rhythm or rhythm_of(caller), ups)[0]
    return ObjectivePage(
        card=found,
        contributors=found.contributors,
        supported_by=downs.get(row.pk, ()),
        comments=comments_on(caller, row.pk),
        may=may(caller, row, found.contributors),
        missing=tuple(f"{kr.key}: {', '.join(kr.needs)}" for kr in found.key_results if kr.needs),
    )


def history(
    caller: Caller, number: int, before: int | None = None
) -> tuple[ChangeCard, ...] | None:
    """Who changed O-`number`, when and why, the newest 200 (older than event `before`); None where it
    may not be seen."""
    row = seen(caller, number)
    return None if row is None else changes_of(caller, "objective", row.pk, before)


def objectives(
    caller: Caller,
    *,
    team: int | None = None,
    cycle: int | None = None,
    state: str = "",
    page: int = 1,
) -> ObjectiveList:
    """Objectives that the caller may see, by number, 50 a page."""
    if caller.past:
        return _list_then(caller, team, cycle, state, page)
    wanted = Q(ws=caller.workspace) & sight.objectives(caller)
    known = state if state in STATES else ""  # an unknown one finds nothing
    for name, value in (("team", team), ("cycle", cycle), ("state", known if state else None)):
        if value is not None:
            wanted &= Q(**{name: value})
    found = objective_rows.rows().filter(wanted).order_by("number")
    total = found.count()
    listed = list(found[(page - 1) * PAGE : page * PAGE])
    ups, _downs = links_of(caller, [o.pk for o in listed])
    shown = _with_key_results(listed, caller, rhythm_of(caller), ups)
    return ObjectiveList(tuple(shown), total, page, max(1, -(-total // PAGE)))


def of_team(
    caller: Caller, team: int, cycles: Sequence[int], rhythm: Rhythm
) -> tuple[ObjectiveCard, ...]:
    """A team's objectives of the first of these cycles in which it has any: four queries.

    By number, drafts as far as they may be seen. Objectives to which the team only contributes come after its own.
    """
    if caller.past:
        return _of_team_then(caller, team, cycles, rhythm)
    found = objective_rows.OF_TEAM(caller.workspace, team, cycles)
    listed = _of_first([row for row in found if sight.sees(caller, row)], cycles)
    listed.sort(key=lambda o: (o.team_id != team, o.number))
    ups, _downs = links_of(caller, [o.pk for o in listed])
    return tuple(_with_key_results(listed, caller, rhythm, ups))


def _of_first(listed: Sequence[Objective], cycles: Sequence[int]) -> list[Objective]:
    """Those of the first cycle that has any."""
    for cycle in cycles:
        if found := [o for o in listed if o.cycle_id == cycle]:
            return found
    return []


def _of_team_then(
    caller: Caller, team: int, cycles: Sequence[int], rhythm: Rhythm
) -> tuple[ObjectiveCard, ...]:
    """The same on a past day, by what the events of that day's objectives say."""
    shared = ObjectiveTeam.standing(caller.now, team=team).values("objective")
    events = Q(noun_id__in=then.ids(caller, "objective", Q(team=team))) | Q(noun_id__in=shared)
    bodies = {
        pk: body
        for pk, body in then.definitions(caller, "objective", events).items()
        if body["cycle_id"] in cycles
        and body["state"] != "cancelled"
        and (body["team_id"] == team or team in body["contributors"])
    }
    listed = _of_first(then.objectives(caller, bodies), cycles)
    listed.sort(key=lambda o: (o.team_id != team, o.number))
    ups, _downs = links_of(caller, [o.pk for o in listed])
    return tuple(_with_key_results(listed, caller, rhythm, ups))


def _list_then(
    caller: Caller, team: int | None, cycle: int | None, state: str, page: int
) -> ObjectiveList:
    bodies = then.definitions(caller, "objective")
    wanted = {"team_id": team, "cycle_id": cycle, "state": state or None}
    fitting = {
        pk: body
        for pk, body in bodies.items()
        if all(value is None or body[name] == value for name, value in wanted.items())
    }
    found = then.objectives(caller, fitting)
    listed = found[(page - 1) * PAGE : page * PAGE]
    ups, _downs = links_of(caller, [o.pk for o in listed])
    shown = _with_key_results(listed, caller, rhythm_of(caller), ups)
    return ObjectiveList(tuple(shown), len(found), page, max(1, -(-len(found) // PAGE)))


def seen(caller: Caller, number: int) -> Objective | None:
    """The row of O-`number` if the caller may see it: one query."""
    if not caller.past:
        row = objective_rows.NUMBERED.first(caller.workspace, number)
        return row if row and sight.sees(caller, row) else None
    wanted = Objective.objects.filter(ws=caller.workspace, number=number).values("pk")
    bodies = then.definitions(caller, "objective", Q(noun_id__in=wanted))
    return next(iter(then.objectives(caller, bodies)), None)


def _with_key_results(
    listed: Sequence[Objective],
    caller: Caller,
    rhythm: Rhythm,
    ups: dict[int, tuple[LinkCard, ...]],
) -> list[ObjectiveCard]:
    """Cards of these objectives: three queries for key results, check-ins and guards."""
    found = then.key_results(caller, listed) if caller.past else objective_rows.below(listed)
    below: dict[str, list[KeyResultCard]] = {}
    for one in cards(found, caller, rhythm):
        below.setdefault(one.objective.key, []).append(one)
    teams = contributors_of(caller, listed)
    guards = guards_of(caller, [o.pk for o in listed])
    return [
        card(o, below.get(o.key, ()), caller, ups.get(o.pk, ()), teams[o.pk], guards.get(o.pk, ()))
        for o in listed
    ]


def card(
    row: Objective,
    key_results: Iterable[KeyResultCard],
    caller: Caller,
    supports: tuple[LinkCard, ...] = (),
    contributors: tuple[TeamRef, ...] = (),
    guards: tuple[GuardCard, ...] = (),
) -> ObjectiveCard:
    """The card of a loaded row and its key results."""
    listed = tuple(key_results)
    counted = [kr for kr in listed if kr.state in COUNTED]
    progress = scoring.mean(
        (scoring.Part(f"{kr.key} {kr.title}", kr.progress.value, kr.weight) for kr in counted),
        caller.today,
    )
    worst = outlooks.worst([Status(kr.mark.status) for kr in counted])
    return ObjectiveCard(
        id=row.pk,
        number=row.number,
        key=row.key,
        title=row.title,
        why=row.why,
        state=row.state,
        state_word=str(words.STATES[row.state]),
        ambition=row.ambition,
        ambition_word=str(words.AMBITIONS[row.ambition]),
        team=TeamRef(row.team_id, row.team.name, row.team.slug),
        owner=person_ref(row.owner),
        author=person_ref(row.author),
        mine=row.owner_id == caller.person,
        cycle=cycle_ref(row.cycle, caller),
        progress=progress,
        spread=_spread(counted),
        status=worst.value,
        status_word=str(outlooks.WORDS[worst]),
        counts=counts(listed),
        agreed=_agreed(row, caller),
        key_results=listed,
        supports=supports,
        contributors=contributors,
        guards=guards,
        personal=row.person_id is not None,
    )


def _spread(counted: Sequence[KeyResultCard]) -> str:
    """`KRs 77–96 %` beside every mean, or how many have no data."""
    known = sorted(kr.progress.value for kr in counted if kr.progress.value is not None)
    silent = len(counted) - len(known)
    if silent:
        return ngettext(
            "%(silent)s of %(all)s has no data", "%(silent)s of %(all)s have no data", silent
        ) % {"silent": silent, "all": len(counted)}
    if len(known) < 2:
        return ""
    low, high = scoring.percent(known[0]), scoring.percent(known[-1])
    return _("KRs %(low)s to %(high)s") % {"low": low, "high": high}


def _agreed(row: Objective, caller: Caller) -> str:
    if row.agreed_at is None or row.agreed_by is None:
        return ""
    on = days.short(row.agreed_at.astimezone(caller.zone).date(), caller.today)
    return _("agreed by %(name)s on %(day)s") % {"name": row.agreed_by.name, "day": on}


def may(caller: Caller, row: Objective, contributors: Sequence[TeamRef]) -> ObjectiveMay:
    """What the caller may do to a loaded row with these contributing teams."""
    about = About(
        team=row.team_id, is_root=row.team.parent_id is None,
        teams=frozenset([row.team_id, *(t.id for t in contributors)]), author=row.author_id,
        owner=row.owner_id, objective_owner=row.owner_id, state=ObjectiveState(row.state),
        person=row.person_id,
    )  # fmt: skip
    edit = access.may(caller, Verb.EDIT, about)
    propose = access.may(caller, Verb.PROPOSE, about)
    ended = row.state in {"closed", "cancelled"}
    return ObjectiveMay(
        edit=edit and not ended,
        propose=propose and row.state == "draft",
        withdraw=propose and row.state == "proposed",
        agree=row.state == "proposed" and access.may(caller, Verb.AGREE, about),
        close=row.state == "active" and access.may(caller, Verb.CLOSE_OBJECTIVE, about),
        reopen=ended and edit and row.cycle.closed_at is None,
        comment=access.may(caller, Verb.COMMENT, about),
    )


def choices(caller: Caller, cycle: int | None = None) -> tuple[tuple[str, str], ...]:
    """Key and title of active objectives and their key results, to choose what to support."""
    seen = Objective.objects.filter(
        sight.objectives(caller), sight.counted(), ws=caller.workspace,
        state__in=("active", "proposed"),
    )  # fmt: skip
    seen = seen.filter(cycle=cycle) if cycle else seen
    listed = [(f"O-{n}", t) for n, t in seen.order_by("number").values_list("number", "title")]
    krs = KeyResult.objects.filter(ws=caller.workspace, objective__in=seen, state="open").order_by(
        "number"
    )
    return (*listed, *((f"KR-{n}", t) for n, t in krs.values_list("number", "title")))
