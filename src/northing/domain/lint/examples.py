"""The examples in a rule's docstring as aims: the manual shows them, and the tests run them."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from northing.domain.lint.aims import KeyResultAim, ObjectiveAim, TeamAims
from northing.domain.lint.histories import ClosedCycle, KeyResultHistory, TeamHistory
from northing.domain.lint.rule import Family, Rule
from northing.domain.units import parse, unit

Aim = KeyResultAim | ObjectiveAim | TeamAims | KeyResultHistory | TeamHistory
SECTIONS = ("Why.", "Flagged", "Fine", "How to fix.", "Options.")
_INDENT = 2
_FIGURES = frozenset({"baseline", "target", "low", "high"})
_DATES = frozenset({"start", "due", "cycle_start", "cycle_end", "today", "end"})
_COUNTS = frozenset({"supports", "guards", "cadence_days"})
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
    return _READERS[rule.family](line)


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


def _history(line: _Line) -> KeyResultHistory:
    """A day below is a check-in, unless a target was set on it."""
    days = [(date.fromisoformat(one.text), one.fields) for one in line.below]
    for _day, said in days:
        _must_know(said, {"confidence", "target"})
    return KeyResultHistory(
        line.text,
        heard=tuple(day for day, said in days if "target" not in said),
        confidences=_dated(days, "confidence"),
        targets=_dated(days, "target"),
        **_values(KeyResultHistory, line.fields),
    )


def _dated(days: list[tuple[date, dict[str, str]]], name: str) -> tuple[tuple[date, Decimal], ...]:
    return tuple((day, Decimal(said[name])) for day, said in days if name in said)


def _team_history(line: _Line) -> TeamHistory:
    return TeamHistory(line.text, tuple(_cycle(one) for one in line.below))


def _cycle(line: _Line) -> ClosedCycle:
    _must_know(line.fields, {"aspirational", "committed"})
    scores = [
        (Decimal(score), name == "aspirational")
        for name, written in line.fields.items()
        for score in written.split()
    ]
    return ClosedCycle(
        line.text, tuple(score for score, _kind in scores), tuple(kind for _score, kind in scores)
    )


def _must_know(written: Collection[str], known: Collection[str]) -> None:
    unknown = set(written) - set(known)
    if unknown:
        raise ValueError(f"No aim has {', '.join(sorted(unknown))}.")


def _values(of: type, written: dict[str, str]) -> dict[str, Any]:
    _must_know(written, {one.name for one in fields(of)})
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


_READERS: dict[Family, Callable[[_Line], Aim]] = {
    "key_result": _key_result,
    "objective": _objective,
    "team": _team,
    "practice": _history,
    "cycles": _team_history,
}
