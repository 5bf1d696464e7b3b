"""The units that are known: what a metric's code means, and how many base units it holds."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache
from typing import Literal

from northing.kit.text import Text
from northing.kit.text import text as _

Dimension = Literal["duration", "ratio", "count", "bytes", "currency"]

LONGEST = 40
"""Characters that a unit's code may have, and a typed number beside its unit."""

PLACES = Decimal("1e-10")
"""The finest step that is stored."""

EXACT = Context(prec=90)
"""Wide enough for every stored value in every known unit; plain operators would round at 28."""


class UnitError(ValueError):
    """Somebody typed what cannot be a value: `message` says why, `remedy` what to type instead."""

    def __init__(self, message: Text, remedy: Text) -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"


@dataclass(frozen=True, slots=True)
class Unit:
    """How a metric's values are shown.

    `code` is what a metric stores, `factor` the base units in one shown unit, `noun` the
    thing counted (empty for a plain number and for everything that is not a count).
    """

    code: str
    dimension: Dimension
    factor: Decimal
    noun: str = ""


@lru_cache(maxsize=1024)
def unit(code: str) -> Unit:
    """The unit of this code or of one of its usual spellings (`days`, `EUR`, `kEUR`, `%`).

    A word nobody knows is a noun that is counted: `services`, `deploys/week`. Raises
    UnitError for a code over 40 characters, with control characters, or that begins like
    a number.
    """
    code = re.sub(r"[^\S\n\r\t\v\f]+", " ", code).strip(" ")
    if len(code) > LONGEST:
        raise UnitError(
            _("A unit of {length} characters is too long.", length=len(code)),
            _("Use at most {limit} characters.", limit=LONGEST),
        )
    controls = any(unicodedata.category(c).startswith("C") for c in code)
    if controls or re.match(r"[\d+\-.,'’\u2212]", code):
        raise UnitError(
            _("“{code}” cannot be a unit.", code=visible(code)),
            _("Use a word such as “services”, or a unit such as “ms” or “%”."),
        )
    if code.lower() in PLAIN:
        code = ""
    return known_unit(code) or Unit(code, "count", Decimal(1), code)


PLAIN = frozenset({"count", "number", "#"})
"""What people write for a number of things that the key result names already."""


# What is known: code, factor and other spellings, largest duration first.

DURATIONS = (
    ("wk", "604800", "w week weeks wks"),
    ("d", "86400", "day days"),
    ("h", "3600", "hr hrs hour hours"),
    ("min", "60", "m mins minute minutes"),
    ("s", "1", "sec secs second seconds"),
    ("ms", "0.001", "msec millisecond milliseconds"),
    ("µs", "0.000001", "us μs microseconds"),
    ("ns", "0.000000001", "nanoseconds"),
)
_RATIOS = (("%", "0.01", "percent"), ("pp", "0.01", ""), ("‰", "0.001", ""),
           ("bp", "0.0001", "bps"), ("ratio", "1", ""))  # fmt: skip
_DECIMAL_BYTES = (("PB", 5, "pb"), ("TB", 4, "tb"), ("GB", 3, "gb"), ("MB", 2, "mb"),
                  ("kB", 1, "kb KB"), ("B", 0, "byte bytes"))  # fmt: skip
_BINARY_BYTES = (("TiB", 4, "tib"), ("GiB", 3, "gib"), ("MiB", 2, "mib"), ("KiB", 1, "kib kiB"))
_CURRENCIES = (
    "EUR", "USD", "GBP", "CHF", "JPY", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON",
    "CAD", "AUD", "NZD", "SGD", "HKD", "INR", "CNY", "BRL", "ZAR", "TRY", "KRW",
)  # fmt: skip
SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW"}
DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD"})
SCALES = {
    "k": 10**3, "K": 10**3, "thousand": 10**3,
    "M": 10**6, "m": 10**6, "mio": 10**6, "Mio": 10**6, "million": 10**6,
    "bn": 10**9, "B": 10**9, "mrd": 10**9, "Mrd": 10**9, "billion": 10**9,
}  # fmt: skip


def _catalogue() -> tuple[dict[str, Unit], dict[str, Unit]]:
    """All units by code, and by every spelling."""
    rows: list[tuple[str, Dimension, Decimal, str]] = []
    rows += [(code, "duration", Decimal(size), also) for code, size, also in DURATIONS]
    rows += [(code, "ratio", Decimal(size), also) for code, size, also in _RATIOS]
    rows += [(code, "bytes", Decimal(1000) ** n, also) for code, n, also in _DECIMAL_BYTES]
    rows += [(code, "bytes", Decimal(1024) ** n, also) for code, n, also in _BINARY_BYTES]
    for money in _CURRENCIES:
        rows.append((money, "currency", Decimal(1), money.lower()))
        rows += [(scale + money, "currency", Decimal(SCALES[scale]), "") for scale in "kM"]
    by_code = {code: Unit(code, kind, size) for code, kind, size, _also in rows}
    spelt = {word: by_code[code] for code, _kind, _size, also in rows for word in also.split()}
    spelt |= {sign: by_code[money] for sign, money in SIGNS.items()}
    spelt |= {"": Unit("", "count", Decimal(1))}
    return by_code, by_code | spelt


UNITS, _SPELT = _catalogue()
CURRENCY = re.compile(
    "[" + "".join(SIGNS) + r"]|(?<![A-Za-z])[kM]?(?:" + "|".join(_CURRENCIES) + r")(?![A-Za-z])"
)


def known_unit(word: str) -> Unit | None:
    """The unit spelt `word`; long words in any case, short ones exactly (`M` is not `m`)."""
    found = _SPELT.get(word)
    if found is None and len(word) > 2:
        found = _SPELT.get(word.lower())
    return found


def visible(written: str) -> str:
    """What somebody typed, fit to stand in a message."""
    shown = "".join(c if c.isprintable() else "?" for c in written)
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"
