"""Every page there is, asked for by everybody: the walls hold, and outsiders learn nothing.

The pages are found by their addresses, so a new one is under these tests from its first day.
"""

from collections.abc import Iterator, Mapping

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from northing.actions import comments, initiatives
from northing.store.check_ins import CheckIn
from northing.store.events import Event
from northing.store.key_results import KeyResult
from northing.store.tokens import Token
from tests.cast import Cast, client_for, token_for
from tests.walls.seeing import queries_counted, seen

MOST_QUERIES = 25
ANSWERS = {200, 204, 302, 303, 403, 404, 405, 409, 422}


def patterns() -> Iterator[URLPattern]:
    """The address of every page of web/."""
    waiting = list(get_resolver().url_patterns)
    while waiting:
        pattern = waiting.pop(0)
        if isinstance(pattern, URLResolver):
            waiting.extend(pattern.url_patterns)
        elif getattr(pattern.callback, "__module__", "").startswith("northing.web."):
            yield pattern


def addresses(cast: Cast) -> dict[str, str]:
    """Name and address of every page, its gaps filled from the cast."""
    known = _known(cast)
    found = {}
    for pattern in patterns():
        name = pattern.name or ""
        of_objective = name.startswith("objective") or name == "key_result_new"
        values = {**known, "number": cast.objective} if of_objective else known
        gaps = set(pattern.pattern.converters)
        unknown = gaps - set(values)
        assert not unknown, f"{name}: say in tests/walls/test_pages.py what fills {unknown}"
        found[name] = reverse(name, kwargs={gap: values[gap] for gap in gaps})
    return found


def _known(cast: Cast) -> Mapping[str, object]:
    number = cast.key_results["decrease"]
    token_for(cast.lea)
    comment = comments.add(cast.lea, f"KR-{number}", "Well done.")
    initiative = initiatives.add(cast.lea, number, "Warm the caches")
    metric = KeyResult.objects.get(ws=cast.lea.workspace, number=number).metric_id
    return {
        "workspace": cast.slug, "team": cast.platform, "person": cast.max.person, "cycle": cast.cycle,
        "number": number, "comment": comment.id, "initiative": initiative.id, "metric": metric,
        "check_in": CheckIn.objects.filter(key_result__number=number).earliest("pk").pk,
        "token": Token.objects.latest("pk").pk, "secret": "nin_unknown",
        "pk": 1, "staged": 1, "import_": 1,
    }  # fmt: skip


def within(cast: Cast, found: Mapping[str, str]) -> dict[str, str]:
    """The pages that belong to the workspace."""
    return {name: path for name, path in found.items() if path.startswith(f"/{cast.slug}/")}


@pytest.mark.parametrize("handle", ["ada", "lea", "max", "vera"])
def test_pages_are_made_of_what_was_read_before(cast: Cast, handle: str) -> None:
    client = client_for(cast.insiders[handle])
    for name, path in addresses(cast).items():
        with queries_counted() as asked:
            response = seen(client.get, path)
        assert response.status_code in ANSWERS, f"{name} answers {response.status_code}"
        assert len(asked) <= MOST_QUERIES, f"{name} asks {len(asked)} times: {asked[-5:]}"


def test_partials_are_made_of_what_was_read_before(cast: Cast) -> None:
    client = client_for(cast.lea)
    for name, path in addresses(cast).items():
        response = seen(client.get, path, headers={"HX-Request": "true"})
        assert response.status_code in ANSWERS, f"{name} answers {response.status_code}"


def test_an_outsider_learns_nothing(cast: Cast) -> None:
    _all_alike(cast, client_for(cast.otto))


def test_a_stranger_learns_nothing(cast: Cast) -> None:
    _all_alike(cast, Client())


def _all_alike(cast: Cast, client: Client) -> None:
    """What is there and what is not are answered alike, for reading and for writing."""
    for name, path in within(cast, addresses(cast)).items():
        nowhere = path.replace(f"/{cast.slug}/", "/nowhere/", 1)
        for ask in (client.get, client.post):
            here, there = seen(ask, path), seen(ask, nowhere)
            assert here.status_code == there.status_code == 404, (
                f"{name} answers {here.status_code}"
            )
            assert _without_address(here, path) == _without_address(there, nowhere), name


def _without_address(response: HttpResponse, path: str) -> str:
    return response.content.decode().replace(path, "")


def test_a_viewer_writes_nothing(cast: Cast) -> None:
    client = client_for(cast.vera)
    before = _events()
    for path in within(cast, addresses(cast)).values():
        client.post(path, {})
    assert _events() == before


def _events() -> int:
    return Event.objects.count()
