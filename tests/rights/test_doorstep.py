"""Every address outside the workspaces, for strangers and for whoever is signed in: doorstep.py."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.rights.cells import Bench, Seen
from tests.rights.doorstep import DOORSTEP, EXCEPTIONS

NOBODYS = 2**31 - 1
"""A number that no session has."""

pytestmark = pytest.mark.django_db

SIGNED_IN = ("admin", "viewer", "outsider", "inactive")


def routes() -> Iterator[URLPattern]:
    """Every address that lies in no workspace, the sign-in library's included, the API's left out."""
    waiting = list(get_resolver().url_patterns)
    while waiting:
        pattern = waiting.pop(0)
        if isinstance(pattern, URLResolver):
            waiting.extend(pattern.url_patterns if pattern.namespace != "api" else ())
        elif "workspace" not in pattern.pattern.converters:
            yield pattern


def test_every_address_has_its_line() -> None:
    names = {str(route.name) for route in routes()}
    assert not names - set(DOORSTEP), (
        f"Say in tests/rights/doorstep.py what strangers and people who are signed in get at"
        f" {sorted(names - set(DOORSTEP))}."
    )
    gone = set(DOORSTEP) - names
    assert not gone, f"These are no addresses any more: {sorted(gone)}"


@pytest.mark.parametrize("name", sorted(DOORSTEP))
def test_strangers_and_people_get_what_is_theirs(bench: Bench, name: str) -> None:
    route = next((r for r in routes() if r.name == name), None)
    assert route is not None
    gaps = {"secret": bench.house["invitation"], "pk": 1, "session": NOBODYS}
    path = reverse(name, kwargs={gap: gaps[gap] for gap in route.pattern.converters})
    wrong = []
    for role in ("stranger", *SIGNED_IN):
        told = DOORSTEP[name][role != "stranger"].split()
        for method, usual in zip(("GET", "POST"), told, strict=True):
            wanted = EXCEPTIONS.get((name, method, role), usual)
            seen = bench.cell(lambda role=role, method=method: bench.ask(role, path, method))
            found = _answer(seen)
            if found != wanted:
                wrong.append(f"  {role}, {method}: {found} instead of {wanted}")
            if seen.events and (name, method, role) not in EXCEPTIONS:
                wrong.append(f"  {role}, {method}: left {seen.events}")
    assert not wrong, "\n".join([name, *wrong])


def _answer(seen: Seen) -> str:
    to = seen.response.headers.get("Location", "")
    if seen.status not in {301, 302}:
        return str(seen.status)
    return "in" if to.startswith(reverse("account_login")) else "on"


def test_an_invitation_is_a_key_for_one(bench: Bench) -> None:
    """Whoever has the link comes in, once; an invented one opens nothing, and looks like a used one."""
    path = reverse("invitation", kwargs={"secret": bench.house["invitation"]})
    invented = reverse("invitation", kwargs={"secret": "nin_" + "x" * 40})
    with_link = bench.cell(lambda: bench.ask("outsider", path, "POST"))
    assert ("person", "accept_invitation") in with_link.events
    for role in ("stranger", "outsider"):
        for method in ("GET", "POST"):
            seen = bench.cell(lambda role=role, method=method: bench.ask(role, invented, method))
            assert seen.status == 404
            assert not seen.events
