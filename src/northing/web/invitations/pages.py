"""The page behind an invitation's link: who is invited where, and how to come in."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from northing.actions import people as actions
from northing.actions.errors import ActionError
from northing.queries import people as queries
from northing.queries.people import InvitationCard
from northing.web.base.requests import AnyRequest

REMEMBERED = "invitation"
"""The session's name for the link, under which signing up finds it again (see site/accounts.py)."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitation(request: AnyRequest, secret: str) -> HttpResponse:
    """Show an invitation that holds; a post accepts it for the account that is signed in.

    Used, revoked, expired and invented links get one answer, which tells nothing.
    """
    found = queries.invitation(secret, request.now)
    if found is None:
        return _gone(request)
    account = request.user.pk
    if account is None:
        return _stranger(request, secret, found)
    if request.method == "POST":
        return _accept(request, secret, found, account)
    return _offer(request, found)


def _gone(request: AnyRequest) -> HttpResponse:
    request.session.pop(REMEMBERED, None)
    return render(request, "invitations/gone.html", status=404)


def _stranger(request: AnyRequest, secret: str, found: InvitationCard) -> HttpResponse:
    """Sign up or sign in; the link is remembered so that signing up is allowed."""
    request.session[REMEMBERED] = secret
    here = reverse("invitation", args=(secret,))
    email = {"email": found.email} if found.email else {}
    context = {
        "invitation": found,
        "sign_up_url": f"{reverse('account_signup')}?{urlencode(email)}".rstrip("?"),
        "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': here})}",
    }
    return render(request, "invitations/invitation.html", context)


def _offer(
    request: AnyRequest, found: InvitationCard, error: ActionError | None = None
) -> HttpResponse:
    context = {"invitation": found, "signed_in": str(request.user), "error": error}
    return render(
        request, "invitations/invitation.html", context, status=error.status if error else 200
    )


def _accept(request: AnyRequest, secret: str, found: InvitationCard, account: int) -> HttpResponse:
    try:
        actions.accept_invitation(secret, account, request.now)
    except ActionError as error:
        return _offer(request, found, error)
    request.session.pop(REMEMBERED, None)
    return HttpResponseRedirect(reverse("my_week", args=(found.slug,)))


urlpatterns = [path("invite/<str:secret>/", invitation, name="invitation")]
