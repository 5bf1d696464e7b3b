"""Tables: which column says what, wherever the header stands and however ragged the rows are."""

import re
from dataclasses import dataclass, field

from northing.transfer.markdown import inline, words
from northing.transfer.markdown.blocks import Block
from northing.transfer.markdown.grid import Row

Columns = dict[int, str]


@dataclass(slots=True)
class Entry:
    """One row (or one cell of a table with goals in columns) that says something."""

    lines: list[int]
    objective: str = ""
    result: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def has_results(block: Block) -> bool:
    """Whether the table holds key results or objectives."""
    return any(_columns(row) for row in block.rows[:3]) or bool(_by_column(block.rows))


def read_table(block: Block) -> tuple[list[Entry], list[int]]:
    """The entries of a table in order, and the lines that are only its frame."""
    if _matrix(block.rows):
        return [], list(block.lines)
    entries = _by_column(block.rows) or _by_row(block.rows)
    used = {line for entry in entries for line in entry.lines}
    return entries, [line for line in block.lines if line not in used]


def read_matrix(block: Block) -> dict[int, str]:
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


def _columns(row: Row) -> Columns:
    """What each column holds; empty if the row is no header of a plan."""
    texts = [inline.plain(cell).strip(" :*").lower() for cell in row.cells[:30]]
    if sum(len(text) for text in texts) > 40 * len(texts) or not any(texts):
        return {}
    found: Columns = {}
    for at, text in enumerate(texts):
        for name, pattern in words.COLUMNS.items():
            if pattern.match(text) and (text or name == "number"):
                found[at] = name
                break
    _one_result_column(found, texts)
    named = [name for name in found.values() if name != "number"]
    if "key_result" not in named and "objective" not in named:
        return {}
    if len(named) < 2 and any(len(text.split()) > 3 for text in texts):
        return {}
    return found


_RESULT_NAME = re.compile(r"(?:\w+ )?(?:key results?|krs?|kr description)\b|.*ergebnisse?$", re.I)


def _one_result_column(found: Columns, texts: list[str]) -> None:
    """Of several columns that may hold the key result, the one that says so holds it."""
    results = [at for at, name in found.items() if name == "key_result"]
    if len(results) > 1:
        chosen = next((at for at in results if _RESULT_NAME.match(texts[at])), results[0])
        for at in results:
            if at != chosen:
                found[at] = "target" if texts[at] in ("metric", "measure") else "notes"
    objectives = [at for at, name in found.items() if name == "objective"]
    scores = [at for at, name in found.items() if name in ("score", "status")]
    if not results and objectives and len(scores) > 1:
        results = [at for at in scores if texts[at] in ("result", "results")][:1]
        found.update(dict.fromkeys(results, "key_result"))
    for at in objectives[1:]:
        found[at] = "notes"
    if not results and objectives and ("target" in found.values() or "baseline" in found.values()):
        found[objectives[0]] = "key_result"


def _by_row(rows: list[Row]) -> list[Entry]:
    entries: list[Entry] = []
    columns: Columns = {}
    objective, below = "", -1
    for row in rows:
        header = _columns(row)
        if header:
            columns = header
            continue
        entry = _row(row, columns) if columns else _marked_row(row) or _row_below(row, below)
        if not columns:
            below = _place_of_section(row, below)
        if entry is None:
            continue
        if entries and entry.result and any(columns.get(at) == "key_result" for at in row.spanned):
            _goes_on(entries[-1], row)
            continue
        same = not entry.objective or inline.plain(entry.objective) == inline.plain(objective)
        if entry.objective and not same:
            objective = entry.objective
        entry.objective = objective
        entries.append(entry)
    return entries


def _goes_on(entry: Entry, row: Row) -> None:
    """The key result's cell reaches down to this row: the other cells are said of it too."""
    entry.lines += row.lines
    entry.notes += [
        cell for at, cell in enumerate(row.cells) if at not in row.spanned and _says(cell)
    ]


