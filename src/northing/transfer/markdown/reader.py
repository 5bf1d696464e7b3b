"""Walks the tree of a document and decides what each part of it is."""

from dataclasses import dataclass, field

from northing.domain.plan import SourceLine
from northing.transfer.markdown import labels, roles, rows, shapes, words
from northing.transfer.markdown.drafts import DraftObjective, DraftResult
from northing.transfer.markdown.period import read_period
from northing.transfer.markdown.places import Mode, Place, Scope
from northing.transfer.markdown.shapes import Shape
from northing.transfer.markdown.tree import Node


@dataclass(slots=True)
class Reading:
    """What has been understood so far. `taken`: lines that belong to an item or are context."""

    shape: Shape
    lines: list[str]
    fiscal_month: int | None = None
    drafts: list[DraftObjective] = field(default_factory=list)
    context: set[int] = field(default_factory=set)
    scored: bool = False

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


def read_root(root: Node, reading: Reading, place: Place) -> None:
    """Reads the whole document into `reading`."""
    mode = shapes.items_below(root, reading.shape)
    read_children(root, reading, place.with_(mode=mode))


def read_children(node: Node, reading: Reading, place: Place) -> None:
    marked = any(child.marks.marker == "result" for child in node.items)
    place = place.with_(marked_siblings=marked)
    for child in node.children:
        if child.kind == "heading":
            _heading(child, reading, place)
        elif child.kind == "item":
            read_item(child, reading, place)
        elif child.kind == "table":
            rows.read(child, reading, place)
        elif child.kind == "paragraph":
            _paragraph(child, reading, place)
        elif child.kind == "context":
            reading.frame(child)


def _heading(node: Node, reading: Reading, place: Place) -> None:
    marks = node.marks
    if marks.label and marks.label not in ("results", "objectives"):
        labels.read(node, reading, place)
    elif marks.label:
        _labelled(node, reading, place)
    elif marks.marker == "result":
        result = add_result(node, reading, place)
        read_children(node, reading, _below(place, result))
    elif marks.marker == "objective" or (marks.role and marks.title and place.mode != "results"):
        _objective_heading(node, reading, place)
    elif shapes.is_noise(node) and not shapes.is_section(marks.plain):
        _noise(node, reading, place)
    else:
        _open_heading(node, reading, place)


def _noise(node: Node, reading: Reading, place: Place) -> None:
    """Nothing below is read; but a table of contents ends where the next heading begins."""
    inner = [child for child in node.children if child.kind == "heading"]
    if not words.CONTENTS.match(node.marks.plain):
        inner = []
    for child in node.children:
        if child not in inner:
            reading.skip(child)
    reading.frame(node)
    for child in inner:
        _heading(child, reading, place)


def _labelled(node: Node, reading: Reading, place: Place) -> None:
    """`Key results:` or `Objectives:` as a heading."""
    reading.frame(node)
    if node.marks.label == "objectives":
        scope = Scope(place.scope)
        read_children(node, reading, place.with_(scope=scope, mode="objectives"))
        return
    objective = place.scope.find()
    if objective and objective.results and labels.is_second_list(node, objective):
        labels.read_second_list(node, objective, reading)
        return
    read_children(node, reading, place.with_(mode="results", result=None))


def _objective_heading(node: Node, reading: Reading, place: Place) -> None:
    parts = shapes.sentences(node.marks.title) if node.marks.role and reading.shape.inline else []
    objective = add_objective(node, reading, place, title=parts[0] if parts else None)
    for part in parts[1:]:
        add_result(node, reading, place.with_(scope=Scope(None, None, objective)), title=part)
    place.scope.current = objective
    scope = Scope(place.scope, None, objective)
    mode: Mode = "results"
    if node.marks.role and reading.shape.habits.roles:
        mode = "roles"
    elif _says_results_elsewhere(node, reading.shape):
        mode = "none"
    inside = place.with_(scope=scope, mode=mode, result=None, team=objective.team, path=())
    read_children(node, reading, inside)


def _says_results_elsewhere(node: Node, shape: Shape) -> bool:
    """Whether an objective's key results are marked, so that its other items are none."""
    for below in node.walk():
        if below is node:
            continue
        if below.marks.marker == "result" or below.marks.label == "results":
            return True
        if below.kind == "table" and shapes.tables.has_results(below.block):
            return True
    return False


