"""One objective or key result of the preview: its fields as cells, what was guessed, what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from northing.domain.snapshot import KeyResultState, ObjectiveState
from northing.domain.staging import StagedKeyResult
from northing.queries import words
from northing.queries.imports import PreviewKeyResult, PreviewObjective
from northing.web.base.fields import field_view
from northing.web.base.shapes import Chip, Field

Problems = Mapping[str, str]
"""Flat name of a field, or of a whole line, to what is wrong there."""

BY_KIND = {
    "increase": ("baseline", "target", "unit", "score"),
    "decrease": ("baseline", "target", "unit", "score"),
    "keep": ("low", "high", "unit"),
    "milestones": (),
    "yes_no": ("done",),
    "find_baseline": ("unit",),
}
NUMBERS = ("baseline", "target", "low", "high", "unit", "score", "done", "current")
FURTHER = (
    "current_on", "weight", "started_on", "metric", "first_target", "state", "state_reason",
    "milestones", "checkpoints",
)  # fmt: skip
"""Fields of a sheet: shown where it filled them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One field ready to be shown."""

    id: str
    label: str
    control: SafeString
    problem: str = ""
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the document. Without a `title` cell it is here already and only shown."""

    name: str
    number: int
    place: str
    source: str
    text: str
    is_key_result: bool
    chips: tuple[Chip, ...]
    notes: tuple[str, ...] = ()
    hint: str = ""
    title: Cell | None = None
    cells: tuple[Cell, ...] = ()
    folded: tuple[Cell, ...] = ()
    problem: str = ""
    skipped: bool = False
    dropped: bool = False
    is_continued: bool = False


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the cells of one item."""

    name: str
    problems: Problems
    guesses: tuple[str, ...] = ()

    def cell(
        self, field: str, label: str, value: str, kind: str = "text",
        choices: tuple[tuple[str, str], ...] = (),
    ) -> Cell:  # fmt: skip
        name = f"{self.name}.{field}"
        problem = self.problems.get(name, "")
        errors = (problem,) if problem else ()
        view = field_view(
            Field(
                name, label, kind, value, choices=choices, errors=errors, is_required=False, id=name
            )
        )
        return Cell(name, label, view.control, problem, bool(value) and field in self.guesses)


def objective(o: PreviewObjective, problems: Problems, *, supports: str = "") -> Line:
    """An objective; one that is here already is shown and skipped."""
    item = o.item
    notes = (*((supports,) if supports else ()), *item.notes)
    if o.status == "unchanged":
        return Line(
            o.name, item.line, item.place, item.source, item.title, False, _status(o.status, o.known_as),
            problem=problems.get(o.name, ""), skipped=not item.include,
        )  # fmt: skip
    make = Maker(o.name, problems).cell
    ambitions = tuple((a, str(w)) for a, w in words.AMBITIONS.items())
    return Line(
        o.name, item.line, item.place, item.source, item.title, False, _status(o.status, o.known_as), notes,
        title=make("title", _("Objective"), item.title, "textarea"),
        cells=(
            make("owner", _("Owner"), item.owner),
            make("ambition", _("Ambition"), item.ambition, "select", ambitions),
        ),
        folded=(
            make("why", _("Why"), item.why, "textarea"),
            *((make("state", _("State"), item.state, "select", _states(ObjectiveState)),)
              if item.state else ()),
        ),
        problem=problems.get(o.name, ""), skipped=not item.include, dropped=item.dropped,
    )  # fmt: skip


def key_result(kr: PreviewKeyResult, problems: Problems) -> Line:
    """A key result; the fields that its kind needs first, the others folded."""
    item = kr.item
    if kr.status == "unchanged":
        return Line(
            kr.name, item.line, item.place, item.source, item.title, True, _status(kr.status, kr.known_as),
            problem=problems.get(kr.name, ""), skipped=not item.include,
        )  # fmt: skip
    make = Maker(kr.name, problems, item.guesses)
    numbers = {n: _number(make, item, n) for n in NUMBERS}
    first = BY_KIND.get(item.kind, NUMBERS)
    wrong = tuple(n for n, cell in numbers.items() if cell.problem and n not in first)
    due = make.cell("due_on", _("Due"), item.due_on, "date")
    also = (n for n in ("score", "current") if getattr(item, n) and n not in first)
    said = tuple(dict.fromkeys((*first, *also, *wrong)))
    said = tuple(n for n in said if n != "score" or item.score or not item.current)
    further = {n: _further(make, item, n) for n in FURTHER}
    filled = [n for n in FURTHER if getattr(item, n) and not further[n].problem]
    return Line(
        kr.name, item.line, item.place, item.source, item.title, True, _status(kr.status, kr.known_as),
        item.notes,
        hint=_("Only its value is new: it becomes a check-in. The rest stays as it is.")
        if kr.status == "changed" else "",
        title=make.cell("title", _("Key result"), item.title, "textarea"),
        cells=(_kind(make, item), *(numbers[n] for n in said),
               make.cell("owner", _("Owner"), item.owner),
               *(cell for cell in further.values() if cell.problem),
               *((due,) if item.due_on or due.problem else ())),
        folded=(*(cell for n, cell in numbers.items() if n not in said),
                *(() if item.due_on or due.problem else (due,)),
                *(further[n] for n in filled)),
        problem=problems.get(kr.name, ""), skipped=not item.include, dropped=item.dropped,
    )  # fmt: skip


def _kind(make: Maker, item: StagedKeyResult) -> Cell:
    kinds = tuple((k, str(w)) for k, w in words.KINDS.items())
    return make.cell("kind", _("Kind"), item.kind, "select", kinds)


def _number(make: Maker, item: StagedKeyResult, field: str) -> Cell:
    if field == "done":
        choices = (("", "–"), ("yes", _("yes")), ("partly", _("partly")), ("no", _("no")))
        return make.cell(field, _("Done"), item.done, "select", choices)
    labels = {
        "baseline": _("From"), "target": _("To"), "low": _("At least"), "high": _("At most"),
        "unit": _("Unit"), "score": _("Score"), "current": _("Now"),
    }  # fmt: skip
    return make.cell(field, labels[field], getattr(item, field))


def _further(make: Maker, item: StagedKeyResult, field: str) -> Cell:
    labels = {
        "current_on": _("Value of"), "weight": _("Weight"), "started_on": _("Start"),
        "metric": _("Metric"), "first_target": _("First target"), "state": _("State"),
        "state_reason": _("Reason"), "milestones": _("Steps"), "checkpoints": _("Checkpoints"),
    }  # fmt: skip
    kind = {"milestones": "textarea", "checkpoints": "textarea", "state": "select"}.get(
        field, "text"
    )
    kind = "date" if field in {"current_on", "started_on"} else kind
    choices = _states(KeyResultState) if field == "state" else ()
    return make.cell(field, labels[field], getattr(item, field), kind, choices)


def _states(known: type[KeyResultState] | type[ObjectiveState]) -> tuple[tuple[str, str], ...]:
    return (("", "–"), *((state.value, str(words.STATES[state.value])) for state in known))


def _status(status: str, known_as: str) -> tuple[Chip, ...]:
    if status == "new":
        return (Chip(_("new"), "accent"),)
    if status == "changed":
        return (Chip(_("{key}, changed").format(key=known_as), "risk"),)
    return (Chip(_("{key}, skipped: nothing new").format(key=known_as), "none"),)
