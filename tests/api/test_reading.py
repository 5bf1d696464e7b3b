"""What each of the cast reads, and what a stranger, an outsider and a spent token get."""

import json
from collections.abc import Callable

import pytest

from northing.actions import tokens
from northing.kit.shapes import as_json
from northing.queries import key_results as key_result_queries
from northing.queries import tokens as token_queries
from northing.queries.key_results import KeyResultPage
from tests.api.conftest import Api, good, problem
from tests.cast import Cast, client_for, token_for

LISTS = (
    "objectives",
    "key-results",
    "metrics",
    "people",
    "teams",
    "cycles",
    "tokens",
    "imports",
    "initiatives",
)
PAGES = ("/my-week", "/settings", "/teams/platform", "/objectives/O-1", "/key-results/KR-1")


@pytest.mark.parametrize("handle", ["ada", "lea", "max", "vera"])
def test_everybody_inside_reads_every_list_and_page(
    handle: str, api_of: Callable[..., Api]
) -> None:
    api = api_of(handle, "read")
    for noun in LISTS:
        found = good(api("get", f"/{noun}"))
        assert set(found) == {"items", "total", "page", "pages"}, noun
    for path in PAGES:
        good(api("get", path))


def test_an_outsider_finds_nothing(api_of: Callable[..., Api]) -> None:
    otto = api_of("otto")
    for path in ("/objectives", "/my-week", "/people", "/nothing-of-that-name"):
        problem(otto("get", path), 404)


def test_a_stranger_is_asked_for_a_token(cast: Cast) -> None:
    for token in ("", "nth_unknown", "x" * 5000):
        answer = Api(token)("get", "/objectives")
        assert problem(answer, 401)["place"] == "Authorization"
        assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_session_is_no_token(cast: Cast) -> None:
    assert client_for(cast.lea).get("/api/v1/kestrel/objectives").status_code == 401


def test_a_revoked_and_an_expired_token_open_nothing(cast: Cast) -> None:
    secret = token_for(cast.lea, "read")
    assert good(Api(secret)("get", "/settings"))["slug"] == "kestrel"
    tokens.revoke(cast.lea, token_queries.tokens(cast.lea)[0].id)
    problem(Api(secret)("get", "/settings"), 401)


def test_a_draft_is_hidden_from_those_who_may_not_see_it(
    cast: Cast, api_of: Callable[..., Api]
) -> None:
    path = f"/objectives/O-{cast.draft}"
    assert good(api_of("max")("get", path))["card"]["state"] == "draft"
    hidden = problem(api_of("vera")("get", path), 404)
    assert hidden["detail"] == problem(api_of("vera")("get", "/objectives/O-9999"), 404)["detail"]
    keys = [o["key"] for o in good(api_of("vera")("get", "/objectives"))["items"]]
    assert f"O-{cast.draft}" not in keys


def test_an_answer_is_the_query_shape_itself(cast: Cast, lea: Api) -> None:
    number = cast.key_results["decrease"]
    page = key_result_queries.key_result(cast.lea, number)
    assert good(lea("get", f"/key-results/KR-{number}")) == json.loads(as_json(page, KeyResultPage))


def test_no_answer_is_kept_by_anybody_between(lea: Api) -> None:
    assert lea("get", "/settings")["Cache-Control"] == "no-store"


def test_values_are_text_with_their_printed_form(cast: Cast, lea: Api) -> None:
    now = good(lea("get", f"/key-results/KR-{cast.key_results['decrease']}"))["card"]["now"]
    assert now["value"] == "720"
    assert now["unit"] == "s"
    assert now["text"].replace("\u00a0", " ") == "720 s"
    assert now["because"]


def test_filters_and_pages(cast: Cast, lea: Api) -> None:
    assert good(lea("get", "/key-results?mine=true"))["total"] == 0
    assert good(lea("get", "/key-results?page=7"))["items"] == []
    assert good(lea("get", f"/objectives?team={cast.platform}&state=active"))["total"] == 1
    assert problem(lea("get", "/objectives?page=0"), 422)["place"] == "page"


def test_no_list_of_key_results_filters_by_person(cast: Cast, lea: Api) -> None:
    """Unknown filters change nothing; that the document names none is tested beside it."""
    everything = good(lea("get", "/key-results"))
    for query in ("owner=1", "person=1", "author=1"):
        assert good(lea("get", f"/key-results?{query}")) == everything


def test_what_is_not_there(lea: Api) -> None:
    for path in (
        "/objectives/O-0", "/objectives/KR-1", "/objectives/7", "/objectives/O-99999999999999999999",
        "/key-results/KR-1%00", "/metrics/0", "/metrics/99999999999999999999", "/metrics/x",
        "/teams/nobody", "/people/9999", "/nothing",
    ):  # fmt: skip
        problem(lea("get", path), 404)


def test_an_address_that_knows_other_methods(lea: Api) -> None:
    answer = lea("put", "/objectives", {})
    problem(answer, 405)
    assert answer["Allow"] == "GET, POST"
