"""A row of the matrix: one way of asking for one thing, who may, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zlib import crc32

from tests.rights.who import INSIDE, Right

if TYPE_CHECKING:
    from tests.rights.house import House


@dataclass(frozen=True, slots=True)
class Row:
    """`at` fills the gaps of the address with names of the house, `body` is the form or the JSON.

    Texts of `body` may hold `{names}` of the house; a number is written as `Id("name")`. `leaves` is the
    noun and verb of an event that a success must leave, `table …` for a table that must differ, nothing
    for what only looks. `ok` is the status of a success. `answers` is for the few addresses whose
    answers are their own: the status by role.
    """

    route: str
    method: str
    right: Right
    at: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    body: Any = None
    leaves: str = ""
    ok: int = 200
    note: str = ""

    @property
    def label(self) -> str:
        return f"{self.method} {self.route}" + (f" ({self.note})" if self.note else "")

    def gaps(self, house: House) -> dict[str, Any]:
        return {gap: house.ids.get(name, name) for gap, name in self.at.items()}

    def cell(self, role: str) -> str:
        return self.right.of(role)

    @property
    def cells(self) -> Mapping[str, str]:
        return {role: self.right.of(role) for role in INSIDE}


@dataclass(frozen=True, slots=True)
class Id:
    """A number of the house, as a JSON number."""

    name: str


def filled(value: Any, house: House) -> Any:
    """A body with the names of the house filled in."""
    if isinstance(value, Id):
        return house[value.name]
    if isinstance(value, str):
        return house.text(value)
    if isinstance(value, Mapping):
        return {filled(k, house): filled(v, house) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [filled(v, house) for v in value]
    return value


def gaps_of(text: str) -> dict[str, str]:
    """`number=active check_in=check_in` as a mapping."""
    return dict(part.split("=", 1) for part in text.split())


def few_of(row: Row) -> tuple[str, ...]:
    """One of those who may, two of those who may not, one to whom it is not there: others for each row."""
    turn = crc32(row.label.encode())
    wanted = (("yes", 1), ("no", 2), ("none", 1))
    found = {cell: [role for role in INSIDE if row.cell(role) == cell] for cell, _most in wanted}
    return tuple(role for cell, most in wanted for role in _some(found[cell], most, turn))


def _some(roles: Sequence[str], most: int, turn: int) -> list[str]:
    return [roles[(turn + n) % len(roles)] for n in range(min(most, len(roles)))]


def others_of(row: Row) -> tuple[str, ...]:
    """All the rest."""
    few = few_of(row)
    return tuple(role for role in INSIDE if role not in few)
