"""Whether a statement names the way instead of the end: something to build, a technology, a project.

The labels that this is measured by repeat at kappa 0.52: it is worth a hint, and no more.
"""

from collections.abc import Sequence

from northing.domain.lint import signs
from northing.domain.lint.clauses import Clause
from northing.domain.lint.kinds import PEOPLE
from northing.domain.lint.states import Kind
from northing.domain.lint.tokens import Token
from northing.domain.lint.vocabulary import words

_NO_WAY = frozenset(
    words("hire recruit staff fill appoint make keep einstellen rekrutieren halten bleiben")
)
"""Verbs of work that name no way: people are found for it, or something becomes as it should be."""
_NO_THING = frozenset(
    words("hire hires hiring role roles position positions team teams stelle stellen rolle rollen")
)
_MEANS = frozenset(words("by with using via through to mit durch auf mittels per"))
_OURSELVES = frozenset(words("us ourselves uns"))
_ABLE = frozenset(words("can could may kann können"))
_PRAISE = frozenset(words("well widely gut breit"))


def names_solution(kind: Kind, found: Sequence[Token], clause: Clause, held: int) -> bool:
    """Whether it does. `held` is what the words are found by."""
    if kind == "outcome":
        return bool(held & signs.NAMED) and _technology(found, _MEANS)
    if clause.verb is not None and clause.stands:
        return _is_made(clause.verb, clause)
    if held & signs.NAMED and _technology(found):
        return True
    if kind != "output":
        return False
    if clause.verb is None:
        return _is_of_thing(found)
    deeds = clause.verb.deeds
    if "change" in deeds or clause.verb.lemma in _NO_WAY or _begins(clause.after, _OURSELVES):
        return False
    return not _is_of_people(clause.after) if deeds == {"make"} else _is_of_thing(clause.after)


def _begins(found: Sequence[Token], listed: frozenset[str]) -> bool:
    return bool(found) and found[0].low in listed


def _is_made(verb: Token, clause: Clause) -> bool:
    """A state is a way only where it says that something is made: `the portal is built`, not `is well known`."""
    if verb.low in _ABLE or any(t.low in _PRAISE for t in clause.after[:3]):
        return False
    done = next((t for t in clause.after if t.deeds and "past" in t.marks), verb)
    return "past" in done.marks and done.deeds == {"make"}


def _is_of_people(found: Sequence[Token]) -> bool:
    """Whether people shall come together or become something: `a happy and productive team`."""
    return _is_praised(found) and any(t.low.rstrip("s") in PEOPLE for t in found[:6])


def _is_of_thing(found: Sequence[Token]) -> bool:
    """Whether the first phrase is about something that can be built, and nothing praises it."""
    last: Token | None = None
    for token in found:
        if last is not None and ("breaks" in token.marks or not (token.is_word or token.is_number)):
            break
        last = token
    return (
        last is not None
        and "thing" in last.nouns
        and last.low not in _NO_THING
        and last.low.rstrip("s") not in PEOPLE
        and not _is_praised(found)
    )


def _is_praised(found: Sequence[Token]) -> bool:
    return any(t.signs & (signs.QUALITY | signs.VAGUE) for t in found)


def _technology(found: Sequence[Token], means: frozenset[str] = frozenset()) -> bool:
    """Whether a technology is named as such (behind one of `means`), not as what people belong to."""
    for place, token in enumerate(found):
        if not token.signs & signs.NAMED:
            continue
        after = found[place + 1] if place + 1 < len(found) else None
        if after is not None and after.low.rstrip("s") in PEOPLE:
            continue
        if not means or any(t.low in means for t in found[max(0, place - 3) : place]):
            return True
    return False
