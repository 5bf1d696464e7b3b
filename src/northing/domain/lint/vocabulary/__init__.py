"""The languages that statements are read in: every file of this folder with a `LANGUAGE`.

A further language is one more file.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from northing.domain.lint.vocabulary.language import Language

VERBS = ("change", "reach", "make", "do", "able", "live", "be", "aux")
NOUNS = ("measure", "thing", "event", "coverage", "people")
ADJECTIVES = frozenset({"vague", "quality"})
NOMINAL = {"do": "event", "make": "thing", "change": "measure"}
"""What a noun is that is made of a verb."""
DEEDS = frozenset(VERBS[:6])
PLAIN = (
    "common", "vague", "quality", "adverbs", "breaks", "by", "without", "time_units", "months", "technologies",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """What one written word may be: classes of verbs and nouns, forms, and everything else it belongs to."""

    verbs: frozenset[str]
    nouns: frozenset[str]
    marks: frozenset[str]
    """Of PLAIN, and `up`, `down`, `usual`; of verbs `base`, `s`, `past`, `ing`."""
    lemma: str = ""
    deeds: frozenset[str] = frozenset()
    """Its classes of verbs but those that only help."""


NOTHING = Word(frozenset(), frozenset(), frozenset())


@cache
def languages() -> tuple[Language, ...]:
    """Every language there is, by the name of its file."""
    found = (import_module(f"{__name__}.{one.name}") for one in iter_modules(__path__))
    return tuple(m.LANGUAGE for m in found if hasattr(m, "LANGUAGE"))


@cache
def language(code: str) -> Language:
    """The language of a code. Raises KeyError for one that there is not."""
    return {one.code: one for one in languages()}[code]


@cache
def lexicon(code: str) -> dict[str, Word]:
    """Every written form of a language with what it may be."""
    spoken = language(code)
    known: dict[str, _Entry] = {}
    for name, verb in _listed(spoken, VERBS):
        for form in spoken.forms(verb):
            found = known.setdefault(form, _Entry())
            found.verbs.add(name)
            found.marks.add(spoken.form(verb, form))
            found.lemmas.append(verb)
    for name, verb in _listed(spoken, ("up", "down", "usual")):
        for form in {verb, *spoken.forms(verb)}:
            known.setdefault(form, _Entry()).marks.add(name)
    for name, noun in _listed(spoken, NOUNS):
        for form in spoken.plurals(noun):
            known.setdefault(form, _Entry()).nouns.add(name)
    for name, noun in _nominals(spoken, known):
        for form in spoken.plurals(noun):
            known.setdefault(form, _Entry()).nouns.add(name)
    for name, form in _plain(spoken):
        known.setdefault(form, _Entry()).marks.add(name)
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
        verbs = frozenset(self.verbs)
        return Word(verbs, frozenset(self.nouns), frozenset(self.marks), lemma, verbs & DEEDS)


def _plain(spoken: Language) -> Iterable[tuple[str, str]]:
    for name, word in _listed(spoken, PLAIN):
        for form in spoken.inflected(word) if name in ADJECTIVES else (word,):
            yield name, form


def _nominals(spoken: Language, known: dict[str, _Entry]) -> Iterable[tuple[str, str]]:
    """Nouns made of verbs, where nobody has said better what they are."""
    for name, verb in _listed(spoken, NOMINAL):
        noun = spoken.nominal(verb)
        if noun and not (noun in known and known[noun].nouns):
            yield NOMINAL[name], noun


def _listed(spoken: Language, names: Iterable[str]) -> Iterable[tuple[str, str]]:
    return ((name, word) for name in names for word in words(getattr(spoken, name)))


SHORTEST = 4
"""Letters of a noun by which the end of a compound is known."""


@cache
def tails(code: str) -> frozenset[str]:
    """In a language of compounds: its longer nouns, by which the end of a long word is known."""
    spoken = language(code)
    if not spoken.compounds:
        return frozenset()
    return frozenset(
        form
        for name in NOUNS
        for noun in words(getattr(spoken, name))
        if len(noun) >= SHORTEST
        for form in spoken.plurals(noun)
    )


@cache
def every(name: str) -> tuple[str, ...]:
    """The words of a field in all languages."""
    return tuple(dict.fromkeys(word for one in languages() for word in words(getattr(one, name))))


@cache
def numbers() -> dict[str, int]:
    """Numbers as words, in all languages."""
    return {word: number for one in languages() for word, number in one.spelled.items()}


def words(text: str | Iterable[str]) -> Iterable[str]:
    """The words of a field: a hyphen stands as written."""
    return text.split() if isinstance(text, str) else text
