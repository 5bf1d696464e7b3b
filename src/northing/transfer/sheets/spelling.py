"""Units and numbers in the spellings of sheets."""

import re

from northing.transfer.sheets import vocabulary as words
from northing.transfer.sheets.cells import Cells
from northing.transfer.sheets.vocabulary import plain

VALUES = ("baseline", "target", "first_target", "current", "low", "high")


def shares_in_percent(cells: Cells) -> bool:
    """Whether the bare numbers of a table's rows in percent are all shares: none above 1, some between 0 and 1."""
    if cells.shares is None:
        unit = next((c for c in cells.table.columns if c.field == "unit"), None)
        asked = [c for c in cells.table.columns if c.field in VALUES]
        rows = {n for n, cell in cells.values(unit) if _is_percent(cell)} if unit else None
        found = [
            value
            for c in asked
            if rows is not None or c.unit == "%"
            for n, value in cells.bare(c)
            if rows is None or n in rows
        ]
        cells.shares = bool(found) and max(map(abs, found)) <= 1 and any(v % 1 for v in found)
    return cells.shares


def _is_percent(cell: object) -> bool:
    return isinstance(cell, str) and code_of(cell) == "%"


def code_of(text: str) -> str:
    """The unit that a cell or header names, in our spelling."""
    return words.UNITS.get(plain(text), text.strip()) if text.strip() != "%" else "%"


def with_unit(start: str, end: str) -> str:
    """`40` of `40 → 60 %` counts what stands behind the end."""
    unit = re.search(r"[^\d.,\s]+$", end.strip())
    return f"{start} {unit[0]}" if unit and BARE.fullmatch(start.strip()) else start


def spelt(text: str) -> str:
    """A value with its percent sign instead of the word."""
    return _PERCENT.sub("%", text)


_PERCENT = re.compile(r"\s?(?:percent|prozent)\b", re.I)
BARE = re.compile(r"-?\d+(?:\.\d+)?")
