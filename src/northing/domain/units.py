"""Read and print quantities in whatever unit people use.

Values are kept in the base unit of their dimension (seconds, ratio 0-1, count, bytes,
currency) as Decimal with at most twenty digits before and ten after the point. A metric's
unit says how its values are shown, and what a bare number means: in a metric of `ms`,
`308` is 0.308 seconds.

Two rules decide what could be read in two ways:

- A single point is always the decimal point (`1.200` is one and a fifth). A single comma
  groups thousands when one to three digits, not just a zero, stand before it and exactly
  three behind it (`1,200` is twelve hundred); otherwise it is the decimal comma (`1,5`,
  `0,450`). Where both appear, the last one is the decimal sign.
- A leading plus adds to the current value, and so does `+=`; `-=` takes away. A leading
  minus alone is a negative value, because a value below zero must be typable. Where there
  is no current value, plus is only a sign.
"""

import re
from decimal import ROUND_HALF_EVEN, Decimal

from northing.domain.unit_printing import bare, show, show_delta, show_short
from northing.domain.unit_table import (
    CURRENCY,
    DOLLARS,
    EXACT,
    LONGEST,
    PLACES,
    SCALES,
    UNITS,
    Dimension,
    Unit,
    UnitError,
    known_unit,
    unit,
    visible,
)
from northing.kit.text import text as _

__all__ = [
    "LIMIT",
    "LONGEST",
    "PLACES",
    "Dimension",
    "Unit",
    "UnitError",
    "bare",
    "parse",
    "parse_quantity",
    "show",
    "show_delta",
    "show_short",
    "unit",
]

LIMIT = Decimal(10) ** 18
"""Stored values lie strictly between minus and plus this."""


def parse(text: str, unit: Unit, current: Decimal | None = None) -> Decimal:
    """The value that `text` means for a metric shown in `unit`, in base units.

    Any unit of the same dimension is understood, also several in a row (`1h 30m`). With
    `current` given, `+3` and `-=3` are counted from it. Finer digits than the tenth are
    rounded. Raises UnitError, whose message is meant for the person who typed.
    """
    step, written = _relative(_plain(text))
    _check_length(written, unit)
    value = _stored(_base_value(written, unit))
    if step and current is not None:
        value = _stored(EXACT.add(current, EXACT.multiply(value, Decimal(step))))
    elif step < 0:
        raise UnitError(
            _("There is no value yet to take away from."),
            _("Type the value itself, such as “{example}”.", example=show(value.copy_abs(), unit)),
        )
    return value


def parse_quantity(text: str) -> tuple[Decimal, Unit]:
    """The base value and unit of a quantity that stands alone in running text (`500 ms`).

    `3m` is three minutes and `3M` three million; a word that is no unit is the noun that
    is counted (`1.2k users`). Raises UnitError where no number stands, or where what
    follows it is no unit.
    """
    written = _plain(text)
    found = CURRENCY.search(written)
    if found and (currency := known_unit(found[0])):
        return parse(text, currency), currency
    number = _NUMBER.match(written.lstrip("+-"))
    if not number:
        raise _unreadable(text)
    word = written.lstrip("+-")[number.end() :].strip()
    first = re.split(r"[\s\d]", word, maxsplit=1)[0]
    known = known_unit(first) if first not in SCALES or first == "m" else None
    if known and (known.dimension == "duration" or first == word):
        return parse(text, known), known
    scale, _space, rest = word.partition(" ")
    counted = unit(rest.strip() if scale in SCALES else word)
    if re.search(r"\d", counted.code):
        raise _unreadable(text)
    return parse(text, counted), counted


_SPACE = " "
_MINUS = "\u2212"
_NUMBER = re.compile(
    r"[0-9]{1,3}(?:[ '’][0-9]{3})+(?![0-9])(?:[.,][0-9]+)?|[0-9][0-9.,]*|[.,][0-9]+"
)
_ANY_CASE_CURRENCY = re.compile(CURRENCY.pattern, re.IGNORECASE)
_RELATIVE = re.compile(r"(?:[+-]=|\+(?! *[+-])) *")


def _plain(text: str) -> str:
    """One kind of minus and of space, nothing around."""
    return re.sub(r"\s+", _SPACE, text.replace(_MINUS, "-")).strip()


def _relative(written: str) -> tuple[int, str]:
    """1 to add to the current value, -1 to take away, 0 for a value of its own; and the rest."""
    match = _RELATIVE.match(written)
    if not match:
        return 0, written
    return (-1 if match[0][0] == "-" else 1), written[match.end() :]


def _check_length(written: str, unit: Unit) -> None:
    if not written:
        raise UnitError(
            _("There is no value."),
            _("Type a number, such as “{example}”.", example=_example(unit)),
        )
    if len(written.replace(_SPACE, "")) > LONGEST + len(unit.code.replace(_SPACE, "")):
        raise UnitError(
            _("A value of {length} characters is too long.", length=len(written)),
            _("Use at most {limit} characters.", limit=LONGEST),
        )


