"""What a statement says, read from its text alone: the picture that rules decide from.

No model and no network: words of known classes, numbers in their usual shapes, and a little syntax.
What it cannot judge stands in docs/lint.md.
"""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from northing.domain.lint import clauses, compounds, kinds, signs, solutions
from northing.domain.lint.amounts import Amount, Amounts, amounts
from northing.domain.lint.phrases import is_timed
from northing.domain.lint.states import Kind
from northing.domain.lint.tokens import (
    Token,
    codes,
    in_its_language,
    places,
    split,
    tokens,
)
from northing.domain.lint.vocabulary import every, words

Noun = Literal["objective", "key_result"]
MeasureType = Literal["numeric", "binary", "none"]
Direction = Literal["up", "down", ""]

LONGEST = 2_000
"""Characters that are read; the rest of a text changes nothing."""
CONCISE = 16
"""Words of an objective that can be remembered: 12, and a few for grace."""
_HELPING = frozenset({"be", "aux"})
_CRISP = frozenset(
    words("use adopt close win sign abschliessen nutzen gewinnen bestehen pass eliminate")
)
_ENDLESS = frozenset(
    words("""
        identify address reach support kümmern communicate help work try engage continue focus explore encourage
        collaborate pflegen arbeiten look think monitor seek contribute kommunizieren unterstützen promote partner track
    """)
)  # fmt: skip
_APART = re.compile(
    "|".join(rf"\b{one.replace('-', ' ')}\b" for one in (*every("vague"), *every("quality")) if "-" in one),
    re.IGNORECASE,
)  # fmt: skip
_UNIT = re.compile(r"(?:\d|\b[NX]{1,2})\s?(%|‰|[^\W\d_]{1,12})?")


class Words(NamedTuple):
    """Words meant by a finding: as written, and where they begin in the text."""

    text: str
    start: int


class Reading(NamedTuple):
    """A statement as it was understood.

    `measure_type`: by a number, by whether it is done (`binary`), or by neither. `unit` is that of the
    target as written, `direction` where the figure shall go. `solutions` are technologies and works
    that are named, `compound` the word that joins two aims. `stands`: it says how something is (`the guide is
    written`), not what somebody does.
    """

    text: str
    noun: Noun
    language: str
    kind: Kind
    measure_type: MeasureType
    baseline: Amount | None
    target: Amount | None
    unit: str
    direction: Direction
    timeframe: str
    vague: tuple[Words, ...]
    solutions: tuple[Words, ...]
    compound: Words | None
    verb: str
    words: int
    has_number: bool
    prescriptive: bool
    usual: bool
    stands: bool

    @property
    def measurable(self) -> bool:
        """Whether anybody could tell at the end if it was reached."""
        return self.measure_type != "none"

    @property
    def concise(self) -> bool:
        """Short enough to be remembered."""
        return self.words <= CONCISE


def read(text: str, noun: Noun = "key_result", language: str = "") -> Reading:
    """The reading of a statement in `language` (its own, if empty). Takes any text, and never fails."""
    plain = text[:LONGEST]
    rest, offset = clauses.core(plain)
    code, found = _words_of(rest, language)
    held = signs.of_all(found)
    whole = _joined(rest) if held & signs.APART else rest
    if whole != rest:
        code, found = _words_of(whole, language)
        held = signs.of_all(found)
    said = amounts(rest, held)
    listed = clauses.after_topic(found) if held & signs.COLON else found
    clause = clauses.clause_of(listed, code)
    kind = kinds.kind(
        listed, clause, has_number=said.counted, has_baseline=said.baseline is not None
    )
    return Reading(
        text=plain, noun=noun, language=code, kind=kind,
        measure_type=_measure_type(kind, found, said, held), baseline=_moved(said.baseline, offset),
        target=_moved(said.target, offset), unit=_unit(said.target), direction=_direction(found, said, held),
        timeframe=said.timeframe,
        vague=_named(plain, whole, offset, found, signs.VAGUE) if held & signs.VAGUE else (),
        solutions=_named(plain, whole, offset, found, signs.NAMED) if held & signs.NAMED else (),
        compound=_compound(whole, offset, found, clause) if held & signs.JOINT else None,
        verb=_verb(found), words=_count(found) + rest.count(" ") - whole.count(" "), has_number=said.counted,
        prescriptive=solutions.names_solution(kind, found, clause, held),
        usual=bool(held & signs.USUAL) and any(t.signs & signs.USUAL for t in found[:2]), stands=clause.stands,
    )  # fmt: skip


