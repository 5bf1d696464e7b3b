"""The objectives of the year as a table: a row each, a column for each quarter."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from northing.domain.turns import Tally
from northing.queries.cycles import CycleRef
from northing.queries.overview_year import Quarter, Year, YearObjective
from northing.web.base import shapes
from northing.web.base.shapes import Link
from northing.web.workspace import spread

Url = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Cell:
    """A quarter of a year's objective: key results as marks, worst first, or what is planned in words."""

    marks: spread.Counts
    words: str


@dataclass(frozen=True, slots=True)
class YearRow:
    """An objective of the year with its quarters."""

    key: str
    title: str
    url: str
    cells: tuple[Cell, ...]
    owner: shapes.Person


@dataclass(frozen=True, slots=True)
class YearTable:
    """The year: a column for its own key results where it has any, then its quarters."""

    name: str
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[YearRow, ...]
    orphans: str
    orphan_links: tuple[Link, ...]
    more: Link | None


def table(year: Year, now: CycleRef, url: Url, more: Link | None) -> YearTable:
    """The table of the year around the cycle `now`."""
    has_own = any(item.own.total for item in year.items)
    columns = [
        (_("{cycle} now").format(cycle=_short(c)) if c.id == now.id else _short(c), c.id == now.id)
        for c in year.columns
    ]  # fmt: skip
    if has_own:
        columns.insert(0, (_("the year's own"), False))
    orphans = ngettext(
        "{n} objective of {cycle} supports nothing:", "{n} objectives of {cycle} support nothing:",
        year.orphans_in_all,
    ).format(n=year.orphans_in_all, cycle=now.name)  # fmt: skip
    return YearTable(
        name=year.cycle.name,
        columns=tuple(columns),
        rows=tuple(_row(item, now, url, has_own=has_own) for item in year.items),
        orphans=orphans if year.orphans else "",
        orphan_links=tuple(Link(f"{key} {title}", url(key)) for key, title in year.orphans),
        more=more,
    )


def _short(cycle: CycleRef) -> str:
    """`Q1` of `Q1 2026`: the year stands above."""
    return cycle.name.split()[0]


def _row(item: YearObjective, now: CycleRef, url: Url, *, has_own: bool) -> YearRow:
    cells = [_cell(quarter, is_now=quarter.cycle == now.id) for quarter in item.quarters]
    if has_own:
        cells.insert(0, _marked(item.own) if item.own.total else Cell((), "–"))
    owner = shapes.Person(item.owner, item.initials)
    return YearRow(item.key, item.title, url(item.key), tuple(cells), owner)


def _cell(quarter: Quarter, *, is_now: bool) -> Cell:
    if is_now and quarter.key_results.total:
        return _marked(quarter.key_results)
    said = [
        text.format(n=n)
        for text, n in ((_("{n} agreed"), quarter.agreed), (_("{n} proposed"), quarter.proposed))
        if n
    ]
    if quarter.key_results.achieved or quarter.key_results.missed:
        of = quarter.key_results
        said = [_("{n} of {all} achieved").format(n=of.achieved, all=of.achieved + of.missed)]
    return Cell((), ", ".join(said) or "–")


def _marked(tally: Tally) -> Cell:
    text = ngettext("{n} KR, {good} on track", "{n} KRs, {good} on track", tally.total)
    said = text.format(n=tally.total, good=tally.on_track + tally.achieved)
    return Cell(spread.by_status(tally), said)
