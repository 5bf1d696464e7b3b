"""What machines ask an installation: does it live, may it be sent visitors, what are its figures?

These answers need no host name, no session, no workspace, and tell a stranger nothing.
"""

import logging
from collections.abc import Callable, Mapping

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.crypto import constant_time_compare

from northing.queries.doctor.database import pending_and_newer
from northing.site import metrics

TEXT = "text/plain; charset=utf-8"
DRAINING = "draining"
"""The file in the folder of a running server that says: send nobody new."""

Answer = Callable[[HttpRequest], HttpResponse]

log = logging.getLogger("northing.operation")
_applied = False


class OperationMiddleware:
    """Answers before any host, session or database is looked at."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = ANSWERS.get(request.path_info)
        return self.get_response(request) if answer is None else _answered(answer, request)


def _answered(answer: Answer, request: HttpRequest) -> HttpResponse:
    """The answer; what breaks in it is logged with the request's id and told to nobody else."""
    try:
        return answer(request)
    except Exception:  # nothing stands outside of us that would answer
        log.exception("An answer of operation failed: %s", request.path_info)
        return _said(500, "failed")


def healthz(request: HttpRequest) -> HttpResponse:
    """`ok` as long as this process answers, whatever else is broken: for whoever would restart it."""
    return _said(200, "ok")


def readyz(request: HttpRequest) -> HttpResponse:
    """`ready`, or 503 and the ids of the reasons: for whoever sends visitors here."""
    reasons = _reasons()
    return _said(503, "\n".join(reasons)) if reasons else _said(200, "ready")


def _reasons() -> list[str]:
    if settings.RUN is not None and (settings.RUN / DRAINING).exists():
        return ["stopping"]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return [] if _is_applied() else ["migrations.pending"]
    except DatabaseError:
        connection.close()
        return ["database.unreachable"]


def _is_applied() -> bool:
    """Whether the tables are up to date; once they are, nobody takes that back."""
    global _applied  # noqa: PLW0603 - remembered for the life of the process
    _applied = _applied or not pending_and_newer()[0]
    return _applied


def figures(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus, for whoever sends the token; without one configured there is no such page."""
    if not settings.METRICS_TOKEN:
        return _said(404, "There is nothing here.")
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not constant_time_compare(
        token.strip(), settings.METRICS_TOKEN
    ):
        refused = _said(401, "Send the token: Authorization: Bearer …")
        refused["WWW-Authenticate"] = 'Bearer realm="northing metrics"'
        return refused
    return HttpResponse(metrics.text(), content_type=metrics.MEDIA_TYPE, headers=_NOT_KEPT)


_NOT_KEPT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def _said(status: int, text: str) -> HttpResponse:
    answer = HttpResponse(f"{text}\n", status=status, content_type=TEXT, headers=_NOT_KEPT)
    answer._has_been_logged = True  # type: ignore[attr-defined]  # the framework's mark: who asks each second is told, not the log
    return answer


ANSWERS: Mapping[str, Answer] = {
    "/healthz": healthz,
    "/readyz": readyz,
    "/metrics": figures,
}
urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", figures, name="figures"),
]
