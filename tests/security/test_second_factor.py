"""Codes of an app and recovery codes: asked for, good once, sealed in the database, and mendable."""

import json
import time
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from northing.actions import accounts, workspaces
from northing.actions.errors import InvalidError
from northing.queries import way_in
from northing.site import second_factor
from northing.store.accounts import Account
from tests.cast import Cast, caller, client_for
from tests.security.people import confirmed, digits, sign_in, with_app, with_password


@pytest.fixture
def account(cast: Cast) -> Account:
    cache.clear()
    return with_password(cast)


def _is_in(client: Client) -> bool:
    return client.get("/kestrel/").status_code == 200


def test_an_app_is_asked_for_after_the_password(account: Account) -> None:
    secret, codes = with_app(confirmed(account))
    assert len(set(codes)) == 10
    client = sign_in(account)
    assert not _is_in(client)
    assert "One more step" in client.get("/accounts/second-factor/").content.decode()
    wrong = client.post("/accounts/second-factor/", {"code": "000000"})
    assert "Incorrect code" in wrong.content.decode()
    assert not _is_in(client)
    client.post("/accounts/second-factor/", {"code": digits(secret)})
    assert _is_in(client)


def test_setting_up_asks_for_the_password_again(account: Account) -> None:
    client = sign_in(account)
    for path in ("app/", "passkeys/new/", "recovery-codes/new/"):
        answer = client.get(f"/accounts/{path}")
        assert answer.headers["Location"].startswith("/accounts/reauthenticate/"), path
    client.post("/accounts/reauthenticate/", {"password": "not it at all"})
    assert client.get("/accounts/app/").status_code == 302


def test_a_code_is_good_once_in_the_whole_time_in_which_it_holds(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, _ = with_app(confirmed(account))
    now = time.time() // 30 * 30 + 300  # the code that turned it on is long over
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: now)
    code = digits(secret, now + 30)  # of a clock half a minute ahead: it holds for a minute more
    first, second = sign_in(account), sign_in(account)
    first.post("/accounts/second-factor/", {"code": code})
    assert _is_in(first)
    # The library forgets used codes after half a minute; this one still holds then.
    cache.delete(f"allauth.mfa.totp.used?user={account.pk}&code={code}")
    said = second.post("/accounts/second-factor/", {"code": f"{code[:3]} {code[3:]}"})
    assert "used already" in said.content.decode()
    assert not _is_in(second)


def test_codes_of_other_minutes_are_wrong(account: Account) -> None:
    secret, _ = with_app(confirmed(account))
    client = sign_in(account)
    for away in (-90, 90, 3600):
        client.post("/accounts/second-factor/", {"code": digits(secret, time.time() + away)})
        assert not _is_in(client), away


def test_guessing_codes_is_stopped(account: Account) -> None:
    secret, _ = with_app(confirmed(account))
    client = sign_in(account)
    for n in range(6):
        client.post("/accounts/second-factor/", {"code": f"{n:06}"})
    client.post("/accounts/second-factor/", {"code": digits(secret, time.time() + 30)})
    assert not _is_in(client)


def test_a_recovery_code_lets_in_once(account: Account) -> None:
    _, codes = with_app(confirmed(account))
    for code, comes_in in ((codes[0], True), (codes[0], False), (codes[1], True)):
        client = sign_in(account)
        client.post("/accounts/second-factor/", {"code": f"{code[:4]}-{code[4:8]}-{code[8:]}"})
        assert _is_in(client) is comes_in
    page = client.get("/accounts/security/").content.decode()
    assert "8 codes are left" in page


def test_recovery_codes_are_shown_once(account: Account) -> None:
    client = confirmed(account)
    _, codes = with_app(client)
    again = client.get("/accounts/recovery-codes/").content.decode()
    assert not any(code in again for code in codes)
    assert client.get("/accounts/recovery-codes/download/").status_code == 404
    client.post("/accounts/recovery-codes/new/", follow=True)
    stale = sign_in(account)
    stale.post("/accounts/second-factor/", {"code": codes[0]})
    assert not _is_in(stale)


def test_nothing_of_it_lies_open_in_the_database(account: Account) -> None:
    secret, codes = with_app(confirmed(account))
    rows = second_factor.Authenticator.objects.filter(user=account)
    stored = json.dumps([row.data for row in rows])
    assert {row.type for row in rows} == {"totp", "recovery_codes"}
    assert secret not in stored
    assert not any(code in stored for code in codes)
    assert all(
        text.startswith("s1.")
        for row in rows
        for text in row.data.values()
        if isinstance(text, str)
    )


def test_taking_it_off_takes_the_recovery_codes_too(account: Account) -> None:
    client = confirmed(account)
    with_app(client)
    client.post("/accounts/app/removal/")
    assert not second_factor.Authenticator.objects.filter(user=account).exists()
    assert _is_in(sign_in(account))


