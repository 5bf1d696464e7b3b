"""Lines that say something about the item above them: owner, due date, score, notes, steps."""

import re

from northing.domain.plan import SourceLine
from northing.transfer.markdown import rows
from northing.transfer.markdown.drafts import DraftObjective, DraftResult
from northing.transfer.markdown.people import read_people
from northing.transfer.markdown.period import read_dates, read_period
from northing.transfer.markdown.places import Place, Scope
from northing.transfer.markdown.reading import Reading, add_result
from northing.transfer.markdown.scores import read_score
from northing.transfer.markdown.tree import Node


def read(node: Node, reading: Reading, place: Place) -> None:
    """A labelled line with what stands below it."""
    target = (
        place.result
        or place.scope.current
        or (place.scope.find() if node.marks.label == "results" else None)
    )
    name = node.marks.label
    if name == "results" and node.marks.rest:
        _results_in_line(node, reading, place)
        return
    if target is None:
        _without_target(node, reading, place)
        return
    place.scope.final = name == "score" and "final" in node.marks.plain.lower()
    if node.marks.rest:
        target.lines += node.block.lines
    else:
        reading.frame(node)
    for child in node.children:
        if child.kind not in _APART:
            target.lines += [line for below in child.walk() for line in below.block.lines]
    _apply(name, node, target, reading)
    for child in node.children:
        if child.kind == "table":
            rows.read(child, reading, place)
        elif child.kind == "heading":
            reading.skip(child)


_APART = ("heading", "table")


def _without_target(node: Node, reading: Reading, place: Place) -> None:
    """A label above all objectives: perhaps the period; its content may still hold the plan."""
    reading.frame(node)
    if any(below.marks.marker for below in node.walk() if below is not node):
        reading.descend(node, reading, place.with_(mode="none", scope=Scope(place.scope)))
    else:
        reading.skip(node)


def _results_in_line(node: Node, reading: Reading, place: Place) -> None:
    """`Measure: one thing; another thing` names key results in one line."""
    parts = [part.strip() for part in node.marks.rest.split(";") if re.search(r"\w", part)]
    for part in parts or [node.marks.rest]:
        result = add_result(node, reading, place, title=part)
    reading.descend(node, reading, place.with_(mode="below_result", result=result))


def _apply(name: str, node: Node, target: DraftObjective | DraftResult, reading: Reading) -> None:
    rest = node.marks.rest
    below = [
        line for child in node.children if child.kind not in _APART for line in reading.said(child)
    ]
    said = [SourceLine(node.line, node.marks.plain)] if rest else []
    if name == "owner":
        people = read_people(rest) + tuple(p for line in below for p in read_people(line.text))
        target.notes += said if set(people) - set(target.owners) and target.owners else []
        target.owners = target.owners or people
    elif name == "team":
        target.shared_with += read_people(rest) + tuple(line.text for line in below)
    elif name in ("score", "status") and rest and target.score is None:
        target.score = read_score(rest)
        target.notes += below
    elif name == "priority":
        target.notes += said if target.priority else []
        target.priority = target.priority or rest
    elif isinstance(target, DraftObjective):
        _apply_to_objective(name, said + below, rest, target, reading)
    else:
        _apply_to_result(name, said, below, rest, target)


def _apply_to_objective(
    name: str,
    said: list[SourceLine],
    rest: str,
    target: DraftObjective,
    reading: Reading,
) -> None:
    if name == "why":
        target.why += [rest] if rest else []
        target.why += [
            line.text for line in said if line.text and not line.text.endswith(rest or "\0")
        ]
    elif name == "period" and (period := read_period(rest, reading.fiscal_month)):
        target.period = period
    else:
        target.notes += said


def _apply_to_result(
    name: str,
    said: list[SourceLine],
    below: list[SourceLine],
    rest: str,
    target: DraftResult,
) -> None:
    if name == "due" and (dates := read_dates(rest)):
        target.due_on = dates[-1]
    elif name == "steps":
        target.steps += [SourceLine(said[0].line, rest)] if said else []
        target.steps += below
    elif name in ("baseline", "target") and rest:
        setattr(target, name, rest)
        target.notes += below
    else:
        target.notes += said + below


def is_second_list(node: Node, objective: DraftObjective) -> bool:
    """Whether a list called `Results` answers the key results above it, one by one."""
    name = node.marks.plain.split(":")[0].strip().lower()
    plain = is_other_list(node, objective) and name in _ANSWERS
    return plain and len(node.items) == len(objective.results)


_ANSWERS = ("results", "result", "outcomes", "ergebnisse", "kr results", "final results")


def is_other_list(node: Node, objective: DraftObjective) -> bool:
    """Whether a list of metrics stands beside the key results that the objective has."""
    return bool(objective.results) and not _KEY_RESULTS.search(node.marks.plain[:60])


_KEY_RESULTS = re.compile(r"\bk(?:ey results?|rs?)\b|schlüssel|kernergebnis|know", re.I)


def read_second_list(node: Node, objective: DraftObjective, reading: Reading) -> None:
    """Each item is the result of the key result at the same place."""
    for item, result in zip(node.items, objective.results, strict=True):
        lines = [line for below in item.walk() for line in below.block.lines]
        result.lines += lines
        result.notes += reading.said(item)
        result.score = result.score or item.marks.score or read_score(item.marks.plain)
        result.checked = result.checked or item.marks.checked
    for child in node.children:
        if child.kind != "item":
            reading.skip(child)
