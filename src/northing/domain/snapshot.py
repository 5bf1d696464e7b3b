"""Frozen pictures of what the store holds: all that rules may read.

Values are Decimals in the metric's base unit (seconds, ratio 0-1, count, bytes, currency). Dates are
days in the workspace's time zone; `recorded_at` is an aware instant.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    ADMIN = "admin"
    MEMBER = "member"
    VIEWER = "viewer"


class PersonState(StrEnum):
    ACTIVE = "active"
    INVITED = "invited"
    INACTIVE = "inactive"


class CycleKind(StrEnum):
    ANNUAL = "annual"
    QUARTER = "quarter"
    CUSTOM = "custom"


class Ambition(StrEnum):
    ASPIRATIONAL = "aspirational"
    COMMITTED = "committed"


class ObjectiveState(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    ACTIVE = "active"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class KeyResultState(StrEnum):
    OPEN = "open"
    PAUSED = "paused"
    DROPPED = "dropped"
    CLOSED = "closed"


class Kind(StrEnum):
    INCREASE = "increase"
    DECREASE = "decrease"
    KEEP = "keep"
    MILESTONES = "milestones"
    YES_NO = "yes_no"
    FIND_BASELINE = "find_baseline"

    @property
    def has_metric(self) -> bool:
        """Whether this kind is read off a metric (milestones and yes/no are not)."""
        return self not in {Kind.MILESTONES, Kind.YES_NO}


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"


class Origin(StrEnum):
    MANUAL = "manual"
    SOURCE = "source"
    API = "api"
    IMPORT = "import"
    CHAT = "chat"

    @property
    def is_word(self) -> bool:
        """Whether a person stands behind it: a pushed number still asks for the word."""
        return self in {Origin.MANUAL, Origin.CHAT, Origin.IMPORT}


class InitiativeState(StrEnum):
    PLANNED = "planned"
    DOING = "doing"
    DONE = "done"
    STOPPED = "stopped"


class Status(StrEnum):
    """What is thought of a key result on a day; see domain.outlook for the rule."""

    ACHIEVED = "achieved"
    MISSED = "missed"
    DROPPED = "dropped"
    PAUSED = "paused"
    NO_DATA = "no_data"
    TOO_EARLY = "too_early"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"


@dataclass(frozen=True, slots=True)
class Cycle:
    kind: CycleKind
    name: str
    start: date
    end: date
    closed_on: date | None = None


class CheckIn(NamedTuple):
    """One dated statement; `value` is None where the sender said only a word.

    A tuple, because a page is judged by hundreds of them and a dataclass is made four times slower.
    """

    on: date
    recorded_at: datetime
    value: Decimal | None
    confidence: int | None = None
    origin: Origin = Origin.MANUAL


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    weight: Decimal
    due_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Checkpoint:
    on_date: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class KeyResult:
    """A key result with its standing check-ins (superseded ones left out), oldest first."""

    kind: Kind
    unit: str
    baseline: Decimal | None
    target: Decimal | None
    started_on: date
    due_on: date
    state: KeyResultState = KeyResultState.OPEN
    ambition: Ambition = Ambition.ASPIRATIONAL
    low: Decimal | None = None
    high: Decimal | None = None
    weight: Decimal = Decimal(1)
    first_target: Decimal | None = None
    steps: tuple[Step, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()

    @property
    def latest(self) -> CheckIn | None:
        """The newest check-in that carries a value."""
        return next((c for c in reversed(self.check_ins) if c.value is not None), None)
