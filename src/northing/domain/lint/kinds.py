"""Whether a statement aims at an outcome, an output or an activity: from its verb, and from what the verb is about.

A change in what people do or in what a system measures is an outcome; what can be handed over is an
output; effort is an activity. (The distinction is that of Seiden, *Outcomes over Output*, 2019.)
"""

from collections.abc import Sequence

from northing.domain.lint.clauses import Clause, verbs_of
from northing.domain.lint.frames import is_question, is_won, tells_a_figure
from northing.domain.lint.phrases import (
    any_nouns,
    counts_people,
    has_quality,
    is_level,
    is_timed,
    topic,
)
from northing.domain.lint.signs import DOWN, PERCENT
from northing.domain.lint.states import AVAILABLE, FINISHING, Kind, of_state
from northing.domain.lint.tokens import Token
from northing.domain.lint.vocabulary import every, words

PEOPLE = frozenset(every("people"))


def kind(
    listed: Sequence[Token], clause: Clause, *, has_number: bool, has_baseline: bool = False
) -> Kind:
    """What a statement aims at, by its words without a topic and by its clause."""
    if is_question(listed):
        return "activity"
    if has_number and (tells_a_figure(listed, clause, has_baseline=has_baseline) or is_won(listed)):
        return "outcome"
    if clause.verb is None:
        return _of_noun_phrase(listed, has_number=has_number, has_baseline=has_baseline)
    decided = (
        of_state(clause.verb, clause, has_number=has_number)
        if clause.stands
        else _of_deed(clause.verb, clause, has_number=has_number)
    )
    return _by_means(decided, listed, clause, has_number=has_number)


def _of_deed(verb: Token, clause: Clause, *, has_number: bool) -> Kind:
    """Somebody does something: the verb decides, and where it may go with anything, its object."""
    verbs = verbs_of(verb)
    nouns, head = topic(clause.after)
    said = _of_phrase(verb, clause, nouns, has_number=has_number)
    if said is not None:
        return said
    if "change" in verbs and not verbs & {"make", "do"}:
        return _of_change(verb, nouns, head)
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


def _of_phrase(
    verb: Token, clause: Clause, nouns: frozenset[str], *, has_number: bool
) -> Kind | None:
    """What a verb says together with what follows it, where that is more than the verb says alone."""
    after = clause.after
    if _is_in_touch(verb, after) or (after and (verb.lemma, after[0].low) in _PREPARING):
        return "activity"
    if verb.lemma in _EMPOWERING and _is_for_people(after):
        return "outcome"
    if verb.lemma in FINISHING and "event" in nouns and "thing" not in nouns:
        return "activity"
    if "make" in verb.deeds and is_timed(after):
        return "outcome"
    if verb.lemma in _SHOWING and any(t.low in _PUBLIC for t in after):
        return "output"
    if verb.lemma in _MOVING and not has_number and "thing" in any_nouns(after):
        return "output"
    return None


_PREPARING = frozenset(
    {
        ("prepare", "for"),
        ("plan", "for"),
        ("write", "to"),
        ("schreiben", "an"),
        ("vorbereiten", "auf"),
    }
)
_EMPOWERING = frozenset(words("enable allow empower let equip ermöglichen erlauben befähigen"))
_SHOWING = frozenset(words("make machen"))
_PUBLIC = frozenset(words("available public accessible verfügbar öffentlich"))
_MOVING = frozenset(words("move bring take drop"))
_MEETING = frozenset(words("meet connect sit engage work partner treffen"))
_CONTACT = frozenset(words("touch contact dialogue dialog kontakt"))


def _is_in_touch(verb: Token, after: Sequence[Token]) -> bool:
    """`reach out to`, `stay in touch with`."""
    if verb.lemma == "reach" and after and after[0].low == "out":
        return True
    if verb.lemma in _MEETING and any(t.low in {"with", "mit"} for t in after[:2]):
        return True
    return len(after) > 1 and after[0].low in {"in", "im"} and after[1].low in _CONTACT


def _is_for_people(after: Sequence[Token]) -> bool:
    """`… developers to deploy`: what they can do then, not what they are given."""
    place = next((n for n, t in enumerate(after[:6]) if "people" in t.nouns), None)
    return place is not None and any(
        t.low in {"to", "zu"} or t.deeds for t in after[place + 1 : place + 3]
    )


def _of_change(verb: Token, nouns: frozenset[str], head: Token | None) -> Kind:
    """More of what covers something is work; less of it is none."""
    if (
        head is not None
        and "coverage" in head.nouns
        and "measure" not in nouns
        and not verb.signs & DOWN
    ):
        return "output"
    if nouns == {"event"}:
        return "activity"
    return "outcome"


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
                and clause.verb.lemma
                in {"create", "deliver", "provide", "produce", "build", "establish"}
            )
        )
    ):
        return "outcome"
    if verbs & {"reach"} and not nouns and has_quality(clause.after):
        return "outcome"
    return "output"


def _of_reaching(nouns: frozenset[str], clause: Clause, *, has_number: bool) -> Kind:
    if has_quality(clause.after, 8) and "thing" not in nouns:
        return "outcome"
    if (
        clause.verb is not None
        and clause.verb.lemma in {"make", "keep"}
        and has_quality(clause.after)
    ):
        return "outcome"
    if "measure" in nouns or (has_number and counts_people(clause.after)):
        return "outcome"
    if any(t.signs & PERCENT for t in clause.after[:3]) and not any(
        "coverage" in t.nouns for t in clause.after
    ):
        return "outcome"
    if "event" in nouns:
        return "activity"
    if "thing" in nouns:
        return "output"
    if has_number and "measure" in any_nouns(clause.after):
        return "outcome"
    every_noun = any_nouns(clause.after)
    if clause.verb is not None and not clause.verb.deeds:
        return "outcome" if "measure" in every_noun else "output"
    return "output" if every_noun == {"thing"} else "outcome"


def _of_noun_phrase(found: Sequence[Token], *, has_number: bool, has_baseline: bool) -> Kind:
    """No verb: what the phrase is about decides."""
    nouns, _ = topic(found)
    nouns = nouns or any_nouns(found)
    if found and found[-1].low in AVAILABLE and "thing" in any_nouns(found):
        return "output"
    if any("people" in t.nouns for t in found) and any(t.signs & PERCENT for t in found):
        return "outcome"
    if has_quality(found) and "thing" not in nouns:
        return "outcome"
    if "event" in nouns and "thing" not in nouns:
        return "outcome" if "measure" in nouns and is_level(found) else "activity"
    if "thing" not in nouns and (has_baseline or is_level(found)):
        return "outcome"
    if "without" in (m for t in found for m in t.marks) and "thing" not in nouns:
        return "outcome"
    if "measure" in nouns and ("thing" not in nouns or has_number):
        return "outcome"
    return "output"


def _by_means(decided: Kind, found: Sequence[Token], clause: Clause, *, has_number: bool) -> Kind:
    """`Improve … by completing …`: without a figure the work is what is promised."""
    if decided != "outcome" or (has_number and not clause.stands):
        return decided
    for place, token in enumerate(found[:-1]):
        nxt = found[place + 1]
        if "by" in token.marks and "ing" in nxt.marks and nxt.verbs & {"make", "do"}:
            return "output" if "make" in nxt.verbs else "activity"
    return decided
