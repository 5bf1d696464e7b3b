"""Values as the API takes them, turned into what actions read: text as people type it.

A JSON number is a value in the unit in which the metric is shown: `412` for a metric in `ms` is
412 milliseconds. Text is read as typed: `"412 ms"`, `"0.412 s"`, `"+3"`. Numbers never pass through
binary floating point.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from northing.actions.errors import InvalidError
from northing.kit.text import text as _

FINEST, LARGEST = -40, 40


def _written_day(value: object) -> object:
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("This is no day: write it like 2026-03-12.")
    return value


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
Line = Annotated[str, Field(max_length=500)]
Prose = Annotated[str, Field(max_length=4_000)]
Id = Annotated[int, Field(ge=1, lt=2**63)]
Day = Annotated[
    str, Field(max_length=40, description="A day as year-month-day.", examples=["2026-03-12"])
]
AddressDay = Annotated[date, BeforeValidator(_written_day)]
"""A day in an address; a bare number is none, whatever instant it may count."""
Number = Annotated[int | Decimal | Annotated[str, Field(max_length=80)], Field(union_mode="smart")]
Value = Annotated[
    int | Decimal | Annotated[str, Field(max_length=80)],
    Field(
        union_mode="smart",
        description="A number in the unit shown, or text as typed.",
        examples=["412 ms", 412],
    ),
]
Seen = Annotated[
    dict[Annotated[str, Field(max_length=40)], bool | str | int | Decimal | None],
    Field(
        max_length=30,
        description=(
            "What you saw in the fields that you change. If somebody else changed one of them"
            " meanwhile, the answer is 409 with both texts. Fields you do not send never conflict."
        ),
    ),
]


class Body(BaseModel):
    """A request's body: known members only, no silent conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Why(Body):
    """A reason, kept in the history."""

    reason: Annotated[str, Field(max_length=1000)] = ""


def text(value: str | int | Decimal | None, place: str = "value") -> str:
    """A JSON value as the text that people would type; None is the empty field.

    Raises InvalidError for numbers that are too large or too fine to be kept.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    number = Decimal(value)
    if number and not FINEST <= number.adjusted() <= LARGEST:
        raise InvalidError(
            _("This number is too large or too fine to keep."), _("Check the unit."), place
        )
    return f"{number:f}"


def maybe(value: str | int | Decimal | None, place: str = "value") -> str | None:
    """The same, where nothing stays nothing."""
    return None if value is None else text(value, place)


def given(body: Body, *, without: frozenset[str] = frozenset()) -> dict[str, str]:
    """The fields that a PATCH names, as text; the others are left alone."""
    left_out = without | {"reason", "seen"}
    return {
        name: text(getattr(body, name), name) for name in sorted(body.model_fields_set - left_out)
    }


def seen(values: Mapping[str, Any] | None) -> dict[str, str]:
    """What the sender saw, as text."""
    return {name: text(value, f"seen.{name}") for name, value in (values or {}).items()}


def instant(typed: str | None, place: str = "as_of") -> datetime | None:
    """An instant with its zone (`2026-03-12T06:40:00Z`), or None. Raises InvalidError."""
    if typed is None or not typed.strip():
        return None
    try:
        found = datetime.fromisoformat(typed.strip())
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise InvalidError(
            _("There is no instant {text!r}.", text=typed[:40]),
            _("Write it with its zone, like 2026-03-12T06:40:00Z."),
            place,
        )
    return found


def day_or_instant(typed: str | None, place: str = "as_of") -> str | datetime | None:
    """A day as it was typed, or an instant with its zone."""
    return (
        instant(typed, place)
        if typed is not None and len(typed.strip()) > len("2026-03-12")
        else typed
    )
