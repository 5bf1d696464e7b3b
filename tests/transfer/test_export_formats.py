"""What is written is read back: any plan, through Markdown, CSV and XLSX, without a database."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
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
from northing.transfer import documents
from northing.transfer.export import csv_file, markdown_file, xlsx_file
from northing.transfer.markdown.own import sentences
from northing.transfer.values import period, read_period

DAY = date(2026, 3, 12)
HOSTILE = (
    "=cmd|' /C calc'!A0", "+1 for everybody", "-2 outages", "@max does it", "'quoted", "'=1+1",
    '"all in quotes"', 'say "when"', "a | b | c", "`code` and ```fences```", "2026 is 12 % better",
    "KR1: not a marker", "O-7: nor this", "- [x] done", "# no heading", "~~struck out~~", "1. first",
    "Zażółć gęślą jaźń 🚀👩🏽‍🚀", "עברית ועוד", "مرحبا بالعالم", "_x0041_ _x000A_", "a;b,c d",
    "from 1 to 2 — by 2026-01-01; now 3.", "<script>alert(1)</script>", "\\backslash\\", "C:\\new",
    "http://example.org/a?b=c&d", "TRUE", "0012", "1e5", "$9 & {x}", "＝1＋1", "x" * 300, "None", "N/A",
    "100 %", "12/03/2026", "2026-03-12", "...", "Key result", "OKR", "Objective: nested", "Q1 2026",
)  # fmt: skip
CODES = ("", "ms", "s", "min", "h", "d", "%", "pp", "B", "GB", "MiB", "EUR", "kEUR", "$", "services",
         "deploys/week", "customers; paying", "größe", "x — y")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """Stands in for an export: the same parts, from memory."""

    plan: tuple[PlanObjective, ...]
    name: str = "Kestrel | & <Sons>"
    slug: str = "kestrel"
    day: date = DAY

    def objectives(self) -> Iterator[PlanObjective]:
        return iter(self.plan)

    def check_ins(self) -> Iterator[PlanCheckIn]:
        return iter(())


def lines_of_text(most: int) -> st.SearchStrategy[str]:
    """Texts of one line as the product keeps them: printable, spaces folded, not empty."""
    free = st.text(
        st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Cn", "Co"), max_codepoint=0x1FFFF),
        min_size=1, max_size=most,
    )  # fmt: skip
    tidy = free.map(lambda t: " ".join(t.split())).filter(bool)
    return st.one_of(st.sampled_from([h[:most] for h in HOSTILE]), tidy)


days = st.dates(date(2026, 1, 1), date(2026, 3, 31))
weights = st.integers(0, 1000_000).map(lambda n: Decimal(n) / 1000)


@st.composite
def amounts(draw: Callable[..., Any], code: str) -> Decimal:
    """Values in base units, as finely as they are kept."""
    small = draw(st.integers(-(10**6), 10**6))
    fine = draw(st.integers(-(10**27), 10**27))
    choice = draw(st.sampled_from(["small", "fine", "typed"]))
    if choice == "typed":
        return round(small * units.unit(code).factor, 10) + 0
    return Decimal(fine).scaleb(-10) if choice == "fine" else Decimal(small)


@st.composite
def key_results(draw: Callable[..., Any], number: int) -> PlanKeyResult:
    kind = draw(
        st.sampled_from(["increase", "decrease", "keep", "milestones", "yes_no", "find_baseline"])
    )
    has_unit = kind not in {"milestones", "yes_no"}
    code = units.unit(draw(st.sampled_from(CODES))).code if has_unit else ""
    value = st.none() | amounts(code)
    line = kind in {"increase", "decrease"}
    baseline, target = (draw(value), draw(value)) if line else (None, None)
    low, high = (draw(value), draw(value)) if kind == "keep" else (None, None)
    current = (
        draw(st.none() | st.sampled_from([Decimal(0), Decimal(1)])) if kind == "yes_no" else None
    )
    current = draw(value) if has_unit else current
    state = draw(st.sampled_from(["open", "paused", "dropped", "closed"]))
    steps = st.builds(_step, lines_of_text(300), weights, st.none() | days, st.none() | days)
    return PlanKeyResult(
        title=draw(lines_of_text(300)), line=0, source="", origin_ref="", key=f"KR-{number}",
        owners=(draw(lines_of_text(60)),),
        measure=PlanMeasure(kind=kind, baseline=baseline, target=target, unit=code, low=low, high=high,
                            certain=True),
        metric=draw(st.just("") | lines_of_text(100)) if has_unit else "",
        first_target=draw(value) if line else None, current=current,
        current_on=draw(days) if current is not None else None, weight=draw(weights),
        started_on=draw(days), due_on=draw(days), state=state, dropped=state == "dropped",
        state_reason=draw(st.just("") | st.lists(lines_of_text(80), min_size=1, max_size=3).map("\n".join)),
        milestones=tuple(draw(st.lists(steps, max_size=4))) if kind == "milestones" else (),
        checkpoints=tuple(
            sorted(draw(st.dictionaries(days, amounts(code), max_size=3)).items())
        ) if line else (),
    )  # fmt: skip


def _step(title: str, weight: Decimal, due: date | None, done: date | None) -> PlanStep:
    return PlanStep(title, weight, due, done, done is not None)


def some(items: list[Any]) -> st.SearchStrategy[list[Any]]:
    """Up to two of these."""
    return st.lists(st.sampled_from(items), max_size=2, unique=True)


@st.composite
def plans(draw: Callable[..., Any]) -> tuple[PlanObjective, ...]:
    count = draw(st.integers(1, 3))
    starts = [date(2026, 1, 1) + timedelta(days=7 * n) for n in range(3)]
    cycles = [
        PlanPeriod(draw(lines_of_text(40)), s, s + timedelta(days=draw(st.integers(30, 400))),
                   draw(st.sampled_from(["annual", "quarter", "custom"])))
        for s in starts
    ]  # fmt: skip
    teams = draw(
        st.lists(
            st.lists(lines_of_text(40), min_size=1, max_size=3).map(tuple), min_size=1, max_size=3
        )
    )
    number = iter(range(1, 99))
    found = []
    for n in range(count):
        state = draw(st.sampled_from(["draft", "proposed", "active", "closed", "cancelled"]))
        found.append(
            PlanObjective(
                title=draw(lines_of_text(300)), line=0, origin_ref="", key=f"O-{n + 1}",
                why=draw(st.just("") | st.lists(lines_of_text(100), min_size=1, max_size=4).map("\n".join)),
                owners=(draw(lines_of_text(60)),), team=draw(st.sampled_from(teams)),
                period=draw(st.sampled_from(cycles)),
                ambition=draw(st.sampled_from(["aspirational", "committed"])),
                state=state, dropped=state == "cancelled",
                agreed=draw(st.booleans()) if state == "cancelled" else None,
                contributors=tuple(map(notation.path, draw(some(teams)))),
                also_supports=tuple(draw(some(["O-1", "KR-1", "O-99"]))),
                key_results=tuple(draw(key_results(next(number))) for _ in range(draw(st.integers(0, 3)))),
            )
        )  # fmt: skip
    # Files have their objectives by cycle and team, as an export gives them.
    return tuple(
        sorted(found, key=lambda o: (cycles.index(cast(Any, o.period)), teams.index(o.team)))
    )


def written(write: Callable[..., None], plan: Sequence[PlanObjective]) -> bytes:
    file = io.BytesIO()
    write(Found(tuple(plan)), file)
    return file.getvalue()


FILES = {
    "md": ("okrs.md", markdown_file.write),
    "csv": ("okrs.csv", csv_file.write),
    "xlsx": ("okrs.xlsx", xlsx_file.write),
}


def essence(o: PlanObjective) -> PlanObjective:
    """What a round trip keeps: everything but lines, references and what only readers need."""
    return replace(
        o, line=0, lines=(), source="", origin_ref="", place="", supports="",
        dropped=o.dropped or o.state == "cancelled", key_results=tuple(map(_essence, o.key_results)),
    )  # fmt: skip


def _essence(kr: PlanKeyResult) -> PlanKeyResult:
    answer = {"done": Decimal(1), "not": Decimal(0)}.get(kr.checked or "", kr.current)
    return replace(
        kr, line=0, lines=(), source="", origin_ref="", place="", ambition=None, status="", progress=None,
        dropped=kr.dropped or kr.state == "dropped", checked=None, current=answer,
        weight=kr.weight.normalize() if kr.weight is not None else None,
        milestones=tuple(replace(s, weight=s.weight.normalize()) for s in kr.milestones),
    )  # fmt: skip


def differences(after: Any, before: Any, where: str = "") -> list[str]:
    """What is not the same, by its place: a whole plan says too much."""
    if is_dataclass(before) and type(after) is type(before):
        names = [f.name for f in fields(before)]
        pairs = [(getattr(after, n), getattr(before, n), f"{where}.{n}") for n in names]
        return [d for a, b, w in pairs for d in differences(a, b, w)]
    if isinstance(before, list | tuple) and len(after) == len(before):
        pairs = [
            (a, b, f"{where}[{n}]") for n, (a, b) in enumerate(zip(after, before, strict=True))
        ]
        return [d for a, b, w in pairs for d in differences(a, b, w)]
    return [] if after == before else [f"{where}: {before!r} became {after!r}"]


@pytest.mark.parametrize("name", FILES)
@settings(
    max_examples=25, derandomize=True, deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(plan=plans())
def test_what_is_written_is_read_back(name: str, plan: tuple[PlanObjective, ...]) -> None:
    file, write = FILES[name]
    found = documents.read(written(write, plan), file)
    assert found.explicit
    assert differences([essence(o) for o in found.objectives], [essence(o) for o in plan]) == []
    assert not found.unread


@pytest.mark.parametrize("title", HOSTILE)
def test_no_cell_is_a_formula(title: str) -> None:
    plan = [PlanObjective(title, 0, "", key="O-1", why=title, owners=(title,), team=(title,))]
    data = written(csv_file.write, plan)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 2
    cells = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1]
    assert title in {c.removeprefix("'") for c in cells} | {"'" + c for c in cells} | set(cells)
    assert not any(c[:1] in tuple("=+-@\t\r＝＋－＠") for c in cells if c)
    book = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(written(xlsx_file.write, plan))
    )
    row = book.get_sheet_by_name("OKRs").to_python()[1]
    assert title in row
    assert b"<f>" not in _sheet(written(xlsx_file.write, plan))


def _sheet(data: bytes) -> bytes:
    import zipfile

    return zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


def plan_of(*key_results: PlanKeyResult) -> tuple[PlanObjective, ...]:
    cycle = PlanPeriod("Q1 2026", date(2026, 1, 1), date(2026, 3, 31), "quarter")
    return (
        PlanObjective(
            "Shipping is boring", 0, "", key="O-7", team=("Platform",), period=cycle, why="It costs us.",
            owners=("Lea Moser",), ambition="committed", state="active", key_results=key_results,
        ),
    )  # fmt: skip


LATENCY = PlanKeyResult(
    "Builds are quick", 0, "", "", key="KR-2", owners=("Max Ott",), state="open", weight=Decimal(2),
    measure=PlanMeasure("decrease", Decimal(1200), Decimal(360), "min", certain=True),
    current=Decimal(720), current_on=date(2026, 3, 10), started_on=date(2026, 1, 1), due_on=date(2026, 3, 31),
)  # fmt: skip
PIPELINE = PlanKeyResult(
    "The old pipeline is gone", 0, "", "", key="KR-3", state="open", due_on=date(2026, 3, 31),
    measure=PlanMeasure("milestones", certain=True),
    milestones=(PlanStep("Move", Decimal(1)), PlanStep("Switch off", Decimal(2))),
)  # fmt: skip


def edited(*changes: tuple[str, str]) -> Plan:
    """The exported plan after somebody replaced these texts by hand."""
    text = written(markdown_file.write, plan_of(LATENCY, PIPELINE)).decode()
    for before, after in changes:
        assert before in text, text
        text = text.replace(before, after, 1)
    return documents.read(text.encode(), "okrs.md")


def test_the_sentence_is_for_people() -> None:
    assert sentences.say(LATENCY) == (
        "Builds are quick — from 20\u00a0min to 6\u00a0min by 2026-03-31; now 12\u00a0min."
    )


def test_an_edited_sentence_counts_and_is_said() -> None:
    plan = edited(
        ("- KR-2: Builds are quick", "- KR-2: Builds are really quick"),
        ("to 6\u00a0min by 2026-03-31; now 12\u00a0min.", "to 5 min by 2026-03-15; now 10 min."),
    )
    kr = plan.objectives[0].key_results[0]
    assert (kr.title, kr.measure.target, kr.due_on) == (
        "Builds are really quick", Decimal(300), date(2026, 3, 15),
    )  # fmt: skip
    assert (kr.current, kr.current_on, kr.weight) == (Decimal(600), None, Decimal(2))
    assert ["KR-2" in str(r) for r in plan.remarks] == [True]


def test_a_step_ticked_off_by_hand_is_done() -> None:
    plan = edited(("  - [ ] Move", "  - [x] Move"))
    assert [s.done for s in plan.objectives[0].key_results[1].milestones] == [True, False]


def test_what_was_taken_out_of_the_text_is_left_out_and_said() -> None:
    text = written(markdown_file.write, plan_of(LATENCY, PIPELINE)).decode()
    kept = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("- KR-2"))
    plan = documents.read(kept.encode(), "okrs.md")
    assert [kr.key for kr in plan.key_results] == ["KR-3"]
    assert "KR-2" in str(plan.remarks[0])


def test_what_was_written_below_is_a_new_key_result() -> None:
    plan = edited(("- KR-3:", "- Deployments rise from 10 to 40 a week\n- KR-3:"))
    new = plan.objectives[0].key_results[1]
    assert (new.title, new.key, new.measure.target) == (
        "Deployments rise from 10 to 40 a week", "", Decimal(40),
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "{broken", "[]", '"text"', "[" * 100_000, '{"key_result": "KR-2", "unit": 7, "baseline": "x y"}',
        '{"key_result": "KR-2", "steps": [1], "due": "2026-02-31", "checkpoints": 5}',
        '{"key_result": ["KR-2"]}', '{"objective": "O-7", "supports": "O-3", "state": {}}',
    ],
)  # fmt: skip
def test_a_block_that_somebody_broke_is_read_as_far_as_it_goes(line: str) -> None:
    text = written(markdown_file.write, plan_of(LATENCY)).decode()
    start = text.index("```northing") + len("```northing\n")
    plan = documents.read((text[:start] + line + "\n" + text[start:]).encode(), "okrs.md")
    assert [o.title for o in plan.objectives] == ["Shipping is boring"]
    assert [kr.key for kr in plan.key_results] == ["KR-2"]


def test_every_line_is_accounted_for() -> None:
    text = written(markdown_file.write, plan_of(LATENCY, PIPELINE)).decode()
    text += "\n#### Minutes\n\n> They met.\n\nIt rained.\n\n## Later\n\nNothing yet.\n"
    plan = documents.read(text.encode(), "okrs.md")
    told = {
        n
        for o in plan.objectives
        for n in (*o.lines, *(n for kr in o.key_results for n in kr.lines))
    }
    told |= {line.line for line in (*plan.context, *plan.unread)}
    assert told == {n for n, line in enumerate(text.split("\n"), 1) if line.strip()}


@pytest.mark.parametrize("name", ["Q1", "Q1 (draft)", "x (2026-01-01 to 2026-02-01)", "a, b"])
@pytest.mark.parametrize("kind", ["annual", "quarter", "custom"])
@pytest.mark.parametrize("length", [27, 89, 364])
def test_a_period_is_read_back(name: str, kind: Any, length: int) -> None:
    start = date(2026, 1, 1)
    wanted = PlanPeriod(name, start, start + timedelta(days=length), kind)
    assert read_period(period(wanted)) == wanted
