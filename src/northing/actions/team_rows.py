"""Rows of the team tree: locked together, placed without loops, each address used once for ever."""

from collections.abc import Mapping

from northing.actions import find, typed
from northing.actions.change import Change
from northing.actions.errors import ConflictError, InvalidError
from northing.domain.access import Caller
from northing.kit.text import text as _
from northing.queries.callers import below, team_nodes
from northing.store.teams import Team, TeamAddress

DEEPEST = 8
ROOM_FOR_SUFFIX = 6


def locked_tree(caller: Caller) -> dict[int, Team]:
    """Every team by id, locked in order of id: of two who change the tree one waits for the other."""
    rows = Team.objects.filter(ws=caller.workspace).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))
    # Read after the lock: whoever held it before us may have made a team that the lock did not see.
    return {t.pk: t for t in rows}


def living(rows: Mapping[int, Team], team: int, place: str = "team") -> Team:
    """A locked team of today. Raises NotFoundError, and ConflictError where somebody archived it meanwhile."""
    row = rows.get(team)
    if row is None:
        raise find.not_found(place)
    if row.archived_at is not None:
        raise ConflictError(
            _("{name} was archived meanwhile.", name=row.name),
            _("Reload the page to see what became of it."),
        )
    return row


def free_slug(caller: Caller, name: str, team: int = 0) -> str:
    """An address made of a name that no other team has or had; a team may take its own old one again."""
    wanted = typed.slug(name, 60 - ROOM_FOR_SUFFIX) or "team"
    alike = {"ws": caller.workspace, "slug__startswith": wanted}
    taken = set(Team.objects.filter(**alike).exclude(pk=team).values_list("slug", flat=True))
    taken |= set(
        TeamAddress.objects.filter(**alike).exclude(team=team).values_list("slug", flat=True)
    )
    numbered = (f"{wanted}-{n}" for n in range(2, len(taken) + 3))
    return next(s for s in (wanted, *numbered) if s not in taken)


def readdress(c: Change, row: Team, slug: str) -> None:
    """Give a team another address; the one it had leads to it from now on."""
    if slug == row.slug:
        return
    c.lock_head()
    c.delete(TeamAddress.objects.filter(team=row, slug=slug))
    c.insert(TeamAddress(ws_id=row.ws_id, slug=row.slug, team=row), event=False)
    c.update(row, slug=slug)


def check_move(caller: Caller, row: Team, parent: int | None) -> None:
    """Raise InvalidError where a team cannot lie under this one: the root, a loop, too deep, archived."""
    nodes = {n.id: n for n in team_nodes(caller.workspace)}
    if row.parent_id is None or parent is None:
        raise InvalidError(
            _("The root team stays at the top."), _("Move the teams below it."), "parent"
        )
    if parent not in nodes:
        raise find.not_found("parent")
    find.must_live(find.team(caller, parent), "parent")
    under = below(frozenset([row.pk]), tuple(nodes.values()))
    if parent in under:
        raise InvalidError(
            _("{name} would lie under itself.", name=row.name),
            _("Choose a team that is not below it."),
            "parent",
        )
    alive = [n for n in under if not nodes[n].archived]
    parents = {n.id: n.parent for n in nodes.values()} | {row.pk: parent}
    check_depth(parents, alive)


def check_depth(parents: Mapping[int, int | None], teams: list[int]) -> None:
    """Raise InvalidError where one of these teams would lie deeper than eight levels."""
    if any(depth(team, parents) > DEEPEST for team in teams):
        raise InvalidError(
            _("The tree would be more than {most} deep.", most=DEEPEST), "", "parent"
        )


def depth(team: int, parents: Mapping[int, int | None]) -> int:
    """How many levels lie from the root down to this team; the root is 1."""
    level, at = 1, parents.get(team)
    while at is not None:
        level, at = level + 1, parents.get(at)
    return level


def parents_of(caller: Caller) -> dict[int, int | None]:
    """The team above each team."""
    return {n.id: n.parent for n in team_nodes(caller.workspace)}
