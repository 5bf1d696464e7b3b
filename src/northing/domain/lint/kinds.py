"""Whether a statement aims at an outcome, an output or an activity: from its verb, and from what the verb is about.

A change in what people do or in what a system measures is an outcome; what can be handed over is an
output; effort is an activity. (The distinction is that of Seiden, *Outcomes over Output*, 2019.)
"""

from collections.abc import Sequence
from typing import Literal

from northing.domain.lint.clauses import (
    DETERMINERS,
    Clause,
    after_topic,
    clause_of,
    verbs_of,
)
from northing.domain.lint.tokens import Token
from northing.domain.lint.vocabulary import words

Kind = Literal["outcome", "output", "activity"]

_NOUNS = frozenset({"measure", "thing", "event"})
_AVAILABLE = frozenset(
    words(
        "place live available deployed production online ready public general staging operation betrieb"
    )
)


def kind(found: Sequence[Token], *, has_number: bool, code: str) -> Kind:
    """What a statement aims at."""
    listed = after_topic(list(found))
    clause = clause_of(listed, code)
    if clause.verb is None:
        return _of_noun_phrase(listed, has_number=has_number)
    decided = (
        _of_state(clause.verb, clause, has_number=has_number)
        if clause.stands
        else _of_deed(clause.verb, clause, has_number=has_number)
    )
    return _by_means(decided, listed, clause, has_number=has_number)


def _head(after: Sequence[Token]) -> tuple[frozenset[str], Token | None]:
    """The classes of the last noun before the first preposition: what a phrase is about."""
    last: Token | None = None
    for token in after:
        if token.low in {"(", ";", ".", ",", "/"} and last is not None:
            break
        if "breaks" in token.word.marks and token.low not in DETERMINERS:
            if last is not None or token.low in {"by", "through", "via", "durch"}:
                break
            continue
        if token.word.nouns & _NOUNS:
            last = token
    return (last.word.nouns & _NOUNS if last else frozenset()), last


def _any_nouns(found: Sequence[Token]) -> frozenset[str]:
    return frozenset(n for t in found for n in t.word.nouns & _NOUNS)


def _has_quality(found: Sequence[Token], within: int = 12) -> bool:
    return any("quality" in t.word.marks for t in found[:within])


def _of_deed(verb: Token, clause: Clause, *, has_number: bool) -> Kind:
    """Somebody does something: the verb decides, and where it may go with anything, its object."""
    verbs = verbs_of(verb)
    nouns, head = _head(clause.after)
    if verb.word.lemma == "reach" and clause.after and clause.after[0].low == "out":
        return "activity"
    if "change" in verbs and not verbs & {"make", "do"}:
        return _of_change(nouns, head)
    if verbs & {"change"} and "measure" in nouns:
        return "outcome"
    if "make" in verbs and "do" not in verbs:
        return _of_making(verbs, nouns, clause, has_number=has_number)
    if "do" in verbs and "make" not in verbs:
        if "measure" in nouns and "change" in verbs:
            return "outcome"
        if verbs & {"able"} and "thing" in nouns and "event" not in nouns:
            return "output"
        return "activity"
    if verbs >= {"make", "do"}:
        return "activity" if "event" in nouns else "output"
    return _of_reaching(nouns, clause, has_number=has_number)


def _of_change(nouns: frozenset[str], head: Token | None) -> Kind:
    if head is not None and "coverage" in head.word.nouns and "measure" not in nouns:
        return "output"
    if nouns == {"event"}:
        return "activity"
    return "outcome"


_GIVING = frozenset(words("create deliver provide produce build establish"))


def _of_making(
    verbs: frozenset[str], nouns: frozenset[str], clause: Clause, *, has_number: bool
) -> Kind:
    if (
        "measure" in nouns
        and "thing" not in nouns
        and (
            verbs & {"reach", "live", "change"}
            or (
                clause.verb is not None
                and clause.verb.word.lemma
                in {"create", "deliver", "provide", "produce", "build", "establish"}
            )
        )
    ):
        return "outcome"
    if verbs & {"reach"} and not nouns and _has_quality(clause.after):
        return "outcome"
    return "output"


def _of_reaching(nouns: frozenset[str], clause: Clause, *, has_number: bool) -> Kind:
    if _has_quality(clause.after, 8) and "thing" not in nouns:
        return "outcome"
    if (
        clause.verb is not None
        and clause.verb.word.lemma in {"make", "keep"}
        and _has_quality(clause.after)
    ):
        return "outcome"
    if "measure" in nouns or (has_number and _counts_people(clause.after)):
        return "outcome"
    if "event" in nouns:
        return "activity"
    if "thing" in nouns:
        return "output"
    if has_number and "measure" in _any_nouns(clause.after):
        return "outcome"
    return "output" if _any_nouns(clause.after) == {"thing"} else "outcome"


