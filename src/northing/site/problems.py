"""What went wrong outside any view: pages for people, problem+json for programs."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.views.defaults import bad_request as plain_bad_request

from northing.api.base import problems as for_programs
from northing.web.base import problems as for_people


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in the shape that the asking side reads."""
    if _asked_by_program(request):
        return for_programs.not_found(request)
    return for_people.not_found(request, exception)


def broken(request: HttpRequest) -> HttpResponse:
    """500, without a word of what broke."""
    return (
        for_programs.broken(request) if _asked_by_program(request) else for_people.broken(request)
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, such as a request for a host that is not ours; 413 for one that is too large to be read."""
    if _asked_by_program(request):
        return for_programs.bad_request(request)
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return for_people.too_large(request)
    answer: HttpResponse = plain_bad_request(request, exception)
    return answer


def _asked_by_program(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")
