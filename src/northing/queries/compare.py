"""Two days compared: what happened between the planning day and mid-quarter, in sentences, then in lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from northing.domain.access import Caller
from northing.domain.figure import Figure
from northing.domain.rewording import Piece
from northing.queries import compared_sections, comparing, days, names
from northing.queries.compared_objectives import reworded
from northing.queries.compared_rows import Filling, Lines, Row
from northing.queries.compared_sentence import sentence
from northing.queries.comparing import Asked, Days, Defined
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

    At most eight queries, one more for a team, two more of a past day. Personal objectives are left out.
    """
    asked = asked.ordered(caller.today)
    found = comparing.load(caller, asked)
    every = compared_sections.lines(found)
    part = slice((max(1, page) - 1) * PAGE, max(1, page) * PAGE) if section in every else slice(FEW)
    chosen = (section,) if section in every else tuple(every)
    defined, shown = _defined(found, every, chosen, part)
    rows = [row for listed in shown.values() for row in listed]
    filling = Filling(
        found, defined, _names(caller, (noun for row in rows for noun in row.nouns)),
        comparing.said(found, (row.counts for row in rows if row.counts)),
    )  # fmt: skip
    return Comparison(
        since=asked.since, until=asked.until, since_text=days.full(asked.since),
        until_text=days.full(asked.until), sentence=tuple(sentence(found, every)),
        sections=tuple(
            ComparedSection(
                code, str(compared_sections.TITLES[code]),
                tuple(_line(row, filling) for row in listed), len(every[code]),
                (part.start or 0) // PAGE + 1, max(1, -(-len(every[code]) // PAGE)),
            )
            for code, listed in shown.items()
            if every[code]
        ),
    )  # fmt: skip


Every = dict[str, Lines]


def _defined(
    found: Days, every: Every, chosen: Sequence[str], part: slice
) -> tuple[Defined, dict[str, list[Row]]]:
    """The lines that will be shown with the definitions they need; of what was edited only the reworded stay."""
    shown = {code: every[code].rows(part) for code in chosen}
    rows = [row for listed in (*shown.values(), every["reworded"].rows()) for row in listed]
    needs = {noun for row in rows for noun in row.needs}
    events = {row.event: row.before for row in rows if row.event}
    defined = comparing.definitions(found, needs, events)
    every["reworded"] = reworded(every["reworded"], defined)
    if "reworded" in shown:
        shown["reworded"] = every["reworded"].rows(part)
    return defined, shown


def _names(caller: Caller, mentioned: Iterable[tuple[str, int]]) -> names.Names:
    wanted: dict[str, set[int]] = {}
    for noun, pk in mentioned:
        wanted.setdefault(noun, set()).add(pk)
    return names.find(caller, wanted)


def _line(row: Row, filling: Filling) -> ComparedLine:
    above = filling.part(row.above) if row.above else None
    return ComparedLine(filling.part(row.noun), above, **row.fill(filling))
