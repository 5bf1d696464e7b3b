"""KPIs and guards for programs."""

from collections.abc import Callable

from tests.api.conftest import Api, good, problem
from tests.cast import Cast

WHY = "Speed must not cost us more."


def kpi(lea: Api, cast: Cast) -> int:
    """A metric with a healthy range and a reading beyond it."""
    made = {
        "team": cast.platform,
        "name": "Cost",
        "unit": "CHF",
        "direction": "down",
        "healthy_high": 200,
    }
    metric = int(good(lea("post", "/metrics", made), 201)["id"])
    good(
        lea("post", f"/metrics/{metric}/readings", {"value": 212, "as_of": "2026-03-11T08:00:00Z"}),
        201,
    )
    return metric


def test_kpis_are_listed_and_read_one_by_one(lea: Api, cast: Cast) -> None:
    metric = kpi(lea, cast)
    page = good(lea("get", "/kpis?outside=true"))
    assert (page["kpis"], page["outside"], page["total"]) == (1, 1, 1)
    health = page["items"][0]["metric"]["health"]
    assert (health["side"], health["since"], health["run"]) == ("above", "2026-03-11", 1)
    one = good(lea("get", f"/kpis/{metric}"))
    assert one["kpi"]["trend"] == [["2026-03-11", "212"]]
    assert good(lea("get", f"/kpis?team={cast.company}"))["kpis"] == 1
    assert good(lea("get", "/kpis?page=2"))["items"] == []
    assert lea("get", "/kpis?team=none").status_code == 422
    assert lea("get", "/kpis/99999").status_code == 404


def test_a_guard_comes_and_goes(lea: Api, cast: Cast, api_of: Callable[..., Api]) -> None:
    metric, here = kpi(lea, cast), f"/objectives/O-{cast.objective}/guards"
    assert problem(lea("post", here, {"metric": metric}), 422)["place"] == "reason"
    body = {"metric": metric, "reason": WHY}
    made = good(lea("post", here, body, Idempotency_Key="g"), 201)["card"]["guards"]
    assert good(lea("post", here, body, Idempotency_Key="g"), 201)["card"]["guards"] == made
    assert [(g["metric"], g["verdict"], g["limit"]) for g in made] == [
        (metric, "broken", "at most CHF\u00a0200")
    ]
    assert good(lea("get", "/kpis"))["broken"][0]["objective"] == f"O-{cast.objective}"
    assert api_of("vera")("post", here, body).status_code == 403
    assert api_of("lea", "read")("post", here, body).status_code == 403
    assert lea("delete", f"{here}/{metric}").status_code == 422
    assert good(lea("delete", f"{here}/{metric}?reason=Paid+by+others"))["card"]["guards"] == []
    assert lea("delete", f"{here}/{metric}?reason=Again").status_code == 404


def test_drafts_and_edits_carry_guards(lea: Api, cast: Cast) -> None:
    metric = kpi(lea, cast)
    new = {"title": "Calm", "team": cast.platform, "cycle": cast.cycle, "guards": [metric]}
    made = good(lea("post", "/objectives", new), 201)["card"]
    assert [g["metric"] for g in made["guards"]] == [metric]
    edited = good(lea("patch", f"/objectives/{made['key']}", {"guards": []}))
    assert edited["card"]["guards"] == []
    assert lea("post", "/objectives", new | {"guards": [99999]}).status_code == 404


def test_a_reading_for_the_same_instant_corrects_the_first(lea: Api, cast: Cast) -> None:
    metric = kpi(lea, cast)
    again = {"value": 121, "as_of": "2026-03-11T08:00:00Z"}
    assert good(lea("post", f"/metrics/{metric}/readings", again), 201)["latest"]["value"] == "121"
    listed = good(lea("get", f"/metrics/{metric}/readings"))
    assert [(r["value"], r["superseded"]) for r in listed["items"]] == [
        ("121", False),
        ("212", True),
    ]
