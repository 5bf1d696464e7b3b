"""One key result with its thread, and lists of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from northing.domain import access, scoring, units
from northing.domain.access import About, Caller, Verb
from northing.domain.cadence import Rhythm
from northing.domain.figure import Figure
from northing.domain.snapshot import KeyResult as Picture
from northing.domain.snapshot import KeyResultState, ObjectiveState
from northing.queries import days, sight, then, words
from northing.queries.cards import KeyResultCard, card, cards
from northing.queries.comments import CommentCard
from northing.queries.comments import on_key_result as comments_on
from northing.queries.compiled import compiled
from northing.queries.cycles import CycleRef
from northing.queries.cycles import ref as cycle_ref
from northing.queries.events import ChangeCard, changes_of
from northing.queries.guards import GuardCard, guards_of
from northing.queries.initiatives import InitiativeCard
from northing.queries.initiatives import of_key_result as initiatives_of
from northing.queries.loaded import load, rows
from northing.queries.people import PersonRef
from northing.queries.people import ref as person_ref
from northing.queries.retargets import RetargetCard, retargets
from northing.store.check_ins import CheckIn
from northing.store.key_results import KeyResult
from northing.store.metrics import Metric
from northing.store.objectives import ObjectiveTeam
from northing.store.workspaces import Workspace

PAGE = 50
STATES = frozenset(s.value for s in KeyResultState)


@dataclass(frozen=True, slots=True)
class CheckInCard:
    """One check-in of the thread. `superseded` ones stay visible; `corrects` names the one replaced."""

    id: int
    on: date
    day: str
    weekday: str
    author: PersonRef
    mine: bool
    value: Decimal | None
    value_text: str
    change_text: str
    confidence: int | None
    note: str
    no_change: bool
    adjust: bool
    origin: str
    origin_word: str
    is_word: bool
    superseded: bool
    corrects: int | None
    comments: tuple[CommentCard, ...] = ()


@dataclass(frozen=True, slots=True)
class May:
    """What the caller may do here; pages show only the doors that open."""

    check_in: bool
    edit: bool
    comment: bool
    add_initiative: bool


@dataclass(frozen=True, slots=True)
class KeyResultPage:
    """Everything the page of a key result shows, the guards of its objective included.

    `metric` is the name of what is measured; `to_first` the progress to the first target, where the
    target was moved.
    """

    card: KeyResultCard
    cycle: CycleRef
    metric: str
    to_first: Figure | None
    checkpoints: tuple[tuple[date, Decimal], ...]
    check_ins: tuple[CheckInCard, ...]
    comments: tuple[CommentCard, ...]
    initiatives: tuple[InitiativeCard, ...]
    retargets: tuple[RetargetCard, ...]
    changes: tuple[ChangeCard, ...]
    may: May
    guards: tuple[GuardCard, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyResultList:
    """One page of a list: 50 at most, with how many there are in all."""

    items: tuple[KeyResultCard, ...]
    total: int
    page: int
    pages: int


def rhythm_of(caller: Caller) -> Rhythm:
    """The workspace's rhythm: one query, for doors that have no standing at hand."""
    ((weekday,),) = _WEEKDAY.tuples(caller.workspace)
    return Rhythm(weekday=weekday)


_WEEKDAY = compiled(lambda workspace: Workspace.objects.filter(pk=workspace).values_list("weekday"))


def key_result(caller: Caller, number: int, rhythm: Rhythm | None = None) -> KeyResultPage | None:
    """KR-`number`, or None where it does not exist or may not be seen: seven queries."""
    row = seen(caller, number)
    if row is None:
        return None
    rhythm = rhythm or rhythm_of(caller)
    loaded = load([row], caller)[0]
    found = card(loaded, caller, rhythm)
    remarks = comments_on(caller, row.pk)
    changes = changes_of(caller, "key_result", row.pk)
    return KeyResultPage(
        card=found,
        cycle=cycle_ref(row.objective.cycle, caller),
        metric=row.metric.name if row.metric else "",
        to_first=_to_first(loaded.picture, caller.today),
        checkpoints=tuple((date.fromisoformat(d), Decimal(v)) for d, v in row.checkpoints),
        check_ins=_thread(caller, row, remarks),
        comments=tuple(c for c in remarks if c.check_in is None),
        initiatives=initiatives_of(caller, row.pk),
        retargets=retargets(changes, row.unit),
        changes=changes,
        may=may(caller, row),
        guards=guards_of(caller, [row.objective_id]).get(row.objective_id, ()),
    )


