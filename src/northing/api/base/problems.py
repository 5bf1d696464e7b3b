"""Refusals as application/problem+json (RFC 9457): what, where, and what helps."""

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from northing.actions.errors import ActionError, ConflictError, Difference, TooManyError
from northing.actions.import_rows import ImportProblemsError
from northing.api.base.requests import BodyTooLargeError, MediaTypeError
from northing.queries.database import Ailment, ailment
from northing.transfer.errors import TransferError

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
MOST_NAMED = 20

Handler = Callable[[HttpRequest, Any], HttpResponse]


@dataclass(frozen=True, slots=True)
class Wrong:
    """One field that cannot be taken, and why."""

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a request was refused. `type` is a stable name, `place` the field, `remedy` what helps,
    `again` whether the same request may succeed later, `differences` both texts of a conflict."""

    type: str
    title: str
    status: int
    detail: str
    place: str = ""
    remedy: str = ""
    again: bool = False
    differences: tuple[Difference, ...] = field(default=())
    fields: tuple[Wrong, ...] = field(default=())


def answer(problem: Problem) -> HttpResponse:
    """The problem as an answer; without the members that say nothing."""
    members = {k: v for k, v in asdict(problem).items() if v not in ("", ()) or k == "detail"}
    response = HttpResponse(
        json.dumps(members, ensure_ascii=False), status=problem.status, content_type=MEDIA_TYPE
    )
    if problem.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="northing"'
    return response


def install(api: NinjaAPI) -> None:
    """Answer every refusal and every failure of an endpoint in this shape."""
    handlers: dict[type[Exception], Handler] = {
        ActionError: _refused,
        TransferError: _untakable,
        ValidationError: _unfit,
        AuthenticationError: _stranger,
        HttpError: _unreadable,
        BodyTooLargeError: too_large,
        MediaTypeError: _of_another_type,
        RequestDataTooBig: too_large,
        UnreadablePostError: bad_request,
        Http404: not_found,
        Exception: _failed,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _type(name: str) -> str:
    return f"urn:northing:problem:{name}"


def _titles() -> dict[str, str]:
    return {
        "invalid": _("Invalid value"),
        "forbidden": _("Not allowed"),
        "not-found": _("Not found"),
        "conflict": _("Changed meanwhile"),
        "too-many": _("Too many requests"),
        "idempotency-key-reused": _("Idempotency key used before"),
        "import-problems": _("Fields to be corrected"),
    }


def of_action(error: ActionError) -> Problem:
    """The problem that a refusal of an action says."""
    title = _titles().get(error.id) or _("Refused")
    wrong = error.problems if isinstance(error, ImportProblemsError) else ()
    return Problem(
        _type(error.id), title, error.status, error.message, error.place, error.remedy, error.again,
        differences=error.differences if isinstance(error, ConflictError) else (),
        fields=tuple(Wrong(p.place, " ".join(filter(None, (p.message, p.remedy)))) for p in wrong),
    )  # fmt: skip


def _refused(request: HttpRequest, error: ActionError) -> HttpResponse:
    return answer(of_action(error))


def _untakable(request: HttpRequest, error: TransferError) -> HttpResponse:
    return answer(
        Problem(
            _type("document"),
            _("Unusable document"),
            422,
            str(error.message),
            error.place,
            str(error.remedy),
        )
    )


def _unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    if all(e["loc"][:1] == ("path",) for e in error.errors):
        return not_found(request)
    wrong = tuple(Wrong(_place(e["loc"]), str(e["msg"])) for e in error.errors[:MOST_NAMED])
    first = wrong[0]
    return answer(
        Problem(
            _type("invalid"), _("Invalid value"), 422, first.message, first.place,
            _("Compare the request with the API document."), fields=wrong,
        )
    )  # fmt: skip


def _place(loc: Sequence[object]) -> str:
    """`steps.0.title`: where in the body, without the names of source and parameter."""
    source, *rest = loc
    return ".".join(str(part)[:60] for part in (rest[1:] if source == "body" else rest)) or str(
        source
    )


def _stranger(request: HttpRequest, error: Exception) -> HttpResponse:
    return answer(
        Problem(
            _type("unauthenticated"), _("No valid token"), 401, _("This needs a token that still holds."),
            "Authorization", _("Send “Authorization: Bearer nth_…” with a token of this workspace."),
        )
    )  # fmt: skip


def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    cause, where = error.__cause__, ""
    if isinstance(cause, ActionError):
        return _refused(request, cause)
    if isinstance(cause, MediaTypeError):
        return _of_another_type(request, cause)
    if isinstance(cause, json.JSONDecodeError):
        where = _("line %(line)s, column %(column)s") % {
            "line": cause.lineno,
            "column": cause.colno,
        }
    return answer(
        Problem(
            _type("unreadable"), _("Unreadable body"), 400, _("The body cannot be read as JSON."), where,
            _("Send JSON in UTF-8."),
        )
    )  # fmt: skip


def too_many(error: TooManyError) -> HttpResponse:
    """429, and when to ask again."""
    response = answer(of_action(error))
    response["Retry-After"] = str(error.wait)
    return response


def too_large(request: HttpRequest, error: Exception | None = None) -> HttpResponse:
    """413: more than is read."""
    return answer(
        Problem(
            _type("too-large"), _("Too large"), 413, _("The body is larger than 12 MB."), "",
            _("Send it in parts."),
        )
    )  # fmt: skip


def _of_another_type(request: HttpRequest, error: Exception) -> HttpResponse:
    return answer(
        Problem(
            _type("media-type"), _("No JSON"), 415, _("The body says that it is no JSON."), "Content-Type",
            _("Send JSON, and say so: “Content-Type: application/json”."),
        )
    )  # fmt: skip


def packed(request: HttpRequest) -> HttpResponse:
    """415: a compressed body, which nobody here unpacks."""
    return answer(
        Problem(
            _type("media-type"), _("Compressed"), 415, _("The body says that it is compressed."),
            "Content-Encoding", _("Send it as it is, without “Content-Encoding”."),
        )
    )  # fmt: skip


def not_found(request: HttpRequest, error: Exception | None = None) -> HttpResponse:
    """The same answer for what is not there and for what may not be seen."""
    return answer(
        Problem(
            _type("not-found"), _("Not found"), 404, _("There is nothing here."), "",
            _("Check the address."),
        )
    )  # fmt: skip


def not_allowed(methods: str) -> HttpResponse:
    """The address exists, but not for this method."""
    response = answer(
        Problem(
            _type("method"), _("Method not allowed"), 405, _("This address does not know that method."), "",
            _("Use one of: %(methods)s.") % {"methods": methods},
        )
    )  # fmt: skip
    response["Allow"] = methods
    return response


def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    if (why := ailment(error)) is not None:
        said = str(error).partition("\n")[0]
        log.warning("%s %s: the database is %s: %s", request.method, request.path, why.value, said)
        return unavailable(request, why)
    log.error("An endpoint failed: %s %s", request.method, request.path, exc_info=error)
    return broken(request)


def broken(request: HttpRequest) -> HttpResponse:
    """Something is wrong on our side; says nothing of what."""
    return answer(
        Problem(
            _type("internal"), _("Something broke on our side"), 500, _("Nothing was half-saved."), "",
            _("Try again; if it stays, tell your operator: %(id)s")
            % {"id": getattr(request, "request_id", "")}, again=True,
        )
    )  # fmt: skip


def unavailable(request: HttpRequest, why: Ailment) -> HttpResponse:
    """503, or 507 where there is no room: the same request may succeed later."""
    title, detail = {
        Ailment.GONE: (_("Database out of reach"), _("Northing cannot reach its database.")),
        Ailment.BUSY: (_("Database busy"), _("The database is busy with a long write.")),
        Ailment.FULL: (_("Disk full"), _("The disk is full: nothing can be saved.")),
    }[why]
    status, wait = (507, 60) if why is Ailment.FULL else (503, 5)
    remedy = _("Send it again with the same Idempotency-Key: it is done once.")
    response = answer(
        Problem(_type(f"database-{why.value}"), title, status, detail, "", remedy, again=True)
    )
    response["Retry-After"] = str(wait)
    response._has_been_logged = True  # type: ignore[attr-defined]  # the framework's mark: whoever calls this says more
    return response


def bad_request(request: HttpRequest, error: Exception | None = None) -> HttpResponse:
    """A request that no endpoint can be asked about, such as one for another host."""
    return answer(
        Problem(_type("bad-request"), _("Bad request"), 400, _("This request cannot be answered."))
    )


def problem_schema(definition: dict[str, Any]) -> dict[str, Any]:
    """The error answers of the API document, by name."""
    content = {MEDIA_TYPE: {"schema": definition}}
    texts = {
        "Unreadable": "The body is no JSON.",
        "Unauthenticated": "No token, or one that no longer holds.",
        "Forbidden": "The token or the person may not do this; `remedy` says who may.",
        "NotFound": "Nothing of that name, or nothing that may be seen.",
        "Conflict": "Somebody else changed a field that this request saw otherwise; `differences` holds both texts.",
        "DatabaseAway": "The database is out of reach or busy; `Retry-After` says in how many seconds to try again.",
        "DiskFull": "The database's disk is full; `Retry-After` says in how many seconds to try again.",
        "TooLarge": "The body is larger than 12 MB.",
        "TooMany": "More requests in a minute than are answered; `Retry-After` says in how many seconds to go on.",
        "MediaType": "The body says itself that it is no JSON, or compressed.",
        "Invalid": "A value cannot be right; `place` names it, `remedy` says what helps.",
    }
    return {name: {"description": text, "content": content} for name, text in texts.items()}
