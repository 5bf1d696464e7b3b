"""Who asks, and of which day: one middleware puts a frozen Caller on every request to a workspace.

A session counts on pages, a bearer token on the API. An outsider and a stranger get the same 404
as for a workspace that does not exist; the API answers 401 where there is no valid token.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from northing.actions import tokens
from northing.actions.errors import TooManyError
from northing.api.base import problems
from northing.kit import clock
from northing.queries import callers, database
from northing.site import limits
from northing.web.base import past

API = re.compile(r"^/api/v1/(?P<slug>[-\w]+)/")
PAGE = re.compile(r"^/(?P<slug>[-\w]+)/")


class CallerMiddleware:
    """Sets `request.now`, `request.caller` and, on pages, `request.standing`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            standing = _standing(request, request_id=getattr(request, "request_id", ""))
        except TooManyError as error:
            return problems.too_many(error)
        if standing and standing.lacks_second_factor:
            return redirect(f"{reverse('account_security')}?wanted=1")
        day = getattr(request, "past_day", None)
        if standing and day is not None:
            if day >= standing.caller.today:
                return redirect(past.today(request))
            standing = replace(standing, caller=standing.caller.at_end_of(day))
        request.standing = standing  # type: ignore[attr-defined]  # typed in web/base/requests.py
        request.caller = standing.caller if standing else None  # type: ignore[attr-defined]  # as above
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: object,
        args: tuple[object, ...],
        kwargs: dict[str, object],
    ) -> HttpResponse | None:
        """A page of a workspace is never run without a standing: reserved names belong to nobody.

        A page that shows no state has no past: its address leads to today's.
        """
        is_api = API.match(request.path_info) is not None
        if "workspace" in kwargs and not is_api and getattr(request, "standing", None) is None:
            raise Http404
        elsewhere = past.elsewhere(request, view)
        return redirect(elsewhere) if elsewhere else None


def _standing(request: HttpRequest, request_id: str) -> callers.Standing | None:
    now = clock.now()
    request.now = now  # type: ignore[attr-defined]  # typed in web/base/requests.py
    if request.path_info.startswith("/api/"):
        return _by_token(request, now, request_id)
    page = PAGE.match(request.path_info)
    if page is None or page["slug"] in callers.RESERVED_SLUGS:
        return None
    account, proof = request.session.get(SESSION_KEY), request.session.get(HASH_SESSION_KEY, "")
    standing = account and callers.by_account(int(account), proof, page["slug"], now, request_id)
    if not standing:
        raise Http404
    return standing


def _by_token(request: HttpRequest, now: datetime, request_id: str) -> callers.Standing | None:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    found = API.match(request.path_info)
    if scheme.lower() != "bearer" or not secret or found is None:
        return None
    secret = secret.strip()
    limits.before(request, secret)
    standing = callers.by_token(secret, now, request_id)
    limits.after(request, secret, holds=standing is not None)
    if standing and standing.caller.slug != found["slug"]:
        raise Http404
    if standing and standing.fresh_token is not None:
        with database.if_possible():
            tokens.note_use(standing.caller, standing.fresh_token)
    return standing
