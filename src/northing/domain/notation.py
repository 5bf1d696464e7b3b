"""How lists, team paths, steps and checkpoints are written in one field of text, and read back.

Every pair of functions is inverse: what one writes the other reads, whatever the names hold.

- A list: `Platform; Mobile`, or one item a line. A path: `Engineering / Platform`.
- An item that holds a separator stands in double quotes: `"UI / UX" / Web`, `"Byrne, Ada"`.
- A step a line: `[x] Dry run (weight 2; due 2026-02-05; done 2026-02-03)`, open ones `[ ] …`.
- A checkpoint a line: `2026-02-05: 300 ms`.
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from northing.domain.plan import PlanStep

_QUOTED = re.compile(r'\s*"((?:[^"]|"")*)"\s*')
# A gap is looked at from its beginning alone: a long one else takes its length squared.
_GAP = r"(?:(?<!\s)\s+)"
_PATH = re.compile(rf"{_GAP}/\s+")
_LIST = re.compile(rf"{_GAP}?[;\n]\s*")
_EITHER = re.compile(f"{_PATH.pattern}|{_LIST.pattern}")
_NEEDS_QUOTES = re.compile(r'^\s*"|[;,&+/\n]|\s(?:and|und|et|y)\s|^\s|\s$', re.IGNORECASE)

_DAY = r"\d{4}-\d{2}-\d{2}"
_ATTRIBUTE = rf"(?:weight \d+(?:\.\d+)?|due {_DAY}|done {_DAY})"
_ATTRIBUTES = re.compile(rf"\s\(({_ATTRIBUTE}(?:; {_ATTRIBUTE})*)\)$")
_STEP = re.compile(r"\[([ xX])\]\s+(\S.*)")
_POINT = re.compile(rf"({_DAY})\s*:\s*(.+)")
_NEXT_POINT = re.compile(rf"{_GAP}?;\s*(?={_DAY}\s*:)|\n")


def quoted(name: str) -> str:
    """A name as one item of a list or path: in double quotes where it could be taken for several."""
    return '"' + name.replace('"', '""') + '"' if _NEEDS_QUOTES.search(name) else name


def unquoted(text: str) -> str:
    """The inverse of `quoted`."""
    found = _QUOTED.fullmatch(text)
    return found[1].replace('""', '"') if found else text.strip()


def path(parts: Iterable[str]) -> str:
    """A team path, outermost first; nothing for no team."""
    return " / ".join(map(quoted, parts))


def parts(text: str) -> tuple[str, ...]:
    """The inverse of `path`."""
    return tuple(unquoted(p) for p in _cut(text, _PATH) if p.strip())


def listed(items: Iterable[str]) -> str:
    """Items that are quoted already (paths, `quoted` names) as one text."""
    return "; ".join(items)


def items(text: str) -> tuple[str, ...]:
    """The inverse of `listed`: items as written, their quotes kept for `parts` or `unquoted`."""
    return tuple(i.strip() for i in _cut(text, _LIST) if i.strip())


def _cut(text: str, mark: re.Pattern[str]) -> list[str]:
    """The text cut at each mark that stands outside quotes."""
    found, start, at = [], 0, 0
    while at <= len(text):
        closed = _QUOTED.match(text, at)
        if closed and (closed.end() == len(text) or _EITHER.match(text, _before(text, closed))):
            at = _before(text, closed)
        between = _EITHER.search(text, at)
        if between is None:
            break
        if mark.fullmatch(between[0]):
            found.append(text[start : between.start()])
            start = between.end()
        at = between.end()
    return [*found, text[start:]]


def _before(text: str, closed: re.Match[str]) -> int:
    """Where a quoted item ends, without the spaces behind it."""
    return closed.start() + len(closed[0].rstrip())


def steps(found: Iterable[PlanStep]) -> str:
    """Steps of a key result, one a line."""
    return "\n".join(map(_step, found))


def _step(step: PlanStep) -> str:
    about = [f"weight {step.weight.normalize():f}"] if step.weight != 1 else []
    about += [f"due {step.due_on.isoformat()}"] if step.due_on else []
    about += [f"done {step.done_on.isoformat()}"] if step.done_on else []
    if not about and _ATTRIBUTES.search(step.title):
        about = ["weight 1"]
    mark = "x" if step.done or step.done_on else " "
    return f"[{mark}] {step.title}" + (f" ({'; '.join(about)})" if about else "")


def read_steps(text: str) -> tuple[PlanStep, ...]:
    """The inverse of `steps`. Lines without a box are open steps; without any box, `;` parts them too.

    Raises ValueError for a day that no calendar has.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not any(_STEP.fullmatch(line) for line in lines):
        lines = [unquoted(item) for item in items(text)]
    return tuple(map(_read_step, lines))


def _read_step(line: str) -> PlanStep:
    boxed = _STEP.fullmatch(line)
    title = boxed[2] if boxed else line
    about = _ATTRIBUTES.search(title)
    said = dict(a.split(" ") for a in about[1].split("; ")) if about else {}
    done_on = date.fromisoformat(said["done"]) if "done" in said else None
    return PlanStep(
        title=title[: about.start()] if about else title,
        weight=Decimal(said.get("weight", "1")),
        due_on=date.fromisoformat(said["due"]) if "due" in said else None,
        done_on=done_on,
        done=done_on is not None or (boxed is not None and boxed[1] != " "),
    )


def checkpoints(found: Iterable[tuple[date, str]]) -> str:
    """Days and values (as text), one a line."""
    return "\n".join(f"{day.isoformat()}: {value}" for day, value in found)


def read_checkpoints(text: str) -> tuple[tuple[date, str], ...]:
    """The inverse of `checkpoints`. Raises ValueError for what is no day and value."""
    points = []
    for line in _NEXT_POINT.split(text):
        if not line.strip():
            continue
        found = _POINT.fullmatch(line.strip())
        if found is None:
            raise ValueError(line)
        points.append((date.fromisoformat(found[1]), found[2].strip()))
    return tuple(points)
