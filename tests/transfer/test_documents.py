"""Workbooks, delimited text and Markdown are told apart by what they hold; large plans are cut into parts."""

import pytest

from northing.transfer import documents, sheets
from northing.transfer.errors import TransferError
from northing.transfer.slices import slices


@pytest.mark.parametrize(
    ("text", "name", "is_sheet"),
    [
        ("Objective,Key result\nGrow,Revenue\n", "a.csv", True),
        ("Objective,Key result\nGrow,Revenue\n", "a.txt", True),
        ("Objective\tKey result\nGrow\tRevenue\n", "pasted text", True),
        ("Ziel;Schlüsselergebnis\nRuhe;Alarme\n", "pasted text", True),
        ("Team\tPlatform\n\nObjective\tKR 1\tKR 2\nGrow\ta\tb\n", "pasted text", True),
        ("Colour,Size\nred,5\n", "a.csv", True),
        ("# Objective: Grow\n\n- KR: Revenue from 1, 2 to 3\n", "a.md", False),
        ("# Grow\n- a\n", "pasted text", False),
        ("| Objective | Key result |\n|---|---|\n| Grow | Revenue |\n", "pasted text", False),
        ("Objective: Grow, key results, owners\n* KR 1: Revenue\n", "pasted text", False),
        ("Our objectives, key results and owner, as agreed.\n", "pasted text", False),
        ("", "pasted text", False),
    ],
)
def test_what_a_text_is(text: str, name: str, is_sheet: bool) -> None:
    assert documents.is_sheet(text.encode(), name) is is_sheet


def test_markdown_and_sheets_give_the_same_plan() -> None:
    sheet = documents.read(b"Objective\tKey result\nGrow\tRevenue from 1 to 2\n", "pasted text")
    text = documents.read(b"# Objective: Grow\n- KR: Revenue from 1 to 2\n", "pasted text")
    for plan in (sheet, text):
        assert [o.title for o in plan.objectives] == ["Grow"]
        assert plan.key_results[0].measure.target == 2


def test_a_picture_is_refused_whatever_it_is_called() -> None:
    for name in ("a.csv", "a.xlsx", "a.md"):
        with pytest.raises(TransferError):
            documents.read(b"\x89PNG\r\n\x1a\n\x00\x00", name)


def test_slices_keep_objectives_whole_and_put_parents_first() -> None:
    rows = ["Objective,Supports,Key result"]
    for n in range(40):
        above = f"Aim {n + 1}" if n % 2 == 0 else ""
        rows += [f"Aim {n},{above},Number {n}-{k}" for k in range(5)]
    plan = sheets.read("\n".join(rows).encode(), "big.csv")
    parts = list(slices(plan, 12))
    assert sum(len(p.key_results) for p in parts) == 200
    assert all(len(p.key_results) <= 12 for p in parts)
    seen: set[str] = set()
    for part in parts:
        for o in part.objectives:
            assert not o.supports or o.supports in seen
            assert len(o.key_results) == 5
            seen.add(o.origin_ref)
    assert seen == {o.origin_ref for o in plan.objectives}


def test_keys_become_references_and_a_ring_ends() -> None:
    text = "Objective,ID,Supports,Key result\nA,,O-2,x\n"
    plan = sheets.read(text.encode(), "a.csv")
    assert next(slices(plan)).objectives[0].also_supports == ("O-2",)
    ring = sheets.read(b"Objective,Supports,Key result\nA,B,x\nB,A,y\n", "a.csv")
    assert [len(p.objectives) for p in slices(ring, 1)] == [1, 1]


def test_a_small_plan_is_one_slice_and_nothing_is_lost() -> None:
    plan = sheets.read(b"Objective,Key result,Due\nA,x,soon\n", "a.csv")
    assert list(slices(plan)) == [plan]
