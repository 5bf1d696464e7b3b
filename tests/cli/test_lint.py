"""`northing lint`: findings with their places, in every form, and no silent pass for bad input."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from northing.cli import main
from northing.domain.lint.aims import Limits
from northing.domain.lint.engine import Policy
from northing.transfer import documents
from northing.transfer.lint import judging, plan_aims
from tests.cli.conftest import Ended

PLAN = """# OKRs of Payments, Q1 2026

## Objective: Paying is the easiest part of the day

- KR: Reduce the time to pay from 45 min to 10 min by 31 March
- KR: **Implement** an automated [deployment](https://ci.example) pipeline
"""
SHEET = (
    'Objective,Key result,Owner\n"Support\nanswers",Reduce the time to answer from 40 to 5 h by 31 March,Ann\n'
    ",Implement an automated deployment pipeline,\n"
)
Lint = Callable[..., Ended]


@pytest.fixture
def lint(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Lint:
    """Run `northing lint` in a folder of its own, with bytes on standard input."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.md").write_text(PLAN)

    def go(*words: str, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        code = main(["lint", *words])
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    return go


def test_a_finding_names_file_line_and_column(lint: Lint) -> None:
    ended = lint("plan.md", "--select", "KR101")
    assert ended.code == 0, "a warning is no error"
    assert ended.out.startswith("plan.md:6:9: KR101 "), ended.out
    assert "[output-as-key-result]" in ended.out
    assert lint("plan.md", "--select", "output-as-key-result", "--fail-on", "hint").code == 1
    assert lint("plan.md", "--select", "kr101", "--fail-on", "hint", "--exit-zero").code == 0
    assert "KR101" not in lint("plan.md", "--ignore", "KR101,OBJ1").out
    assert lint("plan.md", "plan.md", "--select", "KR101").out == ended.out, "a file is judged once"


def test_lines_of_a_sheet_are_those_of_its_file(lint: Lint, tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text(SHEET)
    assert lint("plan.csv", "--select", "KR101").out.startswith("plan.csv:4:2: KR101")


def test_standard_input_has_the_name_that_an_editor_gives_it(lint: Lint) -> None:
    named = ("-", "--stdin-filename", "team/plan.md", "--select", "KR101")
    assert lint("-", "--select", "KR101", stdin=PLAN.encode()).out.startswith("stdin:6:9:")
    assert lint(*named, stdin=PLAN.encode()).out.startswith("team/plan.md:6:9:")


def test_as_json(lint: Lint) -> None:
    found = lint("plan.md", "--select", "KR101", "--format", "json").json
    (one,) = found["findings"]
    assert (one["file"], one["line"], one["column"], one["code"]) == ("plan.md", 6, 9, "KR101")
    assert one["statement"] == "Implement an automated deployment pipeline"
    assert sum(found["counts"].values()) == 1
    counted = lint("plan.md", "--select", "KR101", "--format", "json", "--statistics").json
    assert [(c["code"], c["count"]) for c in counted["statistics"]] == [("KR101", 1)]
    assert "     1  KR101" in lint("plan.md", "--select", "KR101", "--statistics").out


def test_as_sarif(lint: Lint) -> None:
    log = json.loads(lint("plan.md", "empty.md", "--select", "KR101", "--format", "sarif").out)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    (result,) = run["results"]
    rules = run["tool"]["driver"]["rules"]
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "KR101"
    assert all(rule["shortDescription"]["text"] and rule["help"]["markdown"] for rule in rules)
    physical = result["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "plan.md"
    assert {**physical["region"], "endColumn": 0} == {"startLine": 6, "startColumn": 9, "endColumn": 0}  # fmt: skip
    assert result["level"] in {"note", "warning", "error"}
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "no such file" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_a_fingerprint_stays_when_lines_move(lint: Lint, tmp_path: Path) -> None:
    def prints() -> list[str]:
        log = json.loads(lint("plan.md", "--select", "KR101", "--format", "sarif").out)
        return [r["partialFingerprints"]["statement/v1"] for r in log["runs"][0]["results"]]

    before = prints()
    (tmp_path / "plan.md").write_text(PLAN.replace("\n\n## ", "\n\nOur plan.\n\n## "))
    assert prints() == before


def test_as_workflow_commands(lint: Lint, tmp_path: Path) -> None:
    (tmp_path / "a,b.md").write_text(PLAN)
    said = lint("a,b.md", "--select", "KR101", "--format", "github").out
    assert said.startswith(("::warning file=a%2Cb.md,line=6,col=9,", "::notice file=a%2Cb.md"))
    assert "title=KR101 output-as-key-result::" in said
    assert said.count("\n") == 1


def test_a_rule_is_explained(lint: Lint) -> None:
    assert "**How to fix.**" in lint("--explain", "kr101").out
    assert "KR101" in lint("--explain", "output-as-key-result").out
    listed = lint("--explain", "all").out.splitlines()
    assert any(line.startswith("KR101") for line in listed)
    assert lint("--explain", "KR101", "--format", "json").json["name"] == "output-as-key-result"
    assert lint("--explain", "OBJ108", "--format", "json").json["options"] == {
        "most_key_results": 4
    }
    unknown = lint("--explain", "output-as-keyresult")
    assert unknown.code == 2
    assert "Did you mean KR101?" in unknown.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "bad.md:1: There is nothing in this file."),
        (b" \n\n", "bad.md:1: There is nothing in this file."),
        (b"\x00" * 100, "bad.md:1: This is no text but a binary file."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "bad.md:1: This is no text but a binary file."),
        (b"%PDF-1.7 and more", "bad.md:1: This is no text but a binary file."),
        (b"PK\x03\x04 no archive", "bad.md:1: "),
        (b"Just a sentence about nothing.\n", "bad.md:1: No objectives and no key results"),
        (b"# O\n\n- KR: " + b"x" * 9_000_000, "bad.md:3: This line is too long"),
        (b"x" * 11_000_000, "bad.md:1: The document has 10 MB"),
        (b"## Objective: Calm\n\n- KR: Mean \x1b[31m wait 4 to 2 min\n", "bad.md:3: Column 12 holds the control"),
        (b"## Objective: Calm\n\n- KR: Wait \xc2\x9b31m 4 to 2 min\n", "bad.md:3: Column 12 holds the control"),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_is_said(
    lint: Lint, tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "bad.md").write_bytes(content)
    ended = lint("bad.md", "plan.md", "--exit-zero")
    assert ended.code == 2
    assert said in ended.err
    assert len(ended.err.splitlines()) % 2 == 0, "each with a remedy"
    assert "\x1b" not in ended.out + ended.err
    assert "\x9b" not in ended.out + ended.err
    assert "plan.md:6:9: KR101" in ended.out, "the other file is judged all the same"
    for form in ("json", "sarif", "github"):
        assert "bad.md" in lint("bad.md", "--format", form).out


def test_files_that_cannot_be_opened(lint: Lint, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for name, said in (("folder", "This is a folder."), ("nothing.md", "There is no such file.")):
        ended = lint(name)
        assert ended.code == 2
        assert ended.err.startswith(f"{name}: {said}")
    if os.geteuid():
        (tmp_path / "plan.md").chmod(0)
        assert "cannot be read" in lint("plan.md").err


def test_a_name_that_does_not_fit_is_told_of(lint: Lint, tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_text(SHEET)
    ended = lint("plan.xlsx", "--select", "KR101")
    assert ended.err.startswith("plan.xlsx:1: This is CSV by what it holds, not Excel")
    assert ended.out.startswith("plan.xlsx:4:2: KR101")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "No file is named."),
        (("plan.md", "--select", "KR101,XY9"), "--select: There is no rule XY9."),
        (("plan.md", "--ignore", ",".join(f"ZZ{n}" for n in range(1000))), "ZZ4 and 995 more."),
        (("plan.md", "--select", "KR101", "--ignore", "KR1"), "Every rule is switched off"),
        (("plan.md", "--select", "PRA"), "of which a document knows nothing"),
        (("plan.md", "--readings"), "--readings reads standard input"),
        (("plan.md", "--format", "sarif", "--statistics"), "--statistics is written as"),
        (("plan.md", "--format", "xml"), "'xml' is not one of"),
    ],
)
def test_wrong_usage(lint: Lint, words: tuple[str, ...], said: str) -> None:
    ended = lint(*words)
    assert ended.code == 2
    assert said in ended.err


def test_settings_are_found_upwards(lint: Lint, tmp_path: Path) -> None:
    (tmp_path / "teams" / "a").mkdir(parents=True)
    (tmp_path / "teams" / "a" / "plan.md").write_text(PLAN)
    (tmp_path / "teams" / "northing.toml").write_text(
        '[lint]\nselect = ["KR101"]\n[lint.severity]\nKR101 = "error"\n[lint.limits]\nleast_change = 0.2\n'
    )
    ended = lint("teams/a/plan.md")
    assert ended.code == 1
    assert "KR101 error" in ended.out
    assert "KR101 error" not in lint("plan.md").out, "it holds for its own folder only"
    assert lint("teams/a/plan.md", "--select", "OBJ").code == 0


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('[lint]\nselect = ["KR"\n', ":2: This is no TOML"),
        ('[lint]\n\nignor = ["KR101"]\n', ":3: There is no setting 'ignor'"),
        ("[lnit]\n", ":1: There is no setting 'lnit'"),
        ('[lint]\nignore = [\n  "KR101",\n  "XY9",\n]\n', ":4: There is no rule XY9."),
        ('[lint]\nignore = "KR101"\n', ":2: ignore is a list of codes."),
        ("[lint]\nselect = []\n", ":2: select names no rule."),
        ('[lint]\nselect = ["KR101"]\nignore = ["KR101"]\n', ":3: Every rule is switched off"),
        ('[lint.severity]\nKR101 = "fatal"\n', ":2: 'fatal' is no severity."),
        ('[lint.severity]\nKR1 = "hint"\n', ":2: 'KR1' is the beginning of several codes."),
        ("[lint.limits]\nmost_objectives = -4\n", ":2: most_objectives is a whole number"),
        ("[lint.limits]\nmost_objectives = true\n", ":2: most_objectives is a whole number"),
        ("[lint.limits]\nleast_change = nan\n", ":2: least_change is a number"),
        ("[lint.limits]\nmost = 4\n", ":2: There is no setting 'most'"),
        ("[lint]\nlimits = 3\n", ":2: [lint.limits] is a table."),
        ("\x00", ":1: This is no TOML"),
    ],
)
def test_settings_that_cannot_be_followed(
    lint: Lint, tmp_path: Path, settings: str, said: str
) -> None:
    (tmp_path / "northing.toml").write_text(settings)
    ended = lint("plan.md", "--exit-zero")
    assert ended.code == 2
    assert f"northing.toml{said}" in ended.err, ended.err
    assert len(ended.err.splitlines()) == 2, "one sentence and one remedy"


