"""The team tree and who belongs where."""

from collections.abc import Mapping

from northing.actions import find, typed
from northing.actions.change import Change, Done, change
from northing.actions.errors import InvalidError
from northing.actions.fields import Field, edited
from northing.domain.access import About, Caller, Verb
from northing.kit.text import text as _
from northing.queries.callers import below, team_nodes
from northing.store.teams import Team, TeamPerson

DEEPEST = 8


def create(caller: Caller, name: str, parent: int, *, key: str = "") -> Done:
    """A team under another; its address is made of its name."""
    with change(caller, "create_team", key=key, request=[name, parent]) as c:
        if c.earlier:
            return c.earlier
        find.must(caller, Verb.ADMINISTER, About())
        return c.answer(insert(c, caller, name, parent))


def insert(c: Change, caller: Caller, name: str, parent: int) -> Team:
    """The row of a new team, within a change whose rights have been asked for."""
    above = find.team(caller, parent)
    _check_depth(caller, above.pk, 1)
    clean = typed.line(name, "name", 80)
    return c.insert(
        Team(ws_id=caller.workspace, parent=above, name=clean, slug=_free_slug(caller, clean))
    )


def _free_slug(caller: Caller, name: str) -> str:
    wanted = typed.slug(name, 54) or "team"
    taken = set(
        Team.objects.filter(ws=caller.workspace, slug__startswith=wanted).values_list(
            "slug", flat=True
        )
    )
    return next(
        s for s in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if s not in taken
    )


def edit(
    caller: Caller, team: int, given: Mapping[str, str], seen: Mapping[str, str],
    reason: str = "", *, key: str = "",
) -> Done:  # fmt: skip
    """Rename a team or move it under another one (`parent`: an id). The root stays the root."""
    with change(caller, "edit_team", reason, key=key, request=[team, dict(given)]) as c:
        if c.earlier:
            return c.earlier
        find.must(caller, Verb.ADMINISTER, About())
        rows = {
            t.pk: t
            for t in Team.objects.select_for_update().filter(ws=caller.workspace).order_by("pk")
        }
        if team not in rows:
            raise find.not_found("team")
        changes = edited(rows[team], _FIELDS, given, seen)
        if "parent_id" in changes:
            _check_move(caller, rows[team], changes["parent_id"])
        if changes:
            c.update(rows[team], **changes)
        return c.answer(rows[team])


def _check_move(caller: Caller, row: Team, parent: int | None) -> None:
    nodes = team_nodes(caller.workspace)
    if row.parent_id is None or parent is None:
        raise InvalidError(
            _("The root team stays at the top."), _("Move the teams below it."), "parent"
        )
    if parent not in {n.id for n in nodes}:
        raise find.not_found("parent")
    under = below(frozenset([row.pk]), nodes)
    if parent in under:
        raise InvalidError(
            _("{name} would lie under itself.", name=row.name),
            _("Choose a team that is not below it."),
            "parent",
        )
    height = max(_depth(n, {x.id: x.parent for x in nodes}) for n in under) - _depth(
        row.pk, {x.id: x.parent for x in nodes}
    )
    _check_depth(caller, parent, 1 + height)


def _check_depth(caller: Caller, parent: int, more: int) -> None:
    parents = {n.id: n.parent for n in team_nodes(caller.workspace)}
    if _depth(parent, parents) + more > DEEPEST:
        raise InvalidError(
            _("The tree would be more than {most} deep.", most=DEEPEST), "", "parent"
        )


def _depth(team: int, parents: Mapping[int, int | None]) -> int:
    depth, at = 1, parents.get(team)
    while at is not None:
        depth, at = depth + 1, parents.get(at)
    return depth


def join(caller: Caller, team: int, person: int, *, lead: bool = False, key: str = "") -> Done:
    """Put a person into a team, or change whether they lead it."""
    with change(caller, "join_team", key=key, request=[team, person, lead]) as c:
        if c.earlier:
            return c.earlier
        row = find.team(caller, team)
        find.must(caller, Verb.KEEP_TEAM, About(team=row.pk))
        who = find.person(caller, person, "person")
        now = (
            TeamPerson.objects.select_for_update().filter(team=row, person=who, until=None).first()
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
        row = find.team(caller, team)
        find.must(caller, Verb.KEEP_TEAM, About(team=row.pk))
        now = (
            TeamPerson.objects.select_for_update()
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
