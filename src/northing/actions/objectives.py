"""Objectives from draft to closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from northing.actions import find, outlooks, typed
from northing.actions.change import Change, Done, change
from northing.actions.errors import InvalidError
from northing.actions.fields import Field, edited
from northing.domain import readiness
from northing.domain.access import About, Caller, Verb
from northing.domain.snapshot import Ambition, KeyResultState, ObjectiveState
from northing.kit.text import text as _
from northing.store.key_results import KeyResult, Step
from northing.store.objectives import Objective, ObjectiveTeam
from northing.store.people import Person
from northing.store.workspaces import NumberSeries

DRAFTED = {ObjectiveState.DRAFT.value, ObjectiveState.PROPOSED.value}
ENDED = {ObjectiveState.CLOSED.value, ObjectiveState.CANCELLED.value}


@dataclass(frozen=True, slots=True)
class NewObjective:
    """What a draft needs. Ids of the workspace's own rows; `owner` is the author unless given."""

    title: str
    team: int
    cycle: int
    owner: int | None = None
    why: str = ""
    ambition: str = Ambition.ASPIRATIONAL.value
    contributors: Sequence[int] = ()


def draft(caller: Caller, given: NewObjective, *, key: str = "") -> Done:
    """A new objective in draft, numbered."""
    with change(caller, "draft", key=key, request=given) as c:
        if c.earlier:
            return c.earlier
        team = find.team(caller, given.team)
        find.must(caller, Verb.DRAFT, About(team=team.pk))
        return c.answer(add(c, caller, given))


def add(c: Change, caller: Caller, given: NewObjective, origin_ref: str | None = None) -> Objective:
    """The row of a new objective, within a change whose rights have been asked for."""
    team = find.team(caller, given.team)
    if team.archived_at is not None:
        raise InvalidError(
            _("{name} is archived.", name=team.name), _("Choose a team of today."), "team"
        )
    cycle = find.cycle(caller, given.cycle)
    if cycle.closed_at is not None and origin_ref is None:
        raise InvalidError(
            _("{name} is closed.", name=cycle.name), _("Choose another cycle."), "cycle"
        )
    row = Objective(
        ws_id=caller.workspace,
        cycle=cycle,
        team=team,
        author_id=caller.person,
        owner=_owner(caller, given.owner or caller.person, origin_ref),
        title=typed.line(given.title, "title", 300),
        why=typed.prose(given.why, "why", 4000),
        ambition=typed.choice(given.ambition, Ambition, "ambition").value,
        state=ObjectiveState.DRAFT.value,
        origin_ref=origin_ref,
        number=_number(c, "next_objective"),
    )
    c.insert(row)
    _contribute(c, caller, row, given.contributors)
    return row


def _owner(caller: Caller, pk: int, origin_ref: str | None) -> Person:
    """Documents name people who are not here (yet); everybody else chooses among those who are."""
    return find.owner(caller, pk) if origin_ref is None else find.person(caller, pk)


def _number(c: Change, series: str) -> int:
    row = NumberSeries.objects.select_for_update().get(pk=c.workspace)
    number: int = getattr(row, series)
    following: dict[str, Any] = {series: number + 1}
    c.update(row, event=False, **following)
    return number


def next_key_result_number(c: Change) -> int:
    """The next KR- number, never given twice."""
    return _number(c, "next_key_result")


def _contribute(c: Change, caller: Caller, row: Objective, teams: Sequence[int]) -> bool:
    """Make these the contributing teams; whether that changed anything."""
    wanted = {find.team(caller, t).pk for t in teams} - {row.team_id}
    now = set(ObjectiveTeam.standing(objective=row).values_list("team", flat=True))
    c.end(ObjectiveTeam.standing(objective=row, team__in=now - wanted))
    c.insert_many(
        [
            ObjectiveTeam(ws_id=caller.workspace, objective=row, team_id=t)
            for t in sorted(wanted - now)
        ]
    )
    if wanted != now:
        c.touched(row)
    return wanted != now


def edit(
    caller: Caller, number: int, given: Mapping[str, str], seen: Mapping[str, str], reason: str = "",
    *, contributors: Sequence[int] | None = None, key: str = "",
) -> Done:  # fmt: skip
    """Change text, owner, ambition, cycle or contributing teams; an active one asks for a reason."""
    request = [number, dict(given), list(contributors or ())]
    with change(caller, "edit", reason, key=key, request=request) as c:
        if c.earlier:
            return c.earlier
        row = _editable(caller, number)
        changes = edited(row, _FIELDS, given, seen)
        _check_references(caller, row, changes)
        moved = contributors is not None and _contribute(c, caller, row, contributors)
        if (changes or moved) and row.state not in DRAFTED:
            c.reason = typed.reason(reason)
        if "cycle_id" in changes:
            _move(c, caller, row, changes["cycle_id"])
        if changes:
            c.update(row, **changes)
        if {"cycle_id", "team_id"} & set(changes):
            _take_along(c, caller, row)
        return c.answer(row)