def test_the_operator_takes_it_off_and_the_sessions_end(account: Account, cast: Cast) -> None:
    inside = confirmed(account)
    with_app(inside)
    ada = caller("ada", door="cli")
    accounts.remove_second_factor(ada, cast.max.person)
    assert not way_in.has_second_factor(account.pk)
    assert not _is_in(inside)
    assert _is_in(sign_in(account))
    with pytest.raises(InvalidError, match="no second factor"):
        accounts.remove_second_factor(ada, cast.max.person)


# ── a workspace that asks for it ──────────────────────────────────────────────
@pytest.fixture
def asked(cast: Cast, request: pytest.FixtureRequest) -> Iterator[str]:
    workspaces.edit(caller("ada", door="cli"), {"second_factor": request.param}, {})
    return request.param


@pytest.mark.parametrize(
    ("asked", "shut_out"), [("admins", {"ada"}), ("everybody", {"ada", "lea", "max", "vera"})],
    indirect=["asked"],
)  # fmt: skip
def test_a_workspace_asks_for_a_second_factor(asked: str, shut_out: set[str], cast: Cast) -> None:
    for handle, person in cast.insiders.items():
        for path in ("/kestrel/", "/kestrel/settings/", "/@2026-02-10/kestrel/"):
            client = client_for(person)
            answer = client.get(path)
            posted = client.post("/kestrel/settings/", {"name": "Mine"})
            leads = "/accounts/security/?wanted=1"
            if handle in shut_out:
                assert answer.headers.get("Location", "").endswith(leads), (handle, path)
                assert posted.headers.get("Location") == leads
            else:
                assert answer.status_code == 200, (handle, path)
    page = client_for(cast.ada).get("/accounts/security/?wanted=1").content.decode()
    assert "Your workspace asks for a second factor" in page


@pytest.mark.parametrize("asked", ["everybody"], indirect=True)
def test_with_a_second_factor_one_comes_in(asked: str, account: Account) -> None:
    client = confirmed(account)
    assert not _is_in(client)
    with_app(client)
    assert _is_in(client)


def test_whoever_asks_for_it_has_it(cast: Cast) -> None:
    client = client_for(cast.ada)
    same = {"name": "Kestrel", "tz": "Europe/Zurich", "fiscal_month": "1", "weekday": "3"}
    assert client.post("/kestrel/settings/", same).status_code == 302
    answer = client.post("/kestrel/settings/", {**same, "second_factor": "admins"})
    assert answer.status_code == 422
    assert "would be shut out" in answer.content.decode()
    with pytest.raises(InvalidError):
        workspaces.edit(cast.ada, {"second_factor": "everybody"}, {})
    with pytest.raises(InvalidError, match="not known"):
        workspaces.edit(cast.ada, {"second_factor": "most"}, {})


# ── hostile answers of passkeys ───────────────────────────────────────────────
HOSTILE = [
    "", "null", "[]", "1", '"x"', "{", "{}", '{"response": 5}', '{"response": {}}', '{"response": []}',
    '{"id": 1, "response": {"userHandle": 5}}', '{"response": {"userHandle": "MQ"}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}, "clientExtensionResults": 7}',
    ('{"id": "AA", "rawId": "AA", "type": "public-key", "clientExtensionResults": {}, "response": '
    '{"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "MQ"}}'),
    ('{"id": "AA", "rawId": "AA", "type": "public-key", "clientExtensionResults": {}, "response": '
    '{"clientDataJSON": "e30", "attestationObject": "oA"}}'),
    ('{"id": "AA", "rawId": "AA", "type": "public-key", "clientExtensionResults": {}, "response": '
    '{"clientDataJSON": "eyJ0eXBlIjoieCJ9", "attestationObject": "////"}}'),
    '{"id": "\\u0000", "response": {"clientDataJSON": "\\u0000"}}', "[" * 100_000, "9" * 10_000,
    '{"id": "' + "A" * 70_000 + '", "response": {}}',
]  # fmt: skip


@pytest.mark.parametrize("said", HOSTILE, ids=lambda text: text[:40])
def test_a_hostile_passkey_is_refused_and_breaks_nothing(said: str, account: Account) -> None:
    client = client_for(caller("max"))
    client.get("/accounts/passkeys/new/")
    answer = client.post("/accounts/passkeys/new/", {"name": "x", "credential": said})
    # An account without any way to confirm itself is not asked to; this one has a password.
    assert answer.status_code in {200, 302}, answer.content
    stranger = Client(headers={"accept": "application/json"})
    assert "request_options" in stranger.get("/accounts/passkeys/login/").json()
    answer = stranger.post("/accounts/passkeys/login/", {"credential": said})
    assert answer.status_code in {200, 302, 400}
    assert not _is_in(stranger)
    assert not second_factor.Authenticator.objects.exists()


@pytest.mark.parametrize("said", HOSTILE, ids=lambda text: text[:40])
def test_a_hostile_passkey_adds_nothing_once_confirmed(said: str, cast: Cast) -> None:
    client = client_for(cast.max)  # without a password: nothing to confirm by
    assert client.get("/accounts/passkeys/new/").status_code == 200
    answer = client.post("/accounts/passkeys/new/", {"name": "x", "credential": said})
    assert answer.status_code == 200
    assert not second_factor.Authenticator.objects.exists()
