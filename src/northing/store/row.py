"""What all tables share."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class Concerns(NamedTuple):
    """What an event is about, by id: whose sight it is under, and in which team's log it stands."""

    objective: int | None = None
    team: int | None = None


class Searched(NamedTuple):
    """What search finds a row by. `said`: a note or a comment, found by its text alone.

    `objective` and `key_result` are the ids of what it is about; `keys` find it without further
    letters; what is no longer `alive` (closed, archived, gone) stands behind what is.
    """

    title: str
    text: str = ""
    objective: int | None = None
    key_result: int | None = None
    keys: tuple[str, ...] = ()
    said: bool = False
    alive: bool = True


class Row(models.Model):
    """A row of a workspace. `DEFINED_BY` names the columns that its events remember.

    `SEARCHED_BY` names the fields that what search knows of it is made of: see `searched`.
    """

    DEFINED_BY: ClassVar[tuple[str, ...]] = ()
    SEARCHED_BY: ClassVar[frozenset[str]] = frozenset()
    NOUN: ClassVar[str] = ""
    SCHEMA: ClassVar[int] = 1

    class Meta:
        abstract = True

    def definition(self) -> dict[str, Any]:
        """The noun's definition as JSON values: what an event's body holds."""
        return self.definitions([self])[0]

    @classmethod
    def definitions(cls, rows: Sequence[Any]) -> list[dict[str, Any]]:
        """The definitions of many rows of this noun, with as many queries as for one."""
        return [{name: plain(getattr(r, name)) for name in cls.DEFINED_BY} for r in rows]

    def concerns(self) -> Concerns:
        """The objective and the team that an event of this row is about."""
        return Concerns()

    def searched(self) -> Searched | None:
        """What search finds it by; None while it shall not be found."""
        return None

    def takes_place_of(self) -> int | None:
        """The row of the same noun that is no longer found because of this one."""
        return None


def plain(value: Any) -> Any:
    """A column's value as JSON: days and instants as ISO text, Decimals without trailing zeros."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


class AmountField(models.DecimalField[Any, Any]):
    """An exact number on both databases: SQLite would keep a decimal as a float of 15 digits."""

    def get_internal_type(self) -> str:
        return "AmountField"

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        if connection.vendor == "sqlite":
            return "text"
        return f"numeric({self.max_digits}, {self.decimal_places})"

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if hasattr(value, "as_sql"):
            return value
        return self.get_db_prep_value(value, connection)

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        number = self.to_python(value)
        if number is None or connection.vendor != "sqlite":
            return number
        rounded = round(number, self.decimal_places)
        return f"{rounded or abs(rounded):f}"  # there is no zero below zero, as on PostgreSQL

    def from_db_value(self, value: Any, *_: object) -> Decimal | None:
        return None if value is None else Decimal(str(value))


def amount(**options: Any) -> AmountField:
    """A column for values in base units: 20 digits before the point, 10 behind."""
    return AmountField(max_digits=30, decimal_places=10, **options)


def choices(words: type) -> list[tuple[str, str]]:
    """The values of a StrEnum as a column's choices; the words people see live in the doors."""
    return [(w.value, w.value) for w in words]  # type: ignore[attr-defined]  # every StrEnum iterates
