"""Who belongs elsewhere, or only views: every page of the workspace keeps its wall against them.

What pages are made of, and how often they ask, tests/pages judges.
"""

from collections.abc import Mapping
from urllib.parse import quote

from django.http import HttpResponse
from django.test import Client

from northing.store.events import Event
from tests.cast import Cast, client_for
from tests.pages.every_page import PAGES, is_of_workspace, stock
from tests.walls.seeing import seen

ANSWERS = {200, 204, 302, 303, 403, 404, 405, 409, 422}


def addresses(cast: Cast) -> Mapping[str, str]:
    """The pages of the workspace, by what they are called."""
    everything = stock(cast)
    return {p.label: p.path(everything) for p in PAGES if is_of_workspace(p.name)}


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
    for name, path in addresses(cast).items():
        nowhere = path.replace(f"/{cast.slug}/", "/nowhere/", 1)
        for ask in (client.get, client.post):
            here, there = seen(ask, path), seen(ask, nowhere)
            assert here.status_code == there.status_code == 404, (
                f"{name} answers {here.status_code}"
            )
            assert _without_address(here, path) == _without_address(there, nowhere), name


def _without_address(response: HttpResponse, path: str) -> str:
    return response.content.decode().replace(path, "").replace(quote(path), "")


def test_a_viewer_writes_nothing_by_an_empty_form(cast: Cast) -> None:
    client, pages = client_for(cast.vera), addresses(cast)
    before = Event.objects.count()
    for name, path in pages.items():
        client.post(path, {})
        assert Event.objects.count() == before, f"{name} let a viewer write"
