"""Rewrites made of a statement's own words, with gaps (`__`) for what it does not say."""

from collections.abc import Mapping
from functools import cache, lru_cache

from northing.domain.lint.amounts import Amount
from northing.domain.lint.change import is_whole
from northing.domain.lint.clauses import core
from northing.domain.lint.reading import LONGEST, Reading
from northing.domain.lint.tokens import known
from northing.domain.lint.vocabulary import language

GAP = "__"
_LONGEST = 120
"""Characters of a rewrite's own words: longer ones cannot be read beside a field."""
_ENDS = " ,.;:!?-–(\"'"


def subject(reading: Reading, figure: Amount | None = None) -> str:
    """What a statement is about: its words before the figures and the date; empty if none are left.

    `figure` is one more of its figures, beside baseline and target.
    """
    text = _plain(reading)
    figures = (reading.baseline, reading.target, figure)
    places = [text.find(one.text) for one in figures if one is not None and not is_whole(one)]
    places += [text.find(reading.timeframe)] if reading.timeframe else []
    cut = min((place for place in places if place >= 0), default=len(text))
    words = text[:cut].strip(_ENDS).split()
    while words and _joins(words[-1], reading.language):
        words.pop()
    found = " ".join(words)
    return found if len(words) > 1 and len(found) <= _LONGEST else ""


def from_to(reading: Reading, about: str, target: str = GAP) -> str:
    """`Reduce deployment time from __ to __ by __`, in the statement's language."""
    joint = _joints(reading)
    way = f"{joint['from']} {GAP} {joint['to']} {target}"
    last = "".join(_plain(reading).split()[-1:]).strip(_ENDS)
    verb_last = language(reading.language).verb_second and bool(
        known(last.lower(), reading.language).verbs
    )
    if about and verb_last and last not in about:
        return f"{about} {until(reading)} {way} {last}"
    return f"{about or GAP} {way} {until(reading)}"


def until(reading: Reading) -> str:
    """The date of a statement, or a gap for it."""
    by = _joints(reading)["by"]
    said = reading.timeframe.strip(_ENDS)
    if not said:
        return f"{by} {GAP}"
    first = said.split()[0].lower()
    return (
        said
        if first in {by, "in", "im"} or "breaks" in known(first, reading.language).marks
        else f"{by} {said}"
    )


def with_today(reading: Reading) -> str:
    """The statement with a gap for where the figure stands."""
    return _added(reading, f"({_joints(reading)['today']}: {GAP})")


def with_date(reading: Reading) -> str:
    """The statement with a gap for its date."""
    return _added(reading, f"{_joints(reading)['by']} {GAP}")


def with_share(reading: Reading) -> str:
    """The statement with gaps for how many of how many."""
    return _added(reading, f": {GAP} {_joints(reading)['of']} {GAP}").replace(" :", ":")


def effect_of_work(reading: Reading) -> str:
    """A figure that the work shall move, and the work as the way there; empty where none is named."""
    way = _without_verb(reading)
    if not way or language(reading.language).verb_second:
        return ""
    return f"{from_to(reading, GAP)}, {_joints(reading)['through']} {way}"


def retargeted(reading: Reading) -> str:
    """The statement with a gap instead of its target."""
    if reading.target is None or len(reading.text) > _LONGEST:
        return ""
    return reading.text[: reading.target.start] + GAP + reading.text[reading.target.end :]


def _added(reading: Reading, what: str) -> str:
    text = _plain(reading).rstrip(" .;,")
    return f"{text} {what}" if text and len(text) <= _LONGEST else ""


def _without_verb(reading: Reading) -> str:
    """The thing that is made, where the statement begins with the making of it."""
    about = subject(reading)
    first, _space, rest = about.partition(" ")
    word = known(first.lower(), reading.language)
    return rest if reading.verb and word.lemma == reading.verb else ""


def _plain(reading: Reading) -> str:
    return _core(reading.text[:LONGEST])


@lru_cache(maxsize=64)
def _core(text: str) -> str:
    """Several rules rewrite the same statement."""
    return core(text)[0].strip()


def _joins(word: str, code: str) -> bool:
    """Whether a word only leads to the number behind it."""
    marks = known(word.lower(), code).marks
    return bool(marks & {"breaks", "by"}) or word.lower() in {
        "less",
        "more",
        "least",
        "most",
        "mindestens",
        "at",
    }


def _joints(reading: Reading) -> Mapping[str, str]:
    return _joints_of(reading.language)


@cache
def _joints_of(code: str) -> Mapping[str, str]:
    return {**language("en").joints, **language(code).joints}
