"""A client that speaks JSON to the real stack, for each of the cast."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from northing.domain.access import Caller
from northing.queries import metrics
from tests.cast import Cast, token_for

EVERY_SCOPE = ("read", "check_in", "write")


@dataclass
class Api:
    """One token's client; without a token it is a stranger's."""

    token: str = ""
    slug: str = "kestrel"

    def __call__(self, method: str, path: str, body: object = None, **headers: str) -> HttpResponse:
        """Send a request; `body` may be JSON values or bytes, `headers` are named with underscores."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        client: Any = Client(raise_request_exception=False)
        return client.generic(
            method.upper(),
            f"/api/v1/{self.slug}{path}",
            data or b"",
            "application/json",
            headers=sent,
        )


@pytest.fixture
def api_of(cast: Cast) -> Callable[..., Api]:
    """A client of one of the cast by handle; `nobody` is a stranger."""

    def make(handle: str, *scopes: str) -> Api:
        if handle == "nobody":
            return Api()
        person: Caller = getattr(cast, handle)
        return Api(token_for(person, *(scopes or EVERY_SCOPE)))

    return make


@pytest.fixture
def lea(api_of: Callable[..., Api]) -> Api:
    """The lead of Platform, with every scope."""
    return api_of("lea")


@pytest.fixture
def build_time(cast: Cast) -> int:
    """The metric behind the `decrease` key result, shown in seconds."""
    return next(m.id for m in metrics.metrics(cast.lea) if m.unit == "s")


def problem(answer: HttpResponse, status: int) -> dict[str, Any]:
    """The problem that an answer says; fails where it is none."""
    assert answer.status_code == status, answer.content[:400]
    assert answer["Content-Type"] == "application/problem+json"
    found: dict[str, Any] = json.loads(answer.content)
    assert found["status"] == status
    assert found["type"].startswith("urn:northing:problem:")
    assert found["title"]
    assert "Traceback" not in answer.content.decode()
    return found


def good(answer: HttpResponse, status: int = 200) -> Any:
    """The JSON of an answer that went well."""
    assert answer.status_code == status, answer.content[:400]
    assert answer["Content-Type"] == "application/json"
    return json.loads(answer.content)
