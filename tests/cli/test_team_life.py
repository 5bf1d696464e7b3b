"""Reorganizing, leaving and personal objectives on the command line."""

from northing.actions import teams
from northing.store.objectives import Objective
from tests.cast import Cast
from tests.cli.conftest import Run

ADA = ("--as", "ada", "--json")


def test_a_team_by_its_old_name(cast: Cast, run: Run) -> None:
    edited = run("team", "edit", "platform", "--name", "Foundations", "--new-address", *ADA)
    assert edited.json["slug"] == "foundations"
    assert run("team", "edit", "platform", "--name", "Base", *ADA).json["name"] == "Base"


def test_a_team_merged_and_another_archived(cast: Cast, run: Run) -> None:
    teams.create(cast.ada, "Web", cast.company)
    plan = run("team", "changes", "platform", "--into", "web", "--as", "ada")
    assert "Shipping is boring" in plan.out
    refused = run("team", "archive", "platform", "--as", "ada")
    assert refused.code != 0
    assert "has open objectives" in refused.err
    merged = run("team", "merge", "platform", "web", "--lead", "lea", "-r", "One team.", *ADA)
    assert [lead["handle"] for lead in merged.json["leads"]] == ["lea"]
    listed = run("team", "list", "--as", "ada")
    assert "merged into Web" in listed.out
    archived = run("team", "archive", "web", "--work", "move", "--to", "kestrel", *ADA)
    assert archived.json["archived"] is True
    assert run("team", "unarchive", "web", *ADA).json["archived"] is False
    assert Objective.objects.filter(team=cast.company).count() == 2


def test_somebody_leaves_and_comes_back(cast: Cast, run: Run) -> None:
    shown = run("person", "belongings", "max")
    assert f"O-{cast.draft}" in shown.out
    kr = cast.key_results["increase"]
    left = run(
        "person", "hand-over", "max", "--to", "lea", "--each", f"KR-{kr}=ada",
        "--each", f"O-{cast.draft}=", "--json", "--as", "ada",
    )  # fmt: skip
    assert [one["item"] for one in left.json["items"]] == [f"O-{cast.draft}"]
    refused = run("person", "deactivate", "max", "--as", "ada")
    assert refused.code != 0
    assert f"O-{cast.draft}" in refused.err
    assert run("person", "deactivate", "max", "--even-so", *ADA).json["state"] == "inactive"
    assert run("person", "reactivate", "max", *ADA).json["state"] == "active"
    assert run("person", "hand-over", "max", "--to", "ada").code == 0


def test_personal_and_shared_objectives(cast: Cast, run: Run) -> None:
    mine = ("objective", "draft", "I speak", "-t", "platform", "--personal")
    assert run(*mine).code != 0
    assert run("workspace", "edit", "--personal-okrs", "yes", *ADA).json["personal_okrs"] is True
    assert run(*mine, "--json").json["card"]["personal"] is True
    teams.create(cast.ada, "Web", cast.company)
    top = f"O-{cast.objective}"
    shared = run("objective", "edit", top, "--contributor", "web", "-r", "Together.", "--json")
    assert [t["slug"] for t in shared.json["contributors"]] == ["web"]
    listed = run("objective", "list", "--json").json["items"]
    assert [o["key"] for o in listed].count(top) == 1
    assert top not in {
        o["key"] for o in run("objective", "list", "-t", "web", "--json").json["items"]
    }
    alone = run("objective", "edit", top, "--alone", "-r", "Alone.", "--json")
    assert alone.json["contributors"] == []
