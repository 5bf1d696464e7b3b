"""What changed within the week before a day: which key results turned, worst first."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter

from northing.domain.snapshot import Status
from northing.domain.turns import Turn, rank, turn
from northing.queries.overview_counts import TurnRow
from northing.queries.overview_scope import Scope


@dataclass(slots=True)
class Turned:
    """A key result that stands elsewhere than a week before."""

    key_result: int
    team: int
    turn: Turn
    before: Status
    after: Status
    number: int = 0
    title: str = ""


def turned(wanted: Scope, rows: Iterable[TurnRow]) -> tuple[Turned, ...]:
    """What turned since `wanted.since`, worst first, from the turns in the order in which they came.

    Who turned and turned back within the week did not change.
    """
    first: dict[int, str] = {}
    last: dict[int, TurnRow] = {}
    for row in rows:
        first.setdefault(row.key_result, row.before)
        last[row.key_result] = row
    found = [
        (way[0], pk, way, row)
        for pk, row in last.items()
        if (way := _WAYS.get((first[pk], row.after))) and wanted.status in {"", row.after}
    ]
    found.sort(key=_FIRST_TWO)
    return tuple(
        Turned(pk, row.team, turn, before, after, row.number, row.title)
        for _place, pk, (_same, turn, before, after), row in found
    )


def _ways() -> dict[tuple[str, str], tuple[int, Turn, Status, Status]]:
    """Every pair of statuses that is a turn, with its place among all of them: the worst is 0."""
    pairs = [(a, b, way) for a in Status for b in Status if (way := turn(a, b)) is not None]
    pairs.sort(key=lambda pair: rank(pair[2], pair[0], pair[1]))
    ranks = sorted({rank(way, a, b) for a, b, way in pairs})
    return {(a.value, b.value): (ranks.index(rank(w, a, b)), w, a, b) for a, b, w in pairs}


# Judged once, because a week may hold thousands of turns.
_WAYS = _ways()
_FIRST_TWO = itemgetter(0, 1)


def by_team(found: Iterable[Turned]) -> dict[int, dict[Turn, int]]:
    """How many of each team turned in which way."""
    counted: dict[int, dict[Turn, int]] = {}
    for one in found:
        ways = counted.setdefault(one.team, dict.fromkeys(Turn, 0))
        ways[one.turn] += 1
    return counted
