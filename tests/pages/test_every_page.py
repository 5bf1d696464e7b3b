"""The list of pages is whole and true; every page is read within its budget, however much there is.

A page asks at most twelve times, session, caller and frame included, ten times more where the writing
coach has its word, and no more at twenty times the data; as of a past day at most sixteen times. Its
template asks nothing and is given nothing of the store.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.cast import NOW, Cast, build, client_for
from tests.pages.every_page import EVERYBODY, NO_PAGE, PAGES, STRANGER, Page, Stock, routes, stock
from tests.pages.plenty import multiply
from tests.walls.seeing import queries_counted, rendering_watched, rows_in_contexts

pytestmark = pytest.mark.django_db

BUDGET = 12
BUDGET_OF_THE_PAST = 16
FINDINGS = 10
COACHED = {"team", "objective", "key_result"}
LIBRARYS_OWN = {"account_email"}  # the sign-in library shows its own rows there, none of ours
BUSY = ("lea", "vera")  # a lead, who sees the most, and a viewer


@dataclass
class Seen:
    """How one page was made for one person."""

    asked: list[str]
    late: list[str]
    rows: list[str]
    status: int


@dataclass
class Looked:
    """Every page as everybody sees it, and as the busy ones see it at twenty times the data."""

    statuses: dict[tuple[str, str], int] = field(default_factory=dict)
    few: dict[tuple[str, str], Seen] = field(default_factory=dict)
    many: dict[tuple[str, str], Seen] = field(default_factory=dict)


@pytest.fixture(scope="module")
def looked(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Looked]:
    """One cast for the whole module, for reading only."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setenv("NORTHING_TODAY", NOW.date().isoformat())
        cast = build()
        yield _look(stock(cast), cast)
        transaction.set_rollback(True)


def _look(few: Stock, cast: Cast) -> Looked:
    found = Looked()
    clients = {name: client_for(who) for name, who in cast.insiders.items()}
    clients[STRANGER] = Client()
    for page in PAGES:
        for name, client in clients.items():
            if name in BUSY:
                found.few[page.label, name] = seen = _see(page, few, client)
                found.statuses[page.label, name] = seen.status
            else:
                found.statuses[page.label, name] = client.get(page.path(few)).status_code
    many = multiply(few)
    for page in PAGES:
        for name in BUSY:
            found.many[page.label, name] = _see(page, many, clients[name])
    return found


def _see(page: Page, stock: Stock, client: Client) -> Seen:
    path = page.path(stock)
    with queries_counted() as asked, rendering_watched() as late:
        response = client.get(path)
    return Seen(asked, late, rows_in_contexts(response), response.status_code)


def test_every_address_has_its_entry() -> None:
    names = {route.name for route in routes()}
    listed = {page.name for page in PAGES}
    missing = names - listed - set(NO_PAGE)
    assert not missing, f"List these in tests/pages/every_page.py: {sorted(missing)}"
    gone = (listed | set(NO_PAGE)) - names
    assert not gone, f"These are no addresses any more: {sorted(gone)}"
    assert not listed & set(NO_PAGE)
    labels = [page.label for page in PAGES]
    assert len(labels) == len(set(labels)), "Two entries of one name need notes that differ."


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.label)
def test_those_see_it_who_should(looked: Looked, page: Page) -> None:
    found = {n: looked.statuses[page.label, n] for n in (*EVERYBODY, STRANGER)}
    assert {n for n, status in found.items() if status == 200} == set(page.sees), found
    assert set(found.values()) <= {200, 302, 403, 404}, found


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.label)
@pytest.mark.parametrize("name", BUSY)
def test_it_keeps_its_budget_at_twenty_times_the_data(
    looked: Looked, page: Page, name: str
) -> None:
    few, many = looked.few[page.label, name], looked.many[page.label, name]
    assert few.status == many.status
    coached = FINDINGS if page.name in COACHED else 0
    budget = BUDGET_OF_THE_PAST if page.day else BUDGET + coached
    assert len(few.asked) <= budget, "\n".join(few.asked)
    assert len(many.asked) <= len(few.asked), _new(few, many)


def _new(few: Seen, many: Seen) -> str:
    more = [sql for sql in many.asked if many.asked.count(sql) > few.asked.count(sql)]
    return f"{len(few.asked)} became {len(many.asked)}:\n" + "\n".join(dict.fromkeys(more))


@pytest.mark.parametrize(
    "page", [p for p in PAGES if p.name not in LIBRARYS_OWN], ids=lambda p: p.label
)
@pytest.mark.parametrize("name", BUSY)
def test_it_is_made_of_what_was_read_before(looked: Looked, page: Page, name: str) -> None:
    for seen in (looked.few[page.label, name], looked.many[page.label, name]):
        assert not seen.late, f"A template asked the database: {seen.late[0]}"
        assert not seen.rows, f"A template was given what belongs to the store: {seen.rows}"
