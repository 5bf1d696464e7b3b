"""Numbers, days, kinds, units, owners and states as cells write them."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # it brings no types
from hypothesis import assume, given
from hypothesis import strategies as st

from northing.domain.plan import Plan, PlanKeyResult
from northing.transfer import sheets
from northing.transfer.sheets import days, numbers


def read(text: str, **options: Any) -> Plan:
    return sheets.read(text.encode(), "okrs.csv", **options)


def one(header: str, row: str, **options: Any) -> PlanKeyResult:
    """The only key result below these headers."""
    plan = read(f"Objective;Key result;{header}\nGrow;Number;{row}\n", **options)
    return plan.key_results[0]


def book(header: list[str], *rows: list[Any], formats: dict[int, str] | None = None) -> bytes:
    """A workbook whose columns show their numbers in these formats."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        page = made.add_worksheet("OKRs")
        looks = {n: made.add_format({"num_format": f}) for n, f in (formats or {}).items()}
        page.write_row(0, 0, ["Objective", "Key result", *header])
        for n, row in enumerate(rows, 1):
            page.write_row(n, 0, ["Grow", f"Number {n}"])
            for m, cell in enumerate(row, 2):
                page.write(n, m, cell, looks.get(m - 2))
    return file.getvalue()


# ── decimal signs ─────────────────────────────────────────────────────────────


def test_a_column_of_commas_is_read_by_the_value_that_decides() -> None:
    plan = read("Objective;Key result;Baseline;Target\nA;x;1.234;2\nA;y;0,5;1\n")
    assert [kr.measure.baseline for kr in plan.key_results] == [1234, Decimal("0.5")]
    assert not plan.questions


def test_each_column_decides_for_itself() -> None:
    plan = read("Objective;Key result;Baseline;Target\nA;x;1,5;1.5\nA;y;1.500;2,500\n")
    assert [kr.measure.baseline for kr in plan.key_results] == [Decimal("1.5"), 1500]
    assert [kr.measure.target for kr in plan.key_results] == [Decimal("1.5"), 2500]


def test_an_open_column_stays_empty_until_somebody_says() -> None:
    text = "Objective;Key result;Baseline;Target\nA;x;1.234;9\nA;y;5.678;12\n"
    plan = read(text)
    assert [q.name for q in plan.questions] == ["decimals"]
    assert [kr.measure.baseline for kr in plan.key_results] == [None, None]
    assert [(u.place, "+1" in u.text) for u in plan.unread] == [("C2", True)]
    for mark, value in (("comma", Decimal(1234)), ("point", Decimal("1.234"))):
        again = read(text, decimals=mark)
        assert again.key_results[0].measure.baseline == value
        assert [q.chosen for q in again.questions] == [mark]
        assert not again.unread


def test_an_answer_never_overrules_what_a_column_proves() -> None:
    plan = read("Objective;Key result;Baseline;Target\nA;x;1,5;9\n", decimals="point")
    assert plan.key_results[0].measure.baseline == Decimal("1.5")


@given(
    whole=st.integers(0, 10**9), places=st.integers(0, 4), fraction=st.integers(0, 9999),
    sign=st.sampled_from([("comma", ",", "."), ("point", ".", ",")]), grouped=st.booleans(),
)  # fmt: skip
def test_a_number_is_read_back_by_its_own_convention(
    whole: int, places: int, fraction: int, sign: tuple[str, str, str], grouped: bool
) -> None:
    mark, decimal, thousands = sign
    text = f"{whole:,}".replace(",", thousands) if grouped else str(whole)
    tail = f"{fraction:04d}"[:places]
    text += f"{decimal}{tail}" if places else ""
    value = Decimal(f"{whole}.{tail or 0}")
    assert Decimal(numbers.plain(text, mark)) == value
    told = numbers.evidence(text)
    assert told in {None, mark} or numbers.is_open(text)
    if told is None and not numbers.is_open(text):
        assert Decimal(numbers.plain(text, "")) == value


