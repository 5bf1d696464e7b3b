"""Sheets in by the command: answers as options, and large ones in slices."""

from pathlib import Path

from tests.cast import Cast
from tests.cli.conftest import Run
from tests.web.test_import_sheets import OPEN, workbook


def test_a_workbook_is_shown_with_its_places(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "plan.xlsx"
    file.write_bytes(workbook())
    shown = run("import", file, "--team", "platform", "--dry-run").out
    assert "Plan of Platform!2" in shown.replace("\n", "")
    assert "Plan of Platform!G3" in shown


def test_questions_name_the_options_that_answer_them(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_text(OPEN, encoding="utf-8")
    words = ("import", file, "--team", "platform", "--dry-run")
    shown = run(*words).out
    assert "--dates dmy" in shown
    assert "--decimals comma" in shown
    found = run(*words, "--dates", "dmy", "--decimals", "comma", "--json").json
    assert found["objectives"][0]["key_results"][0]["item"]["due_on"] == "2026-03-02"
    assert run(*words, "--dates", "ymd").code == 1


def test_a_large_sheet_goes_in_slices_and_a_second_run_makes_nothing_twice(
    cast: Cast, run: Run, tmp_path: Path
) -> None:
    rows = ["Objective,Supports,Key result,Baseline,Target"]
    for n in range(230):
        above = "Aim 0" if n == 229 else ""
        rows += [f"Aim {n},{above},Number {n}-{k},{k},{k + 9}" for k in range(5)]
    file = tmp_path / "big.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    words = ("import", file, "--team", "platform", "--slices")
    before = run("objective", "list", "--json").json["total"]
    assert run(*words, "--dry-run", "--json").json == {
        "source_name": "big.csv", "objectives": 230, "key_results": 1150, "slices": 3, "written": 0,
        "unread": [], "questions": [],
    }  # fmt: skip
    assert run(*words).code == 1, "nobody can be asked here"
    ended = run(*words, "--yes", "--json")
    assert ended.json["written"] == 3
    assert "Slice 3 of 3: 150 key results." in ended.err
    assert run("objective", "list", "--json").json["total"] == before + 230
    pages = (run("objective", "list", "--page", n, "--json").json["items"] for n in range(1, 6))
    keys = {o["title"]: o["key"] for page in pages for o in page}
    links = run("show", keys["Aim 229"], "--json").json
    assert "Aim 0" in str(links), "what it supports is tied to it across slices"
    run(*words, "--yes")
    assert run("objective", "list", "--json").json["total"] == before + 230
