"""Every page and endpoint, found by its address, for people who have no business there."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from northing.actions import handovers
from northing.api import api
from northing.api.base.document import document
from northing.store.events import Event
from tests.cast import Cast, bearer, caller, client_for

METHODS = ("get", "post", "put", "patch", "delete")


def _patterns(found: Any) -> Iterator[URLPattern]:
    for one in found:
        if isinstance(one, URLResolver) and one.namespace != "api":
            yield from _patterns(one.url_patterns)
        elif isinstance(one, URLPattern):
            yield one


def _pages(cast: Cast) -> list[str]:
    """The address of every page of the workspace, filled with things that are there."""
    known = {
        "workspace": cast.slug, "team": "platform", "number": cast.objective, "check_in": 1, "comment": 1,
        "initiative": 1, "metric": 1, "person": cast.max.person, "cycle": cast.cycle, "token": 1, "pk": 1,
        "job": UUID(int=1),
    }  # fmt: skip
    found = []
    for pattern in _patterns(get_resolver().url_patterns):
        converters = pattern.pattern.converters
        if "workspace" not in converters or pattern.name is None:
            continue
        given = {n: known.get(n, 1) for n in converters}
        if "team" in converters and type(converters["team"]).__name__ == "IntConverter":
            given["team"] = cast.platform
        found.append(reverse(pattern.name, kwargs=given))
    assert len(found) > 30
    return found


def _endpoints(cast: Cast) -> list[tuple[str, str]]:
    known = {
        "workspace": cast.slug, "objective": f"O-{cast.objective}", "key_result": f"KR-{cast.key_results['yes_no']}",
        "team": "platform", "supports": "O-1",
    }  # fmt: skip
    found = []
    for path, operations in document(api)["paths"].items():
        for name in set(METHODS) & set(operations):
            filled = path
            for part in path.split("{")[1:]:
                word = part.partition("}")[0]
                filled = filled.replace(f"{{{word}}}", str(known.get(word, 1)))
            found.append((name, filled))
    assert len(found) > 40
    return found


@pytest.mark.parametrize("who", ["stranger", "outsider", "inactive"])
def test_pages_are_not_there(cast: Cast, who: str) -> None:
    client = Client()
    if who == "outsider":
        client = client_for(cast.otto)
    if who == "inactive":
        client = client_for(cast.max)
        handovers.deactivate(cast.ada, cast.max.person, even_so=True)
    nowhere = client.get("/no-such-workspace/").content
    for path in _pages(cast):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert answer.content.replace(path.encode(), b"") == nowhere.replace(
            b"/no-such-workspace/", b""
        ), path
        assert client.post(path, {}).status_code == 404, path


def test_endpoints_want_a_token_of_this_workspace(cast: Cast, client: Client) -> None:
    outside = bearer(cast.otto, "read", "check_in", "write")
    gone = bearer(cast.lea, "read", "check_in", "write")
    handovers.deactivate(cast.ada, cast.lea.person, even_so=True)
    before = Event.objects.filter(ws=cast.ada.workspace).count()
    for method, path in _endpoints(cast):
        if "/kestrel/" not in path:
            continue
        ask = getattr(client, method)
        extra = {} if method == "get" else {"data": "{}", "content_type": "application/json"}
        assert ask(path, **extra).status_code == 401, path
        assert ask(path, headers={"Authorization": "Bearer nth_x"}, **extra).status_code == 401, (
            path
        )
        assert ask(path, headers=gone, **extra).status_code == 401, path
        assert ask(path, headers=outside, **extra).status_code == 404, path
    assert Event.objects.filter(ws=cast.ada.workspace).count() == before


def test_a_viewer_changes_nothing_by_any_page(cast: Cast) -> None:
    client = client_for(cast.vera)
    client.raise_request_exception = False
    before = list(Event.objects.filter(ws=cast.ada.workspace).values_list("seq", "verb"))
    form = {
        "title": "Mine", "text": "Mine", "reason": "because", "value": "12", "name": "Mine", "supports": "O-1",
        "team": cast.platform, "cycle": cast.cycle, "kind": "yes_no", "target": "99", "confidence": "3",
        "role": "admin", "state": "inactive", "person": cast.vera.person, "lead": "on", "direction": "up",
        "start": "2030-01-01", "end": "2030-02-01", "parent": "",
    }  # fmt: skip
    for path in _pages(cast):
        if path.endswith(("/settings/tokens/", f"/people/{cast.vera.person}/")):
            continue
        answer = client.post(path, form)
        assert answer.status_code in {302, 403, 404, 405, 409, 422} or "invite" in path, (
            path,
            answer.status_code,
        )
    assert list(Event.objects.filter(ws=cast.ada.workspace).values_list("seq", "verb")) == before


def test_looking_writes_nothing(cast: Cast) -> None:
    for person in (cast.ada, cast.lea):
        client = client_for(person)
        before = Event.objects.count()
        for path in _pages(cast):
            assert client.get(path).status_code in {200, 302, 403, 404, 405}, path
        assert Event.objects.count() == before


def test_what_is_given_beside_the_form_is_ignored(cast: Cast) -> None:
    """Fields that the form does not have make nobody an admin and nothing agreed."""
    client = client_for(cast.max)
    more = {"role": "admin", "state": "active", "handle": "root", "ws": "2", "account": "1"}
    client.post(
        f"/kestrel/settings/people/{cast.max.person}/", {"name": "Max Ott", "email": "", **more}
    )
    assert caller("max").role.value == "member"
    client.post(
        f"/kestrel/okrs/O-{cast.draft}/edit/",
        {
            "title": "x",
            "state": "active",
            "agreed_by": cast.max.person,
            "author": cast.ada.person,
            "number": "99",
        },
    )
    page = client.get(f"/kestrel/okrs/O-{cast.draft}/")
    assert page.status_code == 200