def _open_heading(node: Node, reading: Reading, place: Place) -> None:
    """A heading that does not say what it is: its place and what is below it decide."""
    text, title = node.marks.plain, node.marks.title
    below = shapes.items_below(node, reading.shape)
    period = read_period(text, reading.fiscal_month) if len(text) < 80 else None
    if period is not None:
        place = place.with_(period=period)
    section = shapes.is_section(text) or words.VISION.match(text) is not None
    if place.mode == "results" and not section and not node.items and not _subheadings(node):
        result = add_result(node, reading, place)
        read_children(node, reading, _below(place, result))
        return
    if section or not title:
        reading.frame(node)
        place.scope.current = None
        read_children(node, reading, _section(place, below, ()))
        return
    names_objective = place.mode == "objectives" and not shapes.is_team(text)
    if below == "results" or names_objective or _holds_results(node):
        _promoted(node, reading, place)
    elif below == "none" and _is_sentence(text) and _holds_plans(node, reading.shape):
        _promoted(node, reading, place)
    else:
        reading.frame(node)
        place.scope.current = None
        team = (text.strip(" :*"),) if _holds_plans(node, reading.shape) else ()
        read_children(node, reading, _section(place, below, team))


def _section(place: Place, below: Mode, team: tuple[str, ...]) -> Place:
    mode = below if below != "none" or place.mode == "roles" else place.mode
    return place.with_(scope=Scope(place.scope), mode=mode, team=place.team + team, result=None)


def _promoted(node: Node, reading: Reading, place: Place) -> None:
    objective = add_objective(node, reading, place)
    place.scope.current = objective
    scope = Scope(place.scope, None, objective)
    mode: Mode = "roles" if reading.shape.habits.roles else "results"
    read_children(node, reading, place.with_(scope=scope, mode=mode, result=None))


def _subheadings(node: Node) -> bool:
    return any(child.kind == "heading" and not child.marks.label for child in node.children)


def _holds_results(node: Node) -> bool:
    """Whether marked key results or a table of them stand directly below."""
    if any(child.marks.marker == "objective" for child in node.children):
        return False
    for child in node.children:
        if child.marks.marker == "result" or child.marks.label == "results":
            return True
        if child.kind == "table":
            entries, _frame = shapes.tables.read_table(child.block)
            if any(entry.result for entry in entries):
                return not any(entry.objective for entry in entries)
    return False


def _holds_plans(node: Node, shape: Shape) -> bool:
    """Whether something below is a plan: marked items, tables, lists under headings."""
    for below in node.walk():
        if below is node or below.kind in ("context", "unread"):
            continue
        if below.marks.marker:
            return True
        if below.kind == "table" and shapes.tables.has_results(below.block):
            return True
        if below.kind == "heading" and not below.marks.label and not shapes.is_noise(below):
            if shapes.items_below(below, shape) != "none":
                return True
    return shapes.items_below(node, shape) != "none"


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= 4 and not shapes.is_team(text)


def _below(place: Place, result: DraftResult) -> Place:
    return place.with_(mode="below_result", result=result, scope=Scope(place.scope))


def _paragraph(node: Node, reading: Reading, place: Place) -> None:
    marks = node.marks
    objective = place.scope.current
    if marks.label:
        labels.read(node, reading, place)
    elif marks.marker == "result":
        add_result(node, reading, place)
    elif place.result is not None:
        place.result.notes += reading.said(node)
        place.result.lines += node.block.lines
    elif objective is not None and not objective.title:
        objective.title = marks.title
        objective.lines += node.block.lines
        objective.source = objective.source or reading.source(node.block.lines)
    elif objective is not None and not objective.results and len(objective.why) < 8:
        objective.why.append(marks.plain)
        objective.lines += node.block.lines
    else:
        reading.frame(node)


def read_item(node: Node, reading: Reading, place: Place) -> None:
    marks = node.marks
    if marks.label == "results" and (node.items or not marks.rest):
        _labelled_item(node, reading, place)
    elif marks.label == "objectives":
        _labelled(node, reading, place)
    elif marks.label:
        labels.read(node, reading, place)
    elif marks.marker == "objective":
        _objective_item(node, reading, place)
    elif marks.marker == "result":
        result = add_result(node, reading, place)
        inner: Mode = "roles" if place.mode == "roles" else "below_result"
        read_children(node, reading, place.with_(mode=inner, result=result))
    elif place.mode == "roles":
        roles.read(node, reading, place)
    elif place.mode == "objectives" and not shapes.is_link(node):
        _objective_item(node, reading, place)
    elif place.mode == "results":
        _result_item(node, reading, place)
    elif place.mode == "below_result":
        _item_below_result(node, reading, place)
    else:
        _stray_item(node, reading, place)


