"""When each session was last seen: noted every ten minutes by each process, not on every request."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from northing.actions import sessions
from northing.actions.sessions import Device
from northing.queries import database
from northing.site import addresses

EVERY = timedelta(minutes=10)
MOST = 20_000
"""Sessions that a process remembers: 2 MB at most."""

_noted: OrderedDict[str, datetime] = OrderedDict()


class SeenMiddleware:
    """Notes after the answer was made, so that a session that just began has its final key."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        session = request.session
        if session.accessed and session.session_key and SESSION_KEY in session:
            note(request, int(session[SESSION_KEY]))
        return answer


def note(request: HttpRequest, account: int) -> None:
    """Note that the session of `request` was seen, unless that was done a short while ago."""
    # The machine's time, which sessions end by, and not the day that a demo stands at.
    key, now = str(request.session.session_key), timezone.now()
    if (last := _noted.get(key)) is not None and abs(now - last) < EVERY:
        return
    device = Device(request.META.get("HTTP_USER_AGENT", ""), addresses.of_client(request))
    with database.if_possible():
        sessions.seen(account, key, device, now)
    _noted[key] = now
    while len(_noted) > MOST:
        _noted.popitem(last=False)


@receiver(user_logged_in, dispatch_uid="northing.seen")
def begun(request: HttpRequest | None, user: object, **_: object) -> None:
    """A session begins, by whatever way somebody came in."""
    if request is not None and request.session.session_key:
        note(request, user.pk)  # type: ignore[attr-defined]  # Django names no type; it is our Account
