"""What one row of a table says."""

import re
from dataclasses import dataclass, field

from northing.transfer.markdown import inline


@dataclass(slots=True)
class Entry:
    """One row (or one cell of a table with goals in columns) that says something."""

    lines: list[int]
    objective: str = ""
    result: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def says(cell: str) -> bool:
    return (
        bool(re.search(r"\w|[✅🚫❌✔✓🟢🟡🟠🔴]", inline.plain(cell, keep_struck=True)))
        or "![" in cell
    )
