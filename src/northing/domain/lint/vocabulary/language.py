"""What a language file says: words by what they tell of work and results."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

VOWELS = frozenset("aeiouy")
Forms = Callable[[str], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Language:
    """One language. Every field but `code` and `forms` holds words, apart by spaces; a hyphen joins words of one."""

    code: str
    common: str
    """Words by which the language is known."""
    forms: Forms
    """All forms of a verb, by its plain one: that first, `=` before those that say that it is done."""
    change: str
    reach: str
    make: str
    do: str
    able: str
    live: str
    be: str
    aux: str
    measure: str
    thing: str
    event: str
    coverage: str
    all_of: str
    vague: str
    quality: str
    down: str
    up: str
    adverbs: str
    breaks: str
    by: str
    without: str
    time_units: str
    months: str
    technologies: str
    usual: str
    compounds: bool = False
    """Whether the last part of a long word tells what it is."""
    noun_endings: tuple[str, ...] = ("s", "es")


def verb_forms_by_rule(irregular: Mapping[str, str]) -> Forms:
    """English: `plan` gives plans, planned, planning."""

    def forms(verb: str) -> Iterator[str]:
        yield verb
        if verb in irregular:
            yield from irregular[verb].split()
            return
        stem = verb
        if verb.endswith("e"):
            yield from (f"{verb}s", f"{verb}d", f"{verb[:-1]}ing")
            return
        if verb.endswith("y") and verb[-2] not in VOWELS:
            yield from (f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
            return
        if _doubles(verb):
            stem = verb + verb[-1]
        plural = f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{verb}s"
        yield from (plural, f"{stem}ed", f"{stem}ing", f"{verb}ed", f"{verb}ing")

    return forms


def _doubles(verb: str) -> bool:
    """Short ones that end in one vowel and one consonant, such as ship and plan."""
    if len(verb) < 3 or len(verb) > 5 or verb[-1] in "aeiouywxh":
        return False
    return verb[-2] in "aeiou" and verb[-3] not in "aeiou"
