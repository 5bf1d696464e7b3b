"""Sheets in the layouts that people use: who stands under whom, and what the other columns say of it."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # it brings no types

from northing.domain.plan import Plan
from northing.transfer import sheets
from northing.transfer.errors import TransferError


def read(text: str, **options: Any) -> Plan:
    """The plan in delimited text; indented as it stands."""
    return sheets.read(text.encode(), "okrs.csv", **options)


def tree(plan: Plan) -> list[tuple[str, list[str]]]:
    """Titles of objectives and of their key results."""
    return [(o.title, [kr.title for kr in o.key_results]) for o in plan.objectives]


def book(*parts: tuple[str, list[list[Any]]], hide: str = "") -> bytes:
    """A workbook of these sheets."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        for name, rows in parts:
            page = made.add_worksheet(name)
            for n, row in enumerate(rows):
                for m, cell in enumerate(row):
                    page.write(n, m, cell)
            if name == hide:
                page.hide()
    return file.getvalue()


TWO = [("Grow", ["Revenue", "Users"]), ("Calm", ["Pages"])]


@pytest.mark.parametrize(
    "text",
    [
        "Objective,Key Result\nGrow,Revenue\nGrow,Users\nCalm,Pages\n",
        "Objective,Key Result\nGrow,Revenue\n,Users\nCalm,Pages\n",
        "Objective,Key Result\nGrow,\n,Revenue\n,Users\nCalm,\n,Pages\n",
        "OBJECTIVE;KEY RESULT\nGrow;Revenue\nGrow;Users\nCalm;Pages\n",
        "Ziel\tSchlüsselergebnis\nGrow\tRevenue\n\tUsers\nCalm\tPages\n",
        "goal|KR description|Lead\nGrow|Revenue|\n|Users|\nCalm|Pages|\n",
        "Our OKRs,,\n,,\n,Objective,Key results\n,Grow,Revenue\n,,Users\n,,\n,Calm,Pages\n",
        "Objective,KR 1,KR 2\nGrow,Revenue,Users\nCalm,Pages,\n",
        "Objective,Key result #1,Key result #2\nGrow,Revenue,Users\nCalm,Pages,\n",
        "Objective,Key Result,Target,Key Result,Target\nGrow,Revenue,5,Users,7\nCalm,Pages,2,,\n",
        "Objective,Key Results\nGrow,\"- Revenue\n- Users\"\nCalm,Pages\n",
        "Objective,Key Results\nGrow,\"1) Revenue\n2) Users\"\nCalm,Pages\n",
        "Type,Title\nObjective,Grow\nKey Result,Revenue\nKR,Users\nObjective,Calm\nKey Result,Pages\n",
        "Typ;Titel\nZiel;Grow\nSchlüsselergebnis;Revenue\nSchlüsselergebnis;Users\nZiel;Calm\nSchlüsselergebnis;Pages\n",
        "Level,Name\n1,Grow\n2,Revenue\n2,Users\n1,Calm\n2,Pages\n",
        "ID,Title\n1,Grow\n1.1,Revenue\n1.2,Users\n2,Calm\n2.1,Pages\n",
        "Title,Owner\nGrow,Ada\n   Revenue,Ben\n   Users,Ben\nCalm,Ada\n   Pages,Ben\n",
        "Name,Parent\nGrow,\nCalm,\nRevenue,Grow\nPages,Calm\nUsers,Grow\n",
        "Key,Type,Summary,Parent\nA-1,Goal,Grow,\nA-2,Goal,Calm,\nA-3,KR,Revenue,A-1\nA-4,KR,Users,A-1\nA-5,KR,Pages,A-2\n",
        "Item,Score\nObjective 1: Grow,\nKR 1.1: Revenue,0.5\nKR 1.2: Users,0.2\nO2: Calm,\nKR 2.1: Pages,1\n",
        "OKR,Score\nO1: Grow,\nKR1: Revenue,0.5\nKR2: Users,0.2\nO2: Calm,\nKR1: Pages,1\n",
        "Objective,Metric,Target\nGrow,Revenue,5\n,Users,6\nCalm,Pages,2\n",
        "Objective,Key Result\nGrow,Revenue\nObjective,Key Result\nGrow,Users\nCalm,Pages\nTotal,\n",
    ],
)  # fmt: skip
def test_the_same_plan_in_many_layouts(text: str) -> None:
    assert tree(read(text)) == TWO


