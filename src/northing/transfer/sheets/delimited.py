"""Delimited text (CSV, TSV, cells pasted from a spreadsheet) as one grid, whatever its delimiter."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from northing.kit.text import Text
from northing.kit.text import text as _
from northing.transfer.errors import TransferError
from northing.transfer.markdown.decode import text_of
from northing.transfer.sheets.book import Cell, Sheet, unneutralised
from northing.transfer.sheets.workbook import MOST_CELLS, MOST_COLUMNS, check_rows

DELIMITERS = ("\t", ";", ",", "|")
LONGEST_CELL = 100_000
_TOLD = re.compile(r"sep=(.)\r?\n", re.I)


def text(data: bytes, source_name: str) -> tuple[str, tuple[Text, ...]]:
    """The text of a file in any usual encoding, and what to know of it. Raises TransferError."""
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\x00" in data[:400]:
        for mark, places in ((b"\xff\xfe", data[1:200:2]), (b"\xfe\xff", data[0:200:2])):
            if places.count(0) * 2 > len(places):
                return text_of(mark + data, source_name)
    return text_of(data, source_name)


def read(written: str, most_rows: int, *, delimiter: str = "") -> Sheet:
    """The grid in a text. Raises TransferError naming the row that cannot be taken."""
    told = _TOLD.match(written)
    mark = told[1] if told else delimiter or sniffed(written)
    rows: list[tuple[Cell | None, ...]] = []
    indents: dict[int, int] = {}
    if told:
        rows.append(())
    cells = 0
    for row in _rows(written[told.end() :] if told else written, mark):
        first = next((cell for cell in row if cell.strip()), "")
        if spaces := min(len(first) - len(first.lstrip(" \u00a0\t")), 40):
            indents[len(rows)] = spaces
        rows.append(tuple(map(_cell, row)))
        cells += len(row)
        _check(rows, cells, most_rows)
    while rows and not any(rows[-1]):
        rows.pop()
    return Sheet("", tuple(rows), indents=indents)


def _check(rows: list[tuple[Cell | None, ...]], cells: int, most_rows: int) -> None:
    if len(rows) > most_rows:
        check_rows("", len(rows), most_rows)
    if len(rows[-1]) > MOST_COLUMNS or cells > MOST_CELLS:
        raise TransferError(
            str(len(rows)),
            _("This row has {count} cells; at most {most} are read.",
              count=len(rows[-1]), most=MOST_COLUMNS),
            _("Check the delimiter and the quotation marks of this row."),
        )  # fmt: skip


def sniffed(written: str) -> str:
    """The delimiter that cuts the first lines into the most rows of the same width."""
    head = written[:20_000]
    if len(written) > len(head):
        head = head[: head.rfind("\n") + 1] or head
    best, best_score = ",", 0.0
    for mark in DELIMITERS:
        found = csv.reader(StringIO(head, newline=""), delimiter=mark, strict=False)
        widths = [len(row) for row in islice(found, 60) if any(row)]
        wide = [n for n in widths if n > 1]
        if not wide:
            continue
        usual = max(set(wide), key=wide.count)
        score = wide.count(usual) / len(widths) + min(usual, 12) / 100
        if score > best_score:
            best, best_score = mark, score
    return best


def _rows(written: str, mark: str) -> Iterator[list[str]]:
    """Rows with quoted cells; a quotation mark inside a cell is only a letter. Raises TransferError."""
    try:
        return iter(list(csv.reader(StringIO(written, newline=""), delimiter=mark, strict=True)))
    except csv.Error as error:
        if "end of data" in str(error):
            raise TransferError(
                str(written.count("\n") + 1),
                _("A quoted cell has no end."),
                _("Check the quotation marks of the file, and choose it again."),
            ) from None
    return _lenient(written, mark)


def _lenient(written: str, mark: str) -> Iterator[list[str]]:
    reader = csv.reader(StringIO(written, newline=""), delimiter=mark, strict=False)
    try:
        yield from reader
    except csv.Error:
        raise TransferError(
            str(reader.line_num),
            _("A cell of this row has more than {most} characters.", most=LONGEST_CELL),
            _("Check the quotation marks of this row, and choose the file again."),
        ) from None


def _cell(written: str) -> Cell | None:
    cell = written.replace("\r\n", "\n").replace("\r", "\n").strip(" \u00a0\n\ufeff\t")
    return unneutralised(cell) or None