def test_the_manual_names_every_limit_and_option(lint: Lint) -> None:
    page = (Path(__file__).parents[2] / "docs" / "lint.md").read_text(encoding="utf-8")
    assert not [one.name for one in fields(Limits) if f"`{one.name}`" not in page]
    assert not [
        word for word in ("--select", "--ignore", "--fail-on", "--explain") if word not in page
    ]
    assert "--fail-on" in lint("--help").out


def test_readings_answer_line_by_line(lint: Lint) -> None:
    said = [
        {"id": 1, "type": "key_result", "text": "Builds from 20 min to 6 min by 30 June", "lang": "en"},
        {"id": "b", "type": "objective", "text": "Nobody waits for a build", "lang": None},
    ]  # fmt: skip
    ended = lint("--readings", stdin="\n\n".join(map(json.dumps, said)).encode())
    assert ended.code == 0, ended.err
    first, second = map(json.loads, ended.out.splitlines())
    assert list(first) == [
        "id", "kind", "measurable", "measure_type", "has_baseline", "has_target", "has_timeframe",
        "qualitative", "prescriptive", "concise", "codes",
    ]  # fmt: skip
    assert (first["id"], second["id"]) == (1, "b")
    assert [first[f"has_{w}"] for w in ("baseline", "target", "timeframe")] == ["yes"] * 3
    assert (second["qualitative"], second["concise"]) == ("yes", "yes")
    assert isinstance(first["codes"], list)


