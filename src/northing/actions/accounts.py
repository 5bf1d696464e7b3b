"""Accounts: who signs in. The sign-in library keeps them; these are for the command line and the demo."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from northing.actions import find, sessions, typed, workspaces
from northing.actions.change import Done, change
from northing.actions.errors import InvalidError
from northing.actions.workspaces import Founding
from northing.domain.access import About, Caller, Verb
from northing.kit.text import text as _
from northing.store.accounts import Account
from northing.store.people import Person


def create(email: str, password: str | None = None) -> int:
    """A new account's id. Without a password nobody signs in by one. Raises InvalidError if it exists."""
    clean = typed.email(email)
    if not clean:
        raise InvalidError(
            _("An address is missing."), _("Write it like ada@example.org."), "email"
        )
    try:
        with transaction.atomic():
            return Account.objects.create_user(clean, password).pk
    except IntegrityError:
        raise InvalidError(
            _("{email} has an account already.", email=clean), _("Sign in with it."), "email"
        ) from None


def create_and_found(email: str, password: str | None, given: Founding, now: datetime) -> Done:
    """A workspace whose first admin signs in by `email`; with the account that has it, or a new one.

    A password is for a new account only. Without either the admin comes in by an invitation.
    Raises InvalidError for a weak password, a known address with a password, and bad names.
    """
    with transaction.atomic():
        return workspaces.found(given, now, _account(email, password))


def set_password(caller: Caller, person: int, password: str) -> Done:
    """A new password for a person's account, which ends all its sessions; for whoever runs the machine."""
    with change(caller, "set_password") as c:
        find.must(caller, Verb.ADMINISTER, About())
        row = find.person(caller, person, "person")
        account = _account_of(row)
        _must_be_strong(password, account.email)
        account.set_password(password)
        account.save(update_fields=["password"])
        sessions.end_all(account.pk)
        c.touched(row)
        return c.answer(row)


def remove_second_factor(caller: Caller, person: int) -> Done:
    """Take app, passkeys and recovery codes off a person's account and end all its sessions.

    For whoever runs the machine, when all of them are lost: the password alone lets in again.
    Raises InvalidError where there is no account, or nothing to take off.
    """
    with change(caller, "remove_second_factor") as c:
        find.must(caller, Verb.ADMINISTER, About())
        row = find.person(caller, person, "person")
        account = _account_of(row)
        removed, _each = Authenticator.objects.filter(user=account).delete()
        if not removed:
            raise InvalidError(
                _("{name} has no second factor.", name=row.name),
                _("Is it the password? Give a new one: northing person password {handle}",
                  handle=row.handle),
                "person",
            )  # fmt: skip
        sessions.end_all(account.pk)
        c.touched(row)
        return c.answer(row)


def _account_of(row: Person) -> Account:
    if row.account is None:
        raise InvalidError(
            _("{name} has no account.", name=row.name),
            _("Invite them by a new link."),
            "person",
        )
    return row.account


def _account(email: str, password: str | None) -> int | None:
    known = Account.objects.filter(email__iexact=typed.email(email)).first() if email else None
    if password is None:
        return known.pk if known else None
    if known is None:
        _must_be_strong(password, email)
    return create(email, password)


def _must_be_strong(password: str, email: str) -> None:
    try:
        validate_password(password, Account(email=email))
    except ValidationError as weak:
        raise InvalidError(" ".join(weak.messages), _("Choose a longer one."), "password") from None
