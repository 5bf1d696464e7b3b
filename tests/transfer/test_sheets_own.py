"""The sheet that an export writes is read back without any loss, whatever the texts and numbers are."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from northing.domain import notation, units
from northing.domain.plan import (
    Plan,
    PlanCheckIn,
    PlanKeyResult,
    PlanMeasure,
    PlanObjective,
    PlanPeriod,
    PlanStep,
)
from northing.transfer import documents, sheets
from northing.transfer.export import csv_file, xlsx_file

QUARTER = PlanPeriod("Q1 2026", date(2026, 1, 1), date(2026, 3, 31), "quarter")


@dataclass
class Written:
    """What the writers ask for."""

    plan: list[PlanObjective]

    def objectives(self) -> Iterator[PlanObjective]:
        return iter(self.plan)

    def check_ins(self) -> Iterator[PlanCheckIn]:
        return iter(())


def through(objectives: list[PlanObjective], form: str) -> Plan:
    """The plan that comes back from a file of this form."""
    file = io.BytesIO()
    write = csv_file.write if form == "csv" else xlsx_file.write
    write(Written(objectives), file)  # type: ignore[arg-type]  # the writers ask for no more
    return documents.read(file.getvalue(), f"export.{form}")


text = (
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp", "Cn", "Cf")), min_size=1, max_size=12)
    | st.sampled_from(
        ["=1+1", "'=1", "''@x", "KR1: Fast", "Objective 2: b", "a | b", '"', "- x", "n/a", "123", "TBD", "1,5", "Total",
         "a; b", "UI / UX", "Objective", "−3", "+", "'", "@max", "Byrne, Ada", "Kim and Lee", "03/04/2026"]
    )
).filter(lambda t: t.strip("'").strip() == t.strip("'") and t == t.strip())  # fmt: skip
owners = st.just(()) | text.map(lambda name: (name,))
day = st.dates(date(2020, 1, 1), date(2030, 12, 31))
UNITS = ("", "ms", "%", "EUR", "kEUR", "services", "min", "GiB", "pp")
steps = st.lists(
    st.builds(
        PlanStep, title=text.filter(lambda t: not t.startswith("[")),
        weight=st.sampled_from([Decimal(1), Decimal("2.5")]), due_on=st.none() | day,
    ),
    max_size=3,
)  # fmt: skip


@st.composite
def measured(draw: st.DrawFn) -> dict[str, Any]:
    """Kind, unit and values of a key result, as a workspace may hold them."""
    kind = draw(
        st.sampled_from(["increase", "decrease", "keep", "milestones", "yes_no", "find_baseline"])
    )
    code = draw(st.sampled_from(UNITS)) if kind not in {"milestones", "yes_no"} else ""
    value = st.decimals(Decimal(-10) ** 6, Decimal(10) ** 6, places=3, allow_nan=False).map(
        lambda n: round(n * units.unit(code).factor, 10)
    )
    found: dict[str, Any] = {"measure": PlanMeasure(kind, unit=code, certain=True)}
    if kind in {"increase", "decrease"}:
        low, high = sorted(draw(st.lists(value, min_size=2, max_size=2, unique=True)))
        start, aim = (low, high) if kind == "increase" else (high, low)
        found["measure"] = PlanMeasure(kind, start, aim, code, certain=True)
        found["first_target"] = draw(st.none() | value)
        found["checkpoints"] = tuple(draw(st.lists(st.tuples(day, value), max_size=2)))
    elif kind == "keep":
        found["measure"] = PlanMeasure(
            kind, unit=code, low=draw(value), high=draw(st.none() | value), certain=True
        )
    elif kind == "milestones":
        found["milestones"] = tuple(draw(steps))
    if kind not in {"milestones", "yes_no"}:
        found["current"] = draw(st.none() | value)
        found["current_on"] = draw(day) if found["current"] is not None else None
    if kind == "yes_no":
        found["checked"] = draw(st.sampled_from(["done", "not", None]))
    return found


@st.composite
def key_results(draw: st.DrawFn) -> PlanKeyResult:
    return PlanKeyResult(
        title=draw(text), line=1, source="", origin_ref="",
        owners=draw(owners),
        key=f"KR-{draw(st.integers(1, 10**6))}",
        metric=draw(st.just("") | text), weight=draw(st.sampled_from([Decimal(1), Decimal("0.125"), Decimal(3)])),
        started_on=draw(st.none() | day), due_on=draw(st.none() | day),
        state=draw(st.sampled_from(["open", "paused", "dropped", "closed"])),
        state_reason=draw(st.just("") | text), **draw(measured()),
    )  # fmt: skip


@st.composite
def objectives(draw: st.DrawFn) -> PlanObjective:
    return PlanObjective(
        title=draw(text), line=1, origin_ref="", key=f"O-{draw(st.integers(1, 10**6))}",
        why=draw(st.just("") | text), owners=draw(owners),
        team=tuple(draw(st.lists(text, min_size=1, max_size=3))),
        period=draw(st.sampled_from([QUARTER, PlanPeriod("Spring", date(2026, 2, 1), date(2026, 4, 25), "custom")])),
        ambition=draw(st.sampled_from(["aspirational", "committed"])),
        state=draw(st.sampled_from(["draft", "proposed", "active", "closed", "cancelled"])),
        contributors=tuple(notation.path((t,)) for t in draw(st.lists(text, max_size=2, unique=True))),
        also_supports=tuple(draw(st.lists(st.sampled_from(["O-3", "KR-12"]), max_size=2, unique=True))),
        key_results=tuple(draw(st.lists(key_results(), max_size=3))),
    )  # fmt: skip


def shape(o: PlanObjective) -> PlanObjective:
    """An objective without what says where it stood."""
    below = tuple(
        replace(
            kr, line=0, source="", origin_ref="", lines=(), place="",
            current=None if kr.measure.kind == "yes_no" else kr.current,
        )
        for kr in o.key_results
    )  # fmt: skip
    return replace(o, line=0, source="", origin_ref="", lines=(), place="", key_results=below)


def with_done(o: PlanObjective) -> PlanObjective:
    """As the writers are given it: yes or no is a value of today."""
    values = {"done": Decimal(1), "not": Decimal(0)}
    below = tuple(
        replace(kr, current=values.get(kr.checked or "")) if kr.measure.kind == "yes_no" else kr
        for kr in o.key_results
    )
    return replace(o, key_results=below)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@settings(max_examples=60, deadline=None)
@given(found=st.lists(objectives(), min_size=1, max_size=3, unique_by=lambda o: o.key))
def test_nothing_is_lost_on_the_way_out_and_in(form: str, found: list[PlanObjective]) -> None:
    plan = through([with_done(o) for o in found], form)
    assert [shape(o) for o in plan.objectives] == [shape(o) for o in found]
    assert not plan.unread
    assert not plan.questions
    assert plan.explicit


def test_the_history_in_the_same_book_is_left_out_by_name() -> None:
    plan = through([PlanObjective("Calm", 1, "", key="O-1", team=("A",), period=QUARTER)], "xlsx")
    assert any("Check-ins" in str(remark) for remark in plan.remarks)


def test_a_reference_stays_when_the_file_is_read_again() -> None:
    found = [PlanObjective("Calm", 1, "", key="O-1", team=("A",), period=QUARTER)]
    first, second = through(found, "csv"), through(found, "csv")
    assert [o.origin_ref for o in first.objectives] == [o.origin_ref for o in second.objectives]


def test_rows_are_placed_as_spreadsheets_name_them() -> None:
    found = [PlanObjective("Calm", 1, "", key="O-1", team=("A",), period=QUARTER)]
    assert through(found, "xlsx").objectives[0].place == "OKRs!2"
    text = sheets.read(b"Objective,Owner,Due\nCalm,Ada,\n,,\nB,Ada,x\n", "a.csv").objectives
    assert [(o.place, o.line) for o in text] == [("", 2), ("", 4)]
