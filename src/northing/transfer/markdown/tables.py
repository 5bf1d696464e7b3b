"""Tables: which column says what, wherever the header stands and however ragged the rows are."""

import re

from northing.transfer.markdown import grades, inline, side_by_side, words
from northing.transfer.markdown.blocks import Block
from northing.transfer.markdown.entries import Entry, says
from northing.transfer.markdown.grid import Row

Columns = dict[int, str]


def has_results(block: Block) -> bool:
    """Whether the table holds key results or objectives."""
    if any(_columns(row) for row in block.rows[:3]) or side_by_side.read(block.rows):
        return True
    return sum(_place_of_section(row, -1) >= 0 for row in block.rows[:100]) > 1


def read_table(block: Block) -> tuple[list[Entry], list[int]]:
    """The entries of a table in order, and the lines that are only its frame."""
    if grades.is_matrix(block.rows):
        return [], list(block.lines)
    entries = side_by_side.read(block.rows) or _by_row(block.rows)
    used = {line for entry in entries for line in entry.lines}
    return entries, [line for line in block.lines if line not in used]


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
    for at in [at for at, name in found.items() if name == "objective"]:
        behind = bool(results) and results[0] < at and "target" not in found.values()
        if texts[at] in ("ziel", "goal") and behind:
            found[at] = "target"
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
        cell for at, cell in enumerate(row.cells) if at not in row.spanned and says(cell)
    ]


def _row(row: Row, columns: Columns) -> Entry | None:
    filled = [at for at, cell in enumerate(row.cells) if says(cell)]
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
        elif name in ("number", "type") and _ORDINAL.fullmatch(inline.plain(cell)):
            continue
        elif name in ("notes", "other_score", "number", "type"):
            entry.notes.append(cell)
        else:
            entry.fields[name] = cell
    if _SUM.fullmatch(inline.plain(entry.result)):
        return None
    return _as_marked(entry) if entry.result or entry.objective else None


_SUM = re.compile(
    r"(?:(?:grand |sub)?totals?|sum|average|mean|overall|gesamt|summe|durchschnitt|mittelwert)"
    r"(?: scores?| grades?)?\W*",
    re.I,
)
_ORDINAL = re.compile(
    r"\W{0,3}(?:(?:key results?|krs?|objectives?|goals?|ziele?|o)\W{0,3})?[\d.]{0,8}[a-z]?\W{0,3}",
    re.I,
)


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
        rest = [other for other in row.cells[at + 1 :] if says(other)]
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
    filled = [at for at, cell in enumerate(row.cells) if says(cell)]
    named = len(filled) == 1 and words.OBJECTIVE_SHORT.match(inline.plain(row.cells[filled[0]]))
    return filled[0] if named else below


def _row_below(row: Row, at: int) -> Entry | None:
    """A row below such a section: what stands in its column is a key result."""
    if not 0 <= at < len(row.cells) or not says(row.cells[at]):
        return None
    rest = [cell for cell in row.cells[at + 1 :] if says(cell)]
    return Entry(list(row.lines), result=row.cells[at], notes=rest) if rest else None


_OWN_WORDS = (
    ("result", words.RESULT),
    ("result", words.RESULT_SHORT),
    ("objective", words.OBJECTIVE),
    ("objective", words.OBJECTIVE_SHORT),
)