def test_every_row_is_used_framed_or_unread() -> None:
    text = (
        "OKRs of Platform,,,\n\nObjective,Key Result,Owner,Colour\nGrow,Revenue,Ada,red\n,Users,Ben,\n"
        "Total,,,2\n"
    )
    plan = read(text)
    used = {n for o in plan.objectives for n in o.lines}
    used |= {n for kr in plan.key_results for n in kr.lines}
    framed = {line.line for line in plan.context} | {line.line for line in plan.unread}
    assert used | framed == {1, 3, 4, 5, 6}
    assert [n.text for n in plan.key_results[0].notes] == ["Colour: red"]


def test_numbered_columns_carry_everything_of_their_key_result() -> None:
    plan = read(
        "Objective,Owner,KR1,KR1 Baseline,KR1 Target,KR1 Owner,Key result 2,Target KR2,KR 2 due date\n"
        "Grow,Ada,Revenue,10,20,Ben,Churn,≤ 5 %,2026-06-30\n"
    )
    first, second = plan.key_results
    assert plan.objectives[0].owners == ("Ada",)
    assert (first.measure.baseline, first.measure.target, first.owners) == (10, 20, ("Ben",))
    assert (second.measure.kind, second.measure.target) == ("decrease", Decimal("0.05"))
    assert second.due_on == date(2026, 6, 30)


def test_parents_tie_objectives_to_each_other_and_to_keys() -> None:
    plan = read(
        "Objective,Supports,Key Result\nCompany wins,,Revenue\nPlatform helps,Company wins,Uptime\n"
        "Mobile helps,O-3; KR-12,Crashes\nLost,No such thing,Nothing\n"
    )
    top, platform, mobile, lost = plan.objectives
    assert platform.supports == top.origin_ref
    assert mobile.also_supports == ("O-3", "KR-12")
    assert [u.place for u in plan.unread] == ["B5"]
    assert [n.text for n in lost.notes] == ["Supports: No such thing"]


def test_three_levels_make_objectives_that_support_each_other() -> None:
    plan = read("Level,Title\n1,Company\n2,Team\n3,Result\n2,Number\n")
    assert tree(plan) == [("Company", ["Number"]), ("Team", ["Result"])]
    assert plan.objectives[1].supports == plan.objectives[0].origin_ref


def test_rows_that_stand_under_each_other_in_a_ring_do_not_hang() -> None:
    plan = read("Name,Parent,Owner\nA,B,x\nB,A,y\nC,C,z\n")
    assert {o.title for o in plan.objectives} | {kr.title for kr in plan.key_results} == {
        "A",
        "B",
        "C",
    }


def test_work_stays_with_the_key_result_that_it_serves() -> None:
    plan = read("Type,Title\nObjective,Grow\nKey result,Revenue\nInitiative,New prices\n")
    assert [s.text for s in plan.key_results[0].steps] == ["Initiative · New prices"]


def test_team_and_period_columns_and_paths() -> None:
    plan = read(
        "Team,Quarter,Objective,KR\nEngineering / Platform,Q2 2026,Grow,A\n,,,B\n,,Calm,C\nMobile,Q3 2026,Grow,D\n"
    )
    assert [(o.title, o.team, o.period.text if o.period else "") for o in plan.objectives] == [
        ("Grow", ("Engineering", "Platform"), "Q2 2026"),
        ("Calm", ("Engineering", "Platform"), "Q2 2026"),
        ("Grow", ("Mobile",), "Q3 2026"),
    ]
    assert plan.objectives[0].period
    assert plan.objectives[0].period.start == date(2026, 4, 1)
    assert plan.explicit


def test_a_quarter_beside_a_year() -> None:
    plan = read("Year,Quarter,Objective,Key Result\n2026,Q2,Grow,A\n")
    assert plan.objectives[0].period
    assert plan.objectives[0].period.end == date(2026, 6, 30)


