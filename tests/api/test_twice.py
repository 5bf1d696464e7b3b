"""The same request twice, and two people at once."""

import pytest

from northing.queries import key_results
from tests.api.conftest import Api, good, problem
from tests.cast import Cast


def _thread(cast: Cast) -> int:
    page = key_results.key_result(cast.lea, cast.key_results["decrease"])
    assert page is not None
    return len(page.check_ins)


def test_a_repeated_request_is_done_once(cast: Cast, lea: Api) -> None:
    path, before = f"/key-results/KR-{cast.key_results['decrease']}/check-ins", _thread(cast)
    first = good(lea("post", path, {"value": "11 min"}, Idempotency_Key="k-1"), 201)
    assert good(lea("post", path, {"value": "11 min"}, Idempotency_Key="k-1"), 201) == first
    assert _thread(cast) == before + 1


def test_a_key_is_for_one_request(cast: Cast, lea: Api) -> None:
    path = f"/key-results/KR-{cast.key_results['decrease']}/check-ins"
    good(lea("post", path, {"value": "11 min"}, Idempotency_Key="k-2"), 201)
    found = problem(lea("post", path, {"value": "9 min"}, Idempotency_Key="k-2"), 422)
    assert found["type"].endswith("idempotency-key-reused")


def test_a_refused_request_uses_its_key_up_for_nothing(cast: Cast, lea: Api) -> None:
    path = f"/key-results/KR-{cast.key_results['decrease']}/check-ins"
    problem(lea("post", path, {"value": "soon"}, Idempotency_Key="k-3"), 422)
    good(lea("post", path, {"value": "9 min"}, Idempotency_Key="k-3"), 201)


def test_a_secret_is_shown_once_even_when_asked_for_again(cast: Cast, lea: Api) -> None:
    first = good(lea("post", "/tokens", {"name": "job"}, Idempotency_Key="k-4"), 201)
    again = good(lea("post", "/tokens", {"name": "job"}, Idempotency_Key="k-4"), 201)
    assert first["secret"]
    assert again == first | {"secret": ""}


@pytest.mark.parametrize("key", ["x" * 121, "a\tb"])
def test_an_unusable_key(key: str, cast: Cast, lea: Api) -> None:
    path = f"/key-results/KR-{cast.key_results['decrease']}/check-ins"
    problem(lea("post", path, {"value": "9 min"}, Idempotency_Key=key), 422)


def test_two_people_change_the_same_field(cast: Cast, lea: Api) -> None:
    path = f"/objectives/O-{cast.objective}"
    saw = {"title": good(lea("get", path))["card"]["title"]}
    good(lea("patch", path, {"title": "Shipping is dull", "seen": saw, "reason": "shorter"}))
    late = {"title": "Shipping is calm", "seen": saw, "reason": "kinder"}
    found = problem(lea("patch", path, late), 409)
    assert found["again"] is True
    assert found["differences"] == [
        {
            "field": "title",
            "seen": saw["title"],
            "theirs": "Shipping is dull",
            "yours": "Shipping is calm",
        }
    ]
    assert good(lea("get", path))["card"]["title"] == "Shipping is dull"


def test_two_people_change_different_fields(cast: Cast, lea: Api) -> None:
    path = f"/objectives/O-{cast.objective}"
    card = good(lea("get", path))["card"]
    good(
        lea(
            "patch",
            path,
            {"title": "Shipping is dull", "seen": {"title": card["title"]}, "reason": "a"},
        )
    )
    good(lea("patch", path, {"why": "Days are lost.", "seen": {"why": card["why"]}, "reason": "b"}))
    now = good(lea("get", path))["card"]
    assert [now["title"], now["why"]] == ["Shipping is dull", "Days are lost."]


def test_a_number_seen_may_be_said_in_another_unit(cast: Cast, lea: Api) -> None:
    path = f"/key-results/KR-{cast.key_results['decrease']}/targets"
    body = {"target": 480, "seen": {"target": "0.1 h"}, "reason": "six minutes are 0.1 h"}
    assert good(lea("post", path, body), 201)["card"]["target"]["value"] == "480"
    assert (
        problem(lea("post", path, body | {"target": 500}), 409)["differences"][0]["theirs"] == "480"
    )


def test_a_document_is_corrected_and_thrown_away_once(cast: Cast, lea: Api) -> None:
    document = {
        "source_name": "a.md", "text": "# Objective: Calm\n- Deploys from 1 to 2\n",
        "team": cast.platform, "cycle": cast.cycle,
    }  # fmt: skip
    path = f"/imports/{good(lea('post', '/imports', document), 201)['id']}"
    fields = {"fields": {"o0.title": "Calmer"}}
    first = good(lea("patch", path, fields, Idempotency_Key="k-5"))
    assert good(lea("patch", path, fields, Idempotency_Key="k-5")) == first
    gone = good(lea("delete", path, Idempotency_Key="k-6"))
    assert good(lea("delete", path, Idempotency_Key="k-6")) == gone
    problem(lea("delete", path, Idempotency_Key="k-7"), 404)
