"""List items: objectives, key results, steps, or nothing of that kind."""

from northing.domain.plan import SourceLine
from northing.transfer.markdown import labels, roles, shapes
from northing.transfer.markdown.drafts import DraftObjective, DraftResult
from northing.transfer.markdown.places import Mode, Place, Scope
from northing.transfer.markdown.reading import Reading, add_objective, add_result
from northing.transfer.markdown.tree import Node


def read_item(node: Node, reading: Reading, place: Place) -> None:
    """One item with all below it."""
    marks = node.marks
    if marks.label:
        _labelled(node, reading, place)
    elif marks.marker and shapes.is_unfilled(node) and not node.items:
        reading.frame(node)
    elif marks.marker == "objective":
        _objective_item(node, reading, place)
    elif marks.marker == "result":
        result = add_result(node, reading, place)
        inner: Mode = "roles" if place.mode == "roles" else "below_result"
        reading.descend(node, reading, place.with_(mode=inner, result=result))
    else:
        _unmarked(node, reading, place)


def _unmarked(node: Node, reading: Reading, place: Place) -> None:
    if place.mode == "roles":
        roles.read(node, reading, place)
    elif place.mode == "objectives" and not shapes.is_link(node):
        _objective_item(node, reading, place)
    elif place.mode == "results":
        _result_item(node, reading, place)
    elif place.mode == "below_result":
        _item_below_result(node, reading, place)
    else:
        _stray_item(node, reading, place)


def _labelled(node: Node, reading: Reading, place: Place) -> None:
    if node.marks.label == "results" and (node.items or not node.marks.rest):
        _results_below(node, reading, place)
    elif node.marks.label == "objectives":
        _objectives_below(node, reading, place)
    else:
        labels.read(node, reading, place)


def _objectives_below(node: Node, reading: Reading, place: Place) -> None:
    reading.frame(node)
    inner = place.with_(scope=Scope(place.scope), mode="objectives")
    reading.descend(node, reading, inner)


def _results_below(node: Node, reading: Reading, place: Place) -> None:
    objective = place.scope.find()
    reading.frame(node)
    if objective is not None and objective.results and labels.is_second_list(node, objective):
        labels.read_second_list(node, objective, reading)
        return
    if objective is not None and labels.is_other_list(node, objective):
        reading.context.difference_update(node.block.lines)
        labels.read(node, reading, place)
        return
    if node.marks.rest and objective is not None:
        objective.notes.append(SourceLine(node.line, node.marks.plain))
        objective.lines += node.block.lines
    reading.descend(node, reading, place.with_(mode="results", result=None))


def _objective_item(node: Node, reading: Reading, place: Place) -> None:
    if place.mode == "objectives" and shapes.is_note(node) and not node.items:
        reading.skip(node)
        return
    objective = add_objective(node, reading, place)
    scope = Scope(place.scope, None, objective, under=objective)
    if not any(child.marks.marker == "objective" for child in node.items):
        place.scope.current = objective
    mode: Mode = "none" if shapes.says_results_elsewhere(node) else "results"
    if place.mode == "roles":
        mode = "roles"
    reading.descend(node, reading, place.with_(scope=scope, mode=mode, result=None))


def _result_item(node: Node, reading: Reading, place: Place) -> None:
    marks = node.marks
    if shapes.leads_nowhere([node]) or (shapes.is_note(node) and not node.items):
        _note(node, reading, place)
        return
    below = [child for child in node.items if not shapes.is_note(child)]
    committing = sum(1 for child in below if child.marks.decorated)
    nested = any(child.marks.marker == "objective" for child in below)
    if below and committing * 2 >= len(below) and not nested:
        if place.groups:
            reading.frame(node)
            path = (*place.path, marks.title.strip(" :"))
            reading.descend(node, reading, place.with_(path=path))
            return
        _branch(node, reading, place)
        return
    result = add_result(node, reading, place)
    reading.descend(node, reading, place.with_(mode="below_result", result=result))


def _branch(node: Node, reading: Reading, place: Place) -> None:
    """An item with commitments below it: an objective, and a key result too if it is one itself."""
    marks = node.marks
    above: DraftObjective | DraftResult | None = place.scope.find()
    if marks.checked or marks.score or marks.owners or marks.marker == "result":
        above = add_result(node, reading, place)
    objective = add_objective(node, reading, place, supports=above)
    scope = Scope(place.scope, None, objective, under=objective)
    reading.descend(node, reading, place.with_(scope=scope, mode="results", result=None))


def _item_below_result(node: Node, reading: Reading, place: Place) -> None:
    result = place.result
    marks = node.marks
    own = marks.decorated and marks.checked and result and not (result.steps or result.marked)
    if result is None or own:
        _result_item(node, reading, place.with_(mode="results", result=None))
        return
    result.lines += [line for below in node.walk() for line in below.block.lines]
    if (share := shapes.SHARE.match(marks.plain)) and share["who"] not in result.owners:
        result.owners += (share["who"],)
    target = result.notes if shapes.is_note(node) else result.steps
    target += reading.said(node)


def _stray_item(node: Node, reading: Reading, place: Place) -> None:
    """An unmarked item where key results are marked: a remark of its objective, or context."""
    if any(below.marks.marker for below in node.walk()):
        reading.frame(node)
        reading.descend(node, reading, place)
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
