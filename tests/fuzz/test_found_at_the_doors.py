"""What made-up requests found at the API, the pages and the command line; the same on both databases."""

from typing import Any

import pytest

from northing.cli import main
from northing.queries import metrics
from tests.api.conftest import Api, good, problem
from tests.cast import Cast, client_for, token_for

EVERY = ("read", "check_in", "write")


@pytest.fixture
def api(cast: Cast) -> Api:
    """The lead's client."""
    return Api(token_for(cast.lea, *EVERY))


def test_what_no_database_keeps_in_an_address(api: Api) -> None:
    problem(api("get", "/teams/pl%00atform"), 404)
    for query in (
        "/activity?team=%00",
        "/kpis?team=1&x=%00",
        "/search?q=a%00b",
        "/export?state=%00",
    ):
        assert problem(api("get", query), 422)["place"], query


@pytest.mark.parametrize("text", ["\\u0000", "\\ud800", "a\\udfffb"])
def test_what_no_database_keeps_in_a_body(cast: Cast, api: Api, text: str) -> None:
    body = f'{{"title": "Steps", "kind": "milestones", "steps": [{{"title": "{text}"}}]}}'
    found = problem(api("post", f"/objectives/O-{cast.draft}/key-results", body.encode()), 422)
    assert found["place"] == "steps.0.title"
    assert found["remedy"]
    found = problem(api("patch", "/settings", f'{{"seen": {{"{text}": 1}}}}'.encode()), 422)
    assert found["place"]
    for path in ("/metrics", "/cycles", "/teams", "/people", "/comments", "/imports", "/tokens"):
        assert problem(api("post", path, f'{{"name": "{text}"}}'.encode()), 422)["place"], path


def test_surrogates_as_bytes_are_no_json(cast: Cast, api: Api) -> None:
    problem(api("post", "/comments", b'{"about": "O-1", "text": "\xed\xa0\x80"}'), 400)


def test_a_member_that_is_there_twice(cast: Cast, api: Api) -> None:
    path = f"/key-results/KR-{cast.key_results['increase']}/check-ins"
    found = problem(api("post", path, b'{"value": 11, "value": 12}'), 422)
    assert found["place"] == "value"
    good(api("post", path, b'{"value": 11}'), 201)


def test_a_body_that_says_it_is_no_json(cast: Cast, api: Api) -> None:
    from django.test import Client

    client: Any = Client(raise_request_exception=False)
    headers = {"Authorization": f"Bearer {api.token}"}
    for media_type in ("multipart/form-data; boundary=x", "application/xml", "text/csv"):
        answer = client.generic(
            "POST", "/api/v1/kestrel/comments", b"{}", media_type, headers=headers
        )
        assert problem(answer, 415)["remedy"], media_type
    for media_type in (
        "application/merge-patch+json",
        "application/x-www-form-urlencoded",
        "text/plain",
    ):
        answer = client.generic(
            "POST", "/api/v1/kestrel/comments", b"{}", media_type, headers=headers
        )
        problem(answer, 422)


def test_a_key_is_looked_at_where_it_is_not_needed(api: Api) -> None:
    for method, path in (
        ("delete", "/imports/1"),
        ("patch", "/imports/1"),
        ("post", "/imports/1/reading"),
    ):
        answer = api(
            method,
            path,
            b'{"fields": {"a": "b"}}' if method == "patch" else b"{}",
            Idempotency_Key="x" * 121,
        )
        assert problem(answer, 422)["place"] == "Idempotency-Key", path


def test_days_in_addresses_are_days(api: Api) -> None:
    for query in (
        "/activity?since=0",
        "/activity?until=1e9",
        "/compare?from=0&to=1",
        "/teams?as_of=",
    ):
        assert problem(api("get", query), 422)["place"], query
    good(api("get", "/compare?from=2026-02-01&to=2026-03-01"))
    good(api("get", "/activity?since=2026-02-01"))


def test_the_same_guard_twice_guards_once(cast: Cast, api: Api) -> None:
    guard = metrics.metrics(cast.lea)[0].id
    body = {"title": "Calm", "team": cast.platform, "cycle": cast.cycle, "guards": [guard, guard]}
    good(api("post", "/objectives", body), 201)


@pytest.mark.parametrize("query", ["?team=%00", "?cycle=%00&page=%00", "?q=%00", "?as_of=%00"])
def test_what_no_database_keeps_on_a_page(cast: Cast, query: str) -> None:
    client = client_for(cast.lea)
    for page in ("", "activity/", "okrs/", "find/", "metrics/", "imports/", "teams/platform/"):
        answer = client.get(f"/kestrel/{page}{query}")
        assert answer.status_code in {302, 404, 422}, page
    assert client.get("/kestrel/teams/%00/").status_code == 404
    given = {"title": "a\0b", "team": "\0", "cycle": str(cast.cycle)}
    assert client.post("/kestrel/okrs/new/", given).status_code == 422


def test_arguments_that_are_no_text(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "-w", "kestrel\udcff"]) == 1
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "Type it again" in said
