"""What the shared components show: frozen shapes that pages fill with ready strings.

Nothing here computes. Wherever a text says "figure", a domain Figure may stand instead of a
string: it is then drawn with its explanation.
"""

from dataclasses import dataclass
from datetime import date

from northing.domain.figure import Figure, Term
from northing.web.base.charts import Spark
from northing.web.base.findings import Remarks


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere, or plain text; `current` marks the open page."""

    text: str
    url: str = ""
    current: bool = False
    icon: str = ""
    go: str = ""
    count: int = 0
    depth: int = 0
    words: str = ""
    """Further words by which it is found."""


@dataclass(frozen=True, slots=True)
class When:
    """The scale bar: today in words, the week of the cycle, and its place ("week 11 of 13 …")."""

    today: str
    week: int
    weeks: int
    place: str


@dataclass(frozen=True, slots=True)
class KeyLine:
    """Keys and what they do; where that is a link, `key` makes the script follow it."""

    keys: tuple[str, ...]
    text: str
    url: str = ""
    key: str = ""
    joint: str = " "


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Keys that are heard in one place."""

    title: str
    lines: tuple[KeyLine, ...]


@dataclass(frozen=True, slots=True)
class Rail:
    """What stands around every page of a workspace: links, who is signed in, and the scale bar.

    `acts` are verbs with a key that is heard on every page.
    """

    workspace: Link
    person: Link
    initials: str
    main: tuple[Link, ...] = ()
    teams: tuple[Link, ...] = ()
    practice: tuple[Link, ...] = ()
    tabs: tuple[Link, ...] = ()
    find_url: str = ""
    sign_out_url: str = ""
    when: When | None = None
    is_demo: bool = False
    slug: str = ""
    acts: tuple[Link, ...] = ()
    keys: tuple[KeyGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody beside a thing they own, wrote or are asked for."""

    name: str
    initials: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A small label; tone is "", "accent", "on", "risk", "off" or "none"."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class KrRow:
    """One key result in a team's table; `week_tone` is better, worse or nothing."""

    key: str
    url: str
    title: str
    status: str
    spark: Spark
    now: Figure | str
    target: str
    progress: Figure | str = ""
    week: str = ""
    week_tone: str = ""
    chance: Figure | str = ""
    chance_value: float | None = None
    confidence: int | None = None
    owner: Person | None = None
    age: str = ""
    age_exact: str = ""
    is_stale: bool = False
    has_source: bool = False
    chips: tuple[Chip, ...] = ()
    remarks: Remarks | None = None


@dataclass(frozen=True, slots=True)
class ObjectiveRows:
    """One objective with its key results in a team's table."""

    key: str
    url: str
    title: str
    aside: str = ""
    progress: Figure | str = ""
    spread: str = ""
    owner: Person | None = None
    rows: tuple[KrRow, ...] = ()
    remarks: Remarks | None = None


@dataclass(frozen=True, slots=True)
class StepBox:
    """A step of a key result as a checkbox; `note` says when it is due or since when it is done."""

    id: int
    title: str
    note: str = ""
    is_done: bool = False
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class CheckInCard:
    """A key result that asks for a check-in: what is known, what was said last, and what was typed.

    `known` is a value that a source has already given (then no value is asked for). `errors`
    holds (field, message) pairs with the fields value, confidence, note, or "" for the whole.
    `hidden` are extra fields to send, such as the key against double posting. `line` asks what
    the confidence is about. A card with `steps` asks for those instead of a value, one with
    `is_yes_no` for yes or no.
    """

    key: str
    url: str
    action: str
    title: str
    status: str
    target: str
    due: str = ""
    unit: str = ""
    known: str = ""
    last_value: str = ""
    last_said: str = ""
    forecast: float | None = None
    last_confidence: int | None = None
    spark: Spark | None = None
    week: str = ""
    plan: str = ""
    origin: str = ""
    question: str = ""
    value: str = ""
    confidence: int | None = None
    note: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    is_up: bool = False
    line: str = ""
    steps: tuple[StepBox, ...] = ()
    is_yes_no: bool = False
    asks_more: bool = False
    as_of: str = ""
    adjust: bool = False

    @property
    def asks_word_first(self) -> bool:
        """Whether the cursor belongs in the confidence: only the word is missing."""
        return self.is_up and bool(self.known) and not self.steps and not self.is_yes_no


@dataclass(frozen=True, slots=True)
class CheckInSaved:
    """What stands in the place of a card once it was saved: one line, with a way to correct it."""

    key: str
    url: str
    title: str
    said: str
    correct_url: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """A comment under a check-in."""

    by: Person
    text: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class ThreadItem:
    """One check-in in the thread of its key result; a superseded one stays, struck through."""

    day: str
    day_note: str
    value: Figure | str = ""
    change: str = ""
    change_tone: str = ""
    text: str = ""
    by: Person | None = None
    said: str = ""
    origin: str = ""
    is_superseded: bool = False
    superseded_note: str = ""
    replies: tuple[Reply, ...] = ()
    correct_url: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A form field without a Django form: kind is an input type, `textarea`, `select`, `unit`."""

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    help: str = ""
    errors: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    placeholder: str = ""
    is_required: bool = True
    is_disabled: bool = False
    autocomplete: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: whose text it is, since when, and the text."""

    heading: str
    note: str
    text: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else changed what was being edited: both texts, and the field to settle it in."""

    label: str
    name: str
    mine: Side
    theirs: Side


@dataclass(frozen=True, slots=True)
class Computation:
    """The long form of "how is this computed": the steps, the last one being the result."""

    steps: tuple[Term, ...]
    note: str = ""
    as_of: date | None = None
