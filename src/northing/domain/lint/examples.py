"""The examples in a rule's docstring as aims: the manual shows them, and the tests run them."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from northing.domain.lint.aims import KeyResultAim, ObjectiveAim, TeamAims
from northing.domain.lint.rule import Rule
from northing.domain.units import parse, unit

Aim = KeyResultAim | ObjectiveAim | TeamAims
SECTIONS = ("Why.", "Flagged", "Fine", "How to fix.", "Options.")
_INDENT = 2
_FIGURES = frozenset({"baseline", "target", "low", "high"})
_DATES = frozenset({"start", "due", "cycle_start", "cycle_end"})
_COUNTS = frozenset({"supports", "guards"})
_YES_NO = frozenset({"has_baseline", "has_target", "has_due", "is_top"})


@dataclass(frozen=True, slots=True)
class Example:
    """One example: its lines as the manual shows them, and the aim that they mean."""

    lines: tuple[str, ...]
    aim: Aim


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    fields: dict[str, str]
    below: "list[_Line]"


def sections(manual: str) -> dict[str, str]:
    """A docstring by section; what stands before the first one under the empty name."""
    found = {"": ""}
    name = ""
    for line in manual.strip().splitlines():
        head = next((s for s in SECTIONS if line.startswith(f"**{s}**")), None)
        if head is not None:
            name = head
            found[name] = ""
        found[name] += line.removeprefix(f"**{name}**").strip(" ") + "\n" if head else f"{line}\n"
    return {name: text.strip("\n").strip() for name, text in found.items()}


def examples(rule: Rule, section: str) -> tuple[Example, ...]:
    """What stands under *Flagged* or *Fine*. Raises ValueError for a line that says nothing known."""
    blocks: list[list[str]] = []
    for line in sections(rule.manual).get(section, "").splitlines():
        if line.startswith("- "):
            blocks.append([line])
        elif line.strip() and blocks:
            blocks[-1].append(line)
    return tuple(Example(tuple(lines), _aim(rule, _tree(lines))) for lines in blocks)


def _tree(lines: list[str]) -> _Line:
    path: list[_Line] = []
    for line in lines:
        depth = (len(line) - len(line.lstrip())) // _INDENT
        text, bar, rest = line.strip().removeprefix("- ").partition(" | ")
        found = _Line(text, dict(_pairs(rest)) if bar else {}, [])
        if depth:
            path[depth - 1].below.append(found)
        path[depth:] = [found]
    return path[0]


def _pairs(written: str) -> Iterator[tuple[str, str]]:
    for one in written.split(", "):
        name, _sign, value = one.partition("=")
        yield name.strip(), value.strip()


def _aim(rule: Rule, line: _Line) -> Aim:
    if rule.family == "key_result":
        return _key_result(line)
    return _objective(line) if rule.family == "objective" else _team(line)


def _team(line: _Line) -> TeamAims:
    return TeamAims(line.text, tuple(_objective(one) for one in line.below))


def _objective(line: _Line) -> ObjectiveAim:
    known = dict(line.fields)
    none = known.pop("key_results", "") == "none"
    below = tuple(_key_result(one) for one in line.below)
    return ObjectiveAim(
        line.text, key_results=below if below or none else None, **_values(ObjectiveAim, known)
    )


def _key_result(line: _Line) -> KeyResultAim:
    return KeyResultAim(line.text, **_values(KeyResultAim, line.fields))


def _values(of: type, written: dict[str, str]) -> dict[str, Any]:
    known = {one.name for one in fields(of)}
    unknown = written.keys() - known
    if unknown:
        raise ValueError(f"No aim has {', '.join(sorted(unknown))}.")
    return {name: _value(name, value, written.get("unit", "")) for name, value in written.items()}


def _value(name: str, value: str, code: str) -> object:
    if name in _FIGURES:
        figure: Decimal = parse(value, unit(code))
        return figure
    if name in _DATES:
        return date.fromisoformat(value)
    if name in _COUNTS:
        return int(value)
    return value == "yes" if name in _YES_NO else value
