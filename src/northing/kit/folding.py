"""Words as search compares them: without case, accents and the ways in which an umlaut is written.

Folding happens here alone, before anything is stored or asked, so that no database has an opinion of
its own. "Müller", "Mueller" and "muller" fold to one word: after a, o and u an e is dropped, on both
sides alike. What starts a word folds to the start of what the word folds to, so half a word finds it.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

LONGEST = 32
"""Letters of a word that are compared; what follows makes no difference."""

_PLAIN = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*", re.IGNORECASE)
_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}"
_SPECIAL = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_E_AFTER = re.compile("([aou])e+")
_SINGLE = ("CJK UNIFIED", "CJK COMPAT", "HIRAGANA", "KATAKANA")


class Word(NamedTuple):
    """A word of a text: where it stands, and how it folds."""

    start: int
    end: int
    folded: str


def fold(word: str) -> str:
    """One word folded; empty where it holds neither letters nor digits."""
    if word.isascii():
        kept = "".join(c for c in word.lower() if c.isalnum())
    else:
        taken_apart = unicodedata.normalize("NFKD", word.casefold()).casefold()
        kept = "".join(
            c
            for c in taken_apart.translate(_SPECIAL)
            if c.isalnum() and c not in _APOSTROPHES and not unicodedata.combining(c)
        )
    return _E_AFTER.sub(r"\1", kept)[:LONGEST]


def words(text: str) -> Iterator[Word]:
    """The words of a text in their order; in scripts without spaces every sign is one."""
    found = (m.span() for m in _PLAIN.finditer(text)) if text.isascii() else _spans(text)
    for start, end in found:
        folded = fold(text[start:end])
        if folded:
            yield Word(start, end, folded)


def folded(text: str) -> list[str]:
    """The words of a text, folded."""
    return [w.folded for w in words(text)]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = -1
    for at, sign in enumerate(text):
        kind = _kind(sign)
        if kind == "apostrophe":
            inside = start >= 0 and at + 1 < len(text) and _kind(text[at + 1]) == "letter"
            kind = "letter" if inside else "gap"
        if kind == "letter" and start < 0:
            start = at
        elif kind in {"gap", "single"} and start >= 0:
            yield start, at
            start = -1
        if kind == "single":
            yield at, at + 1
    if start >= 0:
        yield start, len(text)


@lru_cache(maxsize=4096)
def _kind(sign: str) -> str:
    if sign in _APOSTROPHES:
        return "apostrophe"
    category = unicodedata.category(sign)[0]
    if category == "M":
        return "letter"  # an accent, or a vowel sign, belongs to the letter before it
    if category not in "LN":
        return "gap"
    return "single" if unicodedata.name(sign, "").startswith(_SINGLE) else "letter"
