"""What an endpoint receives: a request whose caller is known, a body of limited size."""

import json
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja.errors import AuthenticationError
from ninja.parser import Parser
from ninja.security.http import HttpAuthBase

from northing.actions import typed
from northing.actions.errors import InvalidError, NotFoundError
from northing.domain.access import Caller
from northing.kit.text import text as _

LARGEST_BODY = 12 * 1024 * 1024
LONGEST_KEY = 120


class Request(HttpRequest):
    """A request to a workspace's endpoint: everybody without a valid token was refused."""

    now: datetime
    caller: Caller


class BodyTooLargeError(Exception):
    """A body that is not even read."""


class Bearer(HttpAuthBase):
    """`Authorization: Bearer nth_…`; the middleware has looked the token up already."""

    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Caller:
        """The caller. Raises AuthenticationError without one, BodyTooLargeError before any reading."""
        caller: Caller | None = getattr(request, "caller", None)
        if caller is None:
            raise AuthenticationError
        if _length(request) > LARGEST_BODY:
            raise BodyTooLargeError
        _must_be_keepable(request)
        if "as_of" in request.GET:
            day = request.GET["as_of"]
            caller = caller.at_end_of(typed.past_day(day, caller.today))
            request.caller = caller  # type: ignore[attr-defined]  # typed in Request above
        return caller


def _length(request: HttpRequest) -> int:
    text = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(text) if text.isdigit() else 0


def _must_be_keepable(request: HttpRequest) -> None:
    """Raises NotFoundError for an address, InvalidError for a parameter that no database could look up."""
    try:
        typed.keepable(request.path_info, "")
    except InvalidError as error:
        raise NotFoundError(error.message, _("Check the address.")) from None
    for name, texts in request.GET.lists():
        for text in (name, *texts):
            typed.keepable(text, name[:60])


class ExactParser(Parser):
    """JSON whose numbers stay as they were written: fractions become Decimals, never floats."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as Python values.

        Raises ValueError or RecursionError for what is no JSON, MediaTypeError for what says that it is
        none, InvalidError for a member named twice and for text that no database keeps.
        """
        if not _may_be_json(request.content_type or ""):
            raise MediaTypeError
        written = request.body
        text = written.decode(json.detect_encoding(written)).removeprefix("\ufeff")
        found = json.loads(
            text, parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_members
        )
        if "\\u" in text:
            for place, part in _texts(found):
                typed.keepable(part, place or "body")
        return found


class MediaTypeError(Exception):
    """A body that says itself that it is no JSON."""


def _may_be_json(media_type: str) -> bool:
    """JSON by its name, or a name that is only a tool's habit: nothing, or that of a form."""
    return media_type in {
        "", "application/json", "text/json", "text/plain", "application/x-www-form-urlencoded",
    } or media_type.endswith("+json")  # fmt: skip


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InvalidError(
            _("This member is there twice."), _("Send it once."), twice[:60].replace("\0", "")
        )
    return found


def _texts(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text in JSON values, names of members included, with its place (`steps.0.title`)."""
    if isinstance(value, str):
        yield place, value
    members = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for name, part in members:
        if isinstance(name, str):
            yield place, name
        yield from _texts(part, f"{place}.{str(name)[:60]}".lstrip("."))


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is no JSON value.")


def key(request: HttpRequest) -> str:
    """The idempotency key of a writing request, or nothing. Raises InvalidError for an unusable one."""
    text: str = request.headers.get("Idempotency-Key", "").strip()
    if len(text) > LONGEST_KEY:
        raise InvalidError(
            _("This key is {long} characters long.", long=len(text)),
            _("Keep it within {most}.", most=LONGEST_KEY),
            "Idempotency-Key",
        )
    if not text.isprintable():
        raise InvalidError(
            _("This key holds characters that cannot be printed."),
            _("Send letters and digits, such as a UUID."),
            "Idempotency-Key",
        )
    return text
