"""Days as sheets write them, and the order of day and month where only the column can tell."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from northing.transfer.markdown.period import read_dates, read_period

Order = Literal["dmy", "mdy"]

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d\d.{0,20})?")
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d\d)(?:,? \d{1,2}:\d\d.{0,12})?")
_OPEN = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d\d)(?:,? \d{1,2}:\d\d.{0,12})?")
_HINT = re.compile(
    r"\b([djtm]{1,2}|mm|dd|tt|jj)[./-]([dtjm]{1,2})[./-](?:y{2,4}|j{2,4}|a{2,4})\b", re.I
)


class OpenDayError(ValueError):
    """A day that can be read in two ways, such as 03/04/2026."""


def read(text: str, order: str = "", *, last: bool = True) -> date | None:
    """The day in a cell; None if there is none.

    `order` decides what is open. A period stands for its last day, or its first one. Raises OpenDayError.
    """
    text = text.strip()
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _day(found[1], found[2], found[3])
    if found := _DOTTED.fullmatch(text):
        return _day(found[3], found[2], found[1])
    if found := _OPEN.fullmatch(text):
        return _opened(found, order)
    if dates := read_dates(text):
        return dates[-1 if last else 0]
    period = read_period(text) if len(text) < 40 else None
    return (period.end if last else period.start) if period else None


def _opened(found: re.Match[str], order: str) -> date | None:
    first, second, year = found[1], found[3], found[4]
    told = evidence(found[0]) or order
    if told == "dmy":
        return _day(year, second, first)
    if told == "mdy" or first == second:
        return _day(year, first, second)
    raise OpenDayError(found[0])


def is_open(text: str) -> bool:
    """Whether a cell is a day that alone can be read in two ways."""
    found = _OPEN.fullmatch(text.strip())
    return (
        found is not None
        and not evidence(text)
        and int(found[1]) != int(found[3])
        and _day(found[4], found[1], found[3]) is not None
    )


def evidence(text: str) -> Order | None:
    """What one cell says of the order of day and month: `25/03/2026` can only begin with the day."""
    found = _OPEN.fullmatch(text.strip())
    if found is None:
        return None
    first, second = int(found[1]), int(found[3])
    if first > 12 >= second:
        return "dmy"
    return "mdy" if second > 12 >= first else None


def order_of(texts: Iterable[str]) -> Order | None:
    """The order that the values of one column agree on; None where none tells, or where they disagree."""
    found = {told for text in texts if (told := evidence(text))}
    return found.pop() if len(found) == 1 else None


def order_of_hint(header: str) -> str:
    """The order that a header names itself: `Due (DD/MM/YYYY)`."""
    found = _HINT.search(header)
    if found is None:
        return ""
    return "mdy" if found[1][0].lower() == "m" else "dmy"


def _day(year: str, month: str, day: str) -> date | None:
    full = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(full, int(month), int(day))
    except ValueError:
        return None
