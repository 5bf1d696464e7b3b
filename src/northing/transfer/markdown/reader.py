"""Walks the tree of a document and decides what each part of it is."""

import re

from northing.transfer.markdown import items, labels, rows, sentences, shapes, tables, words
from northing.transfer.markdown.drafts import DraftResult
from northing.transfer.markdown.period import read_period
from northing.transfer.markdown.places import Mode, Place, Scope
from northing.transfer.markdown.reading import Reading, add_objective, add_result
from northing.transfer.markdown.shapes import Shape
from northing.transfer.markdown.tree import Node


def read_root(root: Node, reading: Reading, place: Place) -> None:
    """Reads the whole document into `reading`; one that speaks of no goals holds no plan."""
    if not reading.shape.about_okrs:
        for child in root.children:
            if child.kind != "unread":
                reading.skip(child)
        return
    tops = [child for child in root.children if child.kind == "heading"]
    reading.title = tops[0] if len(tops) == 1 else None
    mode = shapes.items_below(root, reading.shape)
    read_children(root, reading, place.with_(mode=mode))


def read_children(node: Node, reading: Reading, place: Place) -> None:
    marked = any(child.marks.marker == "result" for child in node.items)
    place = place.with_(marked_siblings=marked, groups=shapes.are_groups(node.items))
    retrospective = looks_back(node.items)
    for child in node.children:
        if retrospective and child.kind == "item":
            reading.skip(child)
        elif child.kind == "heading":
            _heading(child, reading, place)
        elif child.kind == "item":
            items.read_item(child, reading, place)
        elif child.kind == "table":
            rows.read(child, reading, place)
        elif child.kind == "paragraph":
            _paragraph(child, reading, place)
        elif child.kind == "context":
            reading.frame(child)


def _heading(node: Node, reading: Reading, place: Place) -> None:
    marks = node.marks
    if shapes.is_example(node):
        reading.skip(node)
    elif marks.label and marks.label not in ("results", "objectives"):
        labels.read(node, reading, place)
    elif marks.label:
        _labelled(node, reading, place)
    elif marks.marker and marks.title and shapes.is_unfilled(node):
        reading.skip(node)
    elif marks.marker == "result":
        result = add_result(node, reading, place)
        read_children(node, reading, _below(place, result))
    elif marks.marker == "objective" or (marks.role and marks.title and place.mode != "results"):
        _objective_heading(node, reading, place)
    elif shapes.is_noise(node) and node is not reading.title:
        _noise(node, reading, place)
    else:
        _open_heading(node, reading, place)


def _noise(node: Node, reading: Reading, place: Place) -> None:
    """Nothing below is read; but a table of contents ends where the next heading begins."""
    contents = words.CONTENTS.match(node.marks.plain) is not None
    reading.frame(node)
    for child in node.children:
        if contents and child.kind == "heading":
            _heading(child, reading, place)
        else:
            reading.skip(child)


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
    if objective and labels.is_other_list(node, objective):
        labels.read(node, reading, place)
        return
    read_children(node, reading, place.with_(mode="results", result=None))


def _objective_heading(node: Node, reading: Reading, place: Place) -> None:
    parts = sentences.split(node.marks.title) if node.marks.role and reading.shape.inline else []
    objective = add_objective(node, reading, place, title=parts[0] if parts else None)
    for part in parts[1:]:
        add_result(node, reading, place.with_(scope=Scope(None, None, objective)), title=part)
    place.scope.current = objective
    scope = Scope(place.scope, None, objective, under=objective)
    mode: Mode = "results"
    if node.marks.role and reading.shape.habits.roles:
        mode = "roles"
    elif shapes.says_results_elsewhere(node):
        mode = "none"
    inside = place.with_(scope=scope, mode=mode, result=None, team=objective.team, path=())
    if not objective.title and len(node.items) == 1 and not node.items[0].items:
        only = node.items[0]
        objective.title, objective.lines = only.marks.title, objective.lines + only.block.lines
        node.children.remove(only)
    read_children(node, reading, inside)


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
        inside = _section(reading, place, below, ())
        vision = words.VISION.match(text) and below == "none"
        read_children(node, reading, inside.with_(mode="none") if vision else inside)
        return
    names_objective = place.mode == "objectives" and not shapes.is_team(text)
    holds_plans = below != "none" or _holds_plans(node, reading.shape)
    names_document = node is reading.title or period is not None
    above_plans = below == "none" and holds_plans and not names_document and _is_sentence(text)
    if below == "results" or names_objective or above_plans or _holds_results(node):
        _promoted(node, reading, place)
    else:
        reading.frame(node)
        place.scope.current = None
        team = shapes.team_name(title, period.text if period else "") if holds_plans else ""
        read_children(node, reading, _section(reading, place, below, (team,) if team else ()))


def _section(reading: Reading, place: Place, below: Mode, team: tuple[str, ...]) -> Place:
    inherits = below == "none" and (place.mode == "roles" or not reading.shape.explicit)
    mode = place.mode if inherits else below
    return place.with_(scope=Scope(place.scope), mode=mode, team=place.team + team, result=None)


def _promoted(node: Node, reading: Reading, place: Place) -> None:
    objective = add_objective(node, reading, place)
    place.scope.current = objective
    scope = Scope(place.scope, None, objective, under=objective)
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
            entries, _frame = tables.read_table(child.block)
            if any(entry.result for entry in entries):
                return not any(entry.objective for entry in entries)
    return False


def _holds_plans(node: Node, shape: Shape) -> bool:
    """Whether something below is a plan: marked items, tables, lists under headings."""
    return any(
        below.marks.marker
        or (below.kind == "table" and tables.has_results(below.block))
        or (_is_open(below) and shapes.items_below(below, shape) != "none")
        for below in node.walk()
        if below is not node
    )


def _is_open(node: Node) -> bool:
    return node.kind == "heading" and not node.marks.label and not shapes.is_noise(node)


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


def looks_back(items: list[Node]) -> bool:
    """Whether a list looks back: good, bad, try; keep, drop, improve."""
    looking = {word[0].lower() for item in items if (word := _LOOKS_BACK.match(item.marks.plain))}
    return len(looking) >= 2


_LOOKS_BACK = re.compile(
    r"^(good|bad|try|keep|drop|add|improve|start|stop|continue|liked|learned|lacked|what went \w+|"
    r"went well|gut|schlecht)\W*$",
    re.I,
)
