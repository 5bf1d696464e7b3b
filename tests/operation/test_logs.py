"""Every request has an id everywhere; no line of the log holds a secret or was written by a visitor."""

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from northing.actions import tokens
from northing.site import logs, urls
from tests.cast import Cast, client_for

HOSTILE = "\r\n2026-01-01T00:00:00Z ERROR   forged\x1b[31m"
LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z (INFO |WARNING|ERROR)")


def broken(request: HttpRequest) -> HttpResponse:
    """A view that breaks with a secret in its hands and in its words."""
    password = request.POST.get("password", "")
    raise RuntimeError(
        f"cannot use nth_{'s3cret' * 6} of {request.get_full_path()}\n{HOSTILE}", len(password)
    )


urlpatterns = [*urls.urlpatterns, path("broken", broken)]
handler500 = urls.handler500

Lines = Callable[[], list[str]]


@pytest.fixture(params=["line", "json"])
def written(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lines]:
    """What is logged from now on, from INFO upwards, line by line, in both forms."""
    monkeypatch.setenv("NORTHING_LOG", request.param)
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(logs.formatter())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lambda: said.getvalue().splitlines()
    root.removeHandler(handler)
    root.setLevel(level)


def _fields(line: str) -> dict[str, Any]:
    if line.startswith("{"):
        found: dict[str, Any] = json.loads(line)
        return found
    return dict(re.findall(r"(\w+)=(\S+)", line))


# ── the id ────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("given", ["abc-1.2_3", "A" * 64])
def test_an_id_that_can_do_no_harm_is_kept(db: None, given: str) -> None:
    assert (
        Client().get("/accounts/login/", headers={"X-Request-ID": given})["X-Request-ID"] == given
    )


@pytest.mark.parametrize(
    "given", ["", "A" * 65, "a b", "a\r\nSet-Cookie: x=1", "<b>", "é", "a/b", "a\n"]
)
def test_any_other_is_made_anew(db: None, given: str) -> None:
    answers = [Client().get("/accounts/login/", headers={"X-Request-ID": given}) for _ in range(2)]
    made = {answer["X-Request-ID"] for answer in answers}
    assert len(made) == 2
    assert all(re.fullmatch(r"[0-9a-f]{32}", one) for one in made)


@pytest.mark.parametrize(
    "where", ["/healthz", "/no/such/page", "/api/v1/kestrel/objectives", "/metrics"]
)
def test_every_answer_bears_it(db: None, where: str) -> None:
    assert Client().get(where, headers={"X-Request-ID": "mine"})["X-Request-ID"] == "mine"


def test_the_caller_and_every_line_meanwhile_bear_it(cast: Cast, written: Lines) -> None:
    answer = client_for(cast.max).get("/kestrel/", headers={"X-Request-ID": "mine"})
    assert answer.wsgi_request.caller.request_id == "mine"
    client_for(cast.max).get("/kestrel/okrs/KR-999/", headers={"X-Request-ID": "other"})
    ids = [_fields(line)["request_id"] for line in written()]
    assert ids[0] == "mine"
    assert set(ids[1:]) == {"other"}
    assert len(ids) == 3, "two requests and the warning of the second"


@pytest.mark.urls(__name__)
def test_the_page_of_a_failure_names_it(db: None) -> None:
    answer = Client(raise_request_exception=False).get("/broken", headers={"X-Request-ID": "7f3a"})
    assert answer.status_code == 500
    assert "tell your operator: 7f3a" in answer.content.decode()


# ── the line of a request ─────────────────────────────────────────────────────
def test_a_request_is_one_line_with_who_by_number(cast: Cast, written: Lines) -> None:
    client_for(cast.max).get("/kestrel/?q=hunter2&team=1")
    (line,) = written()
    fields = {key: str(value) for key, value in _fields(line).items()}
    assert fields["method"] == "GET"
    assert fields["path"] == "/kestrel/"
    assert fields["status"] == "200"
    assert fields["person"] == str(cast.max.person)
    assert float(fields["ms"]) > 0
    assert "hunter2" not in line
    assert "Max" not in line


def test_none_is_written_unless_it_is_asked_for(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    client_for(cast.max).get("/kestrel/")
    assert not caplog.records


def test_machines_that_ask_all_day_leave_no_line(db: None, written: Lines) -> None:
    for where in ("/healthz", "/readyz", "/metrics"):
        Client().get(where)
    assert not written()


# ── secrets and forgeries ─────────────────────────────────────────────────────
def test_no_secret_and_no_forged_line_of_hostile_requests(cast: Cast, written: Lines) -> None:
    token = tokens.create(cast.max, "laptop", ("read",)).secret
    client = client_for(cast.max)
    session = client.cookies["northing_session"].value
    bearer = {"Authorization": f"Bearer {token}"}
    client.get(f"/api/v1/kestrel/objectives?secret=hunter2&token={token}", headers=bearer)
    client.get(f"/invite/{token}/")
    client.get("/kestrel/%0d%0a2026-01-01T00:00:00Z%20ERROR%20forged%1b[31m/")
    client.get(f"/kestrel/okrs/{session}/?password=hunter2")
    client.post("/accounts/login/", {"login": "max@kestrel.example", "password": "hunter2"})
    client.get(
        "/kestrel/",
        headers={"X-Request-ID": HOSTILE, "User-Agent": HOSTILE, "Referer": f"http://x/?{token}"},
    )
    client.get("/kestrel/", headers={"Host": f"evil.example{token}"})
    client.generic("X\tFORGED", "/kestrel/")
    lines = written()
    assert len(lines) >= 8
    for line in lines:
        assert line.startswith("{") or LINE.match(line), f"a line of somebody else's: {line!r}"
        assert not any(secret in line for secret in ("hunter2", token, session)), line
        assert "\x1b" not in line


@pytest.mark.urls(__name__)
def test_a_failure_is_logged_without_secrets_and_indented(db: None, written: Lines) -> None:
    client = Client(raise_request_exception=False)
    client.cookies["northing_session"] = "c00kie" * 6
    client.post("/broken?code=hunter2", {"password": "correct horse battery"})
    lines = written()
    text = "\n".join(lines)
    assert "RuntimeError" in text
    assert "test_logs.py" in text
    assert not any(one in text for one in ("hunter2", "s3crets3cret", "battery", "c00kie"))
    assert all(line.startswith(("{", "    ")) or LINE.match(line) for line in lines)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("a token nth_abcDEF0123456789abcDEF0123456789abcDEF01234 here", "a token … here"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer …"),
        ("Cookie: a=b; northing_session=xyz", "Cookie: …"),
        ("connect to postgresql://me:pw@db/northing", "connect to postgresql://…@db/northing"),
        ("GET /welcome/?code=abc", "GET /welcome/?…"),
        ("Key exists. DETAIL: Key (email)=(a@b)", "Key exists. DETAIL: …"),
        ("/reset/key/3-cx1abc-da39a3ee5e6b4b0d3255bfef95601890afd80709/", "/reset/key/…/"),
        ("/acme/okrs/txmfmdqmewnatvgvkcgeujduxg9zm14a/", "/acme/okrs/…/"),
        ("/acme/teams/platform-engineering-and-reliability-north/", None),
        ("what? nothing", None),
    ],
)  # fmt: skip
def test_what_is_taken_out_of_a_line(said: str, kept: str | None) -> None:
    assert logs.without_secrets(said) == (said if kept is None else kept)
