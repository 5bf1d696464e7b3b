"""What a statement says, read from its text alone: the picture that rules decide from.

No model and no network: words of known classes, numbers in their usual shapes, and a little syntax.
What it cannot judge stands in docs/lint.md.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from northing.domain.lint import clauses, kinds
from northing.domain.lint.amounts import Amount, Amounts, amounts
from northing.domain.lint.kinds import Kind
from northing.domain.lint.tokens import Token, language_of, tokens

Noun = Literal["objective", "key_result"]
MeasureType = Literal["numeric", "binary", "none"]
Direction = Literal["up", "down", ""]

LONGEST = 2_000
"""Characters that are read; the rest of a text changes nothing."""
CONCISE = 16
"""Words of an objective that can be remembered: 12, and a few for grace."""
_UNIT = re.compile(r"(?:\d|\b[NX]{1,2})\s?(%|‰|[^\W\d_]{1,12})?")


@dataclass(frozen=True, slots=True)
class Words:
    """Words meant by a finding: as written, and where they begin in the text."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Reading:
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
    return _read(text[:LONGEST], noun, language)


@lru_cache(maxsize=2_000)
def _read(plain: str, noun: Noun, language: str) -> Reading:
    code = language if language in {"en", "de"} else language_of(plain)
    rest, offset = clauses.core(plain)
    found = tokens(rest, code)
    said = amounts(rest)
    kind = kinds.kind(found, has_number=said.counted, code=code)
    vague = tuple(_words(t, offset) for t in found if "vague" in t.word.marks)
    solutions = tuple(_words(t, offset) for t in found if "technologies" in t.word.marks)
    return Reading(
        text=plain, noun=noun, language=code, kind=kind,
        measure_type=_measure_type(kind, found, said), baseline=_moved(said.baseline, offset),
        target=_moved(said.target, offset), unit=_unit(said.target), direction=_direction(found, said),
        timeframe=said.timeframe, vague=vague, solutions=solutions, compound=_compound(found, offset),
        verb=next((t.word.lemma for t in found[:4] if t.word.verbs), ""),
        words=sum(t.is_word or t.text[0].isdigit() for t in found), has_number=said.counted,
        prescriptive=_prescriptive(kind, found, bool(solutions)),
        usual=any("usual" in t.word.marks for t in found[:2]),
        stands=clauses.clause_of(clauses.after_topic(found), code).stands,
    )  # fmt: skip


def _words(token: Token, offset: int) -> Words:
    return Words(token.text, token.start + offset)


def _moved(amount: Amount | None, offset: int) -> Amount | None:
    return None if amount is None else Amount(amount.text, amount.start + offset, amount.value)


def _measure_type(kind: Kind, found: Sequence[Token], said: Amounts) -> MeasureType:
    """By a number; else outputs by being there, if it is said what; outcomes without one by nothing."""
    if said.counted:
        return "numeric"
    if said.target is not None:
        return "binary"
    if any(t.low == "%" for t in found):
        return "numeric"
    if kind == "outcome":
        return "binary" if _is_crisp(found) else "none"
    if kind == "activity" and _is_open_ended(found):
        return "none"
    return "binary"


def _is_crisp(found: Sequence[Token]) -> bool:
    """An outcome that is so or is not: used by somebody, a deal that is closed, nothing left."""
    deeds = {
        "use",
        "adopt",
        "close",
        "win",
        "sign",
        "abschliessen",
        "nutzen",
        "gewinnen",
        "bestehen",
        "pass",
        "eliminate",
    }
    return any(t.word.lemma in deeds and t.word.verbs for t in found[:8]) or any(
        "without" in t.word.marks for t in found
    )


def _is_open_ended(found: Sequence[Token]) -> bool:
    """Effort with no end in sight: identify, reach out, take care."""
    endless = {
        "identify", "address", "reach", "support", "kümmern", "communicate", "help", "work", "try", "engage",
        "continue", "focus", "explore", "encourage", "collaborate", "pflegen", "arbeiten", "look", "think", "monitor",
        "seek", "contribute", "kommunizieren", "unterstützen", "promote", "partner", "track",
    }  # fmt: skip
    first = next((t for t in found if t.word.verbs - {"be", "aux"}), None)
    return first is not None and first.word.lemma in endless


def _unit(target: Amount | None) -> str:
    if target is None:
        return ""
    found = _UNIT.search(target.text)
    return (found[1] or "") if found else ""


def _direction(found: Sequence[Token], said: Amounts) -> Direction:
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
    for token in found:
        if "down" in token.word.marks:
            return "down"
        if "up" in token.word.marks:
            return "up"
    return ""


def _compound(found: Sequence[Token], offset: int) -> Words | None:
    """The word that joins two aims: `and` before a verb of the same form as the first."""
    first = next((t for t in found[:3] if t.word.verbs - {"be", "aux"}), None)
    if first is None:
        return None
    for place, token in enumerate(found[1:-1], 1):
        nxt = found[place + 1]
        joins = token.low in {"and", "und", "&", ";", "plus", "sowie"}
        if (
            joins
            and nxt.word.verbs - {"be", "aux", "live", "able"}
            and nxt.word.marks & first.word.marks & {"base", "ing", "past"}
        ):
            after = found[place + 2] if place + 2 < len(found) else None
            if not nxt.word.nouns or (after is not None and not after.word.verbs and after.is_word):
                return _words(token, offset)
    return None


_CREATING = frozenset({"make"})


def _prescriptive(kind: Kind, found: Sequence[Token], names_technology: bool) -> bool:
    """Whether an objective names the way instead of the end: something to build, a technology, a project."""
    first = next((t for t in found[:4] if t.word.verbs - {"be", "aux"}), None)
    things = [t for t in found if "thing" in t.word.nouns]
    if names_technology:
        return True
    if kind != "output":
        return False
    if first is not None and first.word.verbs & _CREATING and not first.word.verbs & {"reach"}:
        return True
    return (
        bool(things)
        and (first is None or not first.word.verbs & {"change", "reach"})
        and not any("quality" in t.word.marks for t in found)
    )
