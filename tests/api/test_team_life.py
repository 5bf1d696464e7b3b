"""Reorganizing, leaving and personal objectives over the API."""

from collections.abc import Callable

from django.test import Client

from northing.actions import objectives, teams
from northing.store.objectives import Objective
from northing.store.teams import Team
from tests.api.conftest import Api, good, problem
from tests.cast import Cast, number


def test_a_team_is_renamed_and_its_old_name_still_answers(
    cast: Cast, api_of: Callable[..., Api]
) -> None:
    ada = api_of("ada")
    body = {"name": "Foundations", "new_address": True, "seen": {"name": "Platform"}}
    assert good(ada("patch", "/teams/platform", body))["slug"] == "foundations"
    assert good(ada("get", "/teams/platform")) == good(ada("get", "/teams/foundations"))
    assert good(ada("patch", "/teams/platform", {"name": "Base"}))["name"] == "Base"
    problem(api_of("otto")("get", "/teams/platform"), 404)


def test_a_team_is_archived_and_comes_back(cast: Cast, api_of: Callable[..., Api]) -> None:
    ada = api_of("ada")
    refused = problem(ada("post", "/teams/platform/archive"), 422)
    assert f"O-{cast.objective}" in refused["title"] + refused.get("detail", "")
    body = {"work": "move", "lift": True, "reason": "Dissolved."}
    assert good(ada("post", "/teams/platform/archive", body), 201)["archived"]
    problem(ada("post", "/teams/platform/archive", body), 409)
    assert not good(ada("delete", "/teams/platform/archive"))["archived"]
    problem(api_of("lea")("post", "/teams/platform/archive", body), 403)


def test_a_merge_is_read_first_and_sent_twice_done_once(
    cast: Cast, api_of: Callable[..., Api]
) -> None:
    ada, web = api_of("ada"), teams.create(cast.ada, "Web", cast.company).id
    plan = good(ada("get", f"/teams/platform/reorganization?into={web}"))
    assert {o["key"] for o in plan["objectives"]} == {f"O-{cast.objective}", f"O-{cast.draft}"}
    assert {p["person"]["handle"] for p in plan["people"]} == {"lea", "max"}
    assert {
        o["key"]
        for o in good(api_of("vera")("get", "/teams/platform/reorganization"))["objectives"]
    } == {f"O-{cast.objective}"}, "a draft is named to nobody who may not see it"
    body = {"into": web, "leads": [cast.lea.person], "reason": "One team."}
    for _time in range(2):
        answer = ada("post", "/teams/platform/merge", body, Idempotency_Key="once")
        assert good(answer, 201)["slug"] == "web"
    assert Objective.objects.filter(team=web).count() == 2
    assert good(ada("get", "/teams/platform"))["slug"] == "web"
    past = good(ada("get", "/teams/platform?history=true"))
    assert (past["slug"], past["merged_into"]["slug"]) == ("platform", "web")
    problem(ada("post", "/teams/web/merge", {"into": web}), 422)


def test_somebody_leaves_and_comes_back(cast: Cast, api_of: Callable[..., Api]) -> None:
    ada, here = api_of("ada"), f"/people/{cast.max.person}"
    owned = good(ada("get", f"{here}/belongings"))["items"]
    assert {one["item"] for one in owned} >= {f"O-{cast.draft}"}
    problem(ada("post", f"{here}/leaving"), 422)
    problem(ada("patch", here, {"state": "inactive"}), 422)
    given = {"to": cast.lea.person, "each": {f"O-{cast.draft}": None}}
    left = good(ada("post", f"{here}/handover", given), 201)
    assert [one["item"] for one in left["items"]] == [f"O-{cast.draft}"]
    gone = good(ada("post", f"{here}/leaving", {"even_so": True}), 201)
    assert (gone["state"], gone["teams"]) == ("inactive", [])
    drafted = good(ada("get", f"/objectives/O-{cast.draft}"))["card"]["owner"]
    assert drafted["absent"] is True
    assert good(ada("delete", f"{here}/leaving"))["state"] == "active"
    for who, status in (("lea", 403), ("max", 403), ("vera", 403), ("otto", 404)):
        problem(api_of(who)("post", f"{here}/leaving", {"even_so": True}), status)


def test_a_policy_allows_personal_objectives(cast: Cast, api_of: Callable[..., Api]) -> None:
    ada, max_ = api_of("ada"), api_of("max")
    body = {"title": "I speak", "team": cast.platform, "cycle": cast.cycle, "personal": True}
    assert problem(max_("post", "/objectives", body), 422)
    assert good(ada("patch", "/settings", {"personal_okrs": True}))["personal_okrs"] is True
    card = good(max_("post", "/objectives", body), 201)["card"]
    assert card["personal"] is True
    team = good(max_("get", f"/teams/platform?cycle={cast.cycle}"))
    assert [o["key"] for o in team["personal"]] == [card["key"]]
    assert card["key"] not in {o["key"] for o in team["objectives"]}
    seen = {"personal_okrs": True}
    off = good(ada("patch", "/settings", {"personal_okrs": False, "seen": seen}))
    assert off["personal_okrs"] is False


def test_a_shared_objective_is_listed_once(
    cast: Cast, api_of: Callable[..., Api], client: Client
) -> None:
    lea, web = api_of("lea"), teams.create(cast.ada, "Web", cast.company).id
    body = {"contributors": [web], "reason": "Together."}
    card = good(lea("patch", f"/objectives/O-{cast.objective}", body))["card"]
    assert [t["slug"] for t in card["contributors"]] == ["web"]
    key = f"O-{cast.objective}"
    every = [o["key"] for o in good(lea("get", "/objectives?state=active"))["items"]]
    assert every.count(key) == 1
    assert key not in [o["key"] for o in good(lea("get", f"/objectives?team={web}"))["items"]]
    by_team = good(lea("get", f"/teams/web?cycle={cast.cycle}"))
    assert (by_team["counts"], by_team["due"]) == ([], 0)
    assert sum(n for _code, _word, n in by_team["shared_counts"]) == len(cast.key_results)
    gone = good(lea("patch", f"/objectives/{key}", {"contributors": [], "reason": "Alone."}))
    assert gone["card"]["contributors"] == []


def test_an_outsider_finds_no_team_to_change(cast: Cast, api_of: Callable[..., Api]) -> None:
    otto = api_of("otto")
    before = list(Team.objects.order_by("pk").values())
    for method, path, body in (
        ("post", "/teams/platform/archive", {"work": "close"}),
        ("delete", "/teams/platform/archive", None),
        ("post", "/teams/platform/merge", {"into": cast.company}),
        ("get", "/teams/platform/reorganization", None),
        ("get", f"/people/{cast.max.person}/belongings", None),
        ("post", f"/people/{cast.max.person}/handover", {"to": cast.lea.person}),
    ):
        problem(otto(method, path, body), 404)
    assert list(Team.objects.order_by("pk").values()) == before


def test_a_moved_key_result_is_found_by_its_new_team(
    cast: Cast, api_of: Callable[..., Api]
) -> None:
    ada, web = api_of("ada"), teams.create(cast.ada, "Web", cast.company).id
    number(objectives.draft(cast.max, objectives.NewObjective("x", cast.platform, cast.cycle)).key)
    good(ada("post", "/teams/platform/merge", {"into": web}), 201)
    found = good(ada("get", f"/key-results?team={web}"))
    assert found["total"] == len(cast.key_results)
    assert good(ada("get", f"/key-results?team={cast.platform}"))["total"] == 0
