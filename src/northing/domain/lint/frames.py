"""Statements whose figures say what they aim at: something that is seen to go from one figure to another.

`Pages per shift fall from 14 to 5`, `A refund takes 2 days, down from 9`, `Headroom stays above 20 %`: who
writes a figure for today speaks of a measure, whatever its nouns are. Only how much is covered or made
keeps being work: `Increase test coverage from 40 % to 80 %`, `Publish 10 guides instead of 4`.
"""

from collections.abc import Sequence

from northing.domain.lint.clauses import Clause, verbs_of
from northing.domain.lint.phrases import topic
from northing.domain.lint.signs import DOWN, PERCENT
from northing.domain.lint.tokens import Token
from northing.domain.lint.vocabulary import every, words

MOVES, STAYS, TAKES, LEVELS = (
    frozenset(every(name)) for name in ("moves", "stays", "takes", "levels")
)
GETS, FINDS, ASKED = (frozenset(every(name)) for name in ("gets", "finds", "asked"))
WE = frozenset(words("we wir i ich"))


def is_question(found: Sequence[Token]) -> bool:
    """`Find out how many …`: what is promised is to know."""
    first = 1 if found and found[0].low in WE else 0
    if len(found) <= first or found[first].lemma not in FINDS:
        return False
    return any(t.low in ASKED for t in found[first + 1 : first + 4])


def is_won(found: Sequence[Token]) -> bool:
    """`Get 500 listens`, `Be named in 20 % of …`: how often others do something."""
    first = found[0] if found else None
    if first is None or first.low not in GETS:
        return False
    at = next((n for n, t in enumerate(found[1:5], 1) if t.is_number), None)
    if at is None or any("coverage" in t.nouns for t in found):
        return False
    if first.low == "be":
        return "past" in found[1].marks
    return not any("past" in t.marks and not t.nouns for t in found[at + 1 :])


def tells_a_figure(found: Sequence[Token], clause: Clause, *, has_baseline: bool) -> bool:
    """Whether a figure is told that something has now and shall have then."""
    at = _predicate(found)
    if at is None:
        return has_baseline and not _is_made(found, clause) and not _is_covered(found)
    if at == 0 or (not has_baseline and found[at].lemma in TAKES):
        return False
    is_share = any(t.signs & PERCENT for t in found[at:])
    return bool(found[at].signs & DOWN) or not _is_covered(found[:at], is_share=is_share)


def _predicate(found: Sequence[Token]) -> int | None:
    """Where the verb stands that leads to a figure; 0 for one that stands first."""
    for place, token in enumerate(found[:-1]):
        if not token.verbs or "ing" in token.marks:
            continue
        if token.lemma in MOVES or token.lemma in STAYS or token.lemma in TAKES:
            after = found[place + 1 : place + 4]
            leads = after[0].low in LEVELS or after[0].is_number
            if leads and any(t.is_number for t in after) and _is_finite(found, place):
                return place
    return None


def _is_finite(found: Sequence[Token], place: int) -> bool:
    """Whether it says what its subject does: no `to rise`, no `a rise`, no `will`."""
    if place == 0:
        return True
    before = found[place - 1]
    return (
        before.low not in {"to", "a", "an", "the", "zu", "by"} and "past" not in found[place].marks
    )


def _is_covered(before: Sequence[Token], *, is_share: bool = False) -> bool:
    """Whether the figure counts what is covered, or held by those who write."""
    nouns, head = topic(before)
    if head is None or "measure" in nouns:
        return False
    return "coverage" in head.nouns or (nouns == {"event"} and not is_share)


def _is_made(found: Sequence[Token], clause: Clause) -> bool:
    """Whether those who write make what it counts: `Publish 10 guides instead of 4`."""
    verb = clause.verb
    if verb is None or clause.stands or not found or verb is not found[0] or verb.nouns:
        return False
    made = verbs_of(verb)
    return bool(made & {"make", "do"}) and not made & {"change", "reach", "live"}