def test_a_bad_line_is_told_of_and_the_others_are_answered(lint: Lint) -> None:
    good = b'{"id": "%d", "type": "key_result", "text": "Builds take \\ud800 6 min"}\n'
    bad = (
        b"{", b"[]", b'"x"', b"[" * 100_000, b"\xff", b"x" * 3_000_000,
        b'{"type": "objective", "text": "x"}', b'{"id": "1", "type": "kpi", "text": "x"}',
        b'{"id": "1", "type": "objective", "text": 3}', b'{"id": "1", "type": "objective", "text": " "}',
        b'{"id": "1", "type": "objective", "text": "x", "lang": 3}', b'{"id": true, "type": "objective", "text": "x"}',
    )  # fmt: skip
    mixed = b"".join(good % n + line + b"\n" for n, line in enumerate(bad))
    ended = lint("--readings", stdin=mixed)
    assert ended.code == 2
    assert [json.loads(line)["id"] for line in ended.out.splitlines()] == [
        str(n) for n in range(len(bad))
    ]
    told = [line.partition(": ")[0] for line in ended.err.splitlines() if not line.startswith(" ")]
    assert told == [f"stdin:{2 * n}" for n in range(1, len(bad) + 1)]
    assert lint("--readings").code == 2, "nothing to read is no pass"


