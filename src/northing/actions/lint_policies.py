"""What a workspace and its teams say of the linter's rules."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from typing import Any

from northing.actions import find
from northing.actions.change import Done, change
from northing.actions.errors import InvalidError
from northing.actions.fields import Field, edited
from northing.domain.access import About, Caller, Verb
from northing.domain.lint import engine, policies
from northing.domain.lint.policies import PolicyError, Said
from northing.queries import lint_policies
from northing.queries.lint_policies import Policies
from northing.store.workspaces import Workspace


def edit_workspace(
    caller: Caller, given: Mapping[str, str], seen: Mapping[str, str], reason: str = "", *, key: str = ""
) -> Done:  # fmt: skip
    """Change what the workspace says: fields as in `queries.lint_policies.flat`, by name.

    `select` and `ignore` hold codes or their beginnings with commas; a code's field a severity, `off`
    or nothing; a limit's field its number or nothing. Raises InvalidError, ConflictError.
    """
    with change(caller, "edit_lint", reason, key=key, request=dict(given)) as c:
        if c.earlier:
            return c.earlier
        find.must(caller, Verb.ADMINISTER, About())
        ws = Workspace.objects.select_for_update(no_key=True).get(pk=caller.workspace)
        said = _changed(ws.lint, given, seen)
        if said != ws.lint:
            _must_ask(replace(lint_policies.read(caller), workspace=said))
            c.update(ws, policies={**ws.policies, "lint": said})
        return c.answer(ws)


def edit_team(
    caller: Caller, team: int, given: Mapping[str, str], seen: Mapping[str, str], reason: str = "",
    *, key: str = "",
) -> Done:  # fmt: skip
    """Change what a team says beside its workspace: the same fields; it holds for the teams below it, too."""
    with change(caller, "edit_lint", reason, key=key, request=[team, dict(given)]) as c:
        if c.earlier:
            return c.earlier
        row = find.team(caller, team, lock=True)
        find.must(caller, Verb.KEEP_TEAM, About(team=row.pk))
        find.must_live(row)
        said = _changed(row.lint, given, seen)
        if said != row.lint:
            known = lint_policies.read(caller)
            _must_ask(replace(known, teams={**known.teams, row.pk: said}))
            c.update(row, lint=said)
        return c.answer(row)


def _changed(said: Said, given: Mapping[str, str], seen: Mapping[str, str]) -> dict[str, Any]:
    """What is said once these fields were changed; what is not said is left out."""
    now: dict[str, Any] = {**dict.fromkeys(FIELDS, ""), **lint_policies.flat(said)}
    row: Any = SimpleNamespace(**now)
    now |= edited(row, FIELDS, given, seen)
    lists = {name: now[name].split(", ") for name in policies.LISTS if now[name]}
    tables = {
        "severity": {code: now[code] for code in _CODES if now[code]},
        "limits": {name: now[name] for name in policies.KINDS if now[name]},
    }
    return lists | {name: table for name, table in tables.items() if table}


def _must_ask(known: Policies) -> None:
    """Raise InvalidError where that would leave the workspace or a team without any rule."""
    for team in (None, *known.teams):
        _refusing(partial(policies.must_ask, known.of_team(team)))


def _refusing(parse: Callable[[], Any], place: str = "") -> Any:
    """What it gives. Raises InvalidError for what no policy can say, at its place or at the field's."""
    try:
        return parse()
    except PolicyError as fault:
        raise InvalidError(str(fault.message), str(fault.remedy), place or fault.place) from None


def _codes(place: str, text: str) -> str:
    listed = text.replace(",", " ").split()
    return ", ".join(_refusing(lambda: policies.codes(listed), place))


def _weight(code: str, text: str) -> Any:
    return _refusing(lambda: policies.weight(text, code))


def _limit(name: str, text: str) -> str:
    return str(_refusing(lambda: policies.limit(name, text))) if text.strip() else ""


_CODES = tuple(rule.code for rule in engine.every_rule())
FIELDS: dict[str, Field] = {
    **{name: Field(partial(_codes, name)) for name in policies.LISTS},
    **{code: Field(partial(_weight, code)) for code in _CODES},
    **{name: Field(partial(_limit, name)) for name in policies.KINDS},
}
