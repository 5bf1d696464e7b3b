"""The only way a number reaches a door: value, unit, day, and the terms it was made of."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Term:
    """One line of the arithmetic, ready to print: what it is, how it came about, what it gives."""

    label: str
    formula: str
    value: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that can explain itself.

    `value` is in base units (None: there is none, and `text` says so); `text` is ready to print;
    `because` is the arithmetic down to the raw values.
    """

    value: Decimal | None
    unit: str
    as_of: date | None
    text: str
    because: tuple[Term, ...] = ()
