"""The fenced block of an objective: a line of JSON for it and one for each of its key results.

Values are texts counted in the unit of their key result, days are ISO, and what is empty is left out;
`read` gives back what `lines` was given, apart from team, cycle and source lines.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, cast

from northing.domain import units
from northing.domain.plan import PlanKeyResult, PlanMeasure, PlanObjective, PlanStep
from northing.transfer.values import current, value_text

T = TypeVar("T")
OPEN, CLOSE = "```northing", "```"
KINDS = frozenset({"increase", "decrease", "keep", "milestones", "yes_no", "find_baseline"})
AMBITIONS = frozenset({"aspirational", "committed"})
AGREED = {"yes": True, "no": False, None: None}
SAID = {said: word for word, said in AGREED.items()}


def lines(o: PlanObjective) -> Iterator[str]:
    """The whole block, its fences included."""
    yield OPEN
    yield _line(
        objective=o.key, title=o.title, why=o.why, owner=_first(o.owners), ambition=o.ambition,
        state=o.state, agreed=SAID[o.agreed] if o.dropped else "",
        contributors=list(o.contributors), supports=list(o.also_supports),
    )  # fmt: skip
    for kr in o.key_results:
        yield _line(key_result=kr.key, title=kr.title, **_key_result(kr))
    yield CLOSE


def _line(**found: Any) -> str:
    text = json.dumps(
        {n: v for n, v in found.items() if v not in (None, "", [])}, ensure_ascii=False
    )
    # Line ends of other alphabets would break the line where some program splits it.
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")


def _first(owners: Sequence[str]) -> str:
    return owners[0] if owners else ""


def _key_result(kr: PlanKeyResult) -> dict[str, Any]:
    m = kr.measure
    now = current(kr)
    return {
        "kind": m.kind, "metric": kr.metric, "unit": m.unit,
        "baseline": value_text(m.baseline, m.unit), "target": value_text(m.target, m.unit),
        "low": value_text(m.low, m.unit), "high": value_text(m.high, m.unit),
        "first_target": value_text(kr.first_target, m.unit),
        "current": f"{now:f}" if isinstance(now, Decimal) else now,
        "current_on": _day(kr.current_on if now is not None else None),
        "weight": None if kr.weight is None else f"{kr.weight.normalize():f}",
        "start": _day(kr.started_on), "due": _day(kr.due_on), "owner": _first(kr.owners),
        "state": kr.state, "reason": kr.state_reason, "steps": [_step(s) for s in kr.milestones],
        "checkpoints": [[_day(d), value_text(v, m.unit)] for d, v in kr.checkpoints],
    }  # fmt: skip


def _step(step: PlanStep) -> dict[str, Any]:
    found = {
        "title": step.title, "weight": f"{step.weight.normalize():f}", "due": _day(step.due_on),
        "done": _day(step.done_on) or step.done,
    }  # fmt: skip
    return {n: v for n, v in found.items() if v}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


@dataclass(slots=True)
class Block:
    """What a block says: its objective, if it names one, and its key results by key."""

    objective: PlanObjective | None = None
    key_results: dict[str, PlanKeyResult] = field(default_factory=dict)
    unclear: list[str] = field(default_factory=list)


def read(found: Sequence[tuple[int, str]]) -> Block:
    """The block of these numbered lines, without its fences. What cannot be read is named in `unclear`."""
    block = Block()
    for number, line in found:
        try:
            said = json.loads(line)
        except (ValueError, RecursionError):
            said = None
        fields = _Fields(said if isinstance(said, dict) else {})
        if fields.text("objective") and block.objective is None:
            block.objective = _read_objective(fields, number)
        elif fields.text("key_result"):
            block.key_results[fields.text("key_result")] = _read_key_result(fields, number)
        elif line.strip():
            block.unclear.append(line.strip()[:40])
        block.unclear += fields.unclear
    return block


class _Fields:
    """The fields of one line, each read as what it should be, or noted."""

    def __init__(self, found: Mapping[str, Any]) -> None:
        self._found = found
        self.unclear: list[str] = []

    def text(self, name: str) -> str:
        value = self._found.get(name, "")
        return value if isinstance(value, str) else self._note(name, "")

    def one_of(self, name: str, words: frozenset[str]) -> Any:
        value = self.text(name)
        return value if value in words else None if not value else self._note(name, None)

    def texts(self, name: str) -> tuple[str, ...]:
        value = self._found.get(name, [])
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            return tuple(value)
        return self._note(name, ())

    def listed(self, name: str) -> list[Any]:
        value = self._found.get(name, [])
        return value if isinstance(value, list) else self._note(name, [])

    def read(self, name: str, how: Callable[[str], T]) -> T | None:
        text = self.text(name)
        return self.attempt(name, lambda: how(text)) if text else None

    def attempt(self, name: str, how: Callable[[], T]) -> T | None:
        try:
            return how()
        except (ValueError, ArithmeticError, TypeError, KeyError, AttributeError):
            return self._note(name, None)

    def _note(self, name: str, otherwise: T) -> T:
        self.unclear.append(
            f"{self._found.get('key_result') or self._found.get('objective')}: {name}"
        )
        return otherwise


def _read_objective(f: _Fields, number: int) -> PlanObjective:
    return PlanObjective(
        title=f.text("title"), line=number, origin_ref="", key=f.text("objective"),
        why=f.text("why"), owners=_some(f.text("owner")), ambition=f.one_of("ambition", AMBITIONS),
        state=f.text("state"), dropped=f.text("state") == "cancelled",
        agreed=AGREED[f.one_of("agreed", frozenset({"yes", "no"}))],
        contributors=f.texts("contributors"), also_supports=f.texts("supports"),
    )  # fmt: skip


def _some(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _read_key_result(f: _Fields, number: int) -> PlanKeyResult:
    code = f.read("unit", lambda text: units.unit(text).code) or ""
    unit = units.unit(code)
    kind = f.one_of("kind", KINDS)

    def value(text: str) -> Decimal:
        return units.parse(text, unit)

    def stand(text: str) -> Decimal:
        words = {"yes": Decimal(1), "no": Decimal(0)} if kind == "yes_no" else {}
        return words[text] if text in words else value(text)

    measure = PlanMeasure(
        kind=kind, unit=code, certain=True,
        **cast(Any, {n: f.read(n, value) for n in ("baseline", "target", "low", "high")}),
    )  # fmt: skip
    points = f.attempt(
        "checkpoints",
        lambda: tuple((date.fromisoformat(d), value(v)) for d, v in f.listed("checkpoints")),
    )
    steps = f.attempt("steps", lambda: tuple(map(_read_step, f.listed("steps"))))
    return PlanKeyResult(
        title=f.text("title"), line=number, source="", origin_ref="", key=f.text("key_result"),
        owners=_some(f.text("owner")), measure=measure, metric=f.text("metric"),
        first_target=f.read("first_target", value), current=f.read("current", stand),
        current_on=f.read("current_on", date.fromisoformat), weight=f.read("weight", Decimal),
        started_on=f.read("start", date.fromisoformat), due_on=f.read("due", date.fromisoformat),
        state=f.text("state"), state_reason=f.text("reason"), dropped=f.text("state") == "dropped",
        milestones=steps or (), checkpoints=points or (),
    )  # fmt: skip


def _read_step(found: Any) -> PlanStep:
    done = found.get("done", "")
    return PlanStep(
        title=str(found["title"]),
        weight=Decimal(found.get("weight", "1")),
        due_on=date.fromisoformat(found["due"]) if found.get("due") else None,
        done_on=date.fromisoformat(done) if isinstance(done, str) and done else None,
        done=bool(done),
    )
