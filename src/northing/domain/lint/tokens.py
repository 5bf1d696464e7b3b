"""A statement as words, each with what its language knows of it."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from northing.domain.lint.vocabulary import NOTHING, Word, languages, lexicon, tails

_TOKEN = re.compile(r"[^\W\d_][\w.+#/'’&-]*|\d[\d.,:'’]*|[^\w\s]")
_TRAILING = ".,:'’/-&"


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign: as written, in small letters, what it may be, and where it stands."""

    text: str
    low: str
    word: Word
    start: int

    @property
    def end(self) -> int:
        """The place after its last letter."""
        return self.start + len(self.text)

    @property
    def is_word(self) -> bool:
        """Letters, not a number or a sign."""
        return self.text[0].isalpha()


def tokens(text: str, code: str) -> list[Token]:
    """The words and signs of a text in a language."""
    found = []
    for match in _TOKEN.finditer(text):
        written = match[0].rstrip(_TRAILING) or match[0]
        low = written.lower()
        found.append(Token(written, low, known(low, code), match.start()))
    return found


@lru_cache(maxsize=20_000)
def known(low: str, code: str) -> Word:
    """What a word in small letters may be; another language is asked where this one does not know it."""
    found = lexicon(code).get(low)
    if found is None and "-" in low:
        found = lexicon(code).get(low.rpartition("-")[2])
    if found is None:
        ends, shortest = tails(code)
        if shortest and len(low) > shortest + 2:
            tail = next((end for end in ends if low.endswith(end)), "")
            found = lexicon(code).get(tail)
    if found is None:
        others = (lexicon(one.code).get(low) for one in languages() if one.code != code)
        found = next((one for one in others if one is not None), None)
    return found or NOTHING


@cache
def _common() -> dict[str, frozenset[str]]:
    return {one.code: frozenset(one.common.split()) for one in languages()}


_UMLAUTS = frozenset("äöüßÄÖÜ")
_LETTERS = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """The code of the language whose commonest words stand in it most often; English in doubt."""
    written = [w.lower() for w in _LETTERS.findall(text)]
    best, most = "en", -1
    for code, common in _common().items():
        count = sum(map(common.__contains__, written))
        foreign = code != "en" and not _UMLAUTS.isdisjoint(text)
        if count > most or (count == most and (foreign or code == "en")):
            best, most = code, count
    return best