@given(st.lists(st.decimals(0, 10**6, places=2), min_size=1, max_size=8))
def test_no_column_of_money_is_ever_misread(values: list[Decimal]) -> None:
    for decimal, thousands in ((",", "."), (".", ",")):
        table = str.maketrans({",": thousands, ".": decimal})
        texts = [f"{v:,.2f}".translate(table) for v in values]
        rows = "".join(f"A;x{n};{t};7\n" for n, t in enumerate(texts))
        plan = read(f"Objective;Key result;Baseline;Target\n{rows}")
        assert [kr.measure.baseline for kr in plan.key_results] == values


# ── days ──────────────────────────────────────────────────────────────────────


def test_one_day_past_twelve_decides_its_column() -> None:
    plan = read(
        "Objective;Key result;Start;Due\nA;x;01/02/2026;03/31/2026\nA;y;25/02/2026;04/05/2026\n"
    )
    assert [kr.started_on for kr in plan.key_results] == [date(2026, 2, 1), date(2026, 2, 25)]
    assert [kr.due_on for kr in plan.key_results] == [date(2026, 3, 31), date(2026, 4, 5)]
    assert not plan.questions


def test_an_open_day_is_asked_and_never_guessed() -> None:
    text = "Objective;Key result;Due\nA;x;03/04/2026\nA;y;05/05/2026\n"
    plan = read(text)
    assert [kr.due_on for kr in plan.key_results] == [None, date(2026, 5, 5)]
    assert [(q.name, [a for a, _w in q.answers]) for q in plan.questions] == [
        ("dates", ["dmy", "mdy"])
    ]
    assert [u.place for u in plan.unread] == ["C2"]
    assert read(text, dates="dmy").key_results[0].due_on == date(2026, 4, 3)
    assert read(text, dates="mdy").key_results[0].due_on == date(2026, 3, 4)


def test_a_header_may_name_the_order_itself() -> None:
    plan = read("Objective;Key result;Due (DD/MM/YYYY)\nA;x;03/04/2026\n")
    assert plan.key_results[0].due_on == date(2026, 4, 3)
    assert not plan.questions


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-31", date(2026, 3, 31)), ("31.03.2026", date(2026, 3, 31)), ("31.3.26", date(2026, 3, 31)),
        ("31 March 2026", date(2026, 3, 31)), ("Mar 31, 2026", date(2026, 3, 31)), ("31. März 2026", date(2026, 3, 31)),
        ("2026-03-31T00:00:00", date(2026, 3, 31)), ("20260331", date(2026, 3, 31)), ("Q1 2026", date(2026, 3, 31)),
        ("31/03/2026", date(2026, 3, 31)), ("3/31/26", date(2026, 3, 31)), ("tbd", None), ("", None),
    ],
)  # fmt: skip
def test_days_in_many_spellings(text: str, day: date | None) -> None:
    plan = read(f"Objective;Key result;Due\nA;x;{text}\n")
    assert plan.key_results[0].due_on == day
    assert not plan.unread


def test_what_is_no_day_is_named_with_its_cell() -> None:
    plan = read("Objective;Key result;Due\nA;x;soon\nA;y;31/31/2026\n")
    assert [(u.place, u.text) for u in plan.unread] == [
        ("C2", "Due: soon"),
        ("C3", "Due: 31/31/2026"),
    ]


@given(st.lists(st.dates(date(2000, 1, 1), date(2069, 12, 31)), min_size=1, max_size=12))
def test_no_column_of_days_is_ever_misread(found: list[date]) -> None:
    for order, form in (("dmy", "%d/%m/%Y"), ("mdy", "%m/%d/%Y")):
        texts = [f"{d:{form}}" for d in found]
        told = days.order_of(texts)
        assert told in {None, order}
        if told:
            assert [days.read(t, told) for t in texts] == found
        assert [days.read(t, order) for t in texts] == found


@given(st.dates(date(2000, 1, 1), date(2069, 12, 31)))
def test_an_open_day_is_never_read_without_an_order(day: date) -> None:
    assume(day.day <= 12 and day.day != day.month)
    with pytest.raises(days.OpenDayError):
        days.read(f"{day:%d/%m/%Y}")


