"""Pages that show state are kept until something changes: the same question gets the same answer.

What such a page shows follows from who asks for what on which day, and from the head of the workspace's
chain of events: every change moves it, and it is read anew with every request, together with who asks.
So a kept page is never behind a change. What time alone does (a reading dated later today, the nightly
sweep) is seen a minute later at the latest.
"""

import re
import threading
import zlib
from array import array
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
LARGEST = 250_000
"""Bytes of a kept page as it is kept: compressed to about an eighth."""
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
    """A drawn page: its text, compressed, and where in it every visit has something for itself."""

    packed: bytes
    own: "array[int]"
    headers: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, response: HttpResponse) -> "Page":
        # The quickest level: a tenth of the size, for a hundredth of the time that drawing it took.
        packed = zlib.compress(response.content, 1)
        own = array("L", (at for one in OWN.finditer(response.content) for at in one.span()))
        return cls(packed, own, tuple(response.headers.items()))

    @property
    def size(self) -> int:
        return len(self.packed)

    def body(self, request: HttpRequest) -> bytes:
        """The page's text for this visit."""
        text, fresh = zlib.decompress(self.packed), dict[bytes, bytes]()
        pieces, at = list[bytes](), 0
        for start, end in zip(self.own[::2], self.own[1::2], strict=True):
            old = text[start:end]
            if old not in fresh:
                new = get_token(request) if len(old) == TOKEN else uuid4().hex
                fresh[old] = new.encode()
            pieces += (text[at:start], fresh[old])
            at = end
        return b"".join((*pieces, text[at:]))


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
