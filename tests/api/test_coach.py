"""The writing coach over the API: findings, waivers, rules, and a statement under way."""

from urllib.parse import urlencode

from tests.api.conftest import Api, good, problem
from tests.cast import Cast

UNTIL = "2026-06-30"


def test_a_statement_under_way_is_judged_and_nothing_is_kept(cast: Cast, lea: Api) -> None:
    asked = urlencode(
        {"title": "Build the dashboard", "objective": f"O-{cast.objective}", "baseline": ""}
    )
    said = good(lea("get", f"/coach/key-result?{asked}"))
    assert said["reading"]["kind"] == "output"
    assert "KR101" in [one["code"] for one in said["findings"]]
    asked = urlencode({"title": "Cut costs by 20 %", "team": cast.platform})
    first = good(lea("get", f"/coach/objective?{asked}"))["findings"][0]
    assert first["severity"] in {"error", "warning", "hint"}
    assert first["message"]
    for asked in ("", "title=%00", "title=x&team=0", "title=x&cycle=x", f"title={'x' * 4001}"):
        problem(lea("get", f"/coach/key-result?{asked}"), 422)


def test_a_finding_is_read_waived_and_read_again(cast: Cast, lea: Api) -> None:
    good(lea("patch", "/teams/platform/rules", {"fields": {"KR118": "error"}}))
    key = f"KR-{cast.key_results['yes_no']}"
    assert "KR101" not in good(lea("get", f"/key-results/{key}/findings"))["waived"]
    body = {"about": key, "code": "KR118", "reason": "It is ours alone.", "until": UNTIL}
    done = good(lea("post", "/waivers", body, Idempotency_Key="w1"), 201)
    assert good(lea("post", "/waivers", body, Idempotency_Key="w1"), 201) == done
    listed = good(lea("get", "/waivers"))["items"]
    assert [(one["code"], one["reason"]) for one in listed] == [("KR118", "It is ours alone.")]
    waived = good(lea("get", f"/key-results/{key}/findings"))["waived"]
    assert [one["id"] for one in waived] == [done["id"]]
    good(lea("delete", f"/waivers/{done['id']}"))
    assert good(lea("get", "/waivers"))["total"] == 0


def test_refusals_name_place_and_remedy(cast: Cast, lea: Api) -> None:
    about = f"O-{cast.objective}"
    body = {"about": about, "code": "KR999", "reason": "x", "until": UNTIL}
    assert problem(lea("post", "/waivers", body), 422)["place"] == "code"
    body |= {"code": "OBJ101", "until": "2029-01-01"}
    assert problem(lea("post", "/waivers", body), 422)["place"] == "until"
    refused = problem(lea("patch", "/teams/platform/rules", {"fields": {"KR101": "loud"}}), 422)
    assert refused["place"] == "KR101"
    assert "hint" in refused["remedy"]
    problem(lea("patch", "/rules", {"fields": {"KR101": "hint"}}), 403)
    problem(lea("get", "/objectives/O-999/findings"), 404)
    problem(lea("get", "/teams/nowhere/findings"), 404)
    problem(lea("get", "/rules/KR999"), 404)


def test_rules_are_read_changed_and_met(cast: Cast, lea: Api) -> None:
    here = good(lea("get", "/teams/platform/rules"))
    rule = next(one for one in here["rules"] if one["code"] == "KR101")
    assert rule["holds"] == rule["usual"]
    fields = {"KR101": "off", "most_objectives": 4}
    seen = {"KR101": "", "most_objectives": ""}
    now = good(lea("patch", "/teams/platform/rules", {"fields": fields, "seen": seen}))
    assert [one["said"] for one in now["limits"] if one["name"] == "most_objectives"] == ["4"]
    again = {"fields": {"KR101": "error"}, "seen": {"KR101": ""}}
    problem(lea("patch", "/teams/platform/rules", again), 409)
    assert "**Why.**" in good(lea("get", "/rules/KR101"))["manual"]


def test_findings_of_a_team_and_of_everything(cast: Cast, lea: Api) -> None:
    team = good(lea("get", "/teams/platform/findings"))
    assert team["team"]["title"] == "Platform"
    assert {one["key"] for one in team["each"]} >= {f"O-{cast.objective}"}
    page = good(lea("get", f"/findings?team={cast.platform}&cycle={cast.cycle}"))
    assert page["total"] == 2
    assert {one["key"] for one in page["items"]} == {one["key"] for one in team["each"]}
    assert good(lea("get", "/findings?page=7"))["items"] == []
