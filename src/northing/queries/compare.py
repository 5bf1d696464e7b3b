"""Two days compared: what happened between the planning day and mid-quarter, in sentences, then in lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from northing.domain.access import Caller
from northing.domain.figure import Figure
from northing.domain.rewording import Piece
from northing.queries import compared_sections, comparing, days, names
from northing.queries.compared_objectives import reworded
from northing.queries.compared_rows import Filling, Row
from northing.queries.compared_sentence import sentence
from northing.queries.comparing import Asked, Days
from northing.queries.teams import Phrase
from northing.queries.telling import Part

PAGE = 50
FEW = 12
"""Lines of each section where all of them are shown."""


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One noun that differs. Which of the two sides are filled depends on the section.

    `before` and `after` are texts, `pieces` the same word by word, `status` the two status codes,
    `then` and `now` progress with its arithmetic; `above` is what the noun stands under.
    """

    what: Part
    above: Part | None
    before: str = ""
    after: str = ""
    pieces: tuple[Piece, ...] = ()
    reason: str = ""
    status: tuple[str, str] | None = None
    then: Figure | None = None
    now: Figure | None = None


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """Lines of one sort: 50 at most of `total`, in `pages` of 50."""

    code: str
    title: str
    lines: tuple[ComparedLine, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What happened from the end of one day to the end of another."""

    since: date
    until: date
    since_text: str
    until_text: str
    sentence: tuple[Phrase, ...]
    sections: tuple[ComparedSection, ...]


def compare(caller: Caller, asked: Asked, section: str = "", page: int = 1) -> Comparison:
    """The two days compared, 12 lines of each section; with a `section` that one alone, 50 on a page.

    At most nine queries, one more for a team, two more of a past day. Personal objectives are left out.
    """
    asked = asked.ordered(caller.today)
    found = comparing.load(caller, asked)
    every = compared_sections.rows(found)
    part = slice((max(1, page) - 1) * PAGE, max(1, page) * PAGE) if section in every else slice(FEW)
    chosen = (section,) if section in every else tuple(every)
    filling = _definitions(found, every, chosen, part)
    every["reworded"] = reworded(every["reworded"], filling)
    shown = {code: every[code][part] for code in chosen}
    mentioned = [noun for rows in shown.values() for row in rows for noun in row.nouns]
    filling = Filling(found, filling.defined, _names(caller, mentioned))
    return Comparison(
        since=asked.since, until=asked.until, since_text=days.full(asked.since),
        until_text=days.full(asked.until), sentence=tuple(sentence(found, every)),
        sections=tuple(
            ComparedSection(
                code, str(compared_sections.TITLES[code]),
                tuple(_line(row, filling) for row in rows), len(every[code]),
                part.start // PAGE + 1 if part.start else 1, max(1, -(-len(every[code]) // PAGE)),
            )
            for code, rows in shown.items()
            if every[code]
        ),
    )  # fmt: skip


def _definitions(
    found: Days, every: dict[str, list[Row]], chosen: Sequence[str], part: slice
) -> Filling:
    """What the lines that will be shown have to be looked up for, and whatever may be reworded."""
    shown = [row for code in chosen for row in every[code][part]]
    needs = {noun for row in (*shown, *every["reworded"]) for noun in row.needs}
    events = {row.event for row in shown if row.event}
    return Filling(found, comparing.definitions(found, needs, events), {})


def _names(caller: Caller, mentioned: Sequence[tuple[str, int]]) -> names.Names:
    wanted: dict[str, set[int]] = {}
    for noun, pk in mentioned:
        wanted.setdefault(noun, set()).add(pk)
    return names.find(caller, wanted)


def _line(row: Row, filling: Filling) -> ComparedLine:
    above = filling.part(row.above) if row.above else None
    return ComparedLine(filling.part(row.noun), above, **row.fill(filling))
