"""A plan as it is read from or written to a document, each item with its source line.

Nothing here is checked against a workspace and nothing is filled in: what the document does
not say stays empty. Lines are counted from 1.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Literal

from northing.kit.text import Text

Ambition = Literal["aspirational", "committed"]
Checked = Literal["done", "not", "partial"]
Kind = Literal["increase", "decrease", "keep", "milestones", "yes_no", "find_baseline"]
CycleKind = Literal["annual", "quarter", "custom"]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of the document, as it stands there."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Unread(SourceLine):
    """A line that could not be placed, and why; a person decides what becomes of it.

    `place` is where it stands in a workbook, such as `Key results!D7`.
    """

    why: Text
    place: str = ""


@dataclass(frozen=True, slots=True)
class PlanQuestion:
    """What a document leaves open and only a person can say, such as whether days or months come first.

    `name` is the option of the reader that takes the answer, `answers` are its values with their words,
    `chosen` is the one that was given. Until then the values in question are left empty.
    """

    name: Literal["dates", "decimals"]
    text: Text
    answers: tuple[tuple[str, Text], ...]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class PlanPeriod:
    """When a plan holds: as written, and the dates where they are certain (both inclusive)."""

    text: str
    start: date | None = None
    end: date | None = None
    kind: CycleKind | None = None


@dataclass(frozen=True, slots=True)
class PlanScore:
    """A result as written. `value` is a share (1 is all of it, 1.3 and -0.17 are possible).

    `ambiguous`: the text does not say whether its percentage is the target, the value reached
    or a share of the target; a person has to look.
    """

    text: str
    value: Decimal | None = None
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class PlanMeasure:
    """What a key result's wording says about its numbers, in base units; unsure is empty.

    `certain`: a column or field of their own says them, so that nothing was guessed.
    """

    kind: Kind | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    certain: bool = False


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A step of a `milestones` key result. It may be `done` on a day that nobody wrote down."""

    title: str
    weight: Decimal = Decimal(1)
    due_on: date | None = None
    done_on: date | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class PlanKeyResult:
    """A key result as written; `lines` are all source lines that went into it."""

    title: str
    line: int
    source: str
    origin_ref: str
    lines: tuple[int, ...] = ()
    owners: tuple[str, ...] = ()
    score: PlanScore | None = None
    checked: Checked | None = None
    dropped: bool = False
    ambition: Ambition | None = None
    priority: str = ""
    due_on: date | None = None
    measure: PlanMeasure = PlanMeasure()
    steps: tuple[SourceLine, ...] = ()
    notes: tuple[SourceLine, ...] = ()
    team: tuple[str, ...] = ()
    """Teams that the line itself names below the objective's own, outermost first."""
    shared_with: tuple[str, ...] = ()
    key: str = ""
    """What follows is said by a sheet or by an export of our own; a sentence rarely says it."""
    metric: str = ""
    first_target: Decimal | None = None
    current: Decimal | None = None
    """Its value of `current_on`, in base units; of today (or the end of its cycle) without a day."""
    current_on: date | None = None
    weight: Decimal | None = None
    started_on: date | None = None
    state: str = ""
    state_reason: str = ""
    milestones: tuple[PlanStep, ...] = ()
    checkpoints: tuple[tuple[date, Decimal], ...] = ()
    status: str = ""
    """What Northing thinks of it, and its progress as a ratio: for readers, never read back."""
    progress: Decimal | None = None
    place: str = ""
    """Where it stands in a workbook: `Key results!7`."""


@dataclass(frozen=True, slots=True)
class PlanObjective:
    """An objective as written. An empty title: the document gives its key results none."""

    title: str
    line: int
    origin_ref: str
    key_results: tuple[PlanKeyResult, ...] = ()
    lines: tuple[int, ...] = ()
    source: str = ""
    why: str = ""
    owners: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    period: PlanPeriod | None = None
    ambition: Ambition | None = None
    dropped: bool = False
    score: PlanScore | None = None
    priority: str = ""
    shared_with: tuple[str, ...] = ()
    notes: tuple[SourceLine, ...] = ()
    supports: str = ""
    """`origin_ref` of the objective or key result of this plan that it stands under."""
    key: str = ""
    state: str = ""
    contributors: tuple[str, ...] = ()
    """Teams as paths, as `notation.path` writes them."""
    also_supports: tuple[str, ...] = ()
    """Further parents: `origin_ref`s of this plan, or keys (`O-3`, `KR-12`) as the source names them."""
    place: str = ""
    agreed: bool | None = None
    """Whether it was ever agreed: one that was given up before stays with those who saw its draft."""


@dataclass(frozen=True, slots=True)
class PlanCheckIn:
    """One check-in of a key result's history, as an export carries it; the value in base units."""

    key: str
    on: date
    value: Decimal | None
    unit: str
    kind: Kind
    confidence: int | None
    note: str
    author: str
    origin: str
    recorded_on: date
    superseded: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole document. Each of its lines that is not blank is in an item's `lines`, in
    `context` (headings, prose, legends, schedules) or in `unread`."""

    source_name: str
    objectives: tuple[PlanObjective, ...] = ()
    context: tuple[SourceLine, ...] = ()
    unread: tuple[Unread, ...] = ()
    period: PlanPeriod | None = None
    remarks: tuple[Text, ...] = ()
    """What the reader should know of how the document was read, such as its encoding."""
    questions: tuple[PlanQuestion, ...] = ()
    explicit: bool = False
    """Teams and periods stand in columns or fields of their own: unknown ones are meant to be made."""

    @property
    def key_results(self) -> tuple[PlanKeyResult, ...]:
        return tuple(kr for objective in self.objectives for kr in objective.key_results)


class OriginRefs:
    """Makes references that stay the same when the same document is read again.

    Two items with the same texts get a counter, in the order of the document.
    """

    def __init__(self, document: str) -> None:
        self._document = document
        self._seen: dict[str, int] = {}

    def make(self, period: str, team: Iterable[str], *texts: str) -> str:
        """24 hexadecimal digits and, from the second alike on, `-2`, `-3` …"""
        parts = [self._document, period, *team, "", *texts]
        digest = sha256("\x1f".join(map(normalized, parts)).encode()).hexdigest()[:24]
        count = self._seen[digest] = self._seen.get(digest, 0) + 1
        return digest if count == 1 else f"{digest}-{count}"


def normalized(text: str) -> str:
    """Letters and digits in lower case, single spaces: what makes two wordings the same."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", " ", folded).strip()
