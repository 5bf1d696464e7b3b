"""The demo's open door: on one's own machine only, as the demo firm's people only."""

from datetime import UTC, datetime

import pytest
from django.test import Client, override_settings

from northing.actions import workspaces
from northing.actions.workspaces import Founding
from northing.queries.callers import DemoPerson
from northing.store.accounts import Account
from tests.cast import Cast

NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)


@pytest.fixture
def firm(cast: Cast) -> int:
    """A demo firm beside the cast; the account of its admin."""
    account = Account.objects.create_user("ria@firm.example")
    workspaces.found(Founding("Firm", "firm", "Ria Roth", "ria", is_demo=True), NOW, account.pk)
    return account.pk


@override_settings(DEMO=True)
def test_one_click_signs_in(firm: int) -> None:
    client = Client(HTTP_HOST="localhost")
    page = client.get("/demo/")
    assert [(p.account, p.name) for p in page.context["personas"]] == [(firm, "Ria Roth")]
    assert client.post("/demo/", {"account": firm}).headers["Location"] == "/firm/"
    assert client.get("/firm/").status_code == 200


@override_settings(DEMO=True)
def test_who_has_most_to_see_comes_first(monkeypatch: pytest.MonkeyPatch, cast: Cast) -> None:
    people = [
        DemoPerson(4, "Ada", "admin", True, "firm"),
        DemoPerson(3, "Vera", "viewer", False, "firm"),
        DemoPerson(2, "Max", "member", False, "firm"),
        DemoPerson(1, "Lea", "member", True, "firm"),
    ]
    monkeypatch.setattr("northing.web.demo.pages.callers.demo_people", lambda: tuple(people))
    page = Client(HTTP_HOST="localhost").get("/demo/")
    assert [p.name for p in page.context["personas"]] == ["Lea", "Max", "Vera", "Ada"]


@override_settings(DEMO=True)
def test_nobody_of_another_workspace_can_be_tried(firm: int, cast: Cast) -> None:
    client = Client(HTTP_HOST="localhost")
    for account in (str(cast.ada.account), "", "x", "999999"):
        assert client.post("/demo/", {"account": account}).status_code == 404
    assert client.get(f"/{cast.slug}/").status_code == 404


@override_settings(DEMO=False)
def test_without_the_demo_there_is_no_such_door(firm: int) -> None:
    client = Client(HTTP_HOST="localhost")
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/", {"account": firm}).status_code == 404


@override_settings(DEMO=True, ALLOWED_HOSTS=["*"])
@pytest.mark.parametrize(
    "where",
    [
        {"REMOTE_ADDR": "192.168.1.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_HOST": "okrs.example.org"},
        {"HTTP_HOST": "localhost.example.org"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
    ],
)
def test_from_elsewhere_there_is_no_such_door(firm: int, where: dict[str, str]) -> None:
    asked = {"HTTP_HOST": "localhost", **where}
    assert Client().get("/demo/", **asked).status_code == 404
    assert Client().post("/demo/", {"account": firm}, **asked).status_code == 404


@override_settings(DEMO=True)
@pytest.mark.parametrize(
    ("host", "address"),
    [("localhost:8000", "127.0.0.1"), ("[::1]:8000", "::1"), ("127.0.0.1", "127.0.0.1")],
)
def test_this_machine_by_all_its_names(firm: int, host: str, address: str) -> None:
    assert Client().get("/demo/", HTTP_HOST=host, REMOTE_ADDR=address).status_code == 200


@override_settings(DEMO=True)
def test_forms_from_elsewhere_are_refused(firm: int) -> None:
    strict = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    assert strict.post("/demo/", {"account": firm}).status_code == 403
