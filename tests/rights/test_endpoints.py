"""Every endpoint of the API, for everybody with a token of every kind: the rows of endpoints.py."""

from collections.abc import Iterable, Iterator

import pytest
from django.http import HttpResponse

from northing.api import api
from northing.api.base.document import document
from tests.rights.cells import Bench, wrong_writes
from tests.rights.endpoints import ENDPOINTS
from tests.rights.rows import Row, few_of, filled, others_of
from tests.rights.who import INSIDE, TOKENS

pytestmark = pytest.mark.django_db

HERE = "/api/v1/{workspace}"
METHODS = ("get", "post", "put", "patch", "delete")
REFUSED = {"no": 403, "none": 404}
KEYS = {"objective": "O-", "key_result": "KR-"}
SCOPES = {"reader": {"read"}, "checker": {"read", "check_in"}, "writer": {"read", "write"}}


def operations() -> set[tuple[str, str]]:
    """Method and route of all that the API does."""
    paths = document(api)["paths"]
    return {
        (method.upper(), path.removeprefix(HERE))
        for path, known in paths.items()
        for method in METHODS
        if method in known
    }


def test_every_endpoint_has_its_rows() -> None:
    listed = {(row.method, row.route) for row in ENDPOINTS}
    missing, gone = operations() - listed, listed - operations()
    assert not missing, (
        f"No rights are written down for {sorted(missing)}: add rows to tests/rights/endpoints.py, with a"
        " right of tests/rights/who.py (docs/roles.md says who may)."
    )
    assert not gone, f"These are no endpoints any more: {sorted(gone)}"
    labels = [row.label for row in ENDPOINTS]
    assert len(set(labels)) == len(labels), "Two rows of one endpoint need notes that differ."


def address(bench: Bench, row: Row, slug: str = "kestrel") -> str:
    gaps = {
        gap: KEYS.get(gap, "") + bench.house.text(str(value))
        for gap, value in row.gaps(bench.house).items()
    }
    route = HERE.format(workspace=slug) + row.route.format(**gaps)
    return route + bench.house.text(row.query)


@pytest.mark.parametrize("row", ENDPOINTS, ids=lambda row: row.label)
def test_those_may_who_should(bench: Bench, row: Row) -> None:
    """Some of each sort, others for each row, and those outside who have a token."""
    _all_right(bench, row, (*few_of(row), "outsider", "inactive"))


@pytest.mark.thorough
@pytest.mark.parametrize("row", ENDPOINTS, ids=lambda row: row.label)
def test_so_do_all_others(bench: Bench, row: Row) -> None:
    _all_right(bench, row, others_of(row))


def _all_right(bench: Bench, row: Row, roles: Iterable[str]) -> None:
    wrong = [line for role in roles for line in _wrong(bench, row, role)]
    assert not wrong, "\n".join([row.label, *wrong])


@pytest.mark.parametrize("row", ENDPOINTS, ids=lambda row: row.label)
def test_a_token_does_no_more_than_it_may(bench: Bench, row: Row) -> None:
    """Somebody who may, with a token that holds no longer or holds too little, or without one."""
    someone = next(role for role in ("lead", "member", "admin") if role in row.right.may)
    wrong = [
        line for kind in ("stranger", *TOKENS) for line in _wrong_token(bench, row, kind, someone)
    ]
    assert not wrong, "\n".join([f"{row.label}, as {someone}", *wrong])


def _wrong(bench: Bench, row: Row, role: str) -> Iterator[str]:
    cell = row.cell(role) if role in INSIDE else role
    wanted = {"yes": row.ok, "outsider": 404, "inactive": 401}.get(cell) or REFUSED[cell]
    secret = bench.house.tokens[role]
    seen = bench.cell(lambda: _call(bench, row, secret))
    if seen.status != wanted:
        yield f"  {role}: {seen.status} instead of {wanted}: {seen.body[:300]!r}"
        return
    yield from wrong_writes(bench, row.leaves if cell == "yes" else "", role, seen)


def _wrong_token(bench: Bench, row: Row, kind: str, someone: str) -> Iterator[str]:
    tokens = bench.house.tokens
    if kind == "session":
        seen = bench.cell(lambda: bench.ask(someone, address(bench, row), row.method))
    else:
        secret = tokens.get(f"{kind} {someone}") or tokens.get(kind) or ""
        seen = bench.cell(lambda: _call(bench, row, secret))
    holds = row.right.scope in SCOPES.get(kind, ())
    wanted = (row.ok if holds else 403) if kind in SCOPES else 401
    if seen.status != wanted:
        yield f"  {kind}: {seen.status} instead of {wanted}: {seen.body[:300]!r}"
        return
    yield from wrong_writes(bench, row.leaves if holds else "", someone, seen)


def _call(bench: Bench, row: Row, secret: str) -> HttpResponse:
    body = None if row.body is None else filled(row.body, bench.house)
    return bench.call(secret, address(bench, row), row.method, data=body)
