"""What has been understood of a document so far, and how an item is added to it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from northing.domain.plan import SourceLine
from northing.transfer.markdown.drafts import DraftObjective, DraftResult
from northing.transfer.markdown.period import read_period
from northing.transfer.markdown.places import Place
from northing.transfer.markdown.shapes import Shape
from northing.transfer.markdown.tree import Node


@dataclass(slots=True)
class Reading:
    """What has been understood so far. `taken`: lines that belong to an item or are context."""

    shape: Shape
    lines: list[str]
    descend: Callable[[Node, "Reading", Place], None]
    """Reads what stands below a node; given by the reader, so that no file needs it."""
    fiscal_month: int | None = None
    drafts: list[DraftObjective] = field(default_factory=list)
    context: set[int] = field(default_factory=set)
    title: Node | None = None
    """The one heading that all others stand under, whatever it is called."""

    def skip(self, node: Node) -> None:
        """The node and all below it say nothing about the plan."""
        for below in node.walk():
            self.context.update(below.block.lines)

    def frame(self, node: Node) -> None:
        """The node itself is a heading, a label or a legend."""
        self.context.update(node.block.lines)

    def said(self, node: Node) -> list[SourceLine]:
        """The node's and its descendants' source lines, for steps and notes."""
        return [
            SourceLine(below.line, below.marks.plain or below.block.text)
            for below in node.walk()
            if below.block.lines
        ]

    def source(self, lines: list[int]) -> str:
        return "\n".join(self.lines[line - 1] for line in lines)


def add_objective(
    node: Node,
    reading: Reading,
    place: Place,
    *,
    title: str | None = None,
    supports: DraftObjective | DraftResult | None = None,
) -> DraftObjective:
    """A new objective from a heading or an item; it supports what it stands under."""
    marks = node.marks
    above = supports or place.result or place.scope.above()
    own = marks.role if marks.role and not read_period(marks.role) else ""
    draft = DraftObjective(
        title=marks.title if title is None else title,
        lines=list(node.block.lines),
        source=reading.source(node.block.lines),
        owners=marks.owners or ((own,) if own else ()),
        team=place.team + place.path,
        period=place.period,
        ambition=marks.ambition,
        dropped=marks.dropped,
        score=marks.score,
        priority=marks.priority,
        shared_with=marks.tags,
        supports=above,
        notes=[SourceLine(node.line, marks.remark)] if marks.remark else [],
    )
    draft.number = marks.number if marks.marker == "objective" else ""
    reading.drafts.append(draft)
    return draft


def _numbered(number: str, reading: Reading) -> DraftObjective | None:
    """The last objective 2 for a key result 2.1 that stands apart from it."""
    major, dot, _minor = number.partition(".")
    if not dot:
        return None
    return next((draft for draft in reversed(reading.drafts) if draft.number == major), None)


def add_result(
    node: Node, reading: Reading, place: Place, *, title: str | None = None
) -> DraftResult:
    """A new key result of the objective that is meant here; a nameless one if there is none."""
    marks = node.marks
    objective = place.scope.find() or _numbered(marks.number, reading)
    if objective is None:
        objective = DraftObjective("", [], team=place.team, period=place.period)
        reading.drafts.append(objective)
        place.scope.current = objective
    objective_role = objective.owners[:1] == (marks.role,)
    team = place.path + (
        (marks.role,) if marks.role and place.mode == "roles" and not objective_role else ()
    )
    draft = DraftResult(
        title=(marks.title or marks.plain) if title is None else title,
        lines=list(node.block.lines),
        source=reading.source(node.block.lines),
        owners=marks.owners or ((marks.role,) if marks.role else ()),
        marked=marks.marker == "result",
        score=marks.score,
        checked=marks.checked,
        dropped=marks.dropped,
        ambition=marks.ambition,
        priority=marks.priority,
        team=team,
        shared_with=marks.tags,
        notes=[SourceLine(node.line, marks.remark)] if marks.remark else [],
    )
    objective.results.append(draft)
    return draft
