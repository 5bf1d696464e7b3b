"""Edits by field: say what you change and what you saw there.

Fields that were not touched never conflict; a field that somebody else changed meanwhile does, and
the answer holds both texts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from northing.actions.errors import ConflictError, Difference, InvalidError
from northing.kit.text import text as _
from northing.store.row import Row


@dataclass(frozen=True, slots=True)
class Field:
    """How one column is read from text, and which column it is (where the names differ)."""

    parse: Callable[[str], Any]
    column: str = ""


def edited(
    row: Row, fields: Mapping[str, Field], given: Mapping[str, str], seen: Mapping[str, str]
) -> dict[str, Any]:
    """The columns that change, cleaned. Raises InvalidError for bad or unknown fields, ConflictError.

    A field whose text equals what was seen was not touched and is left alone.
    """
    changes: dict[str, Any] = {}
    differences: list[Difference] = []
    for name, text in given.items():
        if name not in fields:
            raise InvalidError(_("There is no field {name!r} here.", name=name[:40]), "", name[:40])
        if name in seen and _same_text(seen[name], text):
            continue
        column = fields[name].column or name
        new, now = fields[name].parse(text), getattr(row, column)
        if new == now:
            continue
        if name in seen and not _matches(fields[name], seen[name], now):
            differences.append(Difference(name, seen[name], _as_text(now), text))
        changes[column] = new
    if differences:
        raise ConflictError(
            _("Somebody else changed this meanwhile."),
            _("Compare both texts, then save the one that should stand."),
            tuple(differences),
        )
    return changes


def _same_text(one: str, other: str) -> bool:
    return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()


def _matches(field: Field, seen: str, now: object) -> bool:
    try:
        return bool(field.parse(seen) == now)
    except InvalidError:
        return _same_text(seen, _as_text(now))


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else str(value)
