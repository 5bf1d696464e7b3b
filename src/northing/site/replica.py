"""Pages and answers that show state are read from a replica, where one is configured and up to date.

Who asks is read from the primary with every request, and with it the head of the workspace's chain of
events. Where the replica has the same head, it knows every change of this workspace, one's own included;
where it lags, or does not answer, the primary is asked as before. What leaves no event (staged imports,
jobs, tokens, sign-in) is always read from the primary.
"""

import logging
import os
import re
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpRequest, HttpResponse

from northing.queries import database, workspaces

REPLICA = "replica"
SAFE = frozenset({"GET", "HEAD"})
API = re.compile(r"^/api/v1/[-\w]+/(?P<noun>[-\w]+)")
WITHOUT_EVENTS = frozenset({"imports", "jobs", "tokens"})
PAUSE = 5.0
"""Seconds for which a replica that failed is left alone."""
LONGEST = 10.0
"""Seconds after which the primary is asked for an answer that the replica has not given."""

log = logging.getLogger(__name__)
_resting = threading.local()


class ReplicaMiddleware:
    """The innermost one: what stands around it reads and writes the primary."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """A replica that failed meanwhile: the primary is asked, once; reading twice harms nobody."""
        has_failed = False
        try:
            answer = self.get_response(request)
        finally:
            has_failed = _back(request)
        if not has_failed:
            return answer
        standing: Any = request.standing  # type: ignore[attr-defined]  # asked in _may()
        standing.caller.memory.clear()  # what was read half
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """From here on the replica is read, if it may be and knows all that the primary knows."""
        if REPLICA not in settings.DATABASES or not _may(request, view):
            return None
        end = threading.Timer(LONGEST, _cut, [connections[REPLICA]])
        end.daemon = True
        end.start()
        if _knows_all(request):
            request.primary, request.end = connections[DEFAULT_DB_ALIAS], end  # type: ignore[attr-defined]  # see _back()
            connections[DEFAULT_DB_ALIAS] = connections[REPLICA]
        else:
            end.cancel()
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Nobody gets this answer: it keeps the failure out of the log, for it will be put right."""
        if _is_out(request) and database.trouble(error) is not None:
            return HttpResponse(status=503)
        return None


def _may(request: HttpRequest, view: object) -> bool:
    if request.method not in SAFE or getattr(request, "standing", None) is None:
        return False
    if time.monotonic() < getattr(_resting, "until", 0.0):
        return False
    api = API.match(request.path_info)
    if api is not None:
        return api["noun"] not in WITHOUT_EVENTS
    return bool(getattr(view, "of_any_day", False))


def _knows_all(request: HttpRequest) -> bool:
    """Whether the replica has the head of this workspace that the primary has."""
    standing: Any = request.standing  # type: ignore[attr-defined]  # asked in _may()
    try:
        known = workspaces.head(standing.caller.workspace, REPLICA)
    except Exception as error:
        if database.trouble(error) is None:
            raise
        _rest(str(error).partition("\n")[0])
        return False
    return bool(known) and known == standing.head


def _cut(connection: Any) -> None:
    """End the wait of another thread for a server that hangs: its line breaks, and it fails as any other."""
    line = connection.connection
    if line is None or line.closed:
        return
    with suppress(OSError), socket.socket(fileno=os.dup(line.fileno())) as own:
        own.shutdown(socket.SHUT_RDWR)


def _rest(why: str) -> None:
    log.warning("The replica is left alone for a while: %s", why)
    _resting.until = time.monotonic() + PAUSE
    connections[REPLICA].close()


def _is_out(request: HttpRequest) -> bool:
    """Whether the replica stands in the primary's place."""
    return getattr(request, "primary", None) is not None


def _back(request: HttpRequest) -> bool:
    """Put the primary back in its place; whether the replica failed while it stood there.

    Its connection tells: an endpoint makes an answer of its own of every failure.
    """
    if not _is_out(request):
        return False
    connections[DEFAULT_DB_ALIAS] = request.primary  # type: ignore[attr-defined]  # set in process_view()
    request.primary = None  # type: ignore[attr-defined]  # as above
    request.end.cancel()  # type: ignore[attr-defined]  # as above
    if not connections[REPLICA].errors_occurred:
        return False
    _rest("it failed in the middle of an answer, which the primary gives instead.")
    return True
