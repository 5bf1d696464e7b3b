"""The team tree and who belongs where."""

from collections.abc import Mapping

from northing.actions import find, team_rows, typed
from northing.actions.change import Change, Done, change
from northing.actions.errors import InvalidError
from northing.actions.fields import Field, edited
from northing.domain.access import About, Caller, Verb
from northing.kit.text import text as _
from northing.store.teams import Team, TeamPerson

NEW = 0


def create(caller: Caller, name: str, parent: int, *, key: str = "") -> Done:
    """A team under another; its address is made of its name."""
    with change(caller, "create_team", key=key, request=[name, parent]) as c:
        if c.earlier:
            return c.earlier
        find.must(caller, Verb.ADMINISTER, About())
        team_rows.locked_tree(caller)
        return c.answer(insert(c, caller, name, parent))


def insert(c: Change, caller: Caller, name: str, parent: int) -> Team:
    """The row of a new team, within a change whose rights have been asked for."""
    above = find.living_team(caller, parent, "parent")
    team_rows.check_depth({**team_rows.parents_of(caller), NEW: above.pk}, [NEW])
    clean = typed.line(name, "name", 80)
    slug = team_rows.free_slug(caller, clean)
    return c.insert(Team(ws_id=caller.workspace, parent=above, name=clean, slug=slug))


def edit(
    caller: Caller, team: int, given: Mapping[str, str], seen: Mapping[str, str],
    reason: str = "", *, new_address: bool = False, key: str = "",
) -> Done:  # fmt: skip
    """Rename a team or move it under another one (`parent`: an id). The root stays the root.

    With `new_address` the address is made of the name anew, and the old one leads to the team for ever.
    """
    request = [team, dict(given), new_address]
    with change(caller, "edit_team", reason, key=key, request=request) as c:
        if c.earlier:
            return c.earlier
        find.must(caller, Verb.ADMINISTER, About())
        row = team_rows.living(team_rows.locked_tree(caller), team)
        changes = edited(row, _FIELDS, given, seen)
        if "parent_id" in changes:
            team_rows.check_move(caller, row, changes["parent_id"])
        if changes:
            c.update(row, **changes)
        if new_address:
            team_rows.readdress(c, row, team_rows.free_slug(caller, row.name, row.pk))
        return c.answer(row)


def join(caller: Caller, team: int, person: int, *, lead: bool = False, key: str = "") -> Done:
    """Put a person into a team, or change whether they lead it."""
    with change(caller, "join_team", key=key, request=[team, person, lead]) as c:
        if c.earlier:
            return c.earlier
        row = find.team(caller, team, lock=True)
        find.must(caller, Verb.KEEP_TEAM, About(team=row.pk))
        find.must_live(row)
        who = find.person(caller, person, "person")
        now = (
            TeamPerson.objects.select_for_update(no_key=True)
            .filter(team=row, person=who, until=None)
            .first()
        )
        if now is None:
            now = c.insert(
                TeamPerson(
                    ws_id=caller.workspace, team=row, person=who, lead=lead, since=caller.today
                )
            )
        elif now.lead != lead:
            c.update(now, lead=lead)
        return c.answer(now)


def leave(caller: Caller, team: int, person: int, *, key: str = "") -> Done:
    """Take a person out of a team; that they were in it stays known."""
    with change(caller, "leave_team", key=key, request=[team, person]) as c:
        if c.earlier:
            return c.earlier
        row = find.team(caller, team, lock=True)
        find.must(caller, Verb.KEEP_TEAM, About(team=row.pk))
        now = (
            TeamPerson.objects.select_for_update(no_key=True)
            .filter(team=row, person=person, until=None)
            .first()
        )
        if now is None:
            raise find.not_found("person")
        c.update(now, until=caller.today)
        return c.answer(now)


def _parent(text: str) -> int | None:
    found = typed.whole(text)
    if text.strip() and found is None:
        raise InvalidError(_("Choose a team."), "", "parent")
    return found


_FIELDS = {
    "name": Field(lambda t: typed.line(t, "name", 80)),
    "parent": Field(_parent, "parent_id"),
}