def _move(c: Change, caller: Caller, row: Objective, cycle: int) -> None:
    """Take the key results along: those that filled the old cycle fill the new one."""
    before, after = find.cycle(caller, row.cycle_id), find.cycle(caller, cycle)
    for kr in KeyResult.objects.select_for_update().filter(objective=row).order_by("pk"):
        start = after.start if kr.started_on == before.start else kr.started_on
        due = after.end if kr.due_on == before.end else kr.due_on
        if not after.start <= start <= due <= after.end:
            raise InvalidError(
                _("{key} runs outside {cycle}.", key=kr.key, cycle=after.name),
                _("Change its dates first."),
                "cycle",
            )
        c.update(kr, started_on=start, due_on=due)


def _take_along(c: Change, caller: Caller, row: Objective) -> None:
    """The key results stand where their objective stands, and are judged there."""
    below = list(KeyResult.objects.select_for_update().filter(objective=row).order_by("pk"))
    for kr in below:
        kr.team_id, kr.cycle_id = row.team_id, row.cycle_id
    c.update_many(below, "team", "cycle")
    outlooks.refresh_many(c, caller, [_under(row, kr) for kr in below])


def _editable(caller: Caller, number: int) -> Objective:
    row = find.objective(caller, number)
    find.must(caller, Verb.EDIT, find.about_objective(row))
    if row.state in ENDED:
        raise InvalidError(_("{key} is closed.", key=row.key), _("Reopen it first."), "state")
    return row


def _check_references(caller: Caller, row: Objective, changes: dict[str, int]) -> None:
    if "owner_id" in changes:
        find.owner(caller, changes["owner_id"])
    if "cycle_id" in changes and find.cycle(caller, changes["cycle_id"]).closed_at is not None:
        raise InvalidError(_("That cycle is closed."), _("Choose another cycle."), "cycle")
    if "team_id" in changes:
        find.team(caller, changes["team_id"])
        find.must(caller, Verb.DRAFT, About(team=changes["team_id"]))
        if row.state not in DRAFTED:
            raise InvalidError(_("An agreed objective stays with its team."), "", "team")


def propose(caller: Caller, number: int, *, key: str = "") -> Done:
    """Draft → proposed: ready to be read by everybody."""
    with change(caller, "propose", key=key, request=number) as c:
        if c.earlier:
            return c.earlier
        row = find.objective(caller, number)
        find.must(caller, Verb.PROPOSE, find.about_objective(row))
        _must_be(row, {ObjectiveState.DRAFT.value}, _("Only a draft is proposed."))
        c.update(row, state=ObjectiveState.PROPOSED.value)
        return c.answer(row)


def withdraw(caller: Caller, number: int, *, key: str = "") -> Done:
    """Proposed → draft, to work on it again."""
    with change(caller, "withdraw", key=key, request=number) as c:
        if c.earlier:
            return c.earlier
        row = find.objective(caller, number)
        find.must(caller, Verb.PROPOSE, find.about_objective(row))
        _must_be(row, {ObjectiveState.PROPOSED.value}, _("Only a proposal is taken back."))
        c.update(row, state=ObjectiveState.DRAFT.value)
        return c.answer(row)


def agree(caller: Caller, number: int, *, key: str = "") -> Done:
    """Proposed → active, once every key result has what its kind needs."""
    with change(caller, "agree", key=key, request=number) as c:
        if c.earlier:
            return c.earlier
        row = find.objective(caller, number)
        find.must(caller, Verb.AGREE, find.about_objective(row, with_root=True))
        _must_be(row, {ObjectiveState.PROPOSED.value}, _("Only a proposal is agreed to."))
        open_ones = KeyResult.objects.filter(objective=row, state=KeyResultState.OPEN.value)
        below = list(open_ones.select_for_update().order_by("pk"))
        if not below:
            raise InvalidError(
                _("{key} has no key result yet.", key=row.key),
                _("Say first how you will know that it is reached."),
                "key_results",
            )
        for kr in below:
            _must_be_ready(kr)
            c.update(kr, verb="agree", first_target=kr.target)
        activate(c, caller, row)
        return c.answer(row)


