"""Print values in the units of their metrics: exactly, shortly, and as differences."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from functools import lru_cache

from northing.domain.unit_table import DURATIONS, EXACT, PLACES, SIGNS, UNITS, Unit

_SHORT_SCALES = ((Decimal(10**9), "bn"), (Decimal(10**6), "M"), (Decimal(10**3), "k"))
_ALMOST = Decimal("0.9995")  # from here up a number is rounded into the next scale
_NBSP, _THIN, _MINUS = "\u00a0", "\u202f", "\u2212"


# A page prints some hundred values, mostly the same as when it was shown last: 20 µs each the first time.
remembered = lru_cache(maxsize=4096)


@remembered
def show(value: Decimal, unit: Unit, sign: bool = False) -> str:
    """`value` (base units) exactly, in the metric's own unit; `parse` gives it back.

    A duration that its unit cannot express exactly goes on in smaller ones (`14 min 20 s`).
    `sign` puts a plus before positive values.
    """
    size = value.copy_abs()
    mark = _MINUS if value < 0 else "+" if sign and value > 0 else ""
    parts = _mixed(size, unit) if unit.dimension == "duration" else None
    if parts is None:
        parts = [(_shortest(size, unit.factor), unit)]
    return mark + _NBSP.join(_dressed(_digits(number), part) for number, part in parts)


def bare(value: Decimal, unit: Unit) -> Decimal | None:
    """`value` as the number alone, counted in `unit`; None for a duration that goes on in smaller units.

    `parse` reads it back exactly.
    """
    size = value.copy_abs()
    if unit.dimension == "duration" and _mixed(size, unit) is not None:
        return None
    number = _shortest(size, unit.factor)
    return number.copy_negate() if value < 0 else number


@remembered
def show_short(value: Decimal, unit: Unit) -> str:
    """`value` rounded for dense rows: three digits, whole numbers below 10 000 in full.

    From 10 000 up in its unit, counts and money are cut to `12.3k`, `1.25M`; durations and
    bytes move to a larger unit. A share of 99 % or more keeps four digits and never rounds
    up to 100 %, because that is where the last digit matters.
    """
    mark = _MINUS if value < 0 else ""
    return mark + _short(value.copy_abs(), unit)


@remembered
def show_delta(value: Decimal, unit: Unit) -> str:
    """A difference of two values, signed and short; shares differ by points (`+2 pp`)."""
    if unit.code == "%":
        unit = UNITS["pp"]
    mark = _MINUS if value < 0 else "+" if value > 0 else ""
    return mark + _short(value.copy_abs(), unit)


def _digits(number: Decimal) -> str:
    """Plain digits, a narrow space between thousands from 10 000 up."""
    plain = format(number, "f")
    whole, _point, fraction = plain.partition(".")
    if len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", _THIN)
    fraction = fraction.rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole


def _dressed(digits: str, unit: Unit) -> str:
    """Digits with their unit behind, or the sign of a currency before."""
    if unit.dimension == "currency":
        money = unit.code[-3:]
        sign = next((s for s, code in SIGNS.items() if code == money), money)
        return f"{sign}{_NBSP}{digits}{unit.code[:-3]}"
    return f"{digits}{_NBSP}{unit.code}" if unit.code else digits


def _shortest(size: Decimal, factor: Decimal) -> Decimal:
    """The number in shown units with the fewest digits that reads back as `size`."""
    number = EXACT.divide(size, factor)
    for places in range(40):
        tried = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN, EXACT)
        if EXACT.multiply(tried, factor).quantize(PLACES, ROUND_HALF_EVEN, EXACT) == size:
            return tried
    return number


def _mixed(size: Decimal, unit: Unit) -> list[tuple[Decimal, Unit]] | None:
    """A duration split over smaller units, or None where its own unit says it exactly."""
    if unit.factor <= 1 or EXACT.remainder(EXACT.multiply(size, Decimal(1000)), unit.factor) == 0:
        return None
    parts, rest = [], size
    for code, factor, _also in DURATIONS:
        part = UNITS[code]
        if part.factor > unit.factor or part.factor < 1:
            continue
        count = rest if code == "s" else EXACT.divide_int(rest, Decimal(factor))
        rest = EXACT.subtract(rest, EXACT.multiply(count, part.factor))
        if count:
            parts.append((count, part))
    return parts


def _short(size: Decimal, unit: Unit) -> str:
    number = EXACT.divide(size, unit.factor)
    if unit.code == "%" and 99 <= number < 100:
        return _dressed(_digits(number.quantize(Decimal("0.01"), ROUND_DOWN)), unit)
    rounded = _rounded(number)
    if rounded < 10_000:
        return _dressed(_digits(rounded), unit)
    if unit.dimension == "currency":
        number, rounded, unit = size, _rounded(size), UNITS[unit.code[-3:]]
    larger = _larger(size, unit)
    if larger:
        return _dressed(_digits(_rounded(EXACT.divide(size, larger.factor))), larger)
    scale, mark = next(row for row in _SHORT_SCALES if rounded >= row[0] * _ALMOST)
    return _dressed(_digits(_rounded(EXACT.divide(number, scale))) + mark, unit)


def _rounded(number: Decimal) -> Decimal:
    """Three significant digits; whole numbers keep all of theirs up to four."""
    if number.is_zero():
        return number
    places = max(0, 2 - number.adjusted())
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN, EXACT)


def _larger(size: Decimal, unit: Unit) -> Unit | None:
    """The largest unit of the same family in which `size` is at least one."""
    if unit.dimension not in ("duration", "bytes"):
        return None
    binary = unit.code.endswith("iB")
    return max(
        (
            other
            for other in UNITS.values()
            if other.dimension == unit.dimension
            and other.factor > unit.factor
            and other.factor <= size
            and other.code.endswith("iB") == binary
        ),
        key=lambda other: other.factor,
        default=None,
    )
