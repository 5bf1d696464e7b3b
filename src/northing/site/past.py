"""Pages as of a past day: `/@2026-03-03/acme/teams/platform/` is the team's page as that day left it.

The day is a prefix of the address, so every link on the page leads on within the same day. What a
page of the past shows is decided by its caller (site/callers.py); here only the address is read.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, set_script_prefix

from northing.queries.callers import RESERVED_SLUGS
from northing.web.base.past import day_of

ADDRESS = re.compile(r"^/@(?P<day>\d{4}-\d{2}-\d{2})(?P<rest>/(?P<slug>[-\w]*).*)$", re.DOTALL)


class PastMiddleware:
    """Takes the day off the address, sets `request.past_day`, and puts it before every link made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.past_day = None  # type: ignore[attr-defined]  # read in callers.py and web/base/past.py
        found = ADDRESS.match(request.path_info)
        if found is None:
            return self.get_response(request)
        day = day_of(found["day"])
        if day is not None:
            request.path_info = found["rest"]
        if day is None or found["slug"] in RESERVED_SLUGS:
            return self.get_response(request)  # signing out has no past
        request.past_day = day  # type: ignore[attr-defined]  # as above
        before = get_script_prefix()
        set_script_prefix(f"{before}@{day.isoformat()}/")
        try:
            return self.get_response(request)
        finally:
            set_script_prefix(before)
