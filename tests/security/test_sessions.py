"""Sessions: listed with their devices, ended one by one or all, and ended by a new password."""

import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from northing.actions import accounts, sessions
from northing.actions.sessions import Device
from northing.site import seen
from northing.store.accounts import Account
from northing.web.accounts.agents import device
from tests.cast import Cast, caller, client_for
from tests.security.people import PASSWORD, confirmed, sign_in, with_password

PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"


@pytest.fixture
def account(cast: Cast) -> Account:
    cache.clear()
    seen._noted.clear()
    return with_password(cast)


def _is_in(client: Client) -> bool:
    return client.get("/kestrel/").status_code == 200


def _listed(client: Client) -> str:
    page = client.get("/accounts/security/").content.decode()
    return page.partition("Sessions</h2>")[2]


def test_every_device_is_listed_and_this_one_marked(account: Account, cast: Cast) -> None:
    here = sign_in(account)
    sign_in(account, client=Client(headers={"user-agent": PHONE}))
    shown = _listed(here)
    assert "Firefox on Linux" in shown
    assert "Chrome on Android" in shown
    assert shown.count("this one") == 1
    assert shown.index("Firefox") < shown.index("this one") < shown.index("Chrome")
    assert shown.count("/end/") == 2  # the phone's, and that of all others
    assert "Chrome" not in _listed(client_for(cast.lea))


def test_one_session_is_ended_by_another(account: Account) -> None:
    here, phone = confirmed(account), sign_in(account, client=Client(headers={"user-agent": PHONE}))
    address = re.search(r"/accounts/sessions/\d+/end/", _listed(here))
    assert address
    assert here.post(address[0]).status_code == 302
    assert not _is_in(phone)
    assert _is_in(here)
    assert here.post(address[0]).status_code == 404


def test_all_others_are_ended_at_once(account: Account) -> None:
    here, others = confirmed(account), [sign_in(account) for _ in range(3)]
    assert here.post("/accounts/sessions/end/").status_code == 302
    assert _is_in(here)
    assert not any(map(_is_in, others))
    assert Session.objects.count() == UserSession.objects.count() == 1


def test_ending_asks_for_the_password_first_and_then_does_it(account: Account) -> None:
    here, other = sign_in(account), sign_in(account)
    answer = here.post("/accounts/sessions/end/")
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert _is_in(other)
    here.post(answer.headers["Location"], {"password": PASSWORD})
    assert not _is_in(other)
    assert _is_in(here)


def test_sessions_of_others_cannot_be_ended(account: Account, cast: Cast) -> None:
    lea = client_for(cast.lea)
    row = UserSession.objects.get(user=cast.lea.account)
    assert confirmed(account).post(f"/accounts/sessions/{row.pk}/end/").status_code == 404
    assert _is_in(lea)


def test_strangers_are_sent_to_sign_in(db: None, client: Client) -> None:
    for path in ("security/", "sessions/end/", "sessions/1/end/", "app/", "passkeys/new/"):
        ask = client.post if "end" in path else client.get
        assert "/accounts/login/" in ask(f"/accounts/{path}").headers["Location"], path


def test_a_new_password_ends_the_others_in_the_database_too(account: Account) -> None:
    here, other = sign_in(account), sign_in(account)
    new = "five loud green geese"
    here.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert Session.objects.count() == 1
    assert _is_in(here)
    assert not _is_in(other)
    assert "this one" in _listed(here)


def test_a_password_from_the_operator_ends_all(account: Account, cast: Cast) -> None:
    client = sign_in(account)
    accounts.set_password(caller("ada", door="cli"), cast.max.person, "five loud green geese")
    assert not Session.objects.exists()
    assert not _is_in(client)


def test_signing_out_ends_it_in_the_database(account: Account) -> None:
    client = sign_in(account)
    key = client.session.session_key
    client.post("/accounts/logout/")
    assert not Session.objects.filter(session_key=key).exists()


def test_a_session_gets_another_key_on_signing_in(account: Account) -> None:
    """Or somebody could plant a key that he knows and wait."""
    client = Client()
    client.get("/accounts/passkeys/login/", headers={"accept": "application/json"})
    planted = client.session.session_key
    assert planted
    sign_in(account, client=client)
    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_seeing_is_noted_every_ten_minutes_and_not_on_every_page(
    account: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(account)
    client.get("/kestrel/")
    key = str(client.session.session_key)
    before = UserSession.objects.get(session_key=key).last_seen_at
    client.get("/kestrel/settings/")
    assert UserSession.objects.get(session_key=key).last_seen_at == before
    seen._noted[key] = before - timedelta(minutes=11)
    UserSession.objects.update(last_seen_at=before - timedelta(minutes=11))
    client.get("/kestrel/settings/")
    assert UserSession.objects.get(session_key=key).last_seen_at >= before
    with django_assert_num_queries(1):
        sessions.seen(account.pk, key, Device(PHONE, "127.0.0.1"), timezone.now())


def test_sessions_that_ran_out_are_not_listed(account: Account) -> None:
    here, old = sign_in(account), sign_in(account, client=Client(headers={"user-agent": PHONE}))
    Session.objects.filter(session_key=old.session.session_key).update(
        expire_date=timezone.now() - timedelta(days=900)
    )
    assert "Android" not in _listed(here)
    assert sessions.sweep(timezone.now()) == 1
    assert Session.objects.count() == 1
    assert UserSession.objects.count() == 1


def test_a_long_word_of_a_browser_is_cut(account: Account) -> None:
    sign_in(account, client=Client(headers={"user-agent": "Firefox/1 " + "x" * 9_000}))
    assert max(len(row.user_agent) for row in UserSession.objects.all()) <= 200


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (PHONE, "Chrome on Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Gecko/20100101 Firefox/140.0", "Firefox on macOS"),
        ("curl/8.5.0", "curl"),
        ("<script>alert(1)</script>", "A browser"),
        ("", "A browser"),
    ],
)  # fmt: skip
def test_devices_are_named_in_two_words(agent: str, said: str) -> None:
    assert device(agent) == said
