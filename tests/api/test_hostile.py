"""Bodies that nobody sends by accident: each is refused in words, none breaks anything."""

from typing import Any

import pytest

from northing.queries import key_results
from tests.api.conftest import Api, problem
from tests.cast import Cast

UNREADABLE = [
    b"", b"{", b"null", b'"text"', b"[]", b"\xff\xfe", b'{"value": NaN}', b'{"value": Infinity}',
    b"[" * 100_000, b'{"a":' * 50_000, b'{"value": ' + b"9" * 5000 + b"}", b'{"value": 1,}',
]  # fmt: skip
WRONG: list[Any] = [
    {}, {"value": []}, {"value": {}}, {"value": None}, {"valu": 1}, {"value": 1, "origin": "manual"},
    {"value": "soon"}, {"value": "x" * 100_000}, {"value": "1\x00"}, {"value": "\ud800"}, {"value": "1e400"},
    {"value": 10**30}, {"value": 1, "as_of": "tomorrow"}, {"value": 1, "as_of": "2026-03-13"},
    {"value": 1, "as_of": "2026-03-11T10:00:00"}, {"value": 1, "as_of": "9999-12-31T23:59:59Z"},
    {"value": 1, "confidence": 11}, {"value": 1, "confidence": -1}, {"value": 1, "confidence": 7.5},
    {"value": 1, "confidence": True}, {"value": 1, "confidence": "7"}, {"value": 1, "note": 7},
    {"value": 1, "note": "x" * 4001}, {"value": 1, "steps_done": [10**30]}, {"value": 1, "no_change": "yes"},
]  # fmt: skip


@pytest.fixture
def path(cast: Cast) -> str:
    return f"/key-results/KR-{cast.key_results['decrease']}/check-ins"


@pytest.fixture(autouse=True)
def _nothing_is_written(cast: Cast) -> Any:
    before = key_results.key_result(cast.lea, cast.key_results["decrease"])
    yield
    assert key_results.key_result(cast.lea, cast.key_results["decrease"]) == before


def test_a_body_that_is_no_request(path: str, lea: Api) -> None:
    for body in UNREADABLE:
        answer = lea("post", path, body)
        assert answer.status_code in {400, 422}, body[:40]
        problem(answer, answer.status_code)


def test_a_value_that_cannot_be(path: str, lea: Api) -> None:
    for body in WRONG:
        found = problem(lea("post", path, body), 422)
        assert found["place"], body
        assert found["detail"], body


def test_a_number_too_large_or_too_fine(path: str, lea: Api) -> None:
    for number in (b"1e999999999", b"-1e999999999", b"1e-999999999", b"1E+40", b"1e20"):
        found = problem(lea("post", path, b'{"value": ' + number + b"}"), 422)
        assert found["place"] == "value", number


def test_a_body_of_more_than_twelve_megabytes(path: str, lea: Api) -> None:
    body = b'{"note": "' + b"x" * (12 * 1024 * 1024) + b'"}'
    assert problem(lea("post", path, body), 413)["remedy"]


def test_a_large_body_that_is_allowed_is_only_too_long(path: str, lea: Api) -> None:
    body = b'{"note": "' + b"x" * (11 * 1024 * 1024) + b'"}'
    assert problem(lea("post", path, body), 422)["place"] == "note"


def test_the_field_is_named_to_its_depth(cast: Cast, lea: Api) -> None:
    body = {"title": "Steps", "kind": "milestones", "steps": [{"title": "one"}, {"titel": "two"}]}
    found = problem(lea("post", f"/objectives/O-{cast.draft}/key-results", body), 422)
    assert {f["place"] for f in found["fields"]} == {"steps.1.title", "steps.1.titel"}


def test_another_host_gets_nothing(cast: Cast) -> None:
    from django.test import Client

    answer = Client(raise_request_exception=False).get(
        "/api/v1/kestrel/objectives", headers={"Host": "evil.example"}
    )
    problem(answer, 400)
    assert b"evil" not in answer.content


def test_a_fault_of_ours_says_nothing_of_itself(
    cast: Cast, lea: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("northing.api.settings.queries.workspace", broken)
    answer = lea("get", "/settings")
    assert problem(answer, 500)["again"] is True
    assert b"secret" not in answer.content
