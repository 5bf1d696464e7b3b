"""XLSX, written row by row: numbers and days as such where that loses nothing, everything else as text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import IO, Any

from northing.queries.exports import Export
from northing.transfer.export import table
from northing.transfer.export.table import Cell, Share

MOST_ROWS = 1_048_576
LONGEST = 32_767

WIDTHS = {
    "Team": 22, "Cycle": 20, "Objective": 40, "Why": 40, "Objective owner": 18, "Key result": 48,
    "Metric": 24, "Contributing teams": 22, "Owner": 18, "State reason": 24, "Steps": 40,
    "Checkpoints": 20, "Note": 60, "Author": 18,
}  # fmt: skip
WRAPPED = frozenset(
    {"Objective", "Why", "Key result", "State reason", "Steps", "Checkpoints", "Note"}
)


@dataclass(frozen=True, slots=True)
class _Formats:
    """Looks of cells, made once for the book."""

    header: Any
    day: Any
    share: Any
    top: Any
    wrapped: Any


def write(found: Export, to: IO[bytes]) -> None:
    """A book of two sheets: the key results with their objectives, and every check-in."""
    import xlsxwriter  # type: ignore[import-untyped]  # it brings no types

    # Strings stay strings: nothing that people wrote becomes a formula, a link or a number.
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(to, options) as book:
        looks = _formats(book)
        rows = (row for o in found.objectives() for row in table.rows(o))
        _sheets(book, looks, "OKRs", table.COLUMNS, rows)
        history = map(table.check_in, found.check_ins())
        _sheets(book, looks, "Check-ins", table.CHECK_IN_COLUMNS, history)


def _formats(book: Any) -> _Formats:
    top = {"valign": "top"}
    return _Formats(
        header=book.add_format({"bold": True, "bottom": 1, "text_wrap": True, **top}),
        day=book.add_format({"num_format": "yyyy-mm-dd", "align": "left", **top}),
        share=book.add_format({"num_format": "0 %", **top}),
        top=book.add_format(top),
        wrapped=book.add_format({"text_wrap": True, **top}),
    )


def _sheets(
    book: Any,
    looks: _Formats,
    name: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
) -> None:
    """One sheet, or as many as it takes: none holds more than 1,048,576 rows."""
    sheet, at, count = _sheet(book, looks, name, header), 1, 1
    for row in rows:
        if at == MOST_ROWS:
            count += 1
            sheet, at = _sheet(book, looks, f"{name} {count}", header), 1
        for column, cell in enumerate(row):
            _put(sheet, looks, (at, column), cell, wrapped=header[column] in WRAPPED)
        at += 1


def _sheet(book: Any, looks: _Formats, name: str, header: Sequence[str]) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(header):
        sheet.set_column(column, column, WIDTHS.get(title, 12))
        sheet.write_string(0, column, title, looks.header)
    return sheet


def _put(sheet: Any, looks: _Formats, at: tuple[int, int], cell: Cell, *, wrapped: bool) -> None:
    if isinstance(cell, Share):
        sheet.write_number(*at, float(cell.value), looks.share)
    elif isinstance(cell, Decimal) and _is_exact(cell):
        sheet.write_number(*at, float(cell), looks.top)
    elif isinstance(cell, date):
        sheet.write_datetime(*at, cell, looks.day)
    elif cell is not None and cell != "":
        text = f"{cell:f}" if isinstance(cell, Decimal) else cell
        sheet.write_string(*at, text[:LONGEST], looks.wrapped if wrapped else looks.top)


def _is_exact(number: Decimal) -> bool:
    """Whether the file's own kind of number holds this one: about fifteen digits."""
    return Decimal(repr(float(number))) == number and len(number.as_tuple().digits) <= 15