def test_sheets_name_their_team_or_their_quarter() -> None:
    rows = [["Objective", "Key Result"], ["Grow", "Revenue"]]
    plan = sheets.read(
        book(("Platform", rows), ("Q3 2026", rows), ("Mobile - Q2 2026", rows)), "a.xlsx"
    )
    found = [(o.team, o.period.text if o.period else "") for o in plan.objectives]
    assert found == [(("Platform",), ""), ((), "Q3 2026"), (("Mobile",), "Q2 2026")]


def test_sheets_without_a_plan_and_hidden_ones_are_left_out_by_name() -> None:
    rows = [["Objective", "Key Result"], ["Grow", "Revenue"]]
    data = book(("OKRs", rows), ("Colours", [["red"], ["green"]]), ("Old", rows), hide="Old")
    plan = sheets.read(data, "a.xlsx")
    assert tree(plan) == [("Grow", ["Revenue"])]
    said = " ".join(map(str, plan.remarks))
    assert "Colours" in said
    assert "Old" in said


def test_objectives_on_one_sheet_and_key_results_on_another() -> None:
    data = book(
        ("Objectives", [["ID", "Objective", "Owner"], ["OBJ-1", "Grow", "Ada"]]),
        ("Key results", [["Objective", "Key result", "Target"], ["OBJ-1", "Revenue", 5]]),
    )
    plan = sheets.read(data, "a.xlsx")
    assert tree(plan) == [("Grow", ["Revenue"])]


def test_titles_above_the_header_give_team_and_period() -> None:
    plan = read("Team;Platform\nQuartal;Q2 2026\n\nZiel;Schlüsselergebnis\nRuhe;Alarme\n")
    assert plan.objectives[0].team == ("Platform",)
    assert plan.objectives[0].period
    assert plan.objectives[0].period.text == "Q2 2026"


def test_merged_cells_hold_for_all_their_rows() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        page = made.add_worksheet("OKRs")
        page.merge_range(0, 0, 0, 3, "OKRs of 2026")
        page.write_row(1, 0, ["Objective", "Key Result", "Owner", "Notes"])
        page.merge_range(2, 0, 4, 0, "Grow")
        page.write(2, 1, "Revenue")
        page.merge_range(3, 1, 4, 1, "Users")
        page.merge_range(2, 2, 4, 2, "Ada")
        page.write(3, 3, "first")
        page.write(4, 3, "second")
    plan = sheets.read(file.getvalue(), "a.xlsx")
    assert tree(plan) == [("Grow", ["Revenue", "Users"])]
    assert [kr.owners for kr in plan.key_results] == [("Ada",), ("Ada",)]
    assert [n.text for n in plan.key_results[1].notes] == ["Notes: first", "Notes: second"]
    assert plan.key_results[1].lines == (4, 5)


def test_a_section_row_names_the_objective_below() -> None:
    plan = read(
        "Key Result,Target,Owner\nObjective 1: Grow,,\nRevenue,5,Ada\nObjective 2: Calm,,\nPages,2,Ben\n"
    )
    assert tree(plan) == [("Grow", ["Revenue"]), ("Calm", ["Pages"])]


def test_reading_again_gives_the_same_references_and_lasting_keys_outlive_new_words() -> None:
    text = "ID,Type,Title\nABC-1,Objective,Grow\nABC-2,Key result,Revenue\n"
    first, second = read(text), read(text.replace("Revenue", "Sales"))
    assert first.objectives[0].origin_ref == second.objectives[0].origin_ref
    assert first.key_results[0].origin_ref == second.key_results[0].origin_ref
    loose = "ID,Type,Title\n1,Objective,Grow\n2,Key result,{}\n"
    refs = {read(loose.format(t)).key_results[0].origin_ref for t in ("Revenue", "Sales")}
    assert len(refs) == 2


def test_a_sheet_without_such_columns_says_what_to_do() -> None:
    with pytest.raises(TransferError) as caught:
        read("Colour,Size\nred,5\n")
    assert "Objective" in str(caught.value.remedy)
