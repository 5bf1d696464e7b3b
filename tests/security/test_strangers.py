"""What strangers can learn from how long an answer takes, and which addresses of the library are served."""

import statistics
import time

import pytest
from allauth.account import urls as everything_of_accounts
from django.contrib.auth import hashers
from django.core.cache import cache
from django.test import Client
from django.urls import Resolver404, resolve
from pytest_django import Settings

from northing.store.accounts import Account
from tests.cast import Cast
from tests.security.people import PASSWORD, with_password


@pytest.fixture
def account(cast: Cast) -> Account:
    cache.clear()
    return with_password(cast)


def _hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which passwords are run through Argon2 from now on, by encoding or by checking."""
    done: list[str] = []
    kind = type(hashers.get_hasher())
    for name in ("encode", "verify"):
        plain = getattr(kind, name)

        def counted(self: object, password: str, *rest: object, run: object = plain) -> object:
            done.append(password)
            return run(self, password, *rest)  # type: ignore[operator]  # a method of the hasher

        monkeypatch.setattr(kind, name, counted)
    return done


@pytest.mark.parametrize("who", ["known", "unknown", "switched off", "without a password"])
def test_argon2_runs_once_whoever_is_asked_for(
    who: str, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    if who == "switched off":
        Account.objects.update(is_active=False)
    if who == "without a password":
        account.set_unusable_password()
        account.save()
    hashed = _hashed(monkeypatch)
    mail = "nobody@example.org" if who == "unknown" else account.email
    Client().post("/accounts/login/", {"login": mail, "password": "not it at all"})
    # Where there is none to compare with, another text is hashed for the same time.
    assert len(hashed) == 1


@pytest.mark.thorough
def test_the_time_of_an_answer_does_not_tell_who_is_known(
    account: Account, settings: Settings
) -> None:
    """Medians of 30 tries each, by turns, within 25 % of each other: without Argon2 it would be 90 %."""
    settings.ACCOUNT_RATE_LIMITS = False
    spent: dict[str, list[float]] = {account.email: [], "nobody@kestrel.example": []}
    for turn in range(33):
        for mail, times in spent.items():
            client, began = Client(), time.perf_counter()
            client.post("/accounts/login/", {"login": mail, "password": "not it at all"})
            if turn >= 3:
                times.append(time.perf_counter() - began)
    known, unknown = (statistics.median(times) for times in spent.values())
    assert abs(known - unknown) < 0.25 * max(known, unknown), (known, unknown)


def test_only_named_addresses_of_the_library_are_served(db: None) -> None:
    """Whatever the library adds in a later version is not there until somebody asks for it."""
    served = {
        "login/", "logout/", "inactive/", "signup/", "reauthenticate/", "password/change/", "password/set/",
        "password/reset/",
    }  # fmt: skip
    known = {str(pattern.pattern) for pattern in everything_of_accounts.urlpatterns}
    assert "email/" in known
    for path in known - served:
        if "<" in path or "(" in path:
            continue
        with pytest.raises(Resolver404):
            resolve(f"/accounts/{path}")
    for path in (
        "confirm-email/x/",
        "password/reset/key/1-abc/",
        "2fa/",
        "recovery-codes/download/",
    ):
        with pytest.raises(Resolver404):
            resolve(f"/accounts/{path}")


def test_nobody_is_told_by_a_forgotten_password_who_is_known(account: Account) -> None:
    """The page only says whom to ask: it takes no address."""
    assert Client().get("/accounts/password/reset/").status_code == 200
    for mail in (account.email, "nobody@example.org"):
        assert Client().post("/accounts/password/reset/", {"email": mail}).status_code == 405


def test_nobody_signs_up_without_an_invitation(account: Account) -> None:
    form = {"email": "new@example.org", "password1": PASSWORD}
    before = Account.objects.count()
    assert "by invitation" in Client().post("/accounts/signup/", form).content.decode()
    assert Account.objects.count() == before


def test_a_stranger_leaves_no_heap_of_sessions(db: None) -> None:
    """Asking for a passkey begins a session; an address may begin so many a minute."""
    cache.clear()
    answers = [
        Client()
        .get("/accounts/passkeys/login/", headers={"accept": "application/json"})
        .status_code
        for _ in range(62)
    ]
    assert answers[0] == 200
    assert answers[-1] == 429
