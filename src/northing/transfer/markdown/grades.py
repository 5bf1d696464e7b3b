"""Weekly grades: dates as rows, key results as columns."""

import re

from northing.transfer.markdown import inline, words
from northing.transfer.markdown.blocks import Block
from northing.transfer.markdown.grid import Row


def is_matrix(rows: list[Row]) -> bool:
    """Whether a table holds grades over time."""
    return _matrix(rows) is not None


def read(block: Block) -> dict[int, str]:
    """The last row of grades in a table whose columns are `KR #1`, `KR #2` …: number to cell."""
    found = _matrix(block.rows)
    if not found:
        return {}
    header, columns = found
    grades: dict[int, str] = {}
    for row in block.rows[header + 1 :]:
        values = {number: row.cells[at] for at, number in columns.items() if at < len(row.cells)}
        if any(re.search(r"\d", value) for value in values.values()):
            grades = values
    return grades


def _matrix(rows: list[Row]) -> tuple[int, dict[int, int]] | None:
    for place, row in enumerate(rows[:3]):
        numbers = {
            at: int(match[1])
            for at, cell in enumerate(row.cells)
            if (match := words.MATRIX_COLUMN.match(inline.plain(cell)))
        }
        first = inline.plain(row.cells[0]).lower() if row.cells else ""
        if len(numbers) >= 2 and 0 not in numbers and first in _MATRIX_FIRST:
            return place, numbers
    return None


_MATRIX_FIRST = ("date", "week", "datum", "woche", "day", "when", "")
