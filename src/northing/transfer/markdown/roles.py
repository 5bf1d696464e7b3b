"""Cascades: lists in which each line begins with a role, `Sales: …`, below a company objective."""

from dataclasses import replace

from northing.transfer.markdown import sentences, shapes, words
from northing.transfer.markdown.drafts import DraftResult
from northing.transfer.markdown.places import Place, Scope
from northing.transfer.markdown.reading import Reading, add_objective, add_result
from northing.transfer.markdown.scores import read_score
from northing.transfer.markdown.tree import Node

__all__ = ["read"]


def read(node: Node, reading: Reading, place: Place) -> None:
    """One item of a cascade: what a role commits to, or only the name of a role."""
    marks = node.marks
    if _names_a_role(node):
        reading.frame(node)
        path = (*place.path, (marks.role or marks.plain).strip(" :*"))
        reading.descend(node, reading, place.with_(path=path, result=None))
    elif place.result is not None and _remarks(node, place.result):
        place.result.lines += [line for below in node.walk() for line in below.block.lines]
        place.result.notes += reading.said(node)
    elif reading.shape.role_results and _is_objective(node, place):
        objective = add_objective(node, reading, place)
        scope = Scope(place.scope, None, objective, under=objective)
        reading.descend(node, reading, place.with_(scope=scope, result=None, path=()))
    else:
        _contribution(node, reading, place)


def _contribution(node: Node, reading: Reading, place: Place) -> None:
    """A line that contributes to the objective above: one key result, or an objective with some."""
    marks = node.marks
    parts, score = sentences.clauses(marks.title) if reading.shape.inline else ([marks.title], "")
    if score and marks.score is None and (read := read_score(score)):
        marks.score = replace(read, ambiguous=True)
        marks.title = ". ".join(parts)
    path = (*place.path, marks.role) if marks.role else place.path
    if len(parts) > 1 and not _belongs_together(parts):
        objective = add_objective(node, reading, place.with_(result=None), title=parts[0])
        objective.score = None
        if marks.score and len(parts) > 2:
            marks.score = replace(marks.score, ambiguous=True)
        inner = place.with_(scope=Scope(place.scope, None, objective, under=objective))
        for part in parts[1:]:
            result = add_result(node, reading, inner, title=part)
    else:
        result = add_result(node, reading, place)
    below = place.with_(path=path, result=result)
    reading.descend(node, reading, below)


def _belongs_together(parts: list[str]) -> bool:
    """A rest that begins with a bare percent sign is an unfilled measure of the first sentence."""
    return any(part.startswith(("%", "(")) for part in parts[1:])


def _remarks(node: Node, result: DraftResult) -> bool:
    """Whether a line says how the key result above went, and commits to nothing itself."""
    if node.marks.role:
        return False
    scored = result.score is not None and not node.items and not node.marks.decorated
    return scored or shapes.is_note(node)


def _names_a_role(node: Node) -> bool:
    marks = node.marks
    if marks.label or marks.marker:
        return False
    if marks.role and (not marks.title or words.OBJECTIVE.fullmatch(marks.title)):
        return True
    if marks.role or not node.items:
        return False
    bare = words.BARE_ROLE.match(marks.plain)
    count = len(marks.plain.split())
    colon = marks.plain.endswith(":")
    return bare is not None and (
        (colon and count <= 6)
        or (
            count <= 5
            and marks.plain[:1].isupper()
            and words.TEAMISH.search(marks.plain) is not None
        )
        or count <= 2
    )


def _is_objective(node: Node, place: Place) -> bool:
    """Where key results are marked as such, a bold line or one above them is an objective."""
    if node.marks.bold and len(node.marks.title) > 0 and _bold_words(node):
        return True
    if any(below.marks.marker == "result" for below in node.walk()):
        return True
    return place.result is not None or place.marked_siblings


def _bold_words(node: Node) -> bool:
    """Whether more than the role itself is bold."""
    lead = node.block.text.lstrip()
    inside = lead[2:].partition(lead[:2])[0]
    return len(inside) > len(node.marks.role) + 4
