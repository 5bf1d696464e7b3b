"""Two aims in one sentence: where the second one begins."""

from collections.abc import Sequence

from northing.domain.lint import signs
from northing.domain.lint.clauses import Clause
from northing.domain.lint.tokens import Token
from northing.domain.lint.vocabulary import words

_FORMS = frozenset({"base", "ing", "past"})
_HELPING = frozenset({"be", "aux", "live", "able"})
_PURPOSE = frozenset(words("to by that which who so um dass damit indem"))
"""What follows one of these with a verb belongs to the aim before it: `a guide to help and to train`."""


def joint_of(found: Sequence[Token], clause: Clause) -> int | None:
    """The place of the word that joins two aims: `and` before a verb of the same form as the first.

    Each has to have an object of its own: `design and ship a page` is one aim, as is what serves it.
    """
    first = clause.verb
    if first is None or not first.deeds or (clause.stands and "base" not in first.marks):
        return None
    at = next((n for n, token in enumerate(found) if token is first), len(found))
    aside = False
    for place in range(at + 1, len(found) - 1):
        token, following = found[place], found[place + 1]
        if token.low in {",", ";"}:
            aside = False
        elif token.low in _PURPOSE and following.deeds and following.marks & {"base", "ing"}:
            aside = True
        if not token.signs & signs.JOINT or aside or place - at < 2:
            continue
        if _is_second(found, place + 1, first):
            return place
    return None


def _is_second(found: Sequence[Token], place: int, first: Token) -> bool:
    """Whether a verb stands there, of the same form as the first, and with an object."""
    verb = found[place]
    if not verb.verbs - _HELPING or not verb.marks & first.marks & _FORMS or "-" in verb.low:
        return False
    after = found[place + 1] if place + 1 < len(found) else None
    if after is None or not (after.is_word or after.is_number):
        return not verb.nouns
    return not verb.nouns or (not after.verbs and "breaks" not in after.marks)
