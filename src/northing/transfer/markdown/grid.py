"""The cells of a table's row, whatever separates them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

MOST_CELLS = 60
"""Cells told apart in one row; what follows is one more cell."""

MOST_SPANNED = 2_000
"""Cells that one table may repeat, downwards or to the right; further ones stay blank."""


@dataclass(slots=True)
class Row:
    """One row and its source lines. `spanned`: columns whose cell began in a row above; `widths`: columns that are
    wider than one, and how wide."""

    lines: list[int]
    cells: list[str]
    spanned: frozenset[int] = frozenset()
    widths: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Cell:
    """A cell that may reach over several rows and columns."""

    text: str
    down: int = 1
    across: int = 1


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


def laid_out(rows: Iterable[tuple[list[int], list[Cell]]]) -> list[Row]:
    """Rows (their lines and cells) as columns: a cell that reaches down stands in each row."""
    placed: list[Row] = []
    hanging: dict[int, tuple[str, int]] = {}
    left = MOST_SPANNED
    for lines, own in rows:
        row = Row(sorted(set(lines)), [])
        spanned: set[int] = set()
        left -= len(hanging)
        _hang(row, hanging, spanned)
        for cell in own:
            at = len(row.cells)
            if at >= MOST_CELLS:
                row.cells[-1] += " | " + cell.text
                continue
            across = min(cell.across, MOST_CELLS - at) if left > 0 else 1
            left -= across - 1
            row.cells += [cell.text] + [""] * (across - 1)
            if across > 1:
                row.widths[at] = across
            if cell.down > 1 and left > 0:
                for step in range(across):
                    hanging[at + step] = ("" if step else cell.text, cell.down)
            _hang(row, hanging, spanned)
        hanging = {at: (text, rest - 1) for at, (text, rest) in hanging.items() if rest > 1}
        row.spanned = frozenset(spanned)
        placed.append(row)
    return placed


def _hang(row: Row, hanging: dict[int, tuple[str, int]], spanned: set[int]) -> None:
    """Fills the next columns with the cells that hang down from the rows above."""
    while (at := len(row.cells)) in hanging:
        row.cells.append(hanging[at][0])
        spanned.add(at)


def reach(attributes: str, name: str) -> int:
    """`rowspan="2"` as a number, 1 if the attribute is not there."""
    match = re.search(rf"\b{name}\s?=\s?[\"']?(\d{{1,3}})", attributes, re.I)
    return max(1, int(match[1])) if match else 1
