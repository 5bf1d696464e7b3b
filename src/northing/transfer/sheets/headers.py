"""Which row of a sheet is its header, and what each of its columns holds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from northing.transfer.sheets import settling
from northing.transfer.sheets import vocabulary as words
from northing.transfer.sheets.book import Row, Sheet
from northing.transfer.sheets.columns import Column, Scope
from northing.transfer.sheets.days import order_of_hint
from northing.transfer.sheets.vocabulary import plain

DEEPEST = 60
"""Rows above the first header; what stands there are titles and explanations."""

LONGEST = 80
MAIN = frozenset({"objective", "key_result", "title"})
OF_OBJECTIVES = {
    "Team": "team", "Cycle": "period", "Objective key": "key", "Objective": "objective", "Why": "why",
    "Ambition": "ambition", "Objective owner": "owner", "Objective state": "state",
    "Objective agreed": "agreed",
    "Contributing teams": "contributors", "Supports": "parent",
}  # fmt: skip
OF_RESULTS = {
    "Key": "key", "Key result": "key_result", "Kind": "kind", "Metric": "metric", "Unit": "unit",
    "Baseline": "baseline", "Target": "target", "Lower bound": "low", "Upper bound": "high",
    "First target": "first_target", "Current": "current", "Current on": "current_on",
    "Weight": "weight", "Start": "start", "Due": "due", "Owner": "owner", "State": "state",
    "State reason": "state_reason", "Steps": "steps", "Checkpoints": "checkpoints",
    "Status": "follows", "Progress": "follows",
}  # fmt: skip
"""Headers of the sheet that Northing itself writes: it is read to the letter. Status and progress follow
from the values and are not read."""

OURS = frozenset({"Objective key", "Key result", "First target", "Checkpoints"})
"""Headers by which our own sheet is known, whatever columns somebody added or took away."""


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it, as far as the next header."""

    columns: tuple[Column, ...]
    header: int
    rows: tuple[int, ...]
    repeated: tuple[int, ...] = ()
    ours: bool = False


def tables(sheet: Sheet) -> list[Table]:
    """Every table of a sheet that may hold a plan, in order; none for a sheet without its headers."""
    found: list[Table] = []
    first = _first_header(sheet)
    if first is None:
        return []
    at, columns = first
    is_ours = _is_ours(sheet.rows[at])
    rows: list[int] = []
    repeated: list[int] = []
    for n in range(at + 1, len(sheet.rows)):
        row = sheet.rows[n]
        if not any(cell is not None for cell in row):
            continue
        if row != sheet.rows[at] and (is_ours or not _resembles(row, sheet.rows[at])):
            rows.append(n)
            continue
        again = _columns(row) if _may_be_header(row) else ()
        if again and _same(again, columns):
            repeated.append(n)
        elif _score(again, sheet.rows[n]) >= 30:
            found.append(_table(sheet, columns, at, rows, repeated))
            at, columns, rows, repeated = n, again, [], []
        else:
            rows.append(n)
    return [*found, _table(sheet, columns, at, rows, repeated)]


def _resembles(row: Row, header: Row) -> bool:
    """Whether a row is worth a look: it repeats cells of the header, or names columns itself."""
    same = sum(a is not None and a == b for a, b in zip(row, header, strict=False))
    short = [c for c in row if isinstance(c, str) and len(c) <= LONGEST]
    return same > 1 or sum(plain(c) in words.NAMES for c in short) > 2


def _table(
    sheet: Sheet, columns: tuple[Column, ...], at: int, rows: list[int], repeated: list[int]
) -> Table:
    ours = _is_ours(sheet.rows[at])
    settled = tuple(map(_own, columns)) if ours else settling.settled(columns, sheet, rows)
    return Table(settled, at, tuple(rows), tuple(repeated), ours)


def _is_ours(row: Row) -> bool:
    return {cell for cell in row if isinstance(cell, str)} >= OURS


def _own(column: Column) -> Column:
    """A column of our own sheet; one that somebody added is noted."""
    if column.header in OF_OBJECTIVES:
        return Column(column.at, column.header, OF_OBJECTIVES[column.header], "objective")
    return Column(column.at, column.header, OF_RESULTS.get(column.header, "unknown"), "result")


def _first_header(sheet: Sheet) -> tuple[int, tuple[Column, ...]] | None:
    """The row with the most known names among the first ones; a lone name only if nothing better is there."""
    best: tuple[int, tuple[Column, ...]] | None = None
    best_score = 0
    seen = 0
    for n, row in enumerate(sheet.rows):
        if not any(cell is not None for cell in row):
            continue
        seen += 1
        if seen > DEEPEST:
            break
        columns = _columns(row) if _may_be_header(row) else ()
        score = _score(columns, row)
        if score > best_score:
            best, best_score = (n, columns), score
    return best


