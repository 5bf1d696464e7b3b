"""One line per endpoint: address, what it gives, and the words of the API document.

    @read(router, "/key-results/{key}", KeyResultPage, "One key result")
    def key_result(request: Request, key: str) -> KeyResultPage | None: ...

The answer is the query's own shape. None means not found; reading asks for the scope `read`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from ninja import Router

from northing.actions.errors import ForbiddenError, NotFoundError
from northing.api.base.requests import key
from northing.domain import access
from northing.domain.access import About, Verb
from northing.kit.shapes import as_json
from northing.kit.text import text as _

View = TypeVar("View", bound=Callable[..., Any])

READING = {
    400: "Unreadable",
    401: "Unauthenticated",
    403: "Forbidden",
    404: "NotFound",
    413: "TooLarge",
    422: "Invalid",
    429: "TooMany",
    503: "DatabaseAway",
    507: "DiskFull",
}
WRITING = READING | {409: "Conflict", 415: "MediaType"}
KEY_PARAMETER = {"$ref": "#/components/parameters/IdempotencyKey"}


def read(router: Router, path: str, gives: Any, summary: str) -> Callable[[View], View]:
    """GET: the view's answer in the shape `gives`."""
    return _endpoint(router, "GET", path, gives, 200, summary)


def create(router: Router, path: str, gives: Any, summary: str) -> Callable[[View], View]:
    """POST: something that was not there before; 201 with the noun as it stands now."""
    return _endpoint(router, "POST", path, gives, 201, summary)


def amend(router: Router, path: str, gives: Any, summary: str) -> Callable[[View], View]:
    """PATCH: the fields that the body names."""
    return _endpoint(router, "PATCH", path, gives, 200, summary)


def put(router: Router, path: str, gives: Any, summary: str) -> Callable[[View], View]:
    """PUT: this is so from now on, whether or not it was before."""
    return _endpoint(router, "PUT", path, gives, 200, summary)


def remove(router: Router, path: str, gives: Any, summary: str) -> Callable[[View], View]:
    """DELETE: this state ends; the noun as it stands afterwards."""
    return _endpoint(router, "DELETE", path, gives, 200, summary)


def _endpoint(
    router: Router, method: str, path: str, gives: Any, status: int, summary: str
) -> Callable[[View], View]:
    known = READING if method == "GET" else WRITING
    extra: dict[str, Any] = {
        "responses": {
            code: {"$ref": f"#/components/responses/{name}"} for code, name in known.items()
        }
    }
    if method != "GET":
        extra["parameters"] = [KEY_PARAMETER]

    def register(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
            if method == "GET":
                _must_read(request)
            else:
                key(request)  # refused before anything is done, whether or not the verb needs it
            value = view(request, *args, **values)
            if value is None:
                raise NotFoundError(
                    _("There is nothing of that name here."), _("Check the address.")
                )
            response = HttpResponse(
                as_json(value, gives), status=status, content_type="application/json"
            )
            response["Cache-Control"] = (
                "no-store"  # answers depend on the token; some hold a secret
            )
            return response

        router.api_operation(
            [method], path, response={status: gives}, summary=summary, openapi_extra=extra,
            operation_id=f"{view.__module__.rpartition('.')[2]}_{view.__name__}",
        )(answered)  # fmt: skip
        return view

    return register


def _must_read(request: Any) -> None:
    if not access.may(request.caller, Verb.READ, About()):
        raise ForbiddenError(
            _("You may not do this."), _("Ask for a token that may read."), "scopes"
        )
