"""How passwords are kept and which are taken."""

import re

import pytest
from argon2 import PasswordHasher
from argon2.low_level import Type
from django.contrib.auth.hashers import identify_hasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from northing.store.accounts import Account
from tests.cast import Cast
from tests.security.people import PASSWORD, sign_in, with_password


@pytest.fixture
def account(cast: Cast) -> Account:
    cache.clear()
    return with_password(cast)


def test_they_are_kept_by_argon2id_beyond_what_owasp_asks_for() -> None:
    kept = make_password(PASSWORD)
    assert PASSWORD not in kept
    found = re.match(r"argon2\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$", kept)
    assert found
    memory, passes, lanes = map(int, found.groups()[:3])
    assert memory >= 47_104  # OWASP: 46 MiB and one pass, or 19 MiB and two
    assert passes >= 2
    assert lanes == 1
    assert kept != make_password(PASSWORD)


def test_an_older_cost_is_put_right_on_signing_in(account: Account) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1, type=Type.ID)
    Account.objects.filter(pk=account.pk).update(password=f"argon2{weak.hash(PASSWORD)}")
    account.refresh_from_db()
    assert identify_hasher(account.password).must_update(account.password)
    client = sign_in(account)
    account.refresh_from_db()
    assert not identify_hasher(account.password).must_update(account.password)
    assert client.get("/kestrel/").status_code == 200


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "too short"),
        ("password123", "common"),
        ("1234567890", "common"),
        ("max@kestrel.example", "similar"),
        ("x" * 129, "at most 128"),
    ],
)
def test_weak_and_endless_ones_are_refused(password: str, why: str, account: Account) -> None:
    with pytest.raises(ValidationError, match=why):
        validate_password(password, account)


@pytest.mark.parametrize(
    "password",
    [
        "vier ruhige graue Reiher",
        "🦉 und 🐟 im Nebel",
        " spaces around it ",
        "é" * 10,
        "x y" * 42 + "zz",
    ],
)
def test_any_character_and_length_is_taken_as_it_is(password: str, account: Account) -> None:
    validate_password(password, account)
    account.set_password(password)
    account.save()
    # Nothing is cut off, folded or trimmed: one character less does not open.
    assert account.check_password(password)
    assert not account.check_password(password[:-1])
    assert not account.check_password(
        password.strip() if password != password.strip() else password + " "
    )


def test_spaces_around_it_are_a_part_of_it_on_the_page_too(account: Account) -> None:
    account.set_password("  two spaces before  ")
    account.save()
    assert sign_in(account, "  two spaces before  ").get("/kestrel/").status_code == 200
    assert sign_in(account, "two spaces before").get("/kestrel/").status_code == 404


def test_changing_it_asks_for_the_one_of_now(account: Account) -> None:
    client = sign_in(account)
    new = "five loud green geese"
    form = {"oldpassword": "not it at all", "password1": new, "password2": new}
    assert client.post("/accounts/password/change/", form).status_code == 200
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


def test_it_may_be_pasted_and_kept_by_a_manager(db: None) -> None:
    page = Client().get("/accounts/login/").content.decode()
    assert 'autocomplete="current-password"' in page
    assert 'autocomplete="username"' in page
    assert "onpaste" not in page


def test_it_is_in_no_answer(account: Account) -> None:
    answer = Client().post(
        "/accounts/login/", {"login": account.email, "password": "a wrong secret"}
    )
    assert "a wrong secret" not in answer.content.decode()