def activate(c: Change, caller: Caller, row: Objective) -> None:
    """Make an objective active within a change whose rights have been asked for."""
    c.update(
        row, state=ObjectiveState.ACTIVE.value, agreed_by_id=caller.person, agreed_at=caller.now
    )
    _judge(c, caller, row)


def _judge(c: Change, caller: Caller, row: Objective) -> None:
    """Judge the key results of an objective whose state has changed."""
    below = KeyResult.objects.select_for_update().filter(objective=row).order_by("pk")
    outlooks.refresh_many(c, caller, [_under(row, kr) for kr in below])


def _under(row: Objective, kr: KeyResult) -> KeyResult:
    kr.objective = row
    return kr


def _must_be_ready(kr: KeyResult) -> None:
    steps = Step.objects.filter(key_result=kr).order_by("position")
    missing = readiness.missing(
        kr.snapshot(Ambition.ASPIRATIONAL.value, steps=steps), has_metric=kr.metric_id is not None
    )
    if missing:
        raise InvalidError(
            _("{key} lacks {missing}.", key=kr.key, missing=", ".join(map(str, missing))),
            _("Fill it in, then agree."),
            kr.key,
        )


def close(caller: Caller, number: int, reason: str = "", *, key: str = "") -> Done:
    """Active → closed, with its open and paused key results."""
    with change(caller, "close", reason, key=key, request=number) as c:
        if c.earlier:
            return c.earlier
        row = find.objective(caller, number)
        find.must(caller, Verb.CLOSE_OBJECTIVE, find.about_objective(row))
        _must_be(row, {ObjectiveState.ACTIVE.value}, _("Only an active objective is closed."))
        finish(c, caller, row)
        return c.answer(row)


def finish(c: Change, caller: Caller, row: Objective) -> None:
    """Close an objective and its running key results, within a change whose rights have been asked for."""
    c.update(row, state=ObjectiveState.CLOSED.value)
    running = {KeyResultState.OPEN.value, KeyResultState.PAUSED.value}
    for kr in (
        KeyResult.objects.select_for_update()
        .filter(objective=row, state__in=running)
        .order_by("pk")
    ):
        c.update(kr, state=KeyResultState.CLOSED.value)
    _judge(c, caller, row)


def cancel(caller: Caller, number: int, reason: str, *, key: str = "") -> Done:
    """Give an objective up, with a reason; nothing is deleted."""
    with change(caller, "cancel", reason, key=key, request=number) as c:
        if c.earlier:
            return c.earlier
        c.reason = typed.reason(reason)
        row = _editable(caller, number)
        c.update(row, state=ObjectiveState.CANCELLED.value)
        _judge(c, caller, row)
        return c.answer(row)


def reopen(caller: Caller, number: int, reason: str, *, key: str = "") -> Done:
    """Closed or cancelled → active again (draft again, if it was never agreed), with a reason."""
    with change(caller, "reopen", reason, key=key, request=number) as c:
        if c.earlier:
            return c.earlier
        c.reason = typed.reason(reason)
        row = find.objective(caller, number)
        find.must(caller, Verb.EDIT, find.about_objective(row))
        _must_be(row, ENDED, _("It is open already."))
        if row.cycle.closed_at is not None:
            raise InvalidError(_("{name} is closed.", name=row.cycle.name), "", "cycle")
        back = ObjectiveState.ACTIVE if row.agreed_at else ObjectiveState.DRAFT
        c.update(row, state=back.value)
        for kr in (
            KeyResult.objects.select_for_update()
            .filter(objective=row, state="closed")
            .order_by("pk")
        ):
            # One that was paused when the objective closed kept its reason, and is paused again.
            back_to = KeyResultState.PAUSED if kr.state_reason else KeyResultState.OPEN
            c.update(kr, state=back_to.value)
        _judge(c, caller, row)
        return c.answer(row)


def _must_be(row: Objective, states: set[str], otherwise: object) -> None:
    if row.state not in states:
        raise InvalidError(str(otherwise), _("It is {state} now.", state=row.state), "state")


def number_of(text: str, place: str) -> int:
    """An id typed or chosen in a form."""
    found = typed.whole(text)
    if found is None:
        raise InvalidError(_("Choose one of the list."), "", place)
    return found


_FIELDS = {
    "title": Field(lambda t: typed.line(t, "title", 300)),
    "why": Field(lambda t: typed.prose(t, "why", 4000)),
    "ambition": Field(lambda t: typed.choice(t, Ambition, "ambition").value),
    "owner": Field(lambda t: number_of(t, "owner"), "owner_id"),
    "cycle": Field(lambda t: number_of(t, "cycle"), "cycle_id"),
    "team": Field(lambda t: number_of(t, "team"), "team_id"),
}
