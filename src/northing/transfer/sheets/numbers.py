"""Numbers as sheets write them: which mark is the decimal sign, decided by all values of a column."""

import re
from collections.abc import Iterable
from typing import Literal

Mark = Literal["comma", "point"]

_TOKEN = re.compile(r"\d{1,3}(?:[  '’\s]\d{3})+(?:[.,]\d+)?(?![\d])|\d[\d.,]*\d|[.,]\d+|\d")
_OPEN = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_SIGN: dict[str, Mark] = {",": "comma", ".": "point"}
_OTHER: dict[Mark, Mark] = {"comma": "point", "point": "comma"}


class OpenNumberError(ValueError):
    """A number that can be read in two ways, such as 1.234."""


def evidence(text: str) -> Mark | None:
    """The decimal sign that one cell proves: both marks, a mark twice, or digits that group no thousands."""
    found = {told for token in _TOKEN.findall(text) if (told := _of_token(token))}
    return found.pop() if len(found) == 1 else None


def is_open(text: str) -> bool:
    """Whether a cell holds a number that alone can be read in two ways."""
    return any(_is_open(token) for token in _TOKEN.findall(text))


def mark_of(texts: Iterable[str]) -> Mark | None:
    """The decimal sign that the values of one column agree on; None where none tells, or where they disagree."""
    found = {told for text in texts if (told := evidence(text))}
    return found.pop() if len(found) == 1 else None


def plain(text: str, mark: str) -> str:
    """The text with its numbers written with a decimal point and without thousands marks.

    A number that proves its own sign is read by it, others by `mark`. Raises OpenNumberError where neither tells.
    """
    return _TOKEN.sub(lambda found: _plain(found[0], mark), text)


def _plain(token: str, mark: str) -> str:
    told = _of_token(token) or mark
    if not told:
        if _is_open(token):
            raise OpenNumberError(token)
        told = "point"
    bare = re.sub(r"['’\s]", "", token)
    if told == "comma":
        return bare.replace(".", "").replace(",", ".")
    return bare.replace(",", "")


def _of_token(token: str) -> Mark | None:
    marks = [c for c in token if c in ".,"]
    if not marks:
        return None
    if len(set(marks)) == 2:
        return _SIGN[marks[-1]] if marks.count(marks[-1]) == 1 else None
    if len(marks) > 1:
        return _OTHER[_SIGN[marks[0]]]
    grouped = re.search(r"['’\s]", token) is not None
    if grouped or not _OPEN.fullmatch(token):
        return _SIGN[marks[0]]
    return None


def _is_open(token: str) -> bool:
    return _OPEN.fullmatch(token) is not None
