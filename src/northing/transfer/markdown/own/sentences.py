"""A key result as a sentence, and what an edited sentence says.

- KR-12: Builds take six minutes — from 20 min to 6 min by 2026-03-31; now 12 min.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from northing.domain import units
from northing.domain.plan import PlanKeyResult, PlanMeasure

BETWEEN = " — "
STATES = ("paused", "dropped", "closed")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_DUE = re.compile(r"(?:(.*?)\s*)?\bby (\d{4}-\d{2}-\d{2})")
_RANGES = (
    (re.compile(r"from (.+?) to (.+)"), ("baseline", "target")),
    (re.compile(r"between (.+?) and (.+)"), ("low", "high")),
    (re.compile(r"from (.+)"), ("baseline",)),
    (re.compile(r"to (.+)"), ("target",)),
    (re.compile(r"at least (.+)"), ("low",)),
    (re.compile(r"at most (.+)"), ("high",)),
)


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", text)


def unescaped(text: str) -> str:
    """The inverse of `escaped`."""
    return _ESCAPED.sub(r"\1", text)


def say(kr: PlanKeyResult) -> str:
    """Title, aim, due date, and where it stands, without its key."""
    said = " ".join(filter(None, (_aim(kr), f"by {kr.due_on.isoformat()}" if kr.due_on else "")))
    now = f"now {_current(kr)}" if kr.current is not None else ""
    facts = "; ".join(filter(None, (said, now, kr.state if kr.state in STATES else "")))
    return escaped(kr.title) + (f"{BETWEEN}{escaped(facts)}." if facts else "")


def _aim(kr: PlanKeyResult) -> str:
    m = kr.measure
    unit = units.unit(m.unit)
    texts = {
        n: units.show(v, unit)
        for n in ("baseline", "target", "low", "high")
        if (v := getattr(m, n)) is not None
    }
    for words, names in _SAID:
        if set(names) <= set(texts):
            return words.format(**texts)
    if kr.milestones:
        done = sum(s.done_on is not None or s.done for s in kr.milestones)
        return f"{done} of {len(kr.milestones)} steps done"
    return "find out where we stand" if m.kind == "find_baseline" else ""


_SAID = (
    ("from {baseline} to {target}", ("baseline", "target")),
    ("to {target}", ("target",)),
    ("from {baseline}", ("baseline",)),
    ("between {low} and {high}", ("low", "high")),
    ("at least {low}", ("low",)),
    ("at most {high}", ("high",)),
)  # fmt: skip


def _current(kr: PlanKeyResult) -> str:
    if kr.current is None:
        return ""
    if kr.measure.kind == "yes_no" and kr.current in (0, 1):
        return "yes" if kr.current else "no"
    return units.show(kr.current, units.unit(kr.measure.unit))


@dataclass(frozen=True, slots=True)
class Heard:
    """The key result as its edited sentence has it; `unclear` are the parts that nobody understands."""

    kr: PlanKeyResult
    unclear: tuple[str, ...] = ()


def hear(sentence: str, kr: PlanKeyResult) -> Heard:
    """`kr` with what the sentence says otherwise. What it leaves out stays as `kr` has it."""
    own = say(kr)
    if sentence == own:
        return Heard(kr)
    title, mark, facts = sentence.rpartition(BETWEEN)
    if not mark:
        return Heard(replace(kr, title=unescaped(sentence)))
    before = unescaped(own.rpartition(BETWEEN)[2])
    found, unclear = replace(kr, title=unescaped(title)), []
    if unescaped(facts) == before:
        return Heard(found)
    for part in filter(None, (p.strip() for p in unescaped(facts).rstrip(". ").split(";"))):
        try:
            found = _with(found, part)
        except (units.UnitError, ValueError):
            unclear.append(part)
    return Heard(found, tuple(unclear))


def _with(kr: PlanKeyResult, part: str) -> PlanKeyResult:
    """Raises UnitError or ValueError for what cannot be read."""
    if part in STATES:
        return replace(kr, state=part)
    unit = units.unit(kr.measure.unit)
    if part.startswith("now "):
        return _now(kr, part.removeprefix("now ").strip(), unit)
    due = _DUE.fullmatch(part)
    if due:
        kr, part = replace(kr, due_on=date.fromisoformat(due[2])), due[1] or ""
    if not part or part == _aim(kr):
        return kr
    said: dict[str, Any] = dict(_numbers(part, unit))
    if not said:
        raise ValueError(part)
    return replace(kr, measure=_turned(replace(kr.measure, **said)))


def _now(kr: PlanKeyResult, text: str, unit: units.Unit) -> PlanKeyResult:
    words = {"yes": Decimal(1), "no": Decimal(0)} if kr.measure.kind == "yes_no" else {}
    value = words[text] if text in words else units.parse(text, unit)
    # The day in the block belongs to the value that stood there before.
    return kr if value == kr.current else replace(kr, current=value, current_on=None)


def _numbers(part: str, unit: units.Unit) -> Iterator[tuple[str, Decimal]]:
    for pattern, names in _RANGES:
        found = pattern.fullmatch(part)
        if found:
            for name, text in zip(names, found.groups(), strict=True):
                yield name, units.parse(text, unit)
            return


def _turned(m: PlanMeasure) -> PlanMeasure:
    """Where the target lies on the other side now, the kind turns with it."""
    if m.kind in {"increase", "decrease"} and m.baseline is not None and m.target is not None:
        return replace(m, kind="increase" if m.target > m.baseline else "decrease")
    return m