def _counts_people(found: Sequence[Token]) -> bool:
    """`… with 5,000 registrations`: the number counts something that is measured."""
    pairs = zip(found, found[1:], strict=False)
    return any(
        a.text[0].isdigit() and "measure" in b.word.nouns and "time_units" not in b.word.marks
        for a, b in pairs
    )


def _of_state(verb: Token, clause: Clause, *, has_number: bool) -> Kind:
    """Something is said to be so."""
    subject, _ = _head(clause.before)
    plain = [t for t in clause.after if "adverbs" not in t.word.marks or t.word.verbs]
    if verb.word.verbs & {"be", "aux"} or verb.low in {"has", "have"}:
        return _of_being(clause, plain, subject, has_number=has_number)
    verbs = verbs_of(verb)
    people = any(t.low.rstrip("s") in _PEOPLE for t in clause.before)
    if "past" in verb.word.marks:
        return _of_done(verb, clause.before, subject, has_number=has_number)
    if "live" in verbs and (people or "measure" in subject):
        return "outcome"
    if people and has_number and "base" in verb.word.marks:
        return "outcome"  # so many of them do it
    if "able" in verbs:
        return "output"
    if "live" in verbs or "change" in verbs:
        return "outcome"
    if "do" in verbs and "make" not in verbs:
        return "activity"
    return "output"


_PEOPLE = frozenset(
    words("""
        user customer client learner reader developer engineer team member visitor consumer subscriber project people
        partner company teams contributor kunde nutzer
    """)
)  # fmt: skip


def _of_being(
    clause: Clause, plain: list[Token], subject: frozenset[str], *, has_number: bool
) -> Kind:
    for token in plain[:5]:
        if verbs_of(token) and "past" in token.word.marks and not token.word.verbs & {"be"}:
            return _of_done(token, clause.before, subject, has_number=has_number)
        if "quality" in token.word.marks:
            return "outcome"
        if token.low in _AVAILABLE:
            return "output"
    if clause.verb is not None and (clause.verb.low in {"has", "have", "hat", "haben"}):
        nouns, _ = _head(plain)
        return "outcome" if nouns and "measure" in nouns and "thing" not in nouns else "output"
    last = next((t for t in reversed(plain) if t.is_word), None)
    if last is not None and verbs_of(last) and "past" in last.word.marks:
        return _of_done(last, clause.before, subject, has_number=has_number)
    verb = next((t for t in plain[:3] if verbs_of(t)), None)
    if (
        verb is not None
        and clause.verb is not None
        and clause.verb.low in {"can", "should", "must", "will", "kann", "können"}
    ):
        return "output"
    nouns, _ = _head(plain)
    if "measure" in (nouns or subject) or (has_number and "measure" in _any_nouns(clause.before)):
        return "outcome"
    return "output" if nouns or subject else "outcome"


_TAKEN_UP = frozenset(words("use adopt trust rely know love nutzen verwenden kennen wissen"))


def _of_done(
    verb: Token, before: Sequence[Token], subject: frozenset[str], *, has_number: bool
) -> Kind:
    """`The guide is written`, `candidates were assessed`, `used by two teams`."""
    verbs = verbs_of(verb)
    if verb.word.lemma in _TAKEN_UP:
        return "outcome"
    if "change" in verbs and "make" not in verbs:
        return "outcome"
    if "make" in verbs:
        return "output"
    if "do" in verbs:
        return "activity"
    if "measure" in subject or "live" in verbs:
        return "outcome"
    return "output"


def _of_noun_phrase(found: Sequence[Token], *, has_number: bool) -> Kind:
    """No verb: what the phrase is about decides."""
    nouns, _ = _head(found)
    nouns = nouns or _any_nouns(found)
    if _has_quality(found) and "thing" not in nouns:
        return "outcome"
    if "event" in nouns and "thing" not in nouns:
        return "activity"
    if "measure" in nouns and ("thing" not in nouns or has_number):
        return "outcome"
    return "output"


def _by_means(decided: Kind, found: Sequence[Token], clause: Clause, *, has_number: bool) -> Kind:
    """`Improve … by completing …`: without a figure the work is what is promised."""
    if decided != "outcome" or (has_number and not clause.stands):
        return decided
    for place, token in enumerate(found[:-1]):
        nxt = found[place + 1]
        if "by" in token.word.marks and "ing" in nxt.word.marks and nxt.word.verbs & {"make", "do"}:
            return "output" if "make" in nxt.word.verbs else "activity"
    return decided
