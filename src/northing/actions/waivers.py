"""Letting a finding of the linter stand: for a reason, and until a day."""

from datetime import date, timedelta
from typing import Any

from northing.actions import find, typed
from northing.actions.change import Change, Done, change
from northing.actions.errors import InvalidError, NotFoundError
from northing.domain.access import About, Caller, Verb
from northing.domain.lint import engine, policies
from northing.domain.lint.policies import PolicyError
from northing.kit.text import text as _
from northing.store.key_results import KeyResult
from northing.store.objectives import Objective
from northing.store.teams import Team
from northing.store.waivers import Waiver

FAMILIES = {
    "objective": ("objective",),
    "key_result": ("key_result", "practice"),
    "team": ("team", "cycles"),
}
"""The families of rules that are asked of each noun."""
LONGEST = timedelta(days=366)
"""Whoever wants it longer changes the policy."""


def waive(
    caller: Caller, about: str, code: str, reason: str, until: str | date, *, key: str = ""
) -> Done:
    """Let a rule's finding stand on `O-7`, `KR-12` or a team (its id) until a day, with a reason.

    Who may edit what it is about may waive; of a team, who keeps it. Waiving what is waived already
    changes reason and day.
    """
    request = [about, code, reason, str(until)]
    with change(caller, "waive", reason, key=key, request=request) as c:
        if c.earlier:
            return c.earlier
        c.reason = typed.reason(reason)
        told: dict[str, Any] = {"until": _day(caller, until), "reason": c.reason}
        row = _about(caller, about)
        row.code = told["code"] = _code(row, code)
        same = Waiver.objects.select_for_update(no_key=True).filter(
            ws=caller.workspace, objective=row.objective, key_result=row.key_result,
            team=row.team, code=row.code, ended_at=None,
        )  # fmt: skip
        known = same.first()
        return c.answer(_kept(c, caller, known or row, told))


def _kept(c: Change, caller: Caller, row: Waiver, told: dict[str, Any]) -> Waiver:
    told |= {"person_id": caller.person, "waived_at": caller.now}
    if row.pk:
        return c.update(row, **told)
    for name, value in told.items():
        setattr(row, name, value)
    return c.insert(row)


def end(caller: Caller, waiver: int, *, key: str = "") -> Done:
    """Let a finding stand no longer; that it stood, and why, stays known."""
    with change(caller, "end_waiver", key=key, request=waiver) as c:
        if c.earlier:
            return c.earlier
        rows = Waiver.objects.filter(ws=caller.workspace, pk=waiver)
        row = rows.select_related("objective", "key_result__objective", "team").first()
        if row is None:
            raise find.not_found("waiver")
        try:
            _must(caller, row)  # locks what it is about: always before the waiver itself
        except NotFoundError:
            raise find.not_found("waiver") from None
        row = rows.select_for_update(no_key=True).get()
        if row.ended_at is None:
            c.update(row, ended_at=caller.now)
        return c.answer(row)


def _must(caller: Caller, row: Waiver) -> None:
    """Sight first: who may not see what it is about learns nothing of the waiver."""
    if row.key_result is not None:
        found = find.key_result(caller, row.key_result.number)
        find.must(caller, Verb.EDIT, find.about_key_result(found))
    elif row.objective is not None:
        find.must(
            caller, Verb.EDIT, find.about_objective(find.objective(caller, row.objective.number))
        )
    else:
        find.must(caller, Verb.KEEP_TEAM, About(team=row.team_id))


def _about(caller: Caller, about: str) -> Waiver:
    """A waiver, not yet written, of what is named so. Raises for what may not be seen or edited."""
    of: dict[str, Objective | KeyResult | Team] = {}
    letter, _dash, digits = about.strip().upper().partition("-")
    number = typed.whole(digits)
    if letter == "O" and number is not None:
        of["objective"] = objective = find.objective(caller, number)
        find.must(caller, Verb.EDIT, find.about_objective(objective))
    elif letter == "KR" and number is not None:
        of["key_result"] = key_result = find.key_result(caller, number)
        find.must(caller, Verb.EDIT, find.about_key_result(key_result))
    elif (team := typed.whole(about)) is not None:
        of["team"] = find.living_team(caller, team, lock=True)
        find.must(caller, Verb.KEEP_TEAM, About(team=team))
    else:
        raise InvalidError(
            _("A finding is about an objective, a key result or a team."),
            _("Write O-7, KR-12, or a team's number."),
            "about",
        )
    return Waiver(ws_id=caller.workspace, **of)


def _code(row: Waiver, code: str) -> str:
    """The code of a rule that is asked of what the waiver is about. Raises InvalidError."""
    try:
        found = policies.code(code)
    except PolicyError as fault:
        raise InvalidError(str(fault.message), str(fault.remedy), "code") from None
    noun = "key_result" if row.key_result else "objective" if row.objective else "team"
    rule = engine.rule(found)
    if rule is None or rule.family not in FAMILIES[noun]:
        fitting = [one.code for one in engine.every_rule() if one.family in FAMILIES[noun]]
        raise InvalidError(
            _("{code} is never said of this.", code=found),
            _("Of it are said: {first} to {last}.", first=fitting[0], last=fitting[-1]),
            "code",
        )
    return found


def _day(caller: Caller, until: str | date) -> date:
    found = typed.must_day(until, "until")
    if not caller.today <= found <= caller.today + LONGEST:
        raise InvalidError(
            _("A finding stands until a day within the next year."),
            _("Choose a day from today on; to be rid of a rule for good, switch it off."),
            "until",
        )
    return found
