"""Workbooks (.xlsx) as grids: values as they were last computed, merged cells filled, no formula run."""

import math
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import python_calamine

from northing.kit.text import text as _
from northing.transfer.errors import TransferError
from northing.transfer.sheets import archive, extent
from northing.transfer.sheets.book import Book, Broken, Cell, Row, Share, Sheet
from northing.transfer.sheets.extent import Extent

MOST_COLUMNS = 256
MOST_CELLS = 3_000_000
"""In all sheets together: what a reader can keep in memory without being noticed."""
MOST_MERGED = 100_000

_OLD = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

Typed = int | float | str | bool | date | datetime | time | timedelta


def is_workbook(data: bytes) -> bool:
    """Whether these bytes are an archive or one of the binary files of old spreadsheet programs."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLD))


def read(data: bytes, source_name: str, most_rows: int) -> Book:
    """The sheets of a workbook. Raises TransferError for what cannot be read or is too large."""
    if data.startswith(_OLD):
        raise _old(data, source_name)
    packed = archive.opened(data, source_name)
    styles = next((p for n, p in packed.parts.items() if n.lower().endswith("styles.xml")), b"")
    percent = extent.percent_styles(styles)
    extents = _extents(packed, source_name, percent)
    try:
        with python_calamine.load_workbook(packed.packed()) as book:
            return _book(book, packed.sheets, extents, most_rows)
    except python_calamine.PasswordError:
        raise archive.protected(source_name) from None
    except (python_calamine.CalamineError, ValueError) as error:
        raise archive.broken(source_name) from error


def _old(data: bytes, source_name: str) -> TransferError:
    if _ENCRYPTED in data:
        return archive.protected(source_name)
    return TransferError(
        source_name,
        _("This is a file of an old program (.xls, .doc)."),
        _("Open it in a spreadsheet program, save it as .xlsx or CSV, and choose that file."),
    )


def _extents(
    packed: archive.Archive, source_name: str, percent: frozenset[int]
) -> dict[str, Extent]:
    """The extent of every part that holds cells, whether a sheet is tied to it or not."""
    found: dict[str, Extent] = {}
    for name, part in packed.parts.items():
        if b"sheetData" not in part:
            continue
        if part.count(b"mergeCell") > MOST_MERGED:
            raise TransferError(
                f"{source_name}: {name}",
                _("This sheet has more than {most} merged cells.", most=MOST_MERGED),
                _("Copy the cells alone into a new sheet, and choose that file."),
            )
        try:
            found[name] = extent.measured(part, percent)
        except extent.StrangeCellError:
            raise archive.broken(f"{source_name}: {name}") from None
        if found[name].columns > MOST_COLUMNS:
            raise TransferError(
                f"{source_name}: {name}",
                _("This sheet has {count} columns; at most {most} are read.",
                  count=found[name].columns, most=MOST_COLUMNS),
                _("Delete what stands far to the right, and choose the file again."),
            )  # fmt: skip
    if sum(e.rows * e.columns for e in found.values()) > MOST_CELLS:
        raise TransferError(
            source_name,
            _("This workbook has more than {most} cells.", most=MOST_CELLS),
            _("Copy the sheets with your OKRs into a new workbook, and choose that file."),
        )
    return found


def _book(
    book: python_calamine.CalamineWorkbook,
    parts: Sequence[str],
    extents: dict[str, Extent],
    most_rows: int,
) -> Book:
    sheets: list[Sheet] = []
    hidden: list[str] = []
    known = book.sheets_metadata
    cells = [m for m in known if m.typ == python_calamine.SheetTypeEnum.WorkSheet]
    for number, about in enumerate(known):
        if about not in cells:
            continue
        if about.visible != python_calamine.SheetVisibleEnum.Visible:
            hidden.append(about.name)
            continue
        part = parts[number] if len(parts) == len(known) else ""
        measured = extents.get(part) or Extent(0, 0, frozenset(), {})
        found = book.get_sheet_by_index(number)
        sheets.append(_sheet(found, measured, most_rows, is_only=len(cells) == 1))
    return Book(tuple(sheets), tuple(hidden))


def _sheet(
    found: python_calamine.CalamineSheet, measured: Extent, most_rows: int, *, is_only: bool
) -> Sheet:
    check_rows(found.name, found.total_height, most_rows)
    grid = [list(row) for row in found.to_python(skip_empty_area=False)]
    if len(grid) * max((len(row) for row in grid), default=0) > MOST_CELLS:
        raise archive.broken(found.name)
    indents = {n: spaces for n, row in enumerate(grid) if (spaces := _indent(row))}
    rows: list[list[Cell | None]] = [[_cell(value) for value in row] for row in grid]
    for row, column in measured.percent:
        value = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
        if isinstance(value, Decimal):
            rows[row][column] = Share(value)
    for (row, column), text in measured.failed.items():
        if row < len(rows) and column < len(rows[row]) and rows[row][column] is None:
            rows[row][column] = Broken(text)
    filled = _fill(rows, found.merged_cell_ranges or [])
    return Sheet(found.name, tuple(map(_frozen, rows)), frozenset(filled), indents, is_only)


def check_rows(name: str, count: int, most: int) -> None:
    """Raises TransferError for a sheet with more rows than are read at once."""
    if count > most:
        raise TransferError(
            name,
            _("This sheet has {count} rows; at most {most} are read at once.",
              count=count, most=most),
            _("Split it, for instance one sheet per team and file, or let whoever runs the machine"
              " read it in slices: northing import FILE --slices"),
        )  # fmt: skip


def _frozen(row: list[Cell | None]) -> Row:
    return tuple(row)


def _indent(row: Sequence[Typed]) -> int:
    """Spaces before the first text of a row, at most a few."""
    for value in row:
        if isinstance(value, str) and value.strip():
            return min(len(value) - len(value.lstrip(" \u00a0\t")), 40)
    return 0


def _cell(value: Typed) -> Cell | None:
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("_x000D_\n", "\n").strip()
        return text or None
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return str(value)


def _number(value: float) -> Cell | None:
    """The shortest decimal that gives this number back; whole ones without a fraction."""
    if not math.isfinite(value):
        return None
    return Decimal(int(value)) if value == int(value) else Decimal(repr(value))


def _fill(
    rows: list[list[Cell | None]], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> set[tuple[int, int]]:
    """Give cells that are merged downwards the value that is shown in them; which ones got it."""
    filled: set[tuple[int, int]] = set()
    for (top, left), (bottom, _right) in merged:
        if top >= len(rows) or left >= len(rows[top]) or rows[top][left] is None:
            continue
        for row in range(top + 1, min(bottom + 1, len(rows))):
            if rows[row][left] is None and (row, left) not in filled:
                rows[row][left] = rows[top][left]
                filled.add((row, left))
    return filled
