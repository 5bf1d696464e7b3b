"""What all tables share."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models


class Row(models.Model):
    """A row of a workspace. `DEFINED_BY` names the columns that its events remember."""

    DEFINED_BY: ClassVar[tuple[str, ...]] = ()
    NOUN: ClassVar[str] = ""
    SCHEMA: ClassVar[int] = 1

    class Meta:
        abstract = True

    def definition(self) -> dict[str, Any]:
        """The noun's definition as JSON values: what an event's body holds."""
        return {name: plain(getattr(self, name)) for name in self.DEFINED_BY}


def plain(value: Any) -> Any:
    """A column's value as JSON: days and instants as ISO text, Decimals without trailing zeros."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def amount(**options: Any) -> "models.DecimalField[Any, Any]":
    """A column for values in base units: 20 digits before the point, 10 behind."""
    return models.DecimalField(max_digits=30, decimal_places=10, **options)


def choices(words: type) -> list[tuple[str, str]]:
    """The values of a StrEnum as a column's choices; the words people see live in the doors."""
    return [(w.value, w.value) for w in words]  # type: ignore[attr-defined]  # every StrEnum iterates