def _base_value(written: str, unit: Unit) -> Decimal:
    negative, rest = _without_sign(written)
    bare = unit.factor
    if unit.dimension == "currency":
        amount, bare = _without_currency(rest, unit)
        if amount != rest and not negative:
            negative, amount = _without_sign(amount)
        rest = amount
    else:
        rest = _without_noun(rest, unit)
    total, seen = Decimal(0), 0
    while rest:
        match = _NUMBER.match(rest)
        if not match:
            raise _unreadable(written)
        end = _word_end(rest, match.end())
        word = rest[match.end() : end].strip()
        size = _size(word, unit, bare, written)
        if seen and (unit.dimension != "duration" or not word):
            raise _unreadable(written)
        total = EXACT.add(total, EXACT.multiply(_number(match[0], written), size))
        rest, seen = rest[end:].strip(), seen + 1
    if not seen:
        raise _unreadable(written)
    return total.copy_negate() if negative else total


def _without_sign(written: str) -> tuple[bool, str]:
    if written[:1] in ("-", "+"):
        return written[0] == "-", written[1:].strip()
    return False, written


def _word_end(rest: str, start: int) -> int:
    found = re.search(r"[0-9]", rest[start:])
    return start + found.start() if found else len(rest)


def _without_currency(written: str, unit: Unit) -> tuple[str, Decimal]:
    """The text without its currency, and what a bare number then counts."""
    found = _ANY_CASE_CURRENCY.search(written)
    if not found:
        return written, unit.factor
    named = known_unit(found[0]) or known_unit(found[0].upper())
    own = unit.code[-3:]
    same = named is not None and (named.code[-3:] == own or (found[0] == "$" and own in DOLLARS))
    if named is None or not same:
        raise UnitError(
            _("This is kept in {unit}, not in {other}.", unit=own, other=found[0]),
            _("Convert it first: Northing knows no exchange rates."),
        )
    return (written[: found.start()] + written[found.end() :]).strip(), named.factor


def _without_noun(written: str, unit: Unit) -> str:
    """A count's own word may stand behind it, in singular or plural."""
    if not unit.noun:
        return written
    noun = _plain(unit.noun)
    for word in (noun, noun + "s", noun.removesuffix("s")):
        kept = (
            written
            if not word
            else re.sub(rf"\s*{re.escape(word)}$", "", written, flags=re.IGNORECASE)
        )
        if kept != written and kept:
            return kept
    return written


def _size(word: str, unit: Unit, bare: Decimal, written: str) -> Decimal:
    """Base units in one `word`, such as `ms`, `k` or nothing."""
    if not word:
        return bare
    if unit.dimension in ("count", "currency"):
        if word in SCALES:
            return Decimal(SCALES[word])
    elif size := _measure(word, unit):
        return size
    elif known_unit(word) is None:
        raise _unreadable(written)
    raise UnitError(
        _("“{word}” does not fit a value in {unit}.", word=visible(word), unit=_name(unit)),
        _("Type a number, such as “{example}”.", example=_example(unit)),
    )


def _measure(word: str, unit: Unit) -> Decimal | None:
    """Base units in a word of the same dimension, perhaps behind a scale (`k`, `ms`, `k ms`)."""
    if unit.dimension == "bytes" and word in ("k", "K", "M", "G", "T"):
        return UNITS[word.replace("K", "k") + "B"].factor
    other = known_unit(word)
    if other is None:
        scale, _space, rest = word.partition(_SPACE)
        other = known_unit(rest) if rest else unit
        if scale not in SCALES or other is None or other.dimension != unit.dimension:
            return None
        return EXACT.multiply(other.factor, Decimal(SCALES[scale]))
    return other.factor if other.dimension == unit.dimension else None


def _number(digits: str, written: str) -> Decimal:
    """The number behind grouped digits; see the rule at the top of this file."""
    grouped_by_space = re.search(r"[ '’]", digits) is not None
    digits = re.sub(r"[ '’]", "", digits)
    marks = [c for c in digits if c in ".,"]
    if not marks:
        return Decimal(digits)
    last = marks[-1]
    single = len(marks) == 1
    if single and last == "," and not grouped_by_space:
        decimal = re.fullmatch(r"(?!0,)[0-9]{1,3},[0-9]{3}", digits) is None
    else:
        decimal = marks.count(last) == 1
    whole, _mark, fraction = digits.rpartition(last) if decimal else (digits, "", "")
    if re.search(r"[.,]", whole) and not _grouped(whole):
        raise _unreadable(written)
    return Decimal((re.sub(r"[.,]", "", whole) or "0") + "." + (fraction or "0"))


def _grouped(whole: str) -> bool:
    return re.fullmatch(r"[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*", whole) is not None


def _stored(value: Decimal) -> Decimal:
    """Rounded to what is stored, and refused where it does not fit."""
    rounded = value.quantize(PLACES, ROUND_HALF_EVEN, EXACT)
    if rounded.copy_abs() >= LIMIT:
        raise UnitError(
            _("This is too large to keep."),
            _("A value has at most 18 digits before the point and 10 after it."),
        )
    return rounded.copy_abs() if rounded.is_zero() else rounded


def _unreadable(written: str) -> UnitError:
    return UnitError(
        _("“{typed}” cannot be read as a value.", typed=visible(written)),
        _("Type a number with its unit, such as “450 ms”, “12 %”, “1.2k” or “+3”."),
    )


def _name(unit: Unit) -> str:
    return unit.code or str(_("plain numbers"))


def _example(unit: Unit) -> str:
    return show(EXACT.multiply(Decimal(12), unit.factor), unit)
