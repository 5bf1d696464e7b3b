"""The sign-in library's adapter: nobody signs up without an invitation."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.signals import user_signed_up
from django.dispatch import receiver
from django.http import HttpRequest

from northing.actions import people as people_actions
from northing.kit import clock
from northing.queries import people as people_queries

INVITATION = "invitation"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Only with an invitation that still holds, remembered when its page was opened."""
        secret = request.session.get(INVITATION, "")
        return bool(secret) and people_queries.invitation(secret, clock.now()) is not None


@receiver(user_signed_up, dispatch_uid="northing.accept")
def accept(request: HttpRequest, user: object, **_: object) -> None:
    """Whoever signs up by an invitation becomes the person it was written for."""
    secret = request.session.pop(INVITATION, "")
    if secret:
        people_actions.accept_invitation(secret, user.pk, clock.now())  # type: ignore[attr-defined]  # the library passes our Account
