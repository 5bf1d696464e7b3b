"""The sign-in library's adapter: nobody signs up without an invitation."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.signals import password_changed, password_set, user_signed_up
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse

from northing.actions import people as people_actions
from northing.actions import sessions
from northing.kit import clock
from northing.queries import people as people_queries
from northing.site import addresses

INVITATION = "invitation"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Only with an invitation that still holds, remembered when its page was opened."""
        secret = request.session.get(INVITATION, "")
        return bool(secret) and people_queries.invitation(secret, clock.now()) is not None

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whom limits count."""
        return addresses.of_client(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: str) -> str:
        """What wrong passwords are counted by: the address typed, and nothing that a request may vary.

        The library puts the host before it, port and all: with another port in every request one
        could guess for ever.
        """
        return f"northing:{credentials.get('email', '').strip().lower()}"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_security")


@receiver(user_signed_up, dispatch_uid="northing.accept")
def accept(request: HttpRequest, user: object, **_: object) -> None:
    """Whoever signs up by an invitation becomes the person it was written for."""
    secret = request.session.pop(INVITATION, "")
    if secret:
        people_actions.accept_invitation(secret, user.pk, clock.now())  # type: ignore[attr-defined]  # the library passes our Account


@receiver([password_changed, password_set], dispatch_uid="northing.end_others")
def end_others(request: HttpRequest, user: object, **_: object) -> None:
    """A new password ends every other session, at once and not on its next request."""
    sessions.end_others(user.pk, str(request.session.session_key))  # type: ignore[attr-defined]  # as above
