"""One level of the team tree below a team: how the teams there stand, and what turned in all of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from northing.domain.access import Caller
from northing.domain.outlook import WORDS
from northing.queries import days
from northing.queries.callers import TeamNode
from northing.queries.cards import TeamRef
from northing.queries.cycles import CycleRef
from northing.queries.overview_changes import turned
from northing.queries.overview_counts import counts
from northing.queries.overview_scope import FEW, Wanted, scope
from northing.queries.overview_spread import Spread, spread


@dataclass(frozen=True, slots=True)
class TurnLine:
    """A key result below a team that stands elsewhere than a week ago."""

    key: str
    title: str
    team: TeamRef
    turn: str
    before: str
    before_word: str
    after: str
    after_word: str


@dataclass(frozen=True, slots=True)
class Level:
    """The teams below one, each with all below it; the first of the changes, of `changed` in all."""

    team: TeamRef
    since_text: str
    spread: Spread
    changes: tuple[TurnLine, ...]
    changed: int


def level(
    caller: Caller,
    team: str,
    cycle: CycleRef,
    nodes: Iterable[TeamNode] | None = None,
    cycles: tuple[CycleRef, ...] | None = None,
) -> Level | None:
    """The level below a team (by its short name) in a cycle: one query, if tree and cycles are at hand.

    The root's without a name. None where there is no such team, and where no team is below it.
    """
    asked = scope(caller, Wanted(cycle=cycle.id, team=team), nodes, cycles)
    if asked is None or (team and asked.team(asked.top).slug != team):
        return None
    if not any(n.parent == asked.top and not n.archived for n in asked.nodes.values()):
        return None
    found = counts(asked, with_titles=True)
    turns = turned(asked, found.turns)
    return Level(
        team=asked.team(asked.top),
        since_text=f"{days.weekday(asked.since)} {days.short(asked.since, asked.day)}",
        spread=spread(asked, found, turns),
        changes=tuple(
            TurnLine(
                f"KR-{one.number}", one.title, asked.team(one.team), one.turn.value,
                one.before.value, str(WORDS[one.before]), one.after.value, str(WORDS[one.after]),
            )
            for one in turns[: FEW["changes"]]
        ),
        changed=len(turns),
    )  # fmt: skip
