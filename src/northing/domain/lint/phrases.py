"""What a phrase is about, and whether it gives a measure: its nouns, its figures, how fast."""

from collections.abc import Sequence

from northing.domain.lint import signs
from northing.domain.lint.clauses import DETERMINERS
from northing.domain.lint.tokens import Token
from northing.domain.lint.vocabulary import words

_SHORT = frozenset(
    words(
        "second seconds minute minutes min hour hours h day days sekunden minuten stunden stunde tag tage tagen"
    )
)


_ENDS = frozenset("(;.,/")
_NONE: frozenset[str] = frozenset()


def topic(after: Sequence[Token]) -> tuple[frozenset[str], Token | None]:
    """The classes of the last noun before the first preposition: what a phrase is about."""
    last: Token | None = None
    named = False
    for token in after:
        if last is not None and token.low in _ENDS:
            break
        if "breaks" in token.marks and token.low not in DETERMINERS:
            if last is not None or named or token.low in {"by", "through", "via", "durch"}:
                break
            continue
        if token.topics:
            last = token
        elif (
            token.is_small
            and token.is_word
            and not token.marks
            and not token.verbs
            and token.low.endswith("s")
        ):
            named = True
    return (last.topics if last is not None else _NONE), last


def any_nouns(found: Sequence[Token]) -> frozenset[str]:
    return _NONE.union(*[t.topics for t in found])


def has_quality(found: Sequence[Token], within: int = 12) -> bool:
    return bool(signs.of_all(found[:within]) & signs.QUALITY)


_LIMITS = frozenset(words("within innerhalb innert binnen under than"))


def is_timed(after: Sequence[Token]) -> bool:
    """`… within 24 hours`: how fast it is done each time."""
    for place, token in enumerate(after[:-2]):
        if token.low not in _LIMITS or (
            token.low == "than" and not (place and after[place - 1].low == "less")
        ):
            continue
        if any(t.low in _SHORT for t in after[place + 2 : place + 4]):
            return True
    return False


def counts_people(found: Sequence[Token]) -> bool:
    """`… with 5,000 registrations`: the number counts something that is measured."""
    pairs = zip(found, found[1:], strict=False)
    return any(
        a.is_number and b.nouns & {"measure", "people"} and "time_units" not in b.marks
        for a, b in pairs
    )


def is_level(found: Sequence[Token]) -> bool:
    """`… at 99 %`, `… below 5`: where a figure shall stand."""
    pairs = zip(found, found[1:], strict=False)
    return any(
        (a.low in _LEVELS and b.is_number) or (b.low == "than" and place)
        for place, (a, b) in enumerate(pairs)
    )


_LEVELS = frozenset(words("up down at below above under over > < ≥ ≤ = bei unter über"))
