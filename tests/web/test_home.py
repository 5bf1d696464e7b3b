"""The start page leads on; what monitors ask answers without a session."""

import pytest
from django.test import Client, override_settings

from northing.actions import handovers, people
from northing.store.accounts import Account
from tests.cast import NOW, Cast, client_for


def test_the_first_of_all_is_welcomed(db: None) -> None:
    response = Client().get("/")
    assert (response.status_code, response.headers["Location"]) == (302, "/welcome/")


def test_a_stranger_signs_in_first(cast: Cast) -> None:
    response = Client().get("/")
    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/login/")


@override_settings(DEMO=True)
def test_a_stranger_to_the_demo_chooses_who_to_be(cast: Cast) -> None:
    assert Client().get("/", HTTP_HOST="localhost").headers["Location"] == "/demo/"
    assert (
        Client().get("/", HTTP_HOST="localhost", REMOTE_ADDR="10.0.0.9").headers["Location"]
        == "/accounts/login/"
    )


def test_one_workspace_is_entered(cast: Cast) -> None:
    assert client_for(cast.max).get("/").headers["Location"] == f"/{cast.slug}/"


def test_of_several_one_chooses(cast: Cast) -> None:
    invited = people.invite(cast.ada, "Otto Brandt")
    assert cast.otto.account is not None
    people.accept_invitation(invited.secret, cast.otto.account, NOW)
    response = client_for(cast.otto).get("/")
    assert [(link.text, link.url) for link in response.context["links"]] == [
        ("Kestrel", "/kestrel/"), ("Otter Bay", "/otterbay/"),
    ]  # fmt: skip


def test_somebody_without_a_workspace_learns_how_to_be_invited(cast: Cast) -> None:
    client = Client()
    client.force_login(Account.objects.create_user("new@example.org"))
    page = client.get("/").content.decode()
    assert "in no workspace yet" in page
    assert "new@example.org" in page


def test_a_person_sent_away_sees_no_workspace(cast: Cast) -> None:
    handovers.deactivate(cast.ada, cast.max.person, even_so=True)
    client = client_for(cast.max)
    assert "in no workspace yet" in client.get("/").content.decode()
    assert client.get(f"/{cast.slug}/").status_code == 404


def test_monitors_are_answered(db: None) -> None:
    response = Client().get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert not response.cookies


@pytest.mark.parametrize("path", ["/welcome/", "/static/teams/", "/api/okrs/new/", "/workspaces/"])
def test_reserved_names_are_nobodys_workspace(cast: Cast, path: str) -> None:
    assert client_for(cast.max).get(path).status_code == 404
