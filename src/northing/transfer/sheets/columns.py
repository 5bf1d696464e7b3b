"""A column of a sheet: what it holds, of whom, and how its values are written."""

from dataclasses import dataclass
from typing import Literal

Scope = Literal["", "objective", "result"]


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds (a field of an objective or a key result), and of which of several key results.

    `unit` and `order` (of day and month: `dmy`, `mdy`) are what its header says of them.
    """

    at: int
    header: str
    field: str
    scope: Scope = ""
    number: int = 0
    unit: str = ""
    order: str = ""
