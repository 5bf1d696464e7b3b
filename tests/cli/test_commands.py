"""An objective's life on the command line, and how refusals end."""

import io
from pathlib import Path

import pytest
from django.test import Client

from northing.queries import key_results
from tests.cast import Cast, client_for
from tests.cli.conftest import Run


def test_the_life_of_an_objective(run: Run) -> None:
    drafted = run(
        "objective", "draft", "Nobody waits for a build", "--team", "platform", "--json"
    ).json
    key = drafted["card"]["key"]
    kr = run(
        "kr", "add", key, "Median build", "-k", "decrease", "--unit", "s", "--baseline", "20 min",
        "--target", "6 min", "--json",
    ).json["card"]["key"]  # fmt: skip
    assert run("objective", "propose", key).code == 0
    assert "proposed" in run("show", key).out
    assert run("objective", "withdraw", key).code == 0
    assert run("objective", "propose", key).code == 0
    assert run("objective", "agree", key, "--json").json["card"]["state"] == "active"
    said = run(
        "check-in", kr, "--value", "18 min", "--confidence", 7, "--note", "Warm caches.", "--json"
    ).json
    assert [said["card"]["now"]["value"], said["card"]["confidence"]] == ["1080", 7]
    target = run(
        "kr", "retarget", kr, "--target", "8 min", "--reason", "A slower runner.", "--json"
    ).json
    assert target["card"]["target"]["value"] == "480"
    for word, state in (
        ("pause", "paused"),
        ("resume", "open"),
        ("drop", "dropped"),
        ("reopen", "open"),
    ):
        assert run("kr", word, kr, "-r", "because", "--json").json["card"]["state"] == state
    assert run("objective", "edit", key, "--title", "Builds are quick", "-r", "shorter").code == 0
    assert run("objective", "close", key, "--json").json["card"]["state"] == "closed"
    assert (
        run("objective", "reopen", key, "-r", "too early", "--json").json["card"]["state"]
        == "active"
    )
    assert (
        run("objective", "cancel", key, "-r", "not ours", "--json").json["card"]["state"]
        == "cancelled"
    )
    history = run("objective", "history", key, "--json").json
    assert [c["verb"] for c in history][:2] == ["cancel", "reopen"]
    assert {c["door"] for c in history} == {"cli"}


def test_what_an_objective_supports(cast: Cast, run: Run) -> None:
    top, mine = f"O-{cast.objective}", f"O-{cast.draft}"
    assert top in [row[0] for row in run("objective", "parents", "--json").json]
    linked = run("objective", "align", mine, top, "--json").json
    assert [link["key"] for link in linked["card"]["supports"]] == [top]
    assert run("objective", "align", top, mine, "-r", "x").code == 1
    assert run("objective", "unalign", mine, top, "--json").json["card"]["supports"] == []


def test_tables_for_people(cast: Cast, run: Run) -> None:
    for words, expected in (
        (("show",), "Nothing is due"),
        (("--help",), "check-in"),
        (("show", "week"), "Nothing is due"),
        (("show", "team", "platform"), "Shipping is boring"),
        (("show", "platform"), "Shipping is boring"),
        (("show", f"KR-{cast.key_results['decrease']}"), "A build takes 6 minutes"),
        (("show", f"KR-{cast.key_results['milestones']}"), "Switch it off"),
        (("objective", "list"), "Shipping is boring"),
        (("kr", "list"), "A build takes 6 minutes"),
        (("check-ins", f"KR-{cast.key_results['decrease']}"), "Caches are warm."),
        (("team", "list"), "Platform"),
        (("cycle", "list"), "Q1 2026"),
        (("person", "list"), "Vera Keller"),
        (("person", "show", "max"), "Max Ott"),
        (("metric", "list"), "Deployments reach 40 a week"),
        (("initiative", "list"), "Nothing here."),
        (("token", "list"), "Nothing here."),
        (("workspace", "show"), "Europe/Zurich"),
        (("workspace", "list"), "otterbay"),
    ):
        ended = run(*words)
        assert ended.code == 0, (words, ended.err)
        assert expected in " ".join(ended.out.split()), words
        assert "\x1b" not in ended.out, "no colours where nobody looks"


