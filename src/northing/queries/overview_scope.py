"""What an overview is asked for: which cycle, which part of the tree, which day, which list in full."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from northing.domain.access import Caller
from northing.domain.snapshot import Ambition, Status
from northing.domain.turns import Tally, tally
from northing.queries import callers, cycles, then
from northing.queries.callers import TeamNode
from northing.queries.cards import TeamRef
from northing.queries.cycles import CycleRef

WEEK = timedelta(days=7)
PAGE = 50
LISTS = ("changes", "decisions", "silent", "year", "spread")
FEW = {"changes": 8, "decisions": 6, "silent": 8, "year": 12, "spread": PAGE}
"""How much of each list the overview itself shows."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters as asked for; what is unknown is ignored. `show` names one list, then paged."""

    cycle: int | None = None
    team: str = ""
    status: str = ""
    ambition: str = ""
    show: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Scope:
    """The filters as understood: a cycle of the workspace, a known status, a team and those below it.

    `top` is the team whose next level is shown; `within` holds it and all below, None for everybody.
    """

    caller: Caller
    cycle: CycleRef
    cycles: tuple[CycleRef, ...]
    nodes: Mapping[int, TeamNode]
    top: int
    within: frozenset[int] | None
    status: str
    ambition: str
    show: str
    page: int

    @property
    def day(self) -> date:
        """The day whose end is looked at."""
        return self.caller.today

    @property
    def since(self) -> date:
        """The day a week before: what changed, changed after it."""
        return self.day - WEEK

    @property
    def is_filtered(self) -> bool:
        return bool(self.within is not None or self.status or self.ambition)

    def part(self, name: str) -> slice:
        """Which part of a list is shown: the beginning, one page of it, or nothing beside another."""
        if self.show == name:
            return slice((self.page - 1) * PAGE, self.page * PAGE)
        return slice(0, 0 if self.show else FEW[name])

    def has(self, team: int) -> bool:
        return self.within is None or team in self.within

    def is_archived(self, team: int) -> bool:
        """Whether a team had ended by the scope's day."""
        node = self.nodes.get(team)
        return node is not None and node.archived

    def team(self, pk: int) -> TeamRef:
        """A team's name and address; archived ones keep theirs."""
        node = self.nodes.get(pk)
        return TeamRef(pk, node.name, node.slug) if node else TeamRef(pk, "", "")


def scope(
    caller: Caller,
    wanted: Wanted,
    nodes: Iterable[TeamNode] | None = None,
    known: tuple[CycleRef, ...] | None = None,
) -> Scope | None:
    """What is meant by `wanted`; None where there is no cycle or no team yet.

    Team tree and cycles are asked for unless they are at hand: at most two queries, four of the past.
    """
    listed = known if known is not None else cycles.cycles(caller)
    tree = {n.id: n for n in _nodes(caller, nodes)}
    cycle = next((c for c in listed if c.id == wanted.cycle), None) or cycles.running(listed)
    root = next((n for n in tree.values() if n.parent is None), None)
    if cycle is None or root is None:
        return None
    top = next((n for n in tree.values() if wanted.team and n.slug == wanted.team), root)
    within = callers.below(frozenset({top.id}), tuple(tree.values())) if top != root else None
    return Scope(
        caller=caller,
        cycle=cycle,
        cycles=listed,
        nodes=tree,
        top=top.id,
        within=within,
        status=wanted.status if wanted.status in set(Status) else "",
        ambition=wanted.ambition if wanted.ambition in set(Ambition) else "",
        show=wanted.show if wanted.show in LISTS else "",
        page=max(1, wanted.page),
    )


def _nodes(caller: Caller, nodes: Iterable[TeamNode] | None) -> Iterable[TeamNode]:
    if caller.past:
        return [
            TeamNode(pk, b["name"], b["slug"], b["parent_id"], b.get("archived_at") is not None)
            for pk, b in then.teams(caller).bodies.items()
        ]
    return callers.team_nodes(caller.workspace) if nodes is None else nodes


def choices(caller: Caller, nodes: Iterable[TeamNode]) -> tuple[TeamNode, ...]:
    """The living teams of the caller's day by name; `nodes` are today's. No query behind an overview."""
    alive = [t for t in _nodes(caller, nodes) if not t.archived]
    return tuple(sorted(alive, key=lambda t: (t.name, t.id)) if caller.past else alive)


def counted(groups: Iterable[tuple[str, int]]) -> Tally:
    """A tally of counts by status code."""
    return tally((Status(status), count) for status, count in groups)
