"""Signing in and out, in our own look, and not by guessing."""

import pytest
from django.core.cache import cache
from django.test import Client

from northing.store.accounts import Account
from tests.cast import Cast, client_for

PASSWORD = "four calm grey herons"


@pytest.fixture
def account(cast: Cast) -> Account:
    cache.clear()
    found = Account.objects.get(pk=cast.max.account)
    found.set_password(PASSWORD)
    found.save()
    return found


def sign_in(client: Client, email: str, password: str) -> tuple[int, str]:
    response = client.post("/accounts/login/", {"login": email, "password": password})
    return response.status_code, response.content.decode()


def test_signing_in_leads_to_the_week(account: Account, cast: Cast) -> None:
    client = Client()
    assert "Northing" in client.get("/accounts/login/").content.decode()
    sent = {"login": account.email.upper(), "password": PASSWORD}
    response = client.post("/accounts/login/", sent, follow=True)
    assert response.redirect_chain[-1][0] == f"/{cast.slug}/"
    assert "Successfully signed in" not in response.content.decode()


def test_a_mistake_keeps_the_address_and_says_what_helps(account: Account) -> None:
    status, text = sign_in(Client(), account.email, "wrong")
    assert status == 200
    assert f'value="{account.email}"' in text
    assert 'role="alert"' in text
    assert "ask whoever runs Northing" in text
    assert "wrong" not in text


def test_an_unknown_address_gets_the_same_answer(account: Account) -> None:
    _, known = sign_in(Client(), account.email, "wrong")
    _, unknown = sign_in(Client(), "nobody@example.org", "wrong")
    said = [
        t.split('role="alert"')[1].split("</form>")[0].split('value="')[0] for t in (known, unknown)
    ]
    assert said[0] == said[1]


def test_guessing_is_stopped(account: Account) -> None:
    client = Client()
    for _ in range(6):
        sign_in(client, account.email, "wrong")
    _, text = sign_in(client, account.email, PASSWORD)
    assert "Too many failed" in text
    assert client.get("/").headers["Location"] == "/accounts/login/"


def test_trying_without_end_is_answered_in_our_look(account: Account) -> None:
    client = Client()
    answers = [sign_in(client, f"{n}@example.org", "wrong") for n in range(31)]
    assert answers[-1][0] == 429
    assert "That was tried too often" in answers[-1][1]


def test_signing_out_needs_a_post(account: Account, cast: Cast) -> None:
    client = client_for(cast.max)
    assert "Sign out?" in client.get("/accounts/logout/").content.decode()
    assert client.get(f"/{cast.slug}/").status_code == 200
    assert client.post("/accounts/logout/").status_code == 302
    assert client.get(f"/{cast.slug}/").status_code == 404


def test_the_password_is_changed_and_other_sessions_end(account: Account, cast: Cast) -> None:
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        sign_in(client, account.email, PASSWORD)
    new = "five loud green geese"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/accounts/password/change/", sent).status_code == 302
    assert here.get(f"/{cast.slug}/").status_code == 200
    assert elsewhere.get(f"/{cast.slug}/").status_code == 404


@pytest.mark.parametrize("path", ["signup/", "password/reset/", "login/", "inactive/"])
def test_every_page_has_our_look(db: None, path: str) -> None:
    page = Client().get(f"/accounts/{path}").content.decode()
    assert "bare-brand" in page
    assert "Menu:" not in page


def test_pages_for_those_signed_in_have_our_look(account: Account, cast: Cast) -> None:
    client = client_for(cast.max)
    for path in ("password/change/", "security/", "reauthenticate/", "app/", "passkeys/new/"):
        response = client.get(f"/accounts/{path}", follow=True)
        assert "bare-brand" in response.content.decode(), path
