"""Puts the entries of a table into the plan."""

import re

from northing.domain.plan import SourceLine
from northing.transfer.markdown import grades, inline, tables, words
from northing.transfer.markdown.blocks import Block
from northing.transfer.markdown.drafts import DraftObjective, DraftResult
from northing.transfer.markdown.entries import Entry
from northing.transfer.markdown.marks import Habits, Marks, read_marks
from northing.transfer.markdown.people import read_people
from northing.transfer.markdown.period import read_dates
from northing.transfer.markdown.places import Place
from northing.transfer.markdown.reading import Reading, add_objective, add_result
from northing.transfer.markdown.scores import read_score
from northing.transfer.markdown.tree import Node


def read(node: Node, reading: Reading, place: Place) -> None:
    """One table: key results with or without their objectives, grades, or only context."""
    objective = place.scope.find()
    found = grades.read(node.block)
    if found and objective is not None:
        _grade(node, objective, found, reading, final=place.scope.final)
        place.scope.final = False
        return
    entries, frame = tables.read_table(node.block)
    reading.context.update(frame)
    known: dict[str, DraftObjective] = {}
    for entry in entries:
        _entry(entry, reading, place, known)


def _grade(
    node: Node,
    objective: DraftObjective,
    found: dict[int, str],
    reading: Reading,
    *,
    final: bool,
) -> None:
    reading.skip(node)
    for number, cell in found.items():
        if final and 0 < number <= len(objective.results):
            result = objective.results[number - 1]
            result.score = result.score or read_score(inline.plain(cell))


def _entry(entry: Entry, reading: Reading, place: Place, known: dict[str, DraftObjective]) -> None:
    references = reading.shape.habits
    if entry.objective:
        key = inline.plain(entry.objective, keep_struck=True)
        objective = known.get(key)
        if objective is None:
            node = _node(entry, entry.objective, reading)
            objective = known[key] = add_objective(node, reading, place)
        if not entry.result:
            _fill(objective, entry)
        place.scope.current = objective
        objective.lines += [] if entry.result else entry.lines
    if not entry.result:
        if not entry.objective:
            reading.context.update(entry.lines)
        return
    for piece in _pieces(entry.result):
        marks = read_marks(piece, references)
        node = Node(Block("row", piece, list(entry.lines)), marks)
        _fill(add_result(node, reading, place), entry)


def _node(entry: Entry, cell: str, reading: Reading) -> Node:
    text = words.ORDINAL.sub("", cell)
    return Node(Block("row", text, list(entry.lines)), _own_marks(text, reading))


def _own_marks(text: str, reading: Reading) -> Marks:
    return read_marks(inline.BREAK.sub(" ", text), reading.shape.habits)


def _pieces(cell: str) -> list[str]:
    """Several key results in one cell, each on its own line or behind its own bullet."""
    if cell.lstrip()[:1] in _INNER_BULLETS and cell.count(cell.lstrip()[0]) > 1:
        cell = cell.replace(cell.lstrip()[0], "<br>" + cell.lstrip()[0])
    pieces = [
        piece.strip()
        for piece in _BREAKS.split(cell)
        if re.search(r"\w", inline.plain(piece, keep_struck=True))
    ]
    if len(pieces) < 2:
        return [_BULLET.sub("", cell.strip())]
    marked = sum(
        1
        for piece in pieces
        if _BULLET.match(piece) or words.RESULT_SHORT.match(inline.plain(piece))
    )
    long = all(len(piece.split()) >= 3 for piece in pieces)
    if marked * 2 >= len(pieces) or long:
        return [_BULLET.sub("", piece) for piece in pieces]
    return [inline.BREAK.sub(" ", cell)]


_INNER_BULLETS = ("•", "◦", "‣")
_BREAKS = re.compile(r"<br\s{0,3}/?>|</li>|</p>", re.I)
_BULLET = re.compile(r"^(?:<[^<>]{1,40}>\s*)*(?:[-*+•–◦]|\d{1,2}[.)])\s+")


def _fill(draft: DraftObjective | DraftResult, entry: Entry) -> None:
    """What the other cells of the row say."""
    fields = entry.fields
    if owner := fields.get("owner"):
        draft.owners = read_people(inline.plain(owner, keep_struck=True)) or draft.owners
    if team := fields.get("team"):
        draft.shared_with += read_people(inline.plain(team))
    if priority := fields.get("priority"):
        draft.priority = inline.badge(priority) or inline.plain(priority) or draft.priority
    for name in ("score", "status"):
        if draft.score is None and name in fields:
            draft.score = read_score(inline.plain(fields[name]))
    draft.notes += [
        SourceLine(entry.lines[0], text) for note in entry.notes if (text := inline.plain(note))
    ]
    if isinstance(draft, DraftResult):
        _fill_result(draft, fields)


def _fill_result(draft: DraftResult, fields: dict[str, str]) -> None:
    draft.baseline = inline.plain(fields.get("baseline", ""))
    draft.target = inline.plain(fields.get("target", ""))
    status = fields.get("status", "")
    if status and draft.checked is None:
        draft.checked = read_marks(status + " x", Habits()).checked
    if dates := read_dates(inline.plain(fields.get("due", ""))):
        draft.due_on = dates[0]
