"""The spread of statuses by team: behind to the left of the axis, on track to the right, no data apart."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from northing.domain.turns import Tally
from northing.queries.overview_spread import Spread, SpreadRow
from northing.web.base.charts.overview import MOST_A_SIDE
from northing.web.base.marks import word as status_word

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A team's row: marks of three sorts, the same as numbers, and what turned."""

    name: str
    url: str
    down_url: str
    behind: Counts
    good: Counts
    apart: Counts
    counts: tuple[tuple[str, int], ...]
    said: str
    turned: str


@dataclass(frozen=True, slots=True)
class Table:
    """The rows, with bars in place of marks where one side of one row is long; `most` scales the bars."""

    rows: tuple[Row, ...]
    summary: str
    has_bars: bool
    most: int


def table(found: Spread, team_url: Callable[[str], str], down: Callable[[str], str]) -> Table:
    """The table; a team that has others below it leads down to them."""
    rows = tuple(_row(row, team_url, down) for row in found.items)
    sides = [sum(n for _s, n in side) for row in rows for side in (row.behind, row.good, row.apart)]
    most = max(sides, default=0)
    summary = _("{n} key results: {said}").format(
        n=found.all.total, said=", ".join(f"{n} {word(s)}" for s, n in by_status(found.all) if n)
    )
    return Table(rows, summary if found.all.total else "", most > MOST_A_SIDE, most)


def _row(row: SpreadRow, team_url: Callable[[str], str], down: Callable[[str], str]) -> Row:
    t = row.tally
    name = _("{team} itself").format(team=row.team.name) if row.is_own else row.team.name
    name = _("{team} (archived)").format(team=name) if row.archived else name
    return Row(
        name=name,
        url=team_url(row.team.slug),
        down_url=down(row.team.slug) if row.has_below else "",
        behind=(("off_track", t.off_track), ("missed", t.missed), ("at_risk", t.at_risk)),
        good=(("on_track", t.on_track), ("achieved", t.achieved)),
        apart=(("no_data", t.unknown), ("paused", t.paused)),
        counts=(
            ("off_track", t.off_track + t.missed),
            ("at_risk", t.at_risk),
            ("on_track", t.on_track + t.achieved),
            ("no_data", t.unknown + t.paused),
        ),
        said=", ".join(f"{n} {word(s)}" for s, n in by_status(t) if n),
        turned=_turned(row),
    )


def _turned(row: SpreadRow) -> str:
    said = (
        (_("{n} worse"), row.worse), (_("{n} missed"), row.missed), (_("{n} better"), row.better),
        (_("{n} achieved"), row.achieved), (_("{n} silent"), row.silent),
    )  # fmt: skip
    return ", ".join(text.format(n=n) for text, n in said if n)


def by_status(tally: Tally) -> Counts:
    """Counts by status, worst first."""
    return (
        ("off_track", tally.off_track),
        ("at_risk", tally.at_risk),
        ("no_data", tally.unknown),
        ("on_track", tally.on_track),
        ("paused", tally.paused),
        ("missed", tally.missed),
        ("achieved", tally.achieved),
    )


def word(status: str) -> str:
    """The word of a count; too early and no data are one: there is no answer yet."""
    return _("without an answer yet") if status == "no_data" else status_word(status)
