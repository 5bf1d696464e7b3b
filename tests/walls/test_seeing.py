"""The watch itself: it must see what it is there to see."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import RequestFactory

from northing.store.teams import Team
from tests.cast import Cast
from tests.walls.seeing import rows_in, seen


@dataclass(frozen=True)
class _Card:
    title: str
    inside: object


def _page(text: str, **context: object) -> HttpResponse:
    """A page made of a template's text, with its context as the test client keeps it."""
    request = RequestFactory().get("/styleguide")
    request.user = AnonymousUser()
    template = engines["django"].from_string(text)
    return HttpResponse(template.render(context, request))


def test_a_query_while_the_template_renders_is_seen(cast: Cast) -> None:
    def lazily() -> list[str]:
        return [team.name for team in Team.objects.all()]

    with pytest.raises(AssertionError, match="a template asked the database"):
        seen(lambda path: _page("{% for name in names %}{{ name }}{% endfor %}", names=lazily), "/")


def test_names_that_were_read_before_are_fine(cast: Cast) -> None:
    names = [team.name for team in Team.objects.all()]
    page = seen(lambda path: _page("{% for n in names %}{{ n }} {% endfor %}", names=names), "/")
    assert b"Platform" in page.content


@pytest.mark.parametrize(
    "wrap", [lambda v: v, lambda v: [v], lambda v: {"a": (1, v)}, lambda v: _Card("t", v)]
)
def test_rows_are_found_however_deep(cast: Cast, wrap: object) -> None:
    assert callable(wrap)
    for value in (Team.objects, Team.objects.all(), Team.objects.earliest("pk")):
        assert list(rows_in(wrap(value)))
    assert not list(rows_in(wrap(HttpRequest())))