def _words_of(rest: str, language: str) -> tuple[str, list[Token]]:
    written = split(rest)
    if language in codes():
        return language, tokens(written, language)
    return in_its_language(written)


def _joined(rest: str) -> str:
    """The text with a hyphen in phrases of praise that are written apart: as long as before."""
    return _APART.sub(lambda m: m[0].replace(" ", "-"), rest)


def _named(
    plain: str, whole: str, offset: int, found: Sequence[Token], sign: int
) -> tuple[Words, ...]:
    """The words that have a sign, and where they stand."""
    return tuple(
        Words(plain[place + offset : place + offset + len(t.text)], place + offset)
        for t, place in zip(found, places(whole), strict=True)
        if t.signs & sign
    )


def _count(found: Sequence[Token]) -> int:
    return len([t for t in found if t.is_word or t.is_number])


def _verb(found: Sequence[Token]) -> str:
    for token in found[:4]:
        if token.verbs:
            return token.lemma
    return ""


def _moved(amount: Amount | None, offset: int) -> Amount | None:
    return (
        amount
        if amount is None or not offset
        else Amount(amount.text, amount.start + offset, amount.value)
    )


def _measure_type(kind: Kind, found: Sequence[Token], said: Amounts, held: int) -> MeasureType:
    """By a number; else outputs by being there, if it is said what; outcomes without one by nothing."""
    if said.counted:
        return "numeric"
    if said.target is not None:
        return "binary"
    if held & signs.PERCENT:
        return "numeric"
    if kind == "outcome":
        return "binary" if held & signs.WITHOUT or _is_crisp(found) else "none"
    if kind == "activity" and _is_open_ended(found):
        return "none"
    return "binary"


def _is_crisp(found: Sequence[Token]) -> bool:
    """An outcome that is so or is not: used by somebody, a deal that is closed, nothing left."""
    if is_timed(found):
        return True
    return any(
        t.lemma in _CRISP and t.verbs and (not place or found[place - 1].low != "to")
        for place, t in enumerate(found[:8])  # `easy to use` is a matter of taste
    )


def _is_open_ended(found: Sequence[Token]) -> bool:
    """Effort with no end in sight: identify, reach out, take care."""
    first = next((t for t in found if t.verbs - _HELPING), None)
    return first is not None and first.lemma in _ENDLESS


def _unit(target: Amount | None) -> str:
    if target is None:
        return ""
    found = _UNIT.search(target.text)
    return (found[1] or "") if found else ""


def _direction(found: Sequence[Token], said: Amounts, held: int) -> Direction:
    """Where the figure goes: by baseline and target, else by the first word that says it."""
    if said.baseline is not None and said.target is not None:
        before, after = said.baseline.value, said.target.value
        if (
            before is not None
            and after is not None
            and before != after
            and said.baseline.text[-1:] == said.target.text[-1:]
        ):
            return "up" if after > before else "down"
    if held & (signs.DOWN | signs.UP):
        for token in found:
            if token.signs & (signs.DOWN | signs.UP):
                return "down" if token.signs & signs.DOWN else "up"
    return ""


def _compound(
    whole: str, offset: int, found: Sequence[Token], clause: clauses.Clause
) -> Words | None:
    """The word that joins two aims."""
    place = compounds.joint_of(found, clause)
    return None if place is None else Words(found[place].text, places(whole)[place] + offset)
