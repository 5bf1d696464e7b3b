"""What a word can be found by: bits, so that a search is made only where a statement holds what it looks for."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Protocol

from northing.domain.lint.vocabulary import Word, every, words

DIGIT = 1
HIDDEN = 1 << 1
SPELLED = 1 << 2
WHOLE = 1 << 3
FROM = 1 << 4
NOW = 1 << 5
MONTH = 1 << 6
PERIOD = 1 << 7
LENGTH = 1 << 8
SEASON = 1 << 9
TERM = 1 << 10
VAGUE = 1 << 11
NAMED = 1 << 12
UP = 1 << 13
DOWN = 1 << 14
WITHOUT = 1 << 15
JOINT = 1 << 16
USUAL = 1 << 17
QUALITY = 1 << 18
BY = 1 << 19
PERCENT = 1 << 20
COLON = 1 << 21
EQUALS = 1 << 22
TERM_DE = 1 << 23
DOTTED = 1 << 24
SLASH = 1 << 25
APART = 1 << 26
NUMBERS = DIGIT | HIDDEN | SPELLED
TIMES = MONTH | PERIOD | LENGTH | SEASON | TERM | TERM_DE | DOTTED | SLASH


def one_of(found: str) -> str:
    """A pattern of words of all languages, by what a field is called; the longest first."""
    listed = sorted(every(found), key=lambda one: (-len(one), one))
    return "|".join(re.escape(one).replace(r"\-", "[ -]") for one in listed)


_MARKS = (
    ("vague", VAGUE), ("technologies", NAMED), ("up", UP), ("down", DOWN), ("without", WITHOUT), ("usual", USUAL),
    ("quality", QUALITY), ("by", BY),
)  # fmt: skip
_LITERAL = {
    "%": PERCENT, ":": COLON, "=": EQUALS, "and": JOINT, "und": JOINT, "&": JOINT, ";": JOINT, "plus": JOINT,
    "sowie": JOINT, ">": FROM, "→": FROM, "⟶": FROM, "/": SLASH,
}  # fmt: skip
_EXACT = (
    (SPELLED, every("spelled")),
    (
        SPELLED,
        words(
            "half third quarter fifth tenth thirds quarters fifths hälfte drittel viertel fünftel zehntel"
        ),
    ),
    (WHOLE, (*every("whole"), "no", "one")),
    (FROM, (*every("begin"), *every("end"))),
    (NOW, every("now")),
    (NOW, words("start ist before")),
    (MONTH, every("months")),
    (APART, [one for one in (*every("vague"), *every("quality")) if "-" in one]),
    (PERIOD, words("fy cy gj kw eoy eoq eom eow")),
    (
        TERM,
        words(
            "christmas easter mid midyear tomorrow next monday tuesday wednesday thursday friday"
        ),
    ),
)
_STEMS = (
    (LENGTH, r"year|quarter|month|week|half|semester|cycle|sprint|day|term"),
    (SEASON, r"spring|summer|autumn|fall|winter"),
    (
        TERM_DE,
        r"jahr|quartal|monat|semester|sommer|winter|früh|herbst|weihnachten|ferien|ostern|woche|kw",
    ),
)
_STEM = re.compile("|".join(stems for _sign, stems in _STEMS))
_PARTS = re.compile(r"[^\W\d_]+")
_PERIOD = re.compile(r"q[1-4]|h[12]|[fc]y|gj|kw|(?:19|20)\d\d|eo[yqmw]")
_REDACTED = re.compile(r"\b[XN]+\b|\?")


@cache
def _exact() -> dict[str, int]:
    found: dict[str, int] = {}
    for sign, listed in _EXACT:
        for one in listed:
            first = one.partition("-")[0]
            found[first] = found.get(first, 0) | sign
    return found


@cache
def _of_marks(marks: frozenset[str]) -> int:
    return sum(sign for name, sign in _MARKS if name in marks)


def signs_of(written: str, word: Word) -> int:
    """What one word or sign can be found by."""
    low = written.lower()
    found = _LITERAL.get(low, 0) | _of_marks(word.marks)
    if low.isalpha():
        found |= _exact().get(low, 0)
    else:
        for part in _PARTS.findall(low):
            found |= _exact().get(part, 0)
        found |= PERIOD if _PERIOD.search(low) else 0
        found |= DIGIT if any(map(str.isdecimal, low)) else 0
        found |= DOTTED if low.count(".") > 1 else 0
    if ("X" in written or "N" in written or "?" in written) and _REDACTED.search(written):
        found |= HIDDEN
    if _STEM.search(low):
        for sign, stems in _STEMS:
            found |= sign if re.search(stems, low) else 0
    return found


class _Signed(Protocol):
    @property
    def signs(self) -> int: ...


def of_all(found: Iterable[_Signed]) -> int:
    """Everything that any of these can be found by."""
    held = 0
    for token in found:
        held |= token.signs
    return held