def test_neither_a_database_nor_django_is_needed(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(PLAN)
    check = (
        "import sys; from northing.cli import main; code = main(['lint', 'plan.md', '--exit-zero']); "
        "heavy = {'django', 'rich', 'openpyxl'}; print(code, sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", check], cwd=tmp_path, capture_output=True, text=True, check=True,
        env={**os.environ, "DATABASE_URL": "nonsense://", "NORTHING_DATA": "/dev/null/x"},
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "0 []"


def test_nobody_is_blamed_for_what_a_document_has_no_place_for() -> None:
    plan = documents.read(b"## Objective: Calm\n\n- KR: Less noise\n- KR: Less work\n", "plan.md")
    (team,) = plan_aims.teams(plan, is_sheet=False)
    (objective,) = team.objectives
    aim, results = objective.aim, [aim for _kr, aim in objective.results]
    assert (aim.owner, aim.why, aim.supports, aim.ambition) == (None,) * 4
    assert [(r.owner, r.has_due, r.has_baseline, r.metric) for r in results] == [(None,) * 4] * 2


def test_an_empty_column_was_asked_for() -> None:
    sheet = (
        b"Objective,Key result,Owner,Baseline,Target,Due,Why\n"
        b"Calm,Less noise,,,,,\nCalm,Pages a week,,40,5,2026-03-31,\n"
    )
    (team,) = plan_aims.teams(documents.read(sheet, "plan.csv"), is_sheet=True)
    (objective,) = team.objectives
    assert (objective.aim.why, objective.aim.owner) == ("", None)
    first, second = (aim for _kr, aim in objective.results)
    assert (first.owner, first.has_due, first.has_baseline, first.has_target) == ("", False, False, False)  # fmt: skip
    assert (second.baseline, second.target, second.has_due) == (40, 5, True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("## Objective: Calm nights\n", True),
        ("**O1: Ruhige Nächte**\n\nO2: Kurze Tage\n\n- KR: Stau von 9 auf 4 min\n", True),
        ("| Objective | Key result |\n|---|---|\n| Calm nights | |\n", True),
        ("## Objective: [Calm nights](https://plan.example/7)\n", False),
        ("# Plan\n\n- Calm\n  - Less noise by 20 %\n- Quick\n", False),
    ],
)
def test_only_what_is_called_an_objective_can_lack_key_results(text: str, told: bool) -> None:
    report = judging.judge(text.encode(), "plan.md", Policy(select=("OBJ106",)))
    assert [s.finding.code for s in report.spots] == ["OBJ106"] * told


def test_a_lone_team_and_what_was_given_up() -> None:
    text = b"## Objective: Calm\n\n- KR: ~~Less noise~~\n- KR: Less work\n"
    (team,) = plan_aims.teams(documents.read(text, "plan.md"), is_sheet=False)
    assert [kr.title for kr, _aim in team.objectives[0].results] == ["Less work"]