def test_people_teams_cycles_and_settings(run: Run) -> None:
    invited = run("person", "invite", "Nia Roth", "--as", "ada", "--json").json
    assert "/invite/nin_" in run("person", "reinvite", "nia-roth", "--as", "ada").out
    assert invited["secret"].startswith("nin_")
    assert (
        run("person", "edit", "nia-roth", "--role", "viewer", "--as", "ada", "--json").json["role"]
        == "viewer"
    )
    assert (
        run("team", "add", "Build tools", "--under", "platform", "--as", "ada", "--json").json[
            "depth"
        ]
        == 2
    )
    assert run("team", "join", "build-tools", "nia-roth", "--lead", "--as", "ada").code == 0
    assert "nia-roth" in run("team", "list").out
    assert run("team", "leave", "build-tools", "nia-roth", "--as", "ada").code == 0
    assert (
        run("team", "edit", "build-tools", "--name", "Builds", "--as", "ada", "--json").json["name"]
        == "Builds"
    )
    made = (
        "cycle",
        "add",
        "Spring",
        "--start",
        "2026-04-01",
        "--end",
        "2026-05-31",
        "-k",
        "custom",
        "--as",
        "ada",
    )
    assert run(*made, "--json").json["name"] == "Spring"
    assert (
        run("cycle", "edit", "Spring", "--end", "2026-06-15", "--as", "ada", "--json").json["end"]
        == "2026-06-15"
    )
    assert run("cycle", "close", "Spring", "--as", "ada").code == 1
    assert run("workspace", "edit", "--weekday", "1", "--as", "ada", "--json").json["weekday"] == 1


def test_metrics_initiatives_comments_and_tokens(cast: Cast, run: Run) -> None:
    kr = f"KR-{cast.key_results['increase']}"
    metric = run(
        "metric",
        "add",
        "Crash rate",
        "--team",
        "platform",
        "--unit",
        "%",
        "--good",
        "down",
        "--json",
    ).json
    assert run("metric", "push", metric["id"], "1.5 %", "--json").json["latest"]["value"] == "0.015"
    assert run("metric", "push", "Crash rate", "--key", "k", "--", "2 %").code == 0
    assert (
        run("metric", "edit", metric["id"], "--healthy-high", "2 %", "--json").json["healthy_high"]
        == "0.02"
    )
    assert run("metric", "readings", metric["id"], "--json").json["total"] == 2
    work = run("initiative", "add", kr, "Smaller batches", "--owner", "lea", "--json").json
    assert "Smaller batches" in run("initiative", "list").out
    assert (
        run("initiative", "edit", work["id"], "--state", "done", "--json").json["done_on"]
        == "2026-03-12"
    )
    assert run("initiative", "show", work["id"]).code == 0
    comment = run("comment", "add", kr, "Which week?", "--json").json
    assert run("comment", "withdraw", comment["id"]).code == 0
    token = run("token", "create", "job", "-s", "check_in", "--json").json
    assert token["secret"].startswith("nth_")
    assert run("token", "revoke", token["id"]).code == 0
    assert "revoked" in run("token", "list").out


def test_a_correction(cast: Cast, run: Run) -> None:
    kr = f"KR-{cast.key_results['decrease']}"
    newest = run("check-ins", kr, "--json").json[0]["id"]
    assert run("check-in", kr, "--correct", newest, "--value", "11 min").code == 1
    fixed = run(
        "check-in", kr, "--correct", newest, "--value", "11 min", "-r", "a typing error", "--json"
    ).json
    assert fixed["card"]["now"]["value"] == "660"


def test_the_sweep_judges_everything(run: Run) -> None:
    assert run("sweep", "--as", "ada").code == 0
    assert run("sweep", "--as", "max").code == 5


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("show", "KR-999"), 3, "nothing of that name"),
        (("show", "team", "nobody"), 3, "northing team list"),
        (("kr", "pause", "O-1", "-r", "x"), 1, "KR-12"),
        (("check-in", "KR-1", "--value", "soon"), 1, "cannot be read"),
        (("check-in", "KR-1", "--value", "1", "--as", "vera"), 5, "may not"),
        (("objective", "draft", "X", "--team", "company", "--as", "max"), 3, "no team"),
        (("objective", "draft", "X"), 2, "--team"),
        (("objektive",), 2, "No such command"),
        (("show", "--as", "nobody"), 3, "northing person list"),
        (("show", "--workspace", "nowhere"), 3, "kestrel"),
        (("import", "no-such-file.md", "--yes"), 1, "no-such-file.md"),
    ],
)
def test_how_refusals_end(words: tuple[str, ...], code: int, said: str, run: Run) -> None:
    ended = run(*words)
    assert ended.code == code, ended.err
    assert said in " ".join(ended.err.split())
    assert ended.out == ""
    assert "Traceback" not in ended.err


