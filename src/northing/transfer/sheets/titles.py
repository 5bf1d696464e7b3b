"""Titles as cells write them: the short names before them, and several of them in one cell."""

import re
from collections.abc import Iterator

from northing.transfer.markdown import words as marks


def is_result(text: str) -> bool:
    """Whether a title says that it is a key result."""
    return bool(marks.RESULT.match(text) or marks.RESULT_SHORT.match(text))


def is_objective(text: str) -> bool:
    """Whether a title says that it is an objective."""
    return bool(marks.OBJECTIVE.match(text) or marks.OBJECTIVE_SHORT.match(text))


_TAG_OBJECTIVE = re.compile(r"\W*((?:O|OBJ)[-\s]?\d{1,3}(?:\.\d{1,3})*)\s*[:.)–—-]+\s*(?=\S)", re.I)
_TAG_RESULT = re.compile(
    r"\W*((?:O\d{1,2}[.\s-]?)?KR[-\s]?\d{1,3}(?:\.\d{1,3})*)\s*[:.)–—-]*\s+(?=\S)", re.I
)


def unmarked(text: str) -> tuple[str, str]:
    """A title without `O1:` or `Objective 2:` before it, and that short name."""
    text = " ".join(text.split())
    tag = _TAG_OBJECTIVE.match(text)
    if tag:
        return text[tag.end() :].strip(), tag[1]
    found = marks.OBJECTIVE.match(text) or marks.OBJECTIVE_SHORT.match(text)
    rest = text[found.end() :].strip() if found else ""
    return (rest or text), ""


def unmarked_result(text: str) -> tuple[str, str]:
    """A title without `KR1.2:` or `Key result 2:` before it, and that short name."""
    text = " ".join(text.split())
    tag = _TAG_RESULT.match(text)
    if tag:
        return text[tag.end() :].strip(), tag[1]
    found = marks.RESULT.match(text) or marks.RESULT_SHORT.match(text)
    rest = text[found.end() :].strip() if found else ""
    return (rest or text), ""


_BULLET = re.compile(
    r"^\s*(?:[-*•–◦▪]|\(?\d{1,2}[.):]\)?|KR\s?\d{1,2}(?:\.\d+)?\s?[:.)-])\s*(?=\S)", re.I
)


def pieces(text: str) -> Iterator[str]:
    """Several key results in one cell, each on a line of its own behind a bullet or a number."""
    lines = [line.strip() for line in text.split("\n") if re.search(r"\w", line)]
    marked = [line for line in lines if _BULLET.match(line)]
    if len(lines) < 2 or len(marked) * 2 < len(lines):
        yield " ".join(text.split())
        return
    piece = ""
    for line in lines:
        bullet = _BULLET.match(line)
        if bullet:
            if piece:
                yield piece
            piece = line[bullet.end() :]
        else:
            piece = f"{piece} {line}".strip()
    yield piece
