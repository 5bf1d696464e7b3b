"""What people type, cleaned or refused with the place and the remedy."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from northing.actions.errors import InvalidError
from northing.domain import units
from northing.kit.text import text as _

E = TypeVar("E", bound=StrEnum)
Typed = str | Decimal
"""A value: text as people type it (`450 ms`, `+3`), or a Decimal already in base units."""

EARLIEST, LATEST = date(1990, 1, 1), date(2199, 12, 31)
LONGEST_ID = 18
UNSEEN = frozenset({"Cf", "Zs", "Zl", "Zp"})
TURNING = frozenset("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
"""Marks that turn the text after them around, so that it reads as something else."""
MOST_WEIGHT = Decimal(1000)
_ZONE = re.compile(r"[A-Za-z0-9_+/-]{1,60}")


def line(text: str, place: str, most: int, *, required: bool = True) -> str:
    """One line of text without characters that cannot be printed, spaces folded."""
    clean = " ".join(_printable(text, place).split())
    return _limited(clean, place, most, required=required)


def prose(text: str, place: str, most: int, *, required: bool = False) -> str:
    """Text of several lines, line ends made equal."""
    clean = _printable(text.replace("\r\n", "\n").replace("\r", "\n"), place).strip()
    return _limited(clean, place, most, required=required)


def keepable(text: str, place: str) -> str:
    """The text, unless no database keeps it: with a NUL, or half of a pair that stands for one character."""
    if _UNKEPT.search(text):
        raise InvalidError(
            _("This holds characters that cannot be kept."), _("Type it again by hand."), place
        )
    return text


_UNKEPT = re.compile("[\0\ud800-\udfff]")


def _printable(text: str, place: str) -> str:
    if any(
        ch in TURNING or (unicodedata.category(ch) in {"Cc", "Cs"} and ch not in "\n\t")
        for ch in text
    ):
        raise InvalidError(
            _("This holds characters that cannot be printed."), _("Type it again by hand."), place
        )
    return unicodedata.normalize("NFC", text)


def _limited(text: str, place: str, most: int, *, required: bool) -> str:
    if required and all(unicodedata.category(ch) in UNSEEN for ch in text):
        raise InvalidError(_("This is empty."), _("Write something here."), place)
    if len(text) > most:
        raise InvalidError(
            _("This is {long} characters long.", long=len(text)),
            _("Keep it within {most}.", most=most),
            place,
        )
    return text


def reason(text: str) -> str:
    """A reason that must be given."""
    return prose(text, "reason", 1000, required=True)


def day(text: str | date | None, place: str, *, required: bool = True) -> date | None:
    """A day as `2026-03-12`."""
    if isinstance(text, date) or text is None or not text.strip():
        found = text if isinstance(text, date) else None
    else:
        try:
            found = date.fromisoformat(text.strip())
        except ValueError:
            raise InvalidError(
                _("There is no day {text!r}.", text=text.strip()[:40]),
                _("Write it as year-month-day, like 2026-03-12."),
                place,
            ) from None
    if found is None and required:
        raise InvalidError(_("A day is missing."), _("Write it as year-month-day."), place)
    if found is not None and not EARLIEST <= found <= LATEST:
        raise InvalidError(
            _("{day} is too far away.", day=found.isoformat()),
            _("Choose a day between 1990 and 2199."),
            place,
        )
    return found


YES, NO = {"yes", "on", "true", "1"}, {"", "no", "off", "false", "0"}


def yes_no(text: str, place: str) -> bool:
    """A switch, as forms, programs and people write it."""
    clean = text.strip().casefold()
    if clean not in YES | NO:
        raise InvalidError(_("This is neither yes nor no."), _("Write yes or no."), place)
    return clean in YES


def past_day(text: str, today: date) -> date:
    """A day that is over, to look back to."""
    found = must_day(text, "as_of")
    if found >= today:
        raise InvalidError(
            _("{day} is not over yet.", day=found.isoformat()),
            _("Choose an earlier day, or leave the day out for today."),
            "as_of",
        )
    return found


def must_day(text: str | date | None, place: str) -> date:
    """A day that must be there."""
    found = day(text, place)
    if found is None:
        raise InvalidError(_("A day is missing."), _("Write it as year-month-day."), place)
    return found


def value(
    text: Typed | None, unit: str, place: str, current: Decimal | None = None
) -> Decimal | None:
    """A value in base units, or None for nothing typed."""
    if text is None or isinstance(text, Decimal):
        return _storable(text, place)
    if not text.strip():
        return None
    try:
        return units.parse(text, units.unit(unit), current)
    except units.UnitError as e:
        raise InvalidError(e.message, e.remedy, place) from None


def _storable(number: Decimal | None, place: str) -> Decimal | None:
    if number is not None and (not number.is_finite() or abs(number) >= units.LIMIT):
        raise InvalidError(_("This number is too large to keep."), _("Check the unit."), place)
    return None if number is None else round(number, 10)


def unit(code: str) -> str:
    """A unit that can be printed and parsed."""
    try:
        return units.unit(code.strip()).code
    except units.UnitError as e:
        raise InvalidError(e.message, e.remedy, "unit") from None


def choice(text: str, words: type[E], place: str) -> E:
    """One of the words of an enumeration."""
    try:
        return words(text)
    except ValueError:
        raise InvalidError(
            _("{text!r} is not known here.", text=text[:40]),
            _("Choose one of: {words}.", words=", ".join(w.value for w in words)),
            place,
        ) from None


def whole(text: str) -> int | None:
    """A whole number such as an id; None for everything else that may look like one (`²`, `-1`)."""
    clean = text.strip()
    fits = clean.isascii() and clean.isdigit() and len(clean) <= LONGEST_ID
    return int(clean) if fits else None


def moment(found: datetime, place: str) -> datetime:
    """An instant with its zone, in a year that calendars of every zone know."""
    if found.tzinfo is None:
        raise InvalidError(
            _("This time has no zone."), _("Write it like 2026-03-12T06:40:00Z."), place
        )
    if not EARLIEST.year <= found.year <= LATEST.year:
        raise InvalidError(
            _("{day} is too far away.", day=found.date().isoformat()),
            _("Choose a day between 1990 and 2199."),
            place,
        )
    return found


def weight(text: str | Decimal, place: str = "weight") -> Decimal:
    """A weight from 0 to 1000, with at most three digits behind the point."""
    try:
        found = Decimal(str(text).strip().replace(",", "."))
        ok = found.is_finite() and 0 <= found <= MOST_WEIGHT
    except ArithmeticError:
        ok = False
    if not ok:
        raise InvalidError(_("A weight is a number from 0 to 1000."), _("Usually it is 1."), place)
    return round(found, 3)


def confidence(text: str | int | None) -> int | None:
    """0 to 10, or None where nothing was said."""
    if text is None or (isinstance(text, str) and not text.strip()):
        return None
    try:
        found = int(text)
    except ValueError:
        found = -1
    if not 0 <= found <= 10:
        raise InvalidError(
            _("Confidence is a whole number from 0 to 10."),
            _("How many times in 10 shall we end at or beyond the line?"),
            "confidence",
        )
    return found


def email(text: str) -> str:
    """An address, or nothing."""
    clean = line(text, "email", 254, required=False)
    if clean and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", clean):
        raise InvalidError(_("{text!r} is not an e-mail address.", text=clean[:60]), "", "email")
    return clean


def zone(text: str) -> str:
    """A time zone's name."""
    name = text.strip()
    try:
        if not _ZONE.fullmatch(name):
            raise ValueError(name)  # the library looks for any name in its packages, dot by dot
        return ZoneInfo(name).key
    except (ValueError, OSError, KeyError):
        raise InvalidError(
            _("There is no time zone {text!r}.", text=text[:40]),
            _("Use a name such as Europe/Zurich or UTC."),
            "tz",
        ) from None


def slug(text: str, most: int = 40) -> str:
    """A short name for addresses, made of what was typed: `Site Reliability` → `site-reliability`."""
    ascii_text = (
        unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode()
    )
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")[:most].strip("-")
