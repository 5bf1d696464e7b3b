"""Initiatives: the work that a team bets will move a key result."""

from collections.abc import Mapping

from northing.actions import find, objectives, typed
from northing.actions.change import Done, change
from northing.actions.errors import InvalidError, NotFoundError
from northing.actions.fields import Field, edited
from northing.domain.access import About, Caller, Verb
from northing.domain.snapshot import InitiativeState
from northing.kit.text import text as _
from northing.store.initiatives import Initiative


def add(
    caller: Caller, key_result: int, title: str, *, team: int | None = None, owner: int | None = None,
    due_on: str | None = None, link: str = "", key: str = "",
) -> Done:  # fmt: skip
    """Work on KR-`key_result` by one of the caller's teams (the objective's team unless given)."""
    with change(
        caller, "add_initiative", key=key, request=[key_result, title, team, owner, due_on, link]
    ) as c:
        if c.earlier:
            return c.earlier
        kr = find.key_result(caller, key_result)
        by = find.living_team(caller, team or kr.objective.team_id)
        find.must(caller, Verb.INITIATIVE, About(team=by.pk, person=kr.objective.person_id))
        row = Initiative(
            ws_id=caller.workspace, key_result=kr, team=by,
            owner=find.person(caller, owner or caller.person),
            title=typed.line(title, "title", 200), state=InitiativeState.PLANNED.value,
            due_on=typed.day(due_on, "due_on", required=False), link=_link(link),
        )  # fmt: skip
        return c.answer(c.insert(row))


def edit(
    caller: Caller, initiative: int, given: Mapping[str, str], seen: Mapping[str, str],
    reason: str = "", *, key: str = "",
) -> Done:  # fmt: skip
    """Change title, state, owner, due date or link; `done` remembers the day."""
    with change(caller, "edit_initiative", reason, key=key, request=[initiative, dict(given)]) as c:
        if c.earlier:
            return c.earlier
        row = (
            Initiative.objects.select_for_update(no_key=True)
            .filter(ws=caller.workspace, pk=initiative)
            .first()
        )
        if row is None:
            raise find.not_found("initiative")
        try:
            kr = find.key_result(caller, row.key_result.number)
        except (
            NotFoundError
        ):  # hidden: the same answer, place included, as for one that is not there
            raise find.not_found("initiative") from None
        find.must(caller, Verb.INITIATIVE, About(team=row.team_id, person=kr.objective.person_id))
        changes = edited(row, _FIELDS, given, seen)
        if "owner_id" in changes:
            find.person(caller, changes["owner_id"])
        if "state" in changes:
            changes["done_on"] = (
                caller.today if changes["state"] == InitiativeState.DONE.value else None
            )
        if changes:
            c.update(row, **changes)
        return c.answer(row)


def _link(text: str) -> str:
    clean = typed.line(text, "link", 500, required=False)
    if clean and not clean.startswith(("https://", "http://")):
        raise InvalidError(_("A link starts with https://."), "", "link")
    return clean


_FIELDS = {
    "title": Field(lambda t: typed.line(t, "title", 200)),
    "state": Field(lambda t: typed.choice(t, InitiativeState, "state").value),
    "owner": Field(lambda t: objectives.number_of(t, "owner"), "owner_id"),
    "due_on": Field(lambda t: typed.day(t, "due_on", required=False)),
    "link": Field(_link),
}
