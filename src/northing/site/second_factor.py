"""The second factor: codes of an app, passkeys and recovery codes, on the sign-in library's own flows."""

import json
from collections.abc import Mapping
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from northing.actions.errors import UnreadableError
from northing.kit.sealing import WrongKeyError
from northing.store import sealing

LONGEST_NAME = 60
LONGEST_CREDENTIAL = 64 * 1024


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library has no types
    """Seals what the library stores, and names Northing to apps and keys."""

    def encrypt(self, text: str) -> str:
        return sealing.seal(text, sealing.SECOND_FACTOR)

    def decrypt(self, encrypted_text: str) -> str:
        """The seed again. Raises UnreadableError, which is shown as a page that says what helps."""
        try:
            return sealing.unseal(encrypted_text, sealing.SECOND_FACTOR)
        except WrongKeyError as error:
            raise UnreadableError(
                _("Northing cannot read your second factor: its secret key was changed."),
                _("Sign in by a passkey, or ask whoever runs Northing for the key of before."),
            ) from error

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - the library's name
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey") if not count else _("Passkey %(number)s") % {"number": count + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        found: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**found, "name": "Northing"}


@receiver(authenticator_added, dispatch_uid="northing.proven")
def proven(request: HttpRequest, user: Any, authenticator: Authenticator, **_: object) -> None:
    """Whoever adds a factor has just shown it: recovery codes follow without asking for it again."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(
            request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
        )


def _used_once(user: Any, code: str) -> None:
    """Refuse a code that was used while it still holds: the library remembers for half of that time only."""
    clean = "".join(filter(str.isalnum, code)).lower()
    span = settings.MFA_TOTP_TOLERANCE * 2 + 1
    if not cache.add(f"northing:code:{user.pk}:{clean}", 1, timeout=(span + 1) * 30):
        raise ValidationError(_("This code was used already. Wait for the next one."))


class Authenticate(AuthenticateForm):  # type: ignore[misc]  # the library has no types
    """The code on signing in."""

    def clean_code(self) -> str:
        code: str = super().clean_code()
        _used_once(self.user, code)
        return code


class Reauthenticate(ReauthenticateForm):  # type: ignore[misc]  # the library has no types
    """The code before something that matters."""

    def clean_code(self) -> str:
        code: str = super().clean_code()
        _used_once(self.user, code)
        return code


class Credential(forms.JSONField):
    """What a browser says of a passkey: JSON of a size and a shape that the library can read."""

    def __init__(self) -> None:
        super().__init__(required=True, widget=forms.HiddenInput, max_length=LONGEST_CREDENTIAL)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > LONGEST_CREDENTIAL:
            raise ValidationError(_no_passkey())
        try:
            found = super().to_python(value)
            fits = found is None or _fits(found)
        except (ValidationError, RecursionError, ValueError):
            raise ValidationError(_no_passkey()) from None
        if not fits:
            raise ValidationError(_no_passkey())
        return found


def _no_passkey() -> str:
    return _("This is not the answer of a passkey. Try again.")


def _fits(found: object) -> bool:
    if not isinstance(found, Mapping) or "\\u0000" in json.dumps(found):
        return False
    # The library reads these without asking what they are.
    extensions = found.get("clientExtensionResults", {})
    properties = extensions.get("credProps", {}) if isinstance(extensions, Mapping) else None
    return isinstance(found.get("response"), Mapping) and isinstance(properties, Mapping)


def _checked(clean: Any) -> Any:
    """What a check of the library answers; a hostile body that breaks it is no passkey."""
    try:
        return clean()
    except (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError) as error:
        if isinstance(error, ValidationError):
            raise
        raise ValidationError(_no_passkey()) from error


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """A new passkey with the name by which its owner knows it."""

    name = forms.CharField(required=False, max_length=LONGEST_NAME)
    credential = Credential()

    def clean(self) -> Any:
        return _checked(super().clean)


class RenamePasskey(EditWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """Another name for a passkey."""

    name = forms.CharField(max_length=LONGEST_NAME)


class AuthenticatePasskey(AuthenticateWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """A passkey as second factor."""

    credential = Credential()

    def clean_credential(self) -> Any:
        return _checked(super().clean_credential)


class ReauthenticatePasskey(ReauthenticateWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """A passkey before something that matters."""

    credential = Credential()

    def clean_credential(self) -> Any:
        return _checked(super().clean_credential)


class SignInByPasskey(LoginWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """A passkey instead of address and password."""

    credential = Credential()

    def clean_credential(self) -> Any:
        return _checked(super().clean_credential)
