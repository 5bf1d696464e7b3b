"""How key results spread over statuses by team: one level of the tree, each row with all below it."""

from dataclasses import dataclass, field

from northing.domain.turns import Tally, Turn
from northing.queries.cards import TeamRef
from northing.queries.overview_changes import Turned, by_team
from northing.queries.overview_counts import Counts
from northing.queries.overview_scope import PAGE, Scope, counted


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """A team with all teams below it; `is_own` is the shown team's own row, without those below.

    An objective that several teams share is counted once, with its accountable team. An `archived`
    team has ended by the shown day; what it had reached in the cycle stays counted.
    """

    team: TeamRef
    is_own: bool
    has_below: bool
    tally: Tally
    silent: int
    worse: int
    better: int
    achieved: int
    missed: int
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """The rows of one level, and their sum."""

    items: tuple[SpreadRow, ...]
    total: int
    all: Tally


@dataclass(slots=True)
class _Sum:
    statuses: dict[str, int] = field(default_factory=dict)
    turns: dict[Turn, int] = field(default_factory=lambda: dict.fromkeys(Turn, 0))
    silent: int = 0


def spread(wanted: Scope, found: Counts, turned: tuple[Turned, ...]) -> Spread:
    """The level below the scope's team; no query. Teams without a key result are left out."""
    place = _Places(wanted)
    sums: dict[int, _Sum] = {}
    for group in found.groups:
        team = place(group.team)
        one = sums.get(team) or sums.setdefault(team, _Sum())
        one.statuses[group.status] = one.statuses.get(group.status, 0) + group.all
        one.silent += group.silent
    for team, ways in by_team(turned).items():
        if summed := sums.get(place(team)):
            for way, count in ways.items():
                summed.turns[way] += count
    parents = {n.parent for n in wanted.nodes.values() if not n.archived}
    rows = [_row(wanted, team, one, team in parents) for team, one in sums.items()]
    rows.sort(key=lambda row: (row.is_own, row.team.name.casefold(), row.team.id))
    part = slice(0, PAGE) if not wanted.show else wanted.part("spread")
    return Spread(
        tuple(rows[part]),
        len(rows),
        counted(item for one in sums.values() for item in one.statuses.items()),
    )


class _Places:
    """Finds the team of the shown level under which another one lies."""

    def __init__(self, wanted: Scope) -> None:
        self.wanted, self.known = wanted, {wanted.top: wanted.top}

    def __call__(self, team: int) -> int:
        if team not in self.known:
            node = self.wanted.nodes.get(team)
            if node is None or node.parent is None:
                self.known[team] = self.wanted.top
            elif node.parent == self.wanted.top:
                self.known[team] = team
            else:
                self.known[team] = self(node.parent)
        return self.known[team]


def _row(wanted: Scope, team: int, one: _Sum, has_below: bool) -> SpreadRow:
    return SpreadRow(
        team=wanted.team(team),
        is_own=team == wanted.top,
        has_below=has_below and team != wanted.top,
        tally=counted(one.statuses.items()),
        silent=one.silent,
        worse=one.turns[Turn.WORSE],
        better=one.turns[Turn.BETTER],
        achieved=one.turns[Turn.ACHIEVED],
        missed=one.turns[Turn.MISSED],
        archived=wanted.is_archived(team),
    )
