"""The languages that statements are read in: every file of this folder with a `LANGUAGE`.

A further language is one more file.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from northing.domain.lint.vocabulary.language import Language

VERBS = ("change", "reach", "make", "do", "able", "live", "be", "aux")
NOUNS = ("measure", "thing", "event", "coverage")
PLAIN = (
    "common", "all_of", "vague", "quality", "adverbs", "breaks", "by", "without", "time_units", "months",
    "technologies",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """What one written word may be: classes of verbs and nouns, forms, and everything else it belongs to."""

    verbs: frozenset[str]
    nouns: frozenset[str]
    marks: frozenset[str]
    """Of PLAIN, and `up`, `down`, `usual`; of verbs `base`, `s`, `past`, `ing`."""
    lemma: str = ""


NOTHING = Word(frozenset(), frozenset(), frozenset())


@cache
def languages() -> tuple[Language, ...]:
    """Every language there is, by the name of its file."""
    found = (import_module(f"{__name__}.{one.name}") for one in iter_modules(__path__))
    return tuple(m.LANGUAGE for m in found if hasattr(m, "LANGUAGE"))


@cache
def lexicon(code: str) -> dict[str, Word]:
    """Every written form of a language with what it may be."""
    language = next(one for one in languages() if one.code == code)
    known: dict[str, _Entry] = {}
    for name, verb in _listed(language, VERBS):
        for form in language.forms(verb):
            found = known.setdefault(form, _Entry())
            found.verbs.add(name)
            found.marks.add(_form(verb, form, code))
            found.lemmas.append(verb)
    for name, verb in _listed(language, ("up", "down", "usual")):
        for form in {verb, *language.forms(verb)}:
            known.setdefault(form, _Entry()).marks.add(name)
    for name, noun in _listed(language, NOUNS):
        for form in _numbers(noun, language):
            known.setdefault(form, _Entry()).nouns.add(name)
    for name, word in _listed(language, PLAIN):
        known.setdefault(word, _Entry()).marks.add(name)
    return {form: one.word(form) for form, one in known.items()}


@dataclass(slots=True)
class _Entry:
    """A word while its classes are gathered."""

    verbs: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    marks: set[str] = field(default_factory=set)
    lemmas: list[str] = field(default_factory=list)

    def word(self, form: str) -> Word:
        lemma = self.lemmas[0] if self.lemmas else form
        return Word(frozenset(self.verbs), frozenset(self.nouns), frozenset(self.marks), lemma)


def _listed(language: Language, names: Iterable[str]) -> Iterable[tuple[str, str]]:
    return ((name, word) for name in names for word in words(getattr(language, name)))


@cache
def tails(code: str) -> tuple[tuple[str, ...], int]:
    """In a language of compounds: its longer nouns, by which the end of a long word is known."""
    language = next(one for one in languages() if one.code == code)
    if not language.compounds:
        return (), 0
    found = {
        form
        for name in NOUNS
        for noun in words(getattr(language, name))
        if len(noun) >= 4
        for form in _numbers(noun, language)
    }
    return tuple(sorted(found, key=len, reverse=True)), 4


def words(text: str) -> Iterable[str]:
    """The words of a field: a hyphen stands as written."""
    return text.split()


def _numbers(noun: str, language: Language) -> Iterable[str]:
    """A noun in its singular and plural."""
    yield noun
    if language.code == "en":
        if noun.endswith("y") and len(noun) > 2 and noun[-2] not in "aeiou":
            yield f"{noun[:-1]}ies"
        elif re.search(r"(s|x|z|ch|sh)$", noun):
            yield f"{noun}es"
        else:
            yield f"{noun}s"
        return
    for ending in language.noun_endings:
        yield noun + ending


def _form(verb: str, form: str, code: str) -> str:
    if form == verb:
        return "base"
    if form.endswith("ing") and code == "en":
        return "ing"
    if code == "de":
        return "past" if form.startswith("ge") or form.endswith("t") else "base"
    return "s" if form.endswith("s") else "past"
