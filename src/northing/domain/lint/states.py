"""Whether what is said to be so is an outcome, an output or an activity: `the guide is written`, `users come back`."""

from collections.abc import Sequence
from typing import Literal

from northing.domain.lint.clauses import DETERMINERS, Clause, verbs_of
from northing.domain.lint.phrases import any_nouns, counts_people, is_timed, topic
from northing.domain.lint.signs import BY, PERCENT
from northing.domain.lint.tokens import Token
from northing.domain.lint.vocabulary import words

Kind = Literal["outcome", "output", "activity"]

AVAILABLE = frozenset(
    words("""
        place live available complete feature-complete done finished functional operational compatible interoperable
        deployed production online ready public general staging operation betrieb
    """)
)
FINISHING = frozenset(words("deliver provide complete finish give offer roll anbieten"))


def of_state(verb: Token, clause: Clause, *, has_number: bool) -> Kind:
    """Something is said to be so."""
    subject, _ = topic(clause.before)
    plain = [t for t in clause.after if "adverbs" not in t.marks or t.verbs]
    if verb.verbs & {"be", "aux"} or verb.low in {"has", "have"}:
        return _of_being(clause, plain, subject, has_number=has_number)
    verbs = verbs_of(verb)
    people = any("people" in t.nouns for t in clause.before)
    if "past" in verb.marks:
        return _of_done(verb, clause, subject)
    if people:
        said = _of_people(verbs, verb, clause, has_number=has_number)
        if said is not None:
            return said
    is_measured = "measure" in subject
    if "live" in verbs and (is_measured or _is_share(clause.before)):
        return "outcome"
    if is_timed(clause.after) or (is_measured and "thing" not in subject and "make" not in verbs):
        return "outcome"
    return _of_thing(verbs, clause, subject, has_number=has_number)


def _of_people(
    verbs: frozenset[str], verb: Token, clause: Clause, *, has_number: bool
) -> Kind | None:
    """What people do: their behaviour, but where they meet for something it is an event."""
    if any(t.signs & PERCENT for t in clause.after[:4]):
        return "outcome"
    if verb.lemma in FINISHING and "event" in topic(clause.after)[0]:
        return "activity"
    if verbs == {"do"}:
        return "activity"
    if "live" in verbs:
        return "outcome"
    if "base" in verb.marks and (has_number or "measure" in any_nouns(clause.after)):
        return "outcome"  # so many of them do it
    if verbs & {"make", "reach"}:
        return "activity" if "event" in topic(clause.after)[0] else "outcome"
    return "activity" if "do" in verbs and "able" not in verbs else None


def _of_thing(
    verbs: frozenset[str], clause: Clause, subject: frozenset[str], *, has_number: bool
) -> Kind:
    """What something that stands does or is."""
    if "able" in verbs:
        return "outcome" if has_number and counts_people(clause.after) else "output"
    if verbs & {"live", "change"} or ("reach" in verbs and has_number):
        return "outcome"
    return "activity" if verbs == {"do"} and "thing" not in subject else "output"


def _is_share(before: Sequence[Token]) -> bool:
    """`90 % of …`, `half of …`: how many of them."""
    return any(
        t.low in _SHARES
        or (
            t.is_number
            and place + 1 < len(before)
            and before[place + 1].low in {"of", "out", "von"}
        )
        for place, t in enumerate(before[:4])
    )


_SHARES = frozenset(
    words(
        "% percent half most fewer more less third quarter two-thirds hälfte drittel zweite prozent"
    )
)


def _of_being(
    clause: Clause, plain: list[Token], subject: frozenset[str], *, has_number: bool
) -> Kind:
    for token in plain[:5]:
        if "breaks" in token.marks and token.low not in DETERMINERS:
            break
        if verbs_of(token) and "past" in token.marks and not token.verbs & {"be"}:
            return _of_done(token, clause, subject)
        if token.low in AVAILABLE and "thing" in subject and not _is_share(clause.before):
            return "output"
        if "quality" in token.marks:
            return "outcome"
        if token.low in AVAILABLE:
            return "output"
    if clause.verb is not None and (clause.verb.low in {"has", "have", "hat", "haben"}):
        nouns, _ = topic(plain)
        if has_number and any("people" in t.nouns for t in clause.before):
            return "outcome"
        return "outcome" if nouns and "measure" in nouns and "thing" not in nouns else "output"
    return _of_rest(clause, plain, subject, has_number=has_number)


_ABLE = frozenset(words("can should must will kann können"))


def _of_rest(
    clause: Clause, plain: list[Token], subject: frozenset[str], *, has_number: bool
) -> Kind:
    """Something is so, and no word behind the verb has said how: by the last word, and by what it is about."""
    last = next((t for t in reversed(plain) if t.is_word), None)
    if last is not None and verbs_of(last) and "past" in last.marks:
        return _of_done(last, clause, subject)
    if clause.verb is not None and clause.verb.low in _ABLE:
        people = any("people" in t.nouns for t in clause.before)
        if people and is_timed(plain):
            return "outcome"
        if not people or any(verbs_of(t) for t in plain[:3]):
            return "output"
    nouns, _ = topic(plain)
    if not nouns and any("people" in t.nouns for t in clause.before):
        return "outcome"
    if "measure" in (nouns or subject) or (has_number and "measure" in any_nouns(clause.before)):
        return "outcome"
    return "output" if nouns or subject else "outcome"


_TAKEN_UP = frozenset(words("use adopt trust rely know love nutzen verwenden kennen wissen"))


_OTHERS = frozenset(
    words("external outside customers users clients partners extern externen kunden")
)


def _is_by_others(after: Sequence[Token]) -> bool:
    """`… published by external authors`: what others do is their behaviour."""
    return any(a.signs & BY and b.low in _OTHERS for a, b in zip(after, after[1:], strict=False))


def _of_done(verb: Token, clause: Clause, subject: frozenset[str]) -> Kind:
    """`The guide is written`, `candidates were assessed`, `used by two teams`."""
    verbs = verbs_of(verb)
    if verb.lemma in _TAKEN_UP:
        return "outcome"
    if "change" in verbs and "make" not in verbs:
        return "outcome"
    if is_timed(clause.after) or ("measure" in subject and "%" in [t.low for t in clause.before]):
        return "outcome"
    if _is_by_others(clause.after) or ("reach" in verbs and "measure" in subject):
        return "outcome"
    if "make" in verbs:
        finished = verb.lemma in FINISHING and "event" in topic(clause.after)[0]
        return "activity" if finished else "output"
    if "do" in verbs:
        return "activity"
    if "measure" in subject or "live" in verbs:
        return "outcome"
    return "output"
