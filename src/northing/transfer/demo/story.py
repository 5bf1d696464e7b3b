"""The small language in which a key result's story is written, one line per happening.

3 6: The cache test says more is possible.     week 3, confidence 6, and the note
3 @rosa: Sorry about the two lost days.        a comment
5 retarget 250 ms: More is possible.           the new target and why
6 pause: Everybody is on the incident.         likewise resume, drop
4 hand over ben: Henrik is on leave.           the new owner and why
7 correct 6 from 74 %: Retries counted twice.  week 6 had said 74 %; now it is put right
5 done 2                                       told with that week's check-in
1 bet jonas until 8: Edge cache                an initiative; `8 shipped: Edge cache`,
                                               or `8 stopped Edge cache: too costly`
"""

import re
from dataclasses import dataclass

_LINE = re.compile(r"(\d+) +([^:]+?)(?:: +(.+))?")


class StoryError(ValueError):
    """A line that is not written in the language above."""


@dataclass(frozen=True, slots=True)
class Line:
    """`verb` is the line's first word (or `say`, `comment`), `rest` what follows it."""

    week: int
    verb: str
    rest: str
    text: str


def read(story: str) -> tuple[Line, ...]:
    """The lines of a story in the order of their weeks. Raises StoryError."""
    lines = [_line(written.strip()) for written in story.splitlines() if written.strip()]
    if lines != sorted(lines, key=lambda line: line.week):
        raise StoryError(f"weeks out of order: {story.strip()[:60]}")
    return tuple(lines)


def _line(written: str) -> Line:
    match = _LINE.fullmatch(written)
    if not match:
        raise StoryError(written)
    week, head, text = int(match[1]), match[2].strip(), (match[3] or "").strip()
    if head.isdecimal() and int(head) <= 10 and text:
        return Line(week, "say", head, text)
    if head.startswith("@") and text:
        return Line(week, "comment", head[1:], text)
    verb, _space, rest = head.partition(" ")
    if verb not in _VERBS:
        raise StoryError(written)
    return Line(week, verb, rest.removeprefix("over "), text)


_VERBS = frozenset(
    {"retarget", "pause", "resume", "drop", "hand", "correct", "done", "bet", "shipped", "stopped"}
)