# ── numbers of a key result ───────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("header", "row", "kind", "baseline", "target", "unit"),
    [
        ("Start;Target;Unit", "480;250;ms", "decrease", "0.48", "0.25", "ms"),
        ("Start;Target;Unit", "10;20;%", "increase", "0.1", "0.2", "%"),
        ("From;To", "80 %;95 %", "increase", "0.8", "0.95", "%"),
        ("Baseline;Target", "$1.2M;$2M", "increase", "1200000", "2000000", "USD"),
        ("Baseline (ms);Target (ms)", "480;250", "decrease", "0.48", "0.25", "ms"),
        ("Target", "≤ 200 ms", "decrease", None, "0.2", "ms"),
        ("Target", ">=99.9%", "increase", None, "0.999", "%"),
        ("Target", "40 → 60", "increase", "40", "60", ""),
        ("Type;Start;Target", "Percentage;0;50", "increase", "0", "0.5", "%"),
        ("Type;Start;Target", "Should decrease to;9;2", "decrease", "9", "2", ""),
        ("Startwert;Zielwert;Einheit", "30;45;Prozent", "increase", "0.3", "0.45", "%"),
        ("Kind;Target", "Boolean;", "yes_no", None, None, ""),
        ("Target", "Yes", "yes_no", None, None, ""),
        ("Kind", "Milestone", "milestones", None, None, ""),
        ("Kind", "find baseline", "find_baseline", None, None, ""),
    ],
)  # fmt: skip
def test_kinds_and_units(
    header: str, row: str, kind: str, baseline: str | None, target: str | None, unit: str
) -> None:
    m = one(header, row).measure
    wanted = tuple(None if v is None else Decimal(v) for v in (baseline, target))
    assert (m.kind, m.baseline, m.target, m.unit) == (kind, *wanted, unit)
    assert m.certain


def test_what_is_kept_gets_bounds() -> None:
    assert one("Kind;Target", "Maintain;99.9 %").measure.low == Decimal("0.999")
    assert one("Kind;Target", "Maintain;< 200 ms").measure.high == Decimal("0.2")
    m = one("Kind;Target", "Keep;20 - 30").measure
    assert (m.low, m.high) == (20, 30)
    m = one("Min;Max;Unit", "20;30;ms").measure
    assert (m.low, m.high, m.kind) == (Decimal("0.02"), Decimal("0.03"), None)


def test_the_wording_says_what_bare_numbers_count() -> None:
    plan = read("Objective;Key result;Start;Target\nA;p95 from 480 ms to 250 ms;480;250\n")
    assert plan.key_results[0].measure.unit == "ms"
    assert plan.key_results[0].measure.target == Decimal("0.25")


def test_words_in_place_of_a_number_are_named_and_kept() -> None:
    plan = read("Objective;Key result;Target\nA;x;three new countries\n")
    assert [u.place for u in plan.unread] == ["C2"]
    assert [n.text for n in plan.key_results[0].notes] == ["Target: three new countries"]


def test_percent_cells_are_shares_whatever_they_look_like() -> None:
    data = book(
        ["Baseline", "Target", "Progress"],
        [0.2, 1.15, 0.5],
        formats=dict.fromkeys(range(3), "0.0 %"),
    )
    kr = sheets.read(data, "a.xlsx").key_results[0]
    assert (kr.measure.baseline, kr.measure.target, kr.measure.unit) == (
        Decimal("0.2"),
        Decimal("1.15"),
        "%",
    )
    assert kr.score
    assert kr.score.value == Decimal("0.5")


def test_bare_numbers_in_percent_are_points_or_all_shares() -> None:
    points = book(["Baseline", "Target", "Unit"], [0.5, 20, "%"], [0.2, 0.9, "%"])
    found = sheets.read(points, "a.xlsx")
    assert [kr.measure.baseline for kr in found.key_results] == [Decimal("0.005"), Decimal("0.002")]
    shares = sheets.read(book(["Baseline", "Target", "Unit"], [0.5, 0.75, "%"]), "a.xlsx")
    assert shares.key_results[0].measure.target == Decimal("0.75")
    assert len(shares.remarks) == 1


