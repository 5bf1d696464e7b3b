"""What a language file says: words by what they tell of work and results."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

VOWELS = frozenset("aeiouy")
Forms = Callable[[str], Iterator[str]]
Naming = Callable[[str, str], str]
Guess = Callable[[str], str]


def _as_it_is(word: str) -> Iterator[str]:
    yield word


def _nothing(_word: str) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language. Its fields are words, apart by spaces; a hyphen joins words of one. What is left out is empty."""

    code: str
    common: str
    """Words by which the language is known."""
    forms: Forms
    """All forms of a verb, by its plain one: that first."""
    form: Naming
    """What a form says, by the plain one and itself: `base`, `s` (somebody does), `past` (it is done), `ing`."""
    plurals: Forms
    """A noun in its singular and its plurals."""
    inflected: Forms = _as_it_is
    """What an adjective looks like before a noun."""
    nominal: Guess = _nothing
    """The noun that is made of a verb: `Einführung`."""
    guessed: Guess = _nothing
    """For a word in small letters that nobody listed: the form of a verb of work that it looks like, or empty."""
    letters: str = ""
    """Letters that no other language has."""
    change: str = ""
    reach: str = ""
    make: str = ""
    do: str = ""
    able: str = ""
    live: str = ""
    be: str = ""
    aux: str = ""
    states: str = ""
    """Forms of `be` by which a sentence says how something is."""
    helps: str = ""
    """Verbs that stand for nothing but the sentence: has, can."""
    subjects: str = ""
    """Who speaks: we, our team."""
    measure: str = ""
    thing: str = ""
    event: str = ""
    people: str = ""
    coverage: str = ""
    vague: str = ""
    quality: str = ""
    down: str = ""
    up: str = ""
    adverbs: str = ""
    determiners: str = ""
    breaks: str = ""
    """Where a phrase ends: prepositions, `that`."""
    by: str = ""
    without: str = ""
    whole: str = ""
    """All, every, none: a target without a number."""
    begin: str = ""
    """Before a start value: from."""
    end: str = ""
    """Before a target: to."""
    now: str = ""
    """Before or after the figure of today: currently, up-from."""
    until: str = ""
    """Before a date."""
    moves: str = ""
    """What a figure does of itself: rise, fall."""
    stays: str = ""
    takes: str = ""
    """What leads to the figure that something has: takes, costs."""
    levels: str = ""
    """Between such a verb and its figure: from, above, within."""
    gets: str = ""
    """What others give: get, win."""
    finds: str = ""
    """To come to know: find out, learn."""
    asked: str = ""
    """What a question begins with."""
    time_units: str = ""
    months: str = ""
    spelled: Mapping[str, int] = field(default_factory=dict)
    """Numbers as words."""
    technologies: str = ""
    vain: str = ""
    """Figures that look well and decide nothing, or that are easily made to look well; each in all of its forms.

    The distinction is that of Ries, *The Lean Startup*, 2011.
    """
    per: str = ""
    """What makes a ratio of a figure: per."""
    usual: str = ""
    joints: Mapping[str, str] = field(default_factory=dict)
    """The small words of rewrites: from, to, by (a day), today, through, of. English ones stand in for missing ones."""
    compounds: bool = False
    """Whether the last part of a long word tells what it is."""
    verb_second: bool = False
    """Whether a sentence may begin with anything and its plain verb may stand last."""
    particles: str = ""
    """What parts from its verb and stands last: `legen … fest`."""
    participles: tuple[str, ...] = ()
    """With what a form that says that it is done begins, where its verb stands last."""


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


def english_form(verb: str, form: str) -> str:
    """`ships` is s, `shipped` past, `shipping` ing."""
    if form == verb:
        return "base"
    if form.endswith("ing"):
        return "ing"
    return "s" if form.endswith("s") else "past"


_VERBAL = re.compile(r"[a-z]{3,}(?:(i[sz]e|ify)|(i[sz]es|ifies)|(i[sz]ed|ified)|(i[sz]ing|ifying))")
_NOT_VERBAL = re.compile(
    r".*(?:wise|prise|mise|chise|pertise|ractise|cise|noise|raise|praise|size|prize|ssise)(?:s|d)?$"
)


def english_guess(word: str) -> str:
    """`gamify`, `digitises`, `privatized`."""
    found = _VERBAL.fullmatch(word)
    if found is None or _NOT_VERBAL.match(word):
        return ""
    return ("base", "s", "past", "ing")[(found.lastindex or 1) - 1]


def english_plurals(noun: str) -> Iterator[str]:
    """`policy` gives policies, `index` indexes."""
    yield noun
    if noun.endswith("y") and len(noun) > 2 and noun[-2] not in "aeiou":
        yield f"{noun[:-1]}ies"
    elif noun.endswith(("s", "x", "z", "ch", "sh")):
        yield f"{noun}es"
    else:
        yield f"{noun}s"


def _doubles(verb: str) -> bool:
    """Short ones that end in one vowel and one consonant, such as ship and plan."""
    if len(verb) < 3 or len(verb) > 5 or verb[-1] in "aeiouywxh":
        return False
    return verb[-2] in "aeiou" and verb[-3] not in "aeiou"
