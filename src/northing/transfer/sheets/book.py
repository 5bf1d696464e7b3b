"""Sheets as grids of plain values, whatever file they came in; the layouts read nothing else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


class Share(Decimal):
    """A number that its sheet shows in percent: `Share("0.35")` stands there as 35 %."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell whose formula failed; `text` is what stands there, such as `#REF!`."""

    text: str


Cell = str | Decimal | bool | date | Broken
"""Text is stripped and never empty: an empty cell is None. Share is a Decimal, a time of day is text."""

Row = tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One grid; rows and columns are counted from 0 here and as spreadsheets do in `place`.

    `filled`: cells (row, column) whose value comes from the cell above them that they are merged with.
    `is_only`: the file has no further one, so that its name says nothing.
    """

    name: str
    rows: tuple[Row, ...]
    filled: frozenset[tuple[int, int]] = frozenset()
    indents: Mapping[int, int] = field(default_factory=dict)
    """Spaces before the first text of a row, where there are any."""
    is_only: bool = True

    def place(self, row: int, column: int | None = None) -> str:
        """`Key results!D7`, or the row alone: `Key results!7`.

        In a file that has no sheets `D7`; a row alone is its line there and needs no place.
        """
        cell = f"{letters(column) if column is not None else ''}{row + 1}"
        if not self.name:
            return cell if column is not None else ""
        return f"{self.name}!{cell}"


@dataclass(frozen=True, slots=True)
class Book:
    """All sheets that a person sees; `hidden` names the others."""

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()


def letters(column: int) -> str:
    """A column counted from 0 as spreadsheets name it: A … Z, AA …"""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


_NEUTRALISED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")
_WITHIN = re.compile(r"([;|\t\r\n][ \u00a0\"]*)'(?='*[=+\-@＝＋－＠])")


def unneutralised(text: str) -> str:
    """A text without the apostrophes by which an export keeps it from being taken for a formula."""
    text = _WITHIN.sub(r"\1", text)
    return text[1:] if text[:1] == "'" and _NEUTRALISED.match(text) else text


def shown(cell: Cell | None) -> str:
    """A cell as a person would read it aloud; nothing for an empty one."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, Share):
        return f"{_digits(cell.scaleb(2))} %"
    if isinstance(cell, Decimal):
        return _digits(cell)
    if isinstance(cell, Broken):
        return cell.text
    return cell.isoformat() if isinstance(cell, date) else cell


def _digits(number: Decimal) -> str:
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text
