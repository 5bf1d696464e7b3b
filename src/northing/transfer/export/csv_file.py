"""CSV as spreadsheets expect it: RFC 4180, UTF-8 with a byte order mark, no cell that could be a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import IO

from northing.domain import scoring
from northing.queries.exports import Export
from northing.transfer.export import table
from northing.transfer.export.table import Cell, Share

FORMULA = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
"""What a spreadsheet would calculate: the signs that open a formula, in both widths."""

WITHIN = re.compile(r"([;|\t\r\n][ \u00a0\"]*)(?='*[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""Where such a cell would begin in a spreadsheet that splits at other signs than commas."""

_NUMBER = re.compile(r"-\d+(?:\.\d+)?")


def write(found: Export, to: IO[bytes]) -> None:
    """Every key result with its objective, one a row."""
    _write(table.COLUMNS, (row for o in found.objectives() for row in table.rows(o)), to)


def write_check_ins(found: Export, to: IO[bytes]) -> None:
    """Every check-in, one a row."""
    _write(table.CHECK_IN_COLUMNS, map(table.check_in, found.check_ins()), to)


def _write(header: Sequence[str], rows: Iterable[Sequence[Cell]], to: IO[bytes]) -> None:
    text = io.TextIOWrapper(to, encoding="utf-8-sig", newline="", write_through=True)
    try:
        lines = csv.writer(text, lineterminator="\r\n")
        lines.writerow(header)
        for row in rows:
            lines.writerow([neutral(_text(cell)) for cell in row])
    finally:
        text.detach()  # the file belongs to the caller


def neutral(text: str) -> str:
    """The text with an apostrophe before what would be taken for a formula; plain numbers are none."""
    text = WITHIN.sub(r"\1'", text)
    if FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Share):
        return scoring.percent(cell.value).replace("\u00a0", " ").replace("\u2212", "-")
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell.isoformat() if isinstance(cell, date) else cell