def test_several_workspaces_have_to_be_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NORTHING_WORKSPACE")
    ended = run("show")
    assert ended.code == 1
    assert "--workspace" in ended.err


DOCUMENT = "# Platform OKRs\n\n## Objective: Builds are calm\n\n- KR 1: Median build from 20 min to 6 min\n"


def test_an_import_is_looked_at_then_written_once(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "platform.md"
    file.write_text(DOCUMENT, encoding="utf-8")
    words = ("import", file, "--team", "platform")
    before = run("objective", "list", "--json").json["total"]
    assert "Builds are calm" in run(*words, "--dry-run").out
    assert run(*words).code == 1, "nobody can be asked here"
    assert run("objective", "list", "--json").json["total"] == before
    assert run(*words, "--yes", "--set", "o0.title=Builds are quick", "--json").json["committed"]
    assert "Builds are quick" in run("objective", "list").out
    assert run(*words, "--yes").code == 0
    assert run("objective", "list", "--json").json["total"] == before + 1
    (tmp_path / "empty.md").write_text("Nothing to see.")
    assert run("import", tmp_path / "empty.md", "--team", "platform", "--yes").code == 1


def test_nothing_steers_the_terminal(cast: Cast) -> None:
    from northing.cli.base import output

    assert output.clean("a\x1b[31mb\x07\nc\td") == "a·[31mb·\nc\td"


def test_the_key_makes_a_command_count_once(cast: Cast, run: Run) -> None:
    kr = cast.key_results["decrease"]
    for _ in range(2):
        assert run("check-in", f"KR-{kr}", "--value", "11 min", "--key", "once").code == 0
    page = key_results.key_result(cast.lea, kr)
    assert page is not None
    assert [c.value_text for c in page.check_ins].count(page.check_ins[0].value_text) == 1


def test_a_new_password_from_whoever_runs_the_machine(
    cast: Cast, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = client_for(cast.max)
    assert browser.get("/kestrel/").status_code == 200
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert run("person", "password", "max", "--as", "ada").code == 1
    monkeypatch.setattr("sys.stdin", io.StringIO("a walk along the ridge\n"))
    assert run("person", "password", "max").code == 5, "Lea is no admin"
    monkeypatch.setattr("sys.stdin", io.StringIO("a walk along the ridge\n"))
    assert run("person", "password", "max", "--as", "ada").code == 0
    assert browser.get("/kestrel/").status_code == 404, "a new password ends every session"
    assert Client().login(email="max@kestrel.example", password="a walk along the ridge")


def test_kpis_and_guards(run: Run, cast: Cast) -> None:
    made = run("metric", "add", "Cost", "--team", "platform", "--unit", "CHF", "--good", "down",
               "--healthy-high", "200", "--owner", "max", "--json").json  # fmt: skip
    run("metric", "push", made["id"], "212")
    page = run("kpi", "list", "--outside", "--team", "platform", "--json").json
    assert [k["metric"]["name"] for k in page["items"]] == ["Cost"]
    assert "CHF\u00a012 above" in run("kpi", "list").out
    assert "by the API" in run("kpi", "show", "Cost").out
    o = f"O-{cast.objective}"
    assert run("objective", "guard", o, "Cost").code != 0, "an active one asks for a reason"
    guarded = run("objective", "guard", o, "Cost", "-r", "Speed must not cost more.", "--json").json
    assert guarded["card"]["guards"][0]["verdict"] == "broken"
    assert "broken" in run("show", o).out
    gone = run("objective", "unguard", o, made["id"], "-r", "Paid by others.", "--json").json
    assert gone["card"]["guards"] == []
    edited = run("metric", "edit", "Cost", "--owner", "lea", "--json").json
    assert edited["owner"]["handle"] == "lea"


def test_a_past_day_is_shown_and_left_alone(run: Run, cast: Cast) -> None:
    now = run("show", f"KR-{cast.key_results['increase']}", "--json").json
    then = run("show", f"KR-{cast.key_results['increase']}", "--as-of", "2026-01-20", "--json").json
    assert len(then["check_ins"]) == 1 < len(now["check_ins"])
    refused = run(
        "objective", "edit", f"O-{cast.objective}", "--title", "Other", "--as-of", "2026-01-20"
    )
    assert refused.code == 5
    assert run("show", f"O-{cast.objective}", "--as-of", "2026-03-12").code == 1
    assert (
        run(
            "check-in", f"KR-{cast.key_results['yes_no']}", "--value", "no", "--as-of", "2026-03-10"
        ).code
        == 0
    )
