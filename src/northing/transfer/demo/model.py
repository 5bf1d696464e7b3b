"""The shapes in which the demo's history is handed over. Keys are local to the demo.

Values are in base units (seconds, ratio 0-1, count, bytes, currency). Every day is a day of
the workspace; `Happening.when` is an aware instant in UTC.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from northing.domain.snapshot import Ambition, CycleKind, Direction, Kind, Origin, Role


class Verb(StrEnum):
    """What people do in the demo. Beside each, what its Detail holds."""

    PROPOSE = "propose"  # objective
    AGREE = "agree"  # objective
    CHECK_IN = "check_in"  # value, no_change or steps_done; confidence, text, origin, key, as_of
    CORRECT = "correct"  # a check-in that supersedes `corrects`; otherwise like check_in
    COMMENT = "comment"  # text
    RETARGET = "retarget"  # target, text is the reason
    PAUSE = "pause"  # text is the reason
    RESUME = "resume"  # text is the reason
    DROP = "drop"  # text is the reason
    HAND_OVER = "hand_over"  # person is the new owner, text the reason
    INITIATIVE_ADD = "initiative_add"  # key, text is the title, person the owner, due_on
    INITIATIVE_FINISH = "initiative_finish"  # key
    INITIATIVE_STOP = "initiative_stop"  # key, text is the reason
    GRADE = "grade"  # target holds the grade 0-1, or None for the proposed one; text the reason
    READ = "read"  # a metric: value, origin
    CLOSE = "close"  # objective, after its cycle's end
    CLOSE_CYCLE = "close_cycle"  # subject is the cycle's key


@dataclass(frozen=True, slots=True)
class DemoWorkspace:
    name: str
    slug: str
    timezone: str
    fiscal_month: int
    weekday: int
    founded: date


@dataclass(frozen=True, slots=True)
class DemoTeam:
    key: str
    name: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Belongs to `team`; `leads` says whether as its lead."""

    handle: str
    name: str
    role: Role
    team: str
    leads: bool = False


@dataclass(frozen=True, slots=True)
class DemoCycle:
    """`end` is the last day."""

    key: str
    kind: CycleKind
    name: str
    start: date
    end: date
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class DemoMetric:
    """`low` and `high` are limits that the measure itself cannot leave; within the others it is healthy."""

    key: str
    team: str
    owner: str
    name: str
    unit: str
    direction: Direction
    low: Decimal | None
    high: Decimal | None
    healthy_low: Decimal | None = None
    healthy_high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DemoObjective:
    """`supports` are keys of objectives or key results, `guards` keys of metrics."""

    key: str
    cycle: str
    team: str
    owner: str
    title: str
    why: str
    ambition: Ambition
    supports: tuple[str, ...] = ()
    contributing: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoStep:
    title: str
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class DemoCheckpoint:
    on_date: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class DemoKeyResult:
    """`owner` and `target` are the first ones; later ones come as happenings."""

    key: str
    objective: str
    owner: str
    title: str
    kind: Kind
    plot: str
    start: date
    due: date
    metric: str | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    weight: Decimal = Decimal(1)
    steps: tuple[DemoStep, ...] = ()
    checkpoints: tuple[DemoCheckpoint, ...] = ()
    carried_from: str | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """What a happening says; which fields are filled depends on the verb.

    `steps_done` are all steps done by then, counted from 0; None where there are no steps.
    """

    value: Decimal | None = None
    steps_done: tuple[int, ...] | None = None
    no_change: bool = False
    confidence: int | None = None
    text: str = ""
    origin: Origin = Origin.MANUAL
    key: str = ""
    corrects: str = ""
    as_of: date | None = None
    target: Decimal | None = None
    person: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """`who` (a handle) did `verb` to `subject` (a key of an objective, key result or cycle)."""

    when: datetime
    who: str
    verb: Verb
    subject: str
    data: Detail = field(default_factory=Detail)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A person of the firm who can be signed in as, and what there is to see as them."""

    handle: str
    email: str
    shows: str


@dataclass(frozen=True, slots=True)
class DemoHistory:
    """All of it. Objectives, key results and metrics stand in the order of their creation."""

    workspace: DemoWorkspace
    teams: tuple[DemoTeam, ...]
    people: tuple[DemoPerson, ...]
    cycles: tuple[DemoCycle, ...]
    metrics: tuple[DemoMetric, ...]
    objectives: tuple[DemoObjective, ...]
    key_results: tuple[DemoKeyResult, ...]
    happenings: tuple[Happening, ...]
