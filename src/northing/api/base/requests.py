"""What an endpoint receives: a request whose caller is known, a body of limited size."""

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja.errors import AuthenticationError
from ninja.parser import Parser
from ninja.security.http import HttpAuthBase

from northing.actions import typed
from northing.actions.errors import InvalidError
from northing.domain.access import Caller
from northing.kit.text import text as _

LARGEST_BODY = 12 * 1024 * 1024


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
        if day := request.GET.get("as_of", ""):
            caller = caller.at_end_of(typed.past_day(day, caller.today))
            request.caller = caller  # type: ignore[attr-defined]  # typed in Request above
        return caller


def _length(request: HttpRequest) -> int:
    text = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(text) if text.isdigit() else 0


class ExactParser(Parser):
    """JSON whose numbers stay as they were written: fractions become Decimals, never floats."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as Python values. Raises ValueError or RecursionError for what is no JSON."""
        return json.loads(request.body, parse_float=Decimal, parse_constant=_refuse)


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is no JSON value.")


def key(request: HttpRequest) -> str:
    """The idempotency key of a writing request, or nothing. Raises InvalidError for an unusable one."""
    text: str = request.headers.get("Idempotency-Key", "").strip()
    if not text.isprintable():
        raise InvalidError(
            _("This key holds characters that cannot be printed."),
            _("Send letters and digits, such as a UUID."),
            "Idempotency-Key",
        )
    return text
