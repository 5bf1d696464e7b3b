"""A statement as words, each with what its language knows of it.

Most words of a statement have been met before: what a word is, and which searches it can be found by, is worked
out once for each written form, so that a statement is read by looking its words up.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from northing.domain.lint.signs import signs_of
from northing.domain.lint.vocabulary import (
    NOTHING,
    SHORTEST,
    Word,
    language,
    languages,
    lexicon,
    tails,
)

_TOKEN = re.compile(r"[^\W\d_][\w.+#/'’&-]*|\d[\d.,:'’]*|[^\w\s]")
_TRAILING = ".,:'’/-&"
_MOST = 20_000
"""Written forms that are kept of a language."""
_AGAIN = frozenset({"re", "co", "pre", "un", "de", "over", "out"})
_ACRONYM = 4
_TOPICS = frozenset({"measure", "thing", "event"})
_FORMS = frozenset({"base", "s", "past", "ing"})
NONE: frozenset[str] = frozenset()
_NAME = Word(NONE, NONE, frozenset({"technologies"}))
_WORK = {
    form: Word(frozenset({"make"}), NONE, frozenset({form}), "", frozenset({"make"}))
    for form in _FORMS
}
"""A verb that was never met."""
_LONGEST = 40
"""Letters of a form that is kept."""


@dataclass(slots=True, eq=False)
class Token:
    """One word or sign: as written, in small letters, and what it may be.

    The same one stands for every place where it is written so; `places` says where those are.
    """

    text: str
    low: str
    verbs: frozenset[str]
    deeds: frozenset[str]
    nouns: frozenset[str]
    topics: frozenset[str]
    """Of its classes of nouns, what a statement may be about."""
    marks: frozenset[str]
    lemma: str
    signs: int
    is_word: bool
    """Letters, not a number or a sign."""
    is_number: bool
    is_capital: bool
    is_small: bool
    common: int
    """Of which languages it is a common word: a count of 1 in the digits of each, 16 bits apart."""


class _Known(dict[str, Token]):
    """Tokens of a language by their written form."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code

    def __missing__(self, written: str) -> Token:
        found = _token(written, self.code)
        if len(written) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[written] = found
        return found


def split(text: str) -> list[str]:
    """A text's words and signs as written, with what trails them."""
    return _TOKEN.findall(text)


def places(text: str) -> list[int]:
    """Where each of them begins."""
    return [match.start() for match in _TOKEN.finditer(text)]


def tokens(written: Sequence[str], code: str) -> list[Token]:
    """What these words and signs are in a language."""
    return list(map(_known(code).__getitem__, written))


@cache
def _known(code: str) -> _Known:
    return _Known(code)


def _token(written: str, code: str) -> Token:
    text = written.rstrip(_TRAILING) or written
    low = text.lower()
    word = known(low, code)
    if word is NOTHING and (text == low or not language(code).verb_second):
        form = language(code).guessed(low)
        word = _WORK[form] if form else word
    if text.isupper() and 1 < len(text) <= _ACRONYM and word.verbs:
        word = replace(word, verbs=NONE, deeds=NONE, marks=word.marks - _FORMS)  # `LED`
    return Token(
        text=text, low=low, verbs=word.verbs, deeds=word.deeds, nouns=word.nouns,
        topics=word.nouns & _TOPICS, marks=word.marks, lemma=word.lemma,
        signs=signs_of(written, word), is_word=text[0].isalpha(), is_number=text[0].isdigit(),
        is_capital=text[0].isupper(),
        is_small=text[0].islower(), common=_commonness(low),
    )  # fmt: skip


@lru_cache(maxsize=_MOST)
def known(low: str, code: str) -> Word:
    """What a word in small letters may be; another language is asked where this one does not know it."""
    found = lexicon(code).get(low)
    if found is None and "-" in low:
        first, _hyphen, last = low.rpartition("-")
        if "-to-" in low:
            last = low.partition("-")[0]  # `time-to-first-review`
        found = lexicon(code).get(last)
        if found is not None and first not in _AGAIN:
            # `on-call`, `right-to-left`: the last part tells what it is, but nothing is called or left
            found = replace(found, verbs=NONE, deeds=NONE, marks=found.marks - _FORMS)
    if found is None and len(low) > SHORTEST + 2:
        ends = tails(code)
        if ends:
            parts = (low[start:] for start in range(1, len(low) - SHORTEST + 1))
            found = lexicon(code).get(next((part for part in parts if part in ends), ""))
    return found or _elsewhere().get(low, NOTHING)


@cache
def _elsewhere() -> dict[str, Word]:
    """What a word is in the first language that knows it."""
    found: dict[str, Word] = {}
    for code in codes():
        for form, word in lexicon(code).items():
            found.setdefault(form, word)
    return found


@cache
def codes() -> tuple[str, ...]:
    """The languages there are, English first, as it is meant in doubt."""
    return tuple(sorted((one.code for one in languages()), key=lambda code: (code != "en", code)))


_WIDTH = 16
_HALF = (1 << _WIDTH) - 1


@cache
def _common() -> dict[str, int]:
    """Two for a common word of a language, one for any word that only it knows."""
    found: dict[str, int] = {}
    for place, code in enumerate(codes()):
        others = [lexicon(other) for other in codes() if other != code]
        for form, word in lexicon(code).items():
            weight = 2 if "common" in word.marks else 0
            if "technologies" not in word.marks and not any(form in other for other in others):
                weight += 1
            found[form] = found.get(form, 0) + (weight << (place * _WIDTH))
    return found


@cache
def _letters() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(language(code).letters) for code in codes())


def _commonness(low: str) -> int:
    """What a word tells of its language, with one for a letter that only one has."""
    found = _common().get(low, 0)
    if not low.isascii():
        for place, letters in enumerate(_letters()):
            found += (not letters.isdisjoint(low)) << (place * _WIDTH)
    return found


def in_its_language(written: Sequence[str]) -> tuple[str, list[Token]]:
    """The code of the language whose commonest words stand in it most often, and its words in that."""
    found = tokens(written, "en")
    counts = sum([token.common for token in found])
    if counts <= _HALF:
        return "en", found
    best, most = "en", counts & _HALF
    for place, code in enumerate(codes()):
        count = counts >> (place * _WIDTH) & _HALF
        if count > most:
            best, most = code, count
    return best, found if best == "en" else tokens(written, best)
