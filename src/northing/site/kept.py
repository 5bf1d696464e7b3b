"""Pages that show state are kept until something changes: the same question gets the same answer.

What such a page shows follows from who asks for what on which day, and from the head of the workspace's
chain of events: every change moves it, and it is read anew with every request, together with who asks.
So a kept page is never behind a change. What time alone does (a reading dated later today, the nightly
sweep) is seen a minute later at the latest.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language

SECONDS = 60
LARGEST = 1_000_000
LONGEST = 2_000
"""Characters of an address whose page is kept: what a key holds is not counted."""
THEME = "northing_theme"
THEMES = frozenset({"light", "dark"})
"""The cookie of light or dark, and what it may say: everything else is neither."""

TOKEN = 64
OWN = re.compile(
    rb'(?<=name="csrfmiddlewaretoken" value=")([A-Za-z0-9]{64})(?=")'
    rb'|(?<=name="key" value=")([0-9a-f]{32})'
)
"""What every visit has for itself: the token of its forms, and the key by which a form counts once."""


@dataclass(frozen=True, slots=True)
class Page:
    """A drawn page: its text, cut where every visit has something for itself, and what stood there."""

    parts: tuple[bytes, ...]
    own: tuple[bytes, ...]
    headers: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, response: HttpResponse) -> "Page":
        found = tuple(OWN.finditer(response.content))
        ends = [0, *(at for one in found for at in one.span()), len(response.content)]
        parts = tuple(response.content[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True))
        return cls(parts, tuple(one[0] for one in found), tuple(response.headers.items()))

    @property
    def size(self) -> int:
        return sum(map(len, self.parts))

    def body(self, request: HttpRequest) -> bytes:
        """The page's text for this visit."""
        fresh: dict[bytes, bytes] = {}
        for old in self.own:
            if old not in fresh:
                new = get_token(request) if len(old) == TOKEN else uuid4().hex
                fresh[old] = new.encode()
        pieces = [self.parts[0]]
        for old, part in zip(self.own, self.parts[1:], strict=True):
            pieces += (fresh[old], part)
        return b"".join(pieces)


class Pages:
    """The pages asked for last, as many as the given number of bytes holds; safe among threads."""

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Page | None:
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def put(self, key: Hashable, page: Page) -> None:
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self.size += page.size
            while self.size > self.most:
                self._drop(next(iter(self._pages)))

    def forget(self) -> None:
        """Everything."""
        with self._lock:
            self._pages.clear()
            self.size = 0

    def _drop(self, key: Hashable) -> None:
        gone = self._pages.pop(key, None)
        self.size -= gone.size if gone else 0


pages = Pages(settings.KEPT_PAGES * 1_000_000)


class KeptPagesMiddleware:
    """Answers from what is kept; stands behind the middleware that says who asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        key = getattr(request, "keep_as", None)
        if key is not None and response.status_code == 200 and not response.streaming:
            _keep(key, response)
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """The kept page, if it is asked for again before anything has changed."""
        key = _key(request, view)
        if key is None:
            return None
        page = pages.get(key)
        if page is None:
            request.keep_as = key  # type: ignore[attr-defined]  # read above, when it is drawn
            return None
        return HttpResponse(page.body(request), headers=dict(page.headers))


def _key(request: HttpRequest, view: object) -> Hashable | None:
    """All that a page depends on; None where it is not kept. Whoever is told something is told it once."""
    standing: Any = getattr(request, "standing", None)
    shows_state = getattr(view, "of_any_day", False)
    if pages.most <= 0 or standing is None or not shows_state or request.method != "GET":
        return None
    asked = request.META.get("QUERY_STRING", "")
    address = (request.scheme, request.get_host(), request.path, asked)
    if sum(map(len, address)) > LONGEST or len(get_messages(request)):
        return None
    theme = request.COOKIES.get(THEME)
    caller, now = standing.caller, request.now  # type: ignore[attr-defined]  # set by site/callers.py
    return (
        standing.head, caller.workspace, caller.person, caller.today, caller.past,
        now.astimezone(caller.zone).date(), int(now.timestamp()) // SECONDS, get_language(),
        address, request.encoding, theme if theme in THEMES else None,
        bool(request.htmx),  # type: ignore[attr-defined]  # set by django_htmx
    )  # fmt: skip


def _keep(key: Hashable, response: HttpResponse) -> None:
    page = Page.of(response)
    if page.size <= LARGEST and not response.cookies:
        pages.put(key, page)