def _labelled_item(node: Node, reading: Reading, place: Place) -> None:
    objective = place.scope.find()
    reading.frame(node)
    if objective is not None and objective.results and labels.is_second_list(node, objective):
        labels.read_second_list(node, objective, reading)
        return
    if node.marks.rest and objective is not None:
        objective.notes.append(SourceLine(node.line, node.marks.plain))
        objective.lines += node.block.lines
    read_children(node, reading, place.with_(mode="results", result=None))


def _objective_item(node: Node, reading: Reading, place: Place) -> None:
    if place.mode == "objectives" and shapes.is_note(node) and not node.items:
        reading.skip(node)
        return
    objective = add_objective(node, reading, place)
    scope = Scope(place.scope, None, objective)
    if not any(child.marks.marker == "objective" for child in node.items):
        place.scope.current = objective
    mode: Mode = "none" if _says_results_elsewhere(node, reading.shape) else "results"
    if place.mode == "roles":
        mode = "roles"
    read_children(node, reading, place.with_(scope=scope, mode=mode, result=None))


def _result_item(node: Node, reading: Reading, place: Place) -> None:
    marks = node.marks
    if shapes.leads_nowhere([node]) or (shapes.is_note(node) and not node.items):
        _note(node, reading, place)
        return
    committing = sum(1 for child in node.items if child.marks.decorated)
    nested = any(child.marks.marker == "objective" for child in node.items)
    if node.items and committing * 2 >= len(node.items) and not nested:
        if not marks.decorated and len(marks.title.split()) <= 3:
            reading.frame(node)
            path = (*place.path, marks.title.strip(" :"))
            read_children(node, reading, place.with_(path=path))
            return
        _branch(node, reading, place)
        return
    result = add_result(node, reading, place)
    read_children(node, reading, place.with_(mode="below_result", result=result))


def _branch(node: Node, reading: Reading, place: Place) -> None:
    """An item with commitments below it: an objective, and a key result too if it is one itself."""
    marks = node.marks
    above: DraftObjective | DraftResult | None = place.scope.find()
    if marks.checked or marks.score or marks.owners or marks.marker == "result":
        above = add_result(node, reading, place)
    objective = add_objective(node, reading, place, supports=above)
    scope = Scope(place.scope, None, objective)
    read_children(node, reading, place.with_(scope=scope, mode="results", result=None))


def _item_below_result(node: Node, reading: Reading, place: Place) -> None:
    result = place.result
    if result is None or node.marks.decorated and node.marks.checked and not result.steps:
        _result_item(node, reading, place.with_(mode="results", result=None))
        return
    result.lines += [line for below in node.walk() for line in below.block.lines]
    target = result.notes if shapes.is_note(node) else result.steps
    target += reading.said(node)


def _stray_item(node: Node, reading: Reading, place: Place) -> None:
    """An unmarked item where key results are marked: a remark of its objective, or context."""
    if any(below.marks.marker for below in node.walk()):
        reading.frame(node)
        read_children(node, reading, place)
    else:
        _note(node, reading, place)


def _note(node: Node, reading: Reading, place: Place) -> None:
    objective = place.scope.current
    if place.result is not None:
        place.result.notes += reading.said(node)
        place.result.lines += [line for below in node.walk() for line in below.block.lines]
    elif objective is not None:
        objective.notes += reading.said(node)
        objective.lines += [line for below in node.walk() for line in below.block.lines]
    else:
        reading.skip(node)


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
    above = supports or place.result or place.scope.find()
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
    )
    reading.drafts.append(draft)
    return draft


def add_result(
    node: Node, reading: Reading, place: Place, *, title: str | None = None
) -> DraftResult:
    """A new key result of the objective that is meant here; a nameless one if there is none."""
    marks = node.marks
    objective = place.scope.find()
    if objective is None:
        objective = DraftObjective("", [], team=place.team, period=place.period)
        reading.drafts.append(objective)
        place.scope.current = objective
    objective_role = objective.owners[:1] == (marks.role,)
    team = place.path + ((marks.role,) if marks.role and place.mode == "roles" and not objective_role else ())
    draft = DraftResult(
        title=(marks.title or marks.plain) if title is None else title,
        lines=list(node.block.lines),
        source=reading.source(node.block.lines),
        owners=marks.owners or ((marks.role,) if marks.role else ()),
        score=marks.score,
        checked=marks.checked,
        dropped=marks.dropped,
        ambition=marks.ambition,
        priority=marks.priority,
        team=team,
        shared_with=marks.tags,
    )
    objective.results.append(draft)
    return draft


