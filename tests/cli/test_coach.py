"""The writing coach on the command line: findings of a workspace, waivers, rules."""

import json

import pytest

from northing.actions import objectives, workspaces
from northing.actions.objectives import NewObjective
from northing.queries import findings
from tests.cast import Cast
from tests.cli.conftest import Run


def test_a_workspace_is_judged_as_files_are(cast: Cast, run: Run) -> None:
    said = run("lint", "@kestrel/platform", "--exit-zero", "-f", "json")
    found = json.loads(said.out)["findings"]
    assert found
    assert all(one["file"].startswith("@kestrel/") for one in found)
    assert run("lint", "@kestrel", "--exit-zero", "--statistics").code == 0
    assert run("lint", "@kestrel/platform", "--fail-on", "hint").code == 1
    sarif = json.loads(run("lint", "@kestrel", "--exit-zero", "-f", "sarif").out)
    assert sarif["runs"][0]["results"]


def test_what_is_personal_leaves_in_no_report(
    cast: Cast, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspaces.edit(cast.ada, {"personal_okrs": "on"}, {})
    own = NewObjective("Improve 20 % of everything", cast.platform, cast.cycle, personal=True)
    objectives.draft(cast.max, own)
    monkeypatch.setenv("NORTHING_AS", "max")
    said = run("lint", "@kestrel", "--exit-zero", "-f", "json")
    assert "everything" not in said.out
    assert findings.listed(cast.max).total == 3


def test_where_nothing_is_found_to_judge(cast: Cast, run: Run) -> None:
    unknown = run("lint", "@nowhere")
    assert unknown.code == 3
    assert "nowhere" in unknown.err
    assert run("lint", "@kestrel/nobody").code == 3
    empty = run("lint", "@otterbay")
    assert (empty.code, "Nothing is pursued" in empty.err) == (3, False), "Lea is not known there"
    refused = run("lint", "@kestrel", "--ignore", "KR")
    assert refused.code == 2
    assert "northing rule set" in refused.err


def test_findings_are_listed_shown_and_tried(cast: Cast, run: Run) -> None:
    listed = run("finding", "list", "--team", "platform", "--json").json
    assert listed["total"] == 2
    shown = run("finding", "show", f"O-{cast.objective}", "--json").json
    assert [one["noun"] for one in shown][:2] == ["objective", "key_result"]
    one = run("finding", "show", f"KR-{cast.key_results['yes_no']}", "--json").json
    assert len(one) == 1
    assert run("finding", "show", "O-999").code == 3
    assert run("finding", "team", "platform", "--json").json["team"]["title"] == "Platform"
    tried = run("finding", "try", "Build the dashboard", "--team", "platform")
    assert "KR101" in tried.out
    assert "Reads as: output." in tried.out
    assert run("finding", "try", "Cut costs by 20 %", "--objective").code == 0
    assert run("finding", "list").code == 0


def test_a_finding_is_waived_for_a_while(cast: Cast, run: Run) -> None:
    key = f"KR-{cast.key_results['yes_no']}"
    add = ("waiver", "add", key, "KR101", "-r", "It is a promise.", "--until", "2026-04-30")
    done = run(*add, "--json").json
    assert "It is a promise." in run("waiver", "list").out
    assert "KR101" in run("finding", "show", key).out, "told as waived"
    assert run("waiver", "end", done["id"]).code == 0
    assert run("waiver", "list", "--json").json == []
    assert run(*add[:-1], "never").code == 1


def test_rules_are_listed_set_and_shown(cast: Cast, run: Run) -> None:
    assert run("rule", "set", "KR119=off").code == 5, "admins"
    now = run("rule", "set", "KR119=off", "most_objectives=4", "--team", "platform", "--json").json
    assert [r["holds"] for r in now["rules"] if r["code"] == "KR119"] == ["off"]
    assert "KR119" in run("rule", "list", "--team", "platform").out
    assert run("rule", "set", "KR119=", "most_objectives=", "--team", "platform").code == 0
    assert run("rule", "set", "KR119").code == 1
    assert run("rule", "set", "KR119=loud", "--team", "platform").code == 1
    assert "**Why.**" in run("rule", "show", "output-as-key-result").out
    assert run("rule", "show", "KR999").code == 3
