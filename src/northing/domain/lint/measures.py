"""What a statement counts: figures of consequence, and those that only look well."""

import re

from northing.domain.lint.amounts import Amount, figures
from northing.domain.lint.change import is_share, lead
from northing.domain.lint.clauses import DETERMINERS, core
from northing.domain.lint.reading import LONGEST, Reading, Words
from northing.domain.lint.signs import one_of
from northing.domain.lint.tokens import known

VAIN = re.compile(rf"\b(?:{one_of('vain')})\b", re.IGNORECASE)
"""A figure that looks well and decides nothing."""
_HINT_OF_VAIN = re.compile(one_of("vain"))
"""The same without borders, in small letters only: quick to say that there is none."""
PER = re.compile(rf"(?:\b(?:{one_of('per')})\s|/\s?)([\w.,]+)\s*([^\W\d_]*)", re.IGNORECASE)
"""What makes a ratio of it: `per hour spent`, `per 1,000 impressions`."""
_WORD = re.compile(r"[^\W\d_][\w-]*")
_LIST_ASIDE = re.compile(r"\([^),]{0,200},[^)]{0,200}\)")
_PER_CENT = re.compile(r"%|cent\b|[Pp]rozent")
_BY = re.compile(r"[Bb]y |[Uu]m ")
_DIFFERENCE = re.compile(
    r"\b(?:by|um)\s+(?:(?:at least|mindestens|another|weitere)\s+)?$", re.IGNORECASE
)


def vain(reading: Reading) -> Words | None:
    """A figure that is easily raised without any use, unless it is set against what it cost or brought."""
    if reading.measure_type != "numeric" or not _HINT_OF_VAIN.search(reading.text.lower()):
        return None
    found = VAIN.search(reading.text, 0, LONGEST)
    if found is None:
        return None
    ratio = PER.search(reading.text, 0, LONGEST)
    if ratio is not None and not _is_plain_rate(ratio[1], ratio[2], reading.language):
        return None
    return Words(found[0], found.start())


def names_measure(reading: Reading) -> bool:
    """Whether a word of it is something that is counted."""
    words = (
        known(word.strip(".,;:()"), reading.language)
        for word in reading.text[:LONGEST].lower().split()
    )
    return any("measure" in word.nouns for word in words)


def counts_things(reading: Reading) -> bool:
    """Whether its target counts what somebody makes, not what is measured: `60 machines`, `two new guides`."""
    if reading.target is None or is_share(reading.target):
        return False
    start = reading.target.end
    following = _WORD.findall(reading.text, start, start + 40)[:2]
    nouns = [known(word.lower(), reading.language).nouns for word in following]
    return any("thing" in one for one in nouns) and not any("measure" in one for one in nouns)


def happens_often(reading: Reading) -> bool:
    """Whether what it says can be counted: people use something, deals are won; a round is closed once."""
    verb = lead(reading)
    if not reading.verb or "be" in verb.verbs:
        return False
    if reading.stands or "live" in verb.verbs:
        return "live" in verb.verbs
    words = _WORD.findall(reading.text, 0, LONGEST)
    at = next((n for n, w in enumerate(words) if known(w.lower(), reading.language) == verb), -1)
    return words[at + 1 : at + 2] != [] and words[at + 1].lower() not in DETERMINERS


def begins_with_doing(reading: Reading) -> bool:
    """Whether it leads with what somebody will be busy with: `preparing a programme`."""
    first = _WORD.search(core(reading.text)[0])
    word = known(first[0].lower(), reading.language) if first else None
    return word is not None and not reading.stands and "ing" in word.marks and bool(word.deeds)


def first_praise(reading: Reading) -> Words | None:
    """The first praising word that says how something shall be, outside of bracketed lists; verbs say what is done."""
    asides = [one.span() for one in _LIST_ASIDE.finditer(reading.text)]
    for one in reading.vague:
        if known(one.text.lower(), reading.language).verbs:
            continue
        if not any(start <= one.start < end for start, end in asides):
            return one
    return None


def relative_change(reading: Reading) -> Amount | None:
    """The share by which something shall change: `by 20 %`, wherever it stands."""
    if not reading.has_number or not _PER_CENT.search(reading.text) or not _BY.search(reading.text):
        return None
    return next(
        (
            one
            for one in figures(reading.text)
            if one.value is not None
            and is_share(one)
            and _DIFFERENCE.search(reading.text, max(0, one.start - 30), one.start)
            and not reading.text.startswith((" of ", " der "), one.end)
        ),
        None,
    )


def _is_plain_rate(unit: str, following: str, language: str) -> bool:
    """`per month`, also where the sentence goes on: `per month by June`, but not `per hour spent`."""
    if "time_units" not in known(unit.lower(), language).marks:
        return False
    return not following or bool(known(following.lower(), language).marks & {"breaks", "by"})
