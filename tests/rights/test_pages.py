"""Every page and every form of a workspace, for everybody: the rows of pages.py, cell by cell."""

import re
from collections.abc import Iterable, Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.rights.cells import Bench, Seen, wrong_writes
from tests.rights.pages import PAGES
from tests.rights.rows import Row, few_of, filled, others_of
from tests.rights.who import INSIDE, OUTSIDE

pytestmark = pytest.mark.django_db

REFUSED = {"no": 403, "none": 404}


def routes() -> Iterator[URLPattern]:
    """Every address that lies below a workspace's, the API's left out."""
    waiting = list(get_resolver().url_patterns)
    while waiting:
        pattern = waiting.pop(0)
        if isinstance(pattern, URLResolver):
            waiting.extend(pattern.url_patterns if pattern.namespace != "api" else ())
        elif "workspace" in pattern.pattern.converters:
            yield pattern


def test_every_page_has_its_rows() -> None:
    names = {str(route.name) for route in routes()}
    listed = {row.route for row in PAGES}
    assert not names - listed, (
        f"No rights are written down for {sorted(names - listed)}: add `look(…)` and `send(…)` rows to"
        " tests/rights/pages.py, with a right of tests/rights/who.py (docs/roles.md says who may)."
    )
    assert not listed - names, f"These are no pages any more: {sorted(listed - names)}"
    labels = [row.label for row in PAGES]
    assert len(set(labels)) == len(labels), "Two rows of one page need notes that differ."


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.label)
def test_those_may_who_should(bench: Bench, row: Row) -> None:
    """Some of each sort, others for each row, and everybody outside."""
    _all_right(bench, row, (*few_of(row), *OUTSIDE))


@pytest.mark.thorough
@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.label)
def test_so_do_all_others(bench: Bench, row: Row) -> None:
    _all_right(bench, row, others_of(row))


def _all_right(bench: Bench, row: Row, roles: Iterable[str]) -> None:
    wrong = [
        line
        for role in roles
        for line in _wrong(row, role, bench.cell(lambda role=role: _ask(bench, row, role)), bench)
    ]
    assert not wrong, "\n".join([row.label, *wrong])


def address(bench: Bench, row: Row) -> str:
    gaps = {"workspace": bench.house["ws"], **row.gaps(bench.house)}
    return reverse(row.route, kwargs=gaps) + bench.house.text(row.query)


def _ask(bench: Bench, row: Row, role: str) -> object:
    form = None if row.body is None else filled(row.body, bench.house)
    return bench.ask(role, address(bench, row), row.method, data=form)


def _wrong(row: Row, role: str, seen: Seen, bench: Bench) -> Iterator[str]:
    """What is not as it should be, in words; nothing where the cell is right."""
    cell = row.cell(role) if role in INSIDE else "none"
    wanted = row.ok if cell == "yes" else REFUSED[cell]
    if seen.status != wanted:
        yield f"  {role}: {seen.status} instead of {wanted}" + _excerpt(seen)
        return
    yield from wrong_writes(bench, row.leaves if cell == "yes" else "", role, seen)


def _excerpt(seen: Seen) -> str:
    """What the page says where it was refused by the way: a field, a sentence."""
    text = seen.body.decode(errors="replace")
    found = re.findall(r'class="(?:[^"]*error[^"]*|[^"]*problem[^"]*)"[^>]*>([^<]{3,160})', text)
    return f" ({' | '.join(part.strip() for part in found[:3])})" if found else ""
