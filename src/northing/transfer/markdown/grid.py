"""The cells of a table's row, whatever separates them."""

import re
from dataclasses import dataclass

MOST_CELLS = 60
"""Cells told apart in one row; what follows is one more cell."""


@dataclass(slots=True)
class Row:
    line: int
    cells: list[str]


def is_separator(line: str) -> bool:
    """Whether a line only rules off, such as `|---|:-:|`."""
    return "-" in line and set(line) <= _RULING


_RULING = set("|:-–—+= \t")


def cells(line: str) -> list[str]:
    """A row's cells: bars in code or behind a backslash do not separate."""
    inner = line.strip()
    inner = inner[1:] if inner.startswith("|") else inner
    found: list[str] = []
    current: list[str] = []
    code = False
    pairs = inner.count("`") % 2 == 0
    for piece in _CELL_PIECES.findall(inner):
        if piece == "`" and pairs:
            code = not code
        if piece == "|" and not code:
            found.append("".join(current).strip())
            current = []
        else:
            current.append("|" if piece == "\\|" else piece)
    if last := "".join(current).strip():
        found.append(last)
    if len(found) > MOST_CELLS:
        found[MOST_CELLS - 1 :] = [" | ".join(found[MOST_CELLS - 1 :])]
    return found


_CELL_PIECES = re.compile(r"\\\||[|`]|[^|`\\]+|\\")


def wiki_cell(cell: str) -> str:
    """A wiki table's cell without its attributes."""
    attributes, bar, words = cell.partition("|")
    return (words if bar and "=" in attributes else cell).strip()
