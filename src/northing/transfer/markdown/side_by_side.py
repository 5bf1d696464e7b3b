"""Goals in columns: the objectives stand side by side, their key results below each."""

import re

from northing.transfer.markdown import inline, words
from northing.transfer.markdown.entries import Entry, says
from northing.transfer.markdown.grid import Row


def read(rows: list[Row]) -> list[Entry]:
    """The entries of such a table; none if it is no such table."""
    heads: dict[int, tuple[str, list[int]]] = {}
    entries: list[Entry] = []
    below = [inline.plain(row.cells[0]) for row in rows[1:] if row.cells]
    if not any(words.RESULT.match(text) or words.RESULT_SHORT.match(text) for text in below):
        below = []
    for row in rows:
        label = inline.plain(row.cells[0]) if row.cells else ""
        if not heads or _GOAL_LABEL.match(label):
            heads = _heads(row, label, bool(below))
            entries += [Entry(list(lines), objective=cell) for cell, lines in heads.values()]
            continue
        kind = _kind_of_row(label)
        for at, (objective, _lines) in heads.items():
            cell = row.cells[at] if at < len(row.cells) else ""
            if not says(cell):
                continue
            if kind == "result":
                entries.append(Entry(list(row.lines), objective=objective, result=cell))
            elif kind:
                entries.append(Entry(list(row.lines), objective=objective, fields={kind: cell}))
            else:
                entries.append(Entry(list(row.lines), objective=objective, notes=[cell]))
    return entries if any(entry.result for entry in entries) else []


_GOAL_LABEL = re.compile(r"^(?:objectives?|goals?|ziele?|o)\W{0,2}\d{0,2}\W{0,2}$", re.I)


def _heads(row: Row, label: str, results_below: bool) -> dict[int, tuple[str, list[int]]]:
    marked = {
        at: (cell, row.lines)
        for at, cell in enumerate(row.cells)
        if (text := inline.plain(cell))
        and (words.OBJECTIVE.match(text) or words.OBJECTIVE_SHORT.match(text))
        and re.search(r"\d|:\s*\w", text)
    }
    if len(marked) >= 2:
        return _widened(marked, row)
    if _GOAL_LABEL.match(label) and len(row.cells) >= 2 and results_below:
        named = {at: (cell, row.lines) for at, cell in enumerate(row.cells) if at and says(cell)}
        return _widened(named, row)
    return {}


def _widened(heads: dict[int, tuple[str, list[int]]], row: Row) -> dict[int, tuple[str, list[int]]]:
    """A goal above several columns owns all of them."""
    return heads | {
        at + step: head for at, head in heads.items() for step in range(1, row.widths.get(at, 1))
    }


def _kind_of_row(label: str) -> str:
    if not label or words.RESULT.match(label) or words.RESULT_SHORT.match(label):
        return "result"
    if words.LABELS["results"].match(label) or re.fullmatch(r"#?\d{1,2}\.?", label):
        return "result"
    return next(
        (
            name
            for name in ("owner", "due", "score", "status", "why")
            if words.LABELS[name].match(label)
        ),
        "" if words.LABELS["notes"].match(label) else "result",
    )
