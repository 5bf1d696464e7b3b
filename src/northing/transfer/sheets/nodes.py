"""Rows that stand under each other: which tables hold them, and what a row is made of."""

from dataclasses import dataclass, field
from decimal import Decimal

from northing.transfer.sheets.book import Sheet
from northing.transfer.sheets.drafts import DraftObjective, DraftResult
from northing.transfer.sheets.headers import Table
from northing.transfer.sheets.settling import indented
from northing.transfer.sheets.titles import is_objective, is_result


def is_loose(sheet: Sheet, table: Table) -> bool:
    """Whether a table may as well be any list of names: no column and no title of it speaks of plans."""
    fields = {c.field for c in table.columns}
    if fields & {"objective", "key_result", "row_type"}:
        return False
    titles = [c.at for c in table.columns if c.field in {"title", "description", "metric"}]
    cells = (sheet.rows[n][at] for n in table.rows for at in titles if at < len(sheet.rows[n]))
    return not any(isinstance(cell, str) and marked(cell) for cell in cells)


@dataclass(slots=True, eq=False)
class Node:
    """One row: what it is called, what it says it is, and what it stands under."""

    row: int
    title: str
    kind: str = ""
    key: str = ""
    parent_name: str = ""
    depth: Decimal | None = None
    outline: tuple[int, ...] = ()
    parent: "Node | None" = None
    children: "list[Node]" = field(default_factory=list)
    item: DraftObjective | DraftResult | None = None


def is_tree(sheet: Sheet, table: Table) -> bool:
    """Whether the rows of a table say themselves what they are, or what they stand under."""
    columns = table.columns
    fields = {c.field for c in columns if not c.number and c.scope != "objective"}
    if "row_type" in fields or "level" in fields:
        return True
    if "title" not in fields or {"objective", "key_result"} <= {c.field for c in columns}:
        return False
    return bool(fields & {"parent", "number", "key", "score"}) or indented(sheet, table.rows)


def marked(text: str) -> str:
    """What the title itself says that it is: `O1: …`, `KR 1.2 …`."""
    if is_result(text):
        return "key_result"
    return "objective" if is_objective(text) else ""
