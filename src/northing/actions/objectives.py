"""Objectives from draft to closed."""

from collections.abc import Mapping, Sequence

from northing.actions import find, guards, outlooks, typed
from northing.actions.change import Change, Done, change
from northing.actions.errors import InvalidError
from northing.actions.fields import Field, edited
from northing.actions.objective_rows import (
    NewObjective,
    add,
    contribute,
    hold_team,
    hold_teams,
    may_be_personal,
    next_key_result_number,
)
from northing.domain import readiness
from northing.domain.access import About, Caller, Verb
from northing.domain.snapshot import Ambition, KeyResultState, ObjectiveState
from northing.kit.text import text as _
from northing.queries import sight
from northing.store.key_results import KeyResult, Step
from northing.store.objectives import Objective, ObjectiveTeam

__all__ = ["NewObjective", "add", "next_key_result_number"]

DRAFTED = {ObjectiveState.DRAFT.value, ObjectiveState.PROPOSED.value}
ENDED = {ObjectiveState.CLOSED.value, ObjectiveState.CANCELLED.value}


def draft(caller: Caller, given: NewObjective, *, key: str = "") -> Done:
    """A new objective in draft, numbered."""
    with change(caller, "draft", key=key, request=given) as c:
        if c.earlier:
            return c.earlier
        hold_teams(caller, [given.team, *given.contributors])
        team = find.team(caller, given.team)
        find.must(caller, Verb.DRAFT, About(team=team.pk))
        if given.personal:
            may_be_personal(caller, given)
        return c.answer(add(c, caller, given))


def edit(
    caller: Caller, number: int, given: Mapping[str, str], seen: Mapping[str, str], reason: str = "",
    *, contributors: Sequence[int] | None = None, guarded_by: Sequence[int] | None = None,
    key: str = "",
) -> Done:  # fmt: skip
    """Change text, owner, ambition, cycle, contributing teams or guards; an active one asks for a reason."""
    request = [number, dict(given), list(contributors or ()), list(guarded_by or ())]
    with change(caller, "edit", reason, key=key, request=request) as c:
        if c.earlier:
            return c.earlier
        named = [number_of(given["team"], "team")] if "team" in given else []
        hold_teams(caller, [*named, *(contributors or ())])
        row = _editable(caller, number)
        changes = edited(row, _FIELDS, given, seen)
        _check_references(caller, row, changes)
        moved = contributors is not None and contribute(c, caller, row, contributors)
        if guarded_by is not None:
            moved = guards.choose(c, caller, row, guarded_by) or moved
        if (changes or moved) and row.state not in DRAFTED:
            c.reason = typed.reason(reason)
        if "cycle_id" in changes:
            _move(c, caller, row, changes["cycle_id"])
        if changes:
            c.update(row, **changes)
        if {"cycle_id", "team_id"} & set(changes):
            c.end(ObjectiveTeam.standing(objective=row, team=row.team_id))
            take_along(c, caller, [row])
        elif "ambition" in changes:
            take_along(c, caller, [row])
        return c.answer(row)


def _move(c: Change, caller: Caller, row: Objective, cycle: int) -> None:
    """Take the key results along: those that filled the old cycle fill the new one."""
    before, after = find.cycle(caller, row.cycle_id), find.cycle(caller, cycle)
    for kr in KeyResult.objects.select_for_update(no_key=True).filter(objective=row).order_by("pk"):
        start = after.start if kr.started_on == before.start else kr.started_on
        due = after.end if kr.due_on == before.end else kr.due_on
        if not after.start <= start <= due <= after.end:
            raise InvalidError(
                _("{key} runs outside {cycle}.", key=kr.key, cycle=after.name),
                _("Change its dates first."),
                "cycle",
            )
        c.update(kr, started_on=start, due_on=due)


def take_along(c: Change, caller: Caller, rows: Sequence[Objective]) -> None:
    """The key results stand where their objectives stand, and are judged there."""
    above = {row.pk: row for row in rows}
    found = (
        KeyResult.objects.select_for_update(no_key=True).filter(objective__in=above).order_by("pk")
    )
    below = [_under(above[kr.objective_id], kr) for kr in found]
    for kr in below:
        kr.team_id, kr.cycle_id = kr.objective.team_id, kr.objective.cycle_id
    c.update_many(below, "team", "cycle")
    outlooks.refresh_many(c, caller, below)


def _editable(caller: Caller, number: int) -> Objective:
    row = find.objective(caller, number)
    find.must(caller, Verb.EDIT, find.about_objective(row))
    if row.state in ENDED:
        raise InvalidError(_("{key} is closed.", key=row.key), _("Reopen it first."), "state")
    return row


def _check_references(caller: Caller, row: Objective, changes: dict[str, int]) -> None:
    if "owner_id" in changes:
        find.owner(caller, changes["owner_id"])
        if row.person_id is not None:
            raise InvalidError(_("A personal objective stays with its person."), "", "owner")
    if "cycle_id" in changes and find.cycle(caller, changes["cycle_id"]).closed_at is not None:
        raise InvalidError(_("That cycle is closed."), _("Choose another cycle."), "cycle")
    if "team_id" in changes:
        find.living_team(caller, changes["team_id"])
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
        below = list(open_ones.select_for_update(no_key=True).order_by("pk"))
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
    below = KeyResult.objects.select_for_update(no_key=True).filter(objective=row).order_by("pk")
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
        KeyResult.objects.select_for_update(no_key=True)
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
        known = Objective.objects.filter(sight.objectives(caller), number=number)
        hold_team(caller, pk__in=known.filter(ws=caller.workspace).values("team"))
        row = find.objective(caller, number)
        find.must(caller, Verb.EDIT, find.about_objective(row))
        _must_be(row, ENDED, _("It is open already."))
        if row.cycle.closed_at is not None:
            raise InvalidError(_("{name} is closed.", name=row.cycle.name), "", "cycle")
        back = ObjectiveState.ACTIVE if row.agreed_at else ObjectiveState.DRAFT
        c.update(row, state=back.value)
        for kr in (
            KeyResult.objects.select_for_update(no_key=True)
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
