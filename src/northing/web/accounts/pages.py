"""One's own account: how one comes in, and where one is in. It belongs to no workspace."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from northing.actions import sessions
from northing.queries import way_in as queries
from northing.web.accounts.rows import account_rows


@require_safe
@login_required
def security(request: HttpRequest) -> HttpResponse:
    """Password, second factor, passkeys, recovery codes and sessions, each with what may be done."""
    # The machine's time, which sessions end by, and not the day that a demo stands at.
    now = timezone.now()
    found = queries.way_in(
        _account(request), _session(request), now, settings.MFA_RECOVERY_CODE_COUNT
    )
    context = {
        "shown": account_rows(found, now),
        "wanted": request.GET.get("wanted") == "1",
        "is_roomy": True,
    }
    return render(request, "accounts/security.html", context)


@require_POST
@login_required
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]  # the library has no types
def session_end(request: HttpRequest, session: int) -> HttpResponse:
    """End one other session; the own one ends by signing out."""
    if not sessions.end(_account(request), session):
        raise Http404
    messages.success(request, _("That session has ended."))
    return redirect("account_security")


@require_POST
@login_required
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]  # the library has no types
def sessions_end(request: HttpRequest) -> HttpResponse:
    """End every session but this one."""
    count = sessions.end_others(_account(request), _session(request))
    said = ngettext("%(count)s session has ended.", "%(count)s sessions have ended.", count)
    messages.success(request, said % {"count": count})
    return redirect("account_security")


@require_safe
def password_reset(request: HttpRequest) -> HttpResponse:
    """No mail is sent: whoever runs Northing gives a new password."""
    return render(request, "account/password_reset.html")


def _account(request: HttpRequest) -> int:
    account: Any = request.user.pk
    return int(account)


def _session(request: HttpRequest) -> str:
    return str(request.session.session_key)


urlpatterns = [
    path("accounts/security/", security, name="account_security"),
    path("accounts/sessions/<int:session>/end/", session_end, name="account_session_end"),
    path("accounts/sessions/end/", sessions_end, name="account_sessions_end"),
    path("accounts/password/reset/", password_reset, name="account_reset_password"),
    # The library leads to pages of these names; all of them are the one above.
    path("accounts/security/", security, name="account_email"),
    path("accounts/security/", security, name="mfa_index"),
    path("accounts/security/", security, name="mfa_list_webauthn"),
]