def test_typed_cells_days_and_truth() -> None:
    data = book(
        ["Target", "Current", "Due", "Score"],
        [True, False, date(2026, 3, 31), ""],
        formats={2: "dd.mm.yyyy"},
    )
    plan = sheets.read(data, "a.xlsx")
    kr = plan.key_results[0]
    assert (kr.measure.kind, kr.checked, kr.due_on) == ("yes_no", "not", date(2026, 3, 31))


@pytest.mark.parametrize(
    ("cell", "value", "ambiguous"),
    [("70%", "0.7", False), ("0.7", "0.7", False), ("7/10", "0.7", False), ("0,45", "0.45", False)],
)
def test_scores(cell: str, value: str, ambiguous: bool) -> None:
    score = one("Score", cell).score
    assert score is not None
    assert (score.value, score.ambiguous) == (Decimal(value), ambiguous)


def test_a_scale_that_nobody_names_is_looked_at_by_a_person() -> None:
    plan = read("Objective;Key result;Score\nA;x;7\nA;y;3\n")
    assert all(kr.score and kr.score.ambiguous for kr in plan.key_results)
    plan = read("Objective;Key result;Progress (%)\nA;x;70\nA;y;5\n")
    assert [kr.score.value for kr in plan.key_results if kr.score] == [
        Decimal("0.7"),
        Decimal("0.05"),
    ]


@pytest.mark.parametrize(
    ("cell", "weight"), [("50 %", "0.5"), ("0.5", "0.5"), ("2", "2"), ("", None), ("-", None)]
)
def test_weights(cell: str, weight: str | None) -> None:
    assert one("Weight", cell).weight == (None if weight is None else Decimal(weight))


@pytest.mark.parametrize(
    ("cell", "owners"),
    [
        ("Ada Byrne", ("Ada Byrne",)), ("@ada", ("ada",)), ("ada@example.org", ("ada@example.org",)),
        ("Ada, Ben", ("Ada", "Ben")), ("Ada & Ben", ("Ada", "Ben")), ("Ada <ada@example.org>", ("Ada",)),
        ("a@example.org; b@example.org", ("a@example.org", "b@example.org")), ("", ()),
    ],
)  # fmt: skip
def test_owners(cell: str, owners: tuple[str, ...]) -> None:
    plan = sheets.read(f"Objective\tKey result\tOwner\nA\tx\t{cell}\n".encode(), "a.tsv")
    assert plan.key_results[0].owners == owners


@pytest.mark.parametrize(
    ("cell", "state", "checked", "notes"),
    [
        ("On hold", "paused", None, []), ("Cancelled", "dropped", None, []), ("In progress", "open", None, []),
        ("Done", "", "done", []), ("At risk", "", None, ["Status: At risk"]), ("geschlossen", "closed", None, []),
    ],
)  # fmt: skip
def test_states(cell: str, state: str, checked: str | None, notes: list[str]) -> None:
    kr = one("Status", cell)
    assert (kr.state, kr.checked, [n.text for n in kr.notes]) == (state, checked, notes)


def test_steps_of_what_is_done_by_steps() -> None:
    plan = read('Objective,Key result,Kind,Milestones\nA,x,Milestone,"- Plan\n- [x] Build"\n')
    assert [(s.title, s.done) for s in plan.key_results[0].milestones] == [
        ("Plan", False),
        ("Build", True),
    ]


def test_a_failed_formula_is_named_and_never_text() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        page = made.add_worksheet("OKRs")
        page.write_row(0, 0, ["Objective", "Key result", "Target", "Owner"])
        page.write_row(1, 0, ["Grow", "Revenue"])
        page.write_formula(1, 2, "=A9", None, "#REF!")
        page.write_formula(1, 3, "=B9", None, "Ada")
    plan = sheets.read(file.getvalue(), "a.xlsx")
    kr = plan.key_results[0]
    assert [(u.place, u.text) for u in plan.unread] == [("OKRs!C2", "Target: #REF!")]
    assert (kr.measure.target, kr.owners) == (None, ("Ada",))
    assert not kr.notes