def _score(columns: Sequence[Column], row: Row) -> int:
    """How much a row looks like a header: by its known names, of which a plan needs some; 0 if it is none."""
    known = [c for c in columns if c.field != "unknown"]
    if not known or not _is_plan(known):
        return 0
    filled = sum(cell is not None for cell in row)
    if len(known) == 1 and (filled > 1 or known[0].field == "title"):
        return 0
    unknown = filled - len(known)
    return 10 * len(known) - unknown if unknown <= 2 * len(known) + 4 else 0


def _is_plan(columns: Sequence[Column]) -> bool:
    fields = {c.field for c in columns}
    if fields & {"objective", "key_result"}:
        return True
    ties = {"type", "row_type", "level", "parent", "key", "number", "score"}
    helps = {"target", "owner", "due", "end?", "state"}
    if "title" in fields and fields & (ties | helps):
        return True
    return bool(fields & {"metric", "description"} and fields & helps and len(fields) > 2)


def _may_be_header(row: Row) -> bool:
    texts = [cell for cell in row if cell is not None]
    return bool(texts) and all(isinstance(c, str) and len(c) <= LONGEST for c in texts)


def _same(again: Sequence[Column], columns: Sequence[Column]) -> bool:
    before = {(c.at, plain(c.header)) for c in columns}
    now = {(c.at, plain(c.header)) for c in again}
    return len(now & before) * 5 >= len(now) * 4 and len(now & before) > 1


_UNIT = re.compile(r"[(\[]\s*([^()\[\]]{1,16}?)\s*[)\]]")
_IN_UNIT = re.compile(
    r"\b(?:in|as|als)\s+(%|€|\$|ms|eur|usd|chf|percent|prozent|days|tage[n]?|h|s)\s*$", re.I
)
_NO_UNIT = re.compile(
    r"[\d.,\s–-]+(?:scale)?|optional|required|pflicht|s|kr|krs|o|iso|date|datum|name|e-?mail|id|okr|okrs|"
    r"if any|text|number|numeric|manual|auto|y/n|yes/no|kr\W?s|dri|[dmyjt./ -]+",
    re.I,
)


def _columns(row: Row) -> tuple[Column, ...]:
    """Each named cell of a header as a column; names nobody knows hold `unknown`."""
    found = [
        _column(at, cell) for at, cell in enumerate(row) if isinstance(cell, str) and plain(cell)
    ]
    titles = {c.number for c in found if c.number and c.field == "key_result"}
    if titles:
        found = [_numbered_behind(c, titles) for c in found]
    return tuple(_repeated_groups(found))


def _column(at: int, header: str) -> Column:
    unit, order = "", ""
    for match in _UNIT.finditer(header):
        order = order or order_of_hint(match[1])
        if not _NO_UNIT.fullmatch(match[1]):
            unit = unit or match[1]
    inside = _IN_UNIT.search(header.strip(" :*"))
    if inside and not unit:
        unit = inside[1]
    bare = _UNIT.sub(" ", header[: inside.start()] if inside else header)
    order = order or order_of_hint(header)
    field, scope, number = _field(plain(bare)) or _field(plain(header)) or ("unknown", "", 0)
    if field == "score" or (plain(bare) == "" and "%" in header):
        unit = "%" if "%" in header else unit
    return Column(at, header.strip(), field, scope, number, unit, order)


def _field(name: str) -> tuple[str, Scope, int] | None:
    """What a column of this name holds, of an objective or of a key result, and its number."""
    known = _known(name)
    if known:
        return known, "", 0
    numbered = words.NUMBERED.match(name)
    if numbered:
        rest = f"{numbered['before']} {numbered['after']}".strip()
        rest = re.sub(r"^(?:s|of|for|der|des)\b\s*|\s*\b(?:of|for|der|des)$", "", rest).strip()
        field = "key_result" if rest in words.TITLE_OF_RESULT else _known(rest)
        return (field, "result", int(numbered["number"])) if field else None
    for pattern, whose in words.SCOPES:
        rest = pattern.sub("", name)
        field = _known(rest) if rest != name else None
        if field and field not in MAIN:
            return field, "objective" if whose == "objective" else "result", 0
    return None


def _known(name: str) -> str | None:
    for table in (words.OBJECTIVES, words.KEY_RESULTS, words.FIELDS, words.BY_VALUES):
        if name in table:
            return table[name]
    return None


def _numbered_behind(column: Column, titles: set[int]) -> Column:
    """`Target 2` beside `KR 2`."""
    match = words.NUMBER_BEHIND.match(plain(column.header)) if column.field == "unknown" else None
    field = _known(match["before"]) if match else None
    if match is None or field is None or int(match["number"]) not in titles or field in MAIN:
        return column
    return replace(column, field=field, scope="result", number=int(match["number"]))


def _repeated_groups(columns: list[Column]) -> Iterator[Column]:
    """`Key result, Target, Key result, Target`: the second pair is key result 2."""
    starts = [c for c in columns if c.field == "key_result" and not c.number]
    is_group = len(starts) > 1 and len({plain(c.header) for c in starts}) == 1
    number = 0
    for column in columns:
        if is_group and column.field == "key_result":
            number += 1
        yield replace(column, number=number, scope="result") if number else column
