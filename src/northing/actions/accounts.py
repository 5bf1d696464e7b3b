"""Accounts: who signs in. The sign-in library keeps them; these are for the command line and the demo."""

from django.db import IntegrityError, transaction

from northing.actions import typed
from northing.actions.errors import InvalidError
from northing.kit.text import text as _
from northing.store.accounts import Account


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
