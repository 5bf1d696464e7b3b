"""What went wrong outside any view: pages for people, problem+json for programs."""

import logging
import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.views.defaults import bad_request as plain_bad_request

from northing.api.base import problems as for_programs
from northing.queries.database import Ailment, ailment
from northing.web.base import problems as for_people

WAIT = {Ailment.GONE: 5, Ailment.BUSY: 5, Ailment.FULL: 60}
"""Seconds until it is worth another try."""

log = logging.getLogger("northing.requests")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in the shape that the asking side reads."""
    if _asked_by_program(request):
        return for_programs.not_found(request)
    return for_people.not_found(request, exception)


def broken(request: HttpRequest) -> HttpResponse:
    """500, without a word of what broke; 503 or 507 where it was the database and passes."""
    error = sys.exc_info()[1]
    if (why := ailment(error)) is not None:
        return _unavailable(request, why, error)
    return (
        for_programs.broken(request) if _asked_by_program(request) else for_people.broken(request)
    )


def _unavailable(request: HttpRequest, why: Ailment, error: object) -> HttpResponse:
    """One line in the log instead of a trace for each of a thousand requests."""
    said = str(error).partition("\n")[0]
    log.warning("%s %s: the database is %s: %s", request.method, request.path, why.value, said)
    answer = (
        for_programs.unavailable(request, why)
        if _asked_by_program(request)
        else for_people.unavailable(request, why)
    )
    answer["Retry-After"] = str(WAIT[why])
    answer._has_been_logged = True  # type: ignore[attr-defined]  # the framework's mark: the line above is enough
    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, such as a request for a host that is not ours; 413 for one that is too large to be read."""
    if _asked_by_program(request):
        return for_programs.bad_request(request)
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return for_people.too_large(request)
    answer: HttpResponse = plain_bad_request(request, exception)
    return answer


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more than is read of any request."""
    if _asked_by_program(request):
        return for_programs.too_large(request)
    return for_people.too_large(request)


def packed(request: HttpRequest) -> HttpResponse:
    """415: a compressed body would be read as if it were not, or be a small one that grows without end."""
    return (
        for_programs.packed(request) if _asked_by_program(request) else for_people.packed(request)
    )


def _asked_by_program(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")
