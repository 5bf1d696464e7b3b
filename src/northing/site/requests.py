"""Every request has an id: in its answer, in every line logged meanwhile, on the page of a failure.

The outermost middleware: it also writes the line and counts the figures of each request.
"""

import logging
import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.core.signals import request_finished
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from northing.site import metrics, operation

log = logging.getLogger("northing.requests")

HEADER = "X-Request-ID"
FIT = re.compile(r"[A-Za-z0-9._-]{1,64}")
"""An id that somebody else gave is kept only if nothing in it can do harm in a log or a page."""


@receiver(request_finished, dispatch_uid="northing.requests")
def _end(**_: object) -> None:
    """The last byte is sent; only now, because the framework logs refusals after the last middleware."""
    structlog.contextvars.clear_contextvars()


class RequestMiddleware:
    """Sets `request.request_id`, from the header of a proxy or a program, or made anew."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        name = given if FIT.fullmatch(given) else uuid.uuid4().hex
        request.request_id = name  # type: ignore[attr-defined]  # read in callers.py and on pages of problems
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=name)
        response = self._answered(request)
        response[HEADER] = name
        return response

    def _answered(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in operation.ANSWERS:
            return self.get_response(request)  # machines ask all day: no line, no figure
        begun = time.perf_counter()
        metrics.begin()
        response = self.get_response(request)
        seconds = time.perf_counter() - begun
        metrics.note(request.method or "", route(request), response.status_code, seconds)
        if log.isEnabledFor(logging.INFO):
            _say(request, response.status_code, seconds)
        return response


def route(request: HttpRequest) -> str:
    """The name of the address, the same for all that it is filled with; `none` where there is none."""
    found = getattr(request, "resolver_match", None)
    if found is not None:
        return str(found.view_name if found.url_name else found.route)
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "none"


def _say(request: HttpRequest, status: int, seconds: float) -> None:
    """Who, by number, asked for what; the address without what follows its question mark."""
    caller = getattr(request, "caller", None)
    told = {
        "method": request.method, "path": request.path, "route": route(request), "status": status,
        "ms": round(seconds * 1000, 1), "person": caller.person if caller else None,
    }  # fmt: skip
    log.info("request", extra=told)