def seen(caller: Caller, number: int) -> KeyResult | None:
    """The row of KR-`number` if the caller may see it, with its metric and `by_contributor`: one query."""
    if caller.past:
        return _then(caller, number)
    row = _NUMBERED.first(caller.workspace, number, caller.teams)
    return row if row and sight.sees(caller, row.objective) else None


def _numbered(workspace: Any, number: Any, teams: Any) -> "QuerySet[KeyResult]":
    contributes = ObjectiveTeam.standing(objective=OuterRef("objective"), team__in=teams)
    found = rows().select_related("metric").filter(ws=workspace, number=number)
    return found.annotate(by_contributor=Exists(contributes))


_NUMBERED = compiled(_numbered)


def _then(caller: Caller, number: int) -> KeyResult | None:
    """A key result as it was on the caller's day; None where it came later or was not yet to be seen."""
    now = KeyResult.objects.filter(ws=caller.workspace, number=number)
    bodies = then.of_several(
        caller, key_result=now.values("pk"), objective=now.values("objective"),
        metric=now.exclude(metric=None).values("metric"),
    )  # fmt: skip
    objectives = then.objectives(caller, bodies["objective"])
    found = next(iter(then.key_results(caller, objectives, bodies["key_result"])), None)
    if found is not None and found.metric_id is not None:
        known = bodies["metric"].get(found.metric_id)
        found.metric = (
            then.overlaid(Metric(pk=found.metric_id, ws_id=caller.workspace), known)
            if known
            else then.whole(caller, Metric, [found.metric_id]).get(found.metric_id)
        )
    return found


def _to_first(kr: Picture, today: date) -> Figure | None:
    if kr.first_target is None or kr.first_target == kr.target:
        return None
    return scoring.progress(replace(kr, target=kr.first_target), today)


def may(caller: Caller, row: KeyResult) -> May:
    """What the caller may do to a row that was read `by_contributor`."""
    above = row.objective
    teams = {above.team_id} | (
        set(caller.teams) if getattr(row, "by_contributor", False) else set()
    )
    about = About(
        team=above.team_id, is_root=above.team.parent_id is None, teams=frozenset(teams),
        author=above.author_id, owner=row.owner_id, objective_owner=above.owner_id,
        state=ObjectiveState(above.state), person=above.person_id,
    )  # fmt: skip
    alive = above.state in {"draft", "proposed", "active"}
    running = above.state == "active" and row.state == "open"
    return May(
        check_in=running and access.may(caller, Verb.CHECK_IN, about),
        edit=alive and access.may(caller, Verb.EDIT, about),
        comment=access.may(caller, Verb.COMMENT, about),
        add_initiative=alive and access.may(caller, Verb.INITIATIVE, about),
    )


def _thread(
    caller: Caller, row: KeyResult, remarks: Sequence[CommentCard]
) -> tuple[CheckInCard, ...]:
    """Newest first, superseded ones included, each with its comments: one query."""
    listed = _SAID(row.pk)
    if caller.past:
        listed = [one for one in listed if one.recorded_at <= caller.now]
    replaced = {c.supersedes_id for c in listed if c.supersedes_id is not None}
    thread, before = [], None
    for one in listed:
        superseded = one.pk in replaced
        under = tuple(c for c in remarks if c.check_in == one.pk)
        thread.append(_check_in(one, caller, row, before, superseded, under))
        if not superseded and one.value is not None:
            before = one.value
    return tuple(reversed(thread))