def _row(row: Row, columns: Columns) -> Entry | None:
    filled = [at for at, cell in enumerate(row.cells) if _says(cell)]
    if not filled:
        return None
    section = _section(row, columns, filled[0]) if len(filled) == 1 else None
    if section is not None:
        return Entry(list(row.lines), objective=section)
    entry = Entry(list(row.lines))
    for at in filled:
        cell, name = row.cells[at], columns.get(at, "notes")
        if name == "key_result":
            entry.result = cell
        elif name == "objective":
            entry.objective = cell
        elif name in ("notes", "other_score"):
            entry.notes.append(cell)
        elif name not in ("number", "type"):
            entry.fields[name] = cell
    return _as_marked(entry) if entry.result or entry.objective else None


def _as_marked(entry: Entry) -> Entry:
    """One column may hold both, each with its own marker: `O1: …`, `KR1: …`."""
    result, objective = inline.plain(entry.result), inline.plain(entry.objective)
    if not objective and (words.OBJECTIVE.match(result) or words.OBJECTIVE_SHORT.match(result)):
        entry.objective, entry.result = entry.result, ""
    elif not result and (words.RESULT.match(objective) or words.RESULT_SHORT.match(objective)):
        entry.objective, entry.result = "", entry.objective
    return entry


def _section(row: Row, columns: Columns, at: int) -> str | None:
    """A row with one cell that only names the objective of the rows below."""
    cell, name = row.cells[at], columns.get(at)
    text = inline.plain(cell)
    if words.OBJECTIVE.match(text) or words.OBJECTIVE_SHORT.match(text):
        return cell
    if at or len(columns) < 3:
        return None
    frame = name in ("number", "owner", "priority", "team", "type", "status", None)
    return cell if frame or (name == "key_result" and inline.is_bold(cell)) else None


def _marked_row(row: Row) -> Entry | None:
    """A row without any header above, whose cells say themselves what they are."""
    for at, cell in enumerate(row.cells[:4]):
        text = inline.plain(cell)
        rest = [other for other in row.cells[at + 1 :] if _says(other)]
        for name, pattern in _OWN_WORDS:
            match = pattern.match(text)
            if not match:
                continue
            whole = cell if re.search(r"\w", text[match.end() :]) else ""
            said = whole or (f"{cell}: {rest.pop(0)}" if rest else "")
            if said:
                entry = Entry(list(row.lines), notes=rest)
                setattr(entry, name, said)
                return entry
    return None


def _place_of_section(row: Row, below: int) -> int:
    """The column in which a row without any header names an objective and nothing else."""
    filled = [at for at, cell in enumerate(row.cells) if _says(cell)]
    named = len(filled) == 1 and words.OBJECTIVE_SHORT.match(inline.plain(row.cells[filled[0]]))
    return filled[0] if named else below


def _row_below(row: Row, at: int) -> Entry | None:
    """A row below such a section: what stands in its column is a key result."""
    if not 0 <= at < len(row.cells) or not _says(row.cells[at]):
        return None
    rest = [cell for cell in row.cells[at + 1 :] if _says(cell)]
    return Entry(list(row.lines), result=row.cells[at], notes=rest) if rest else None


_OWN_WORDS = (
    ("result", words.RESULT),
    ("result", words.RESULT_SHORT),
    ("objective", words.OBJECTIVE),
    ("objective", words.OBJECTIVE_SHORT),
)


def _by_column(rows: list[Row]) -> list[Entry]:
    """Goals in columns: the objectives stand side by side, their key results below each."""
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
            if not _says(cell):
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
        named = {at: (cell, row.lines) for at, cell in enumerate(row.cells) if at and _says(cell)}
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


def _says(cell: str) -> bool:
    return (
        bool(re.search(r"\w|[✅🚫❌✔✓🟢🟡🟠🔴]", inline.plain(cell, keep_struck=True)))
        or "![" in cell
    )