_SAID = compiled(
    lambda key_result: (
        CheckIn.objects.filter(key_result=key_result)
        .select_related("author")
        .order_by("as_of", "recorded_at", "pk")
    )
)


def _check_in(
    one: CheckIn, caller: Caller, row: KeyResult, before: Decimal | None, superseded: bool,
    comments: tuple[CommentCard, ...],
) -> CheckInCard:  # fmt: skip
    picture = one.snapshot(caller.zone)
    change = None if one.value is None or before is None or superseded else one.value - before
    return CheckInCard(
        id=one.pk,
        on=picture.on,
        day=days.short(picture.on, caller.today),
        weekday=days.weekday(picture.on),
        author=person_ref(one.author),
        mine=one.author_id == caller.person,
        value=one.value,
        value_text=value_text(row.kind, row.unit, one.value),
        change_text=_change_text(row, change),
        confidence=one.confidence,
        note=one.note,
        no_change=one.no_change,
        adjust=one.adjust,
        origin=one.origin,
        origin_word=str(words.ORIGINS[one.origin]),
        is_word=picture.origin.is_word,
        superseded=superseded,
        corrects=one.supersedes_id,
        comments=comments,
    )


def value_text(kind: str, unit: str, value: Decimal | None) -> str:
    """A value as its kind says it; nothing for none."""
    if value is None:
        return ""
    if kind == "yes_no":
        return _("yes") if value else _("no")
    return units.show_short(value, units.unit("%" if kind == "milestones" else unit))


def _change_text(row: KeyResult, change: Decimal | None) -> str:
    if not change or row.kind in {"yes_no", "find_baseline"}:
        return ""
    return units.show_delta(change, units.unit("%" if row.kind == "milestones" else row.unit))


def _state(text: str) -> str | None:
    """The state to filter by; nothing is in one that does not exist."""
    return (text if text in STATES else "") if text else None


def key_results(
    caller: Caller, *, team: int | None = None, cycle: int | None = None, state: str = "",
    mine: bool = False, due: bool = False, page: int = 1,
) -> KeyResultList:  # fmt: skip
    """Key results that the caller may see, by number, 50 a page; the only person to filter by is oneself."""
    if caller.past:
        place = {"team_id": team, "cycle_id": cycle}
        return _list_then(caller, place, state, page, mine=mine or due)
    wanted = Q(ws=caller.workspace) & sight.objectives(caller, "objective__")
    for name, value in (
        ("objective__team", team),
        ("objective__cycle", cycle),
        ("state", _state(state)),
    ):
        if value is not None:
            wanted &= Q(**{name: value})
    if mine or due:
        wanted &= Q(owner=caller.person)
    found = rows().filter(wanted).order_by("number")
    rhythm = rhythm_of(caller)
    if due:
        waiting = [
            c
            for c in cards(
                list(found.filter(state="open", objective__state="active")), caller, rhythm
            )
            if c.due
        ]
        return KeyResultList(tuple(waiting), len(waiting), 1, 1)
    total = found.count()
    start = (page - 1) * PAGE
    return KeyResultList(
        cards(list(found[start : start + PAGE]), caller, rhythm),
        total,
        page,
        max(1, -(-total // PAGE)),
    )


def _list_then(
    caller: Caller, place: dict[str, int | None], state: str, page: int, *, mine: bool
) -> KeyResultList:
    """The list on a past day: by what the events of that day's key results say."""
    bodies = {
        pk: body
        for pk, body in then.definitions(caller, "key_result").items()
        if (not state or body["state"] == state) and (not mine or body["owner_id"] == caller.person)
    }
    above = {
        pk: body
        for pk, body in then.definitions(caller, "objective").items()
        if all(value is None or body[name] == value for name, value in place.items())
    }
    objectives = then.objectives(caller, above)
    found = then.key_results(caller, objectives, bodies)
    found.sort(key=lambda kr: kr.number)
    listed = found[(page - 1) * PAGE : page * PAGE]
    shown = cards(listed, caller, rhythm_of(caller))
    return KeyResultList(shown, len(found), page, max(1, -(-len(found) // PAGE)))
