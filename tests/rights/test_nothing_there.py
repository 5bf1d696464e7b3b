"""What may not be known looks like what does not exist: the same status, text and work.

Who has no business in a workspace gets one answer for all that it holds, for what it does not hold, and
for workspaces that do not exist. Who is inside gets for a hidden thing what is said of a missing one.
"""

import re
from html import escape
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from django.urls import reverse

from tests.rights.cells import Bench, Seen
from tests.rights.endpoints import ENDPOINTS
from tests.rights.pages import PAGES
from tests.rights.rows import Row, filled
from tests.rights.test_endpoints import HERE, KEYS
from tests.rights.test_endpoints import address as endpoint
from tests.rights.test_pages import address
from tests.rights.who import INSIDE

pytestmark = pytest.mark.django_db

MISSING = 999_999
NOWHERE = "no-such-firm"
OWN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"|(?<=name="key" value=")[0-9a-f]{32}')


def plain(seen: Seen, *paths: str) -> tuple[int, bytes]:
    """Status and text, without what every visit has for itself and without the address asked for."""
    text = OWN.sub(b"", seen.body)
    for path in sorted(paths, key=len, reverse=True):
        for written in (escape(path), quote(path), quote(path, safe=""), path):
            text = text.replace(written.encode(), b"ADDRESS")
    return seen.status, text


def nobody(gap: str, value: Any) -> Any:
    """What is in no workspace, for a gap that is filled with this."""
    if isinstance(value, UUID):
        return UUID(int=MISSING)
    return MISSING if isinstance(value, int) else "no-such-team"


def missing(bench: Bench, row: Row, slug: str) -> str:
    """The page's address with nothing behind it."""
    gaps = {gap: nobody(gap, value) for gap, value in row.gaps(bench.house).items()}
    return reverse(row.route, kwargs={"workspace": slug, **gaps}) + bench.house.text(row.query)


def missing_endpoint(bench: Bench, row: Row, slug: str) -> str:
    gaps = {
        gap: KEYS.get(gap, "") + str(nobody(gap, value))
        for gap, value in row.gaps(bench.house).items()
    }
    return HERE.format(workspace=slug) + row.route.format(**gaps) + row.query


@pytest.mark.parametrize("role", ["outsider", "stranger", "inactive"])
def test_a_workspace_looks_as_if_it_were_none(bench: Bench, role: str) -> None:
    wrong = []
    bench.ask(role, "/")  # that a session was seen today is noted once
    for row in PAGES:
        form = None if row.body is None else filled(row.body, bench.house)
        paths = (address(bench, row), missing(bench, row, "kestrel"), missing(bench, row, NOWHERE))
        seen = [
            bench.cell(lambda p=p, f=form, m=row.method: bench.ask(role, p, m, data=f))
            for p in paths
        ]
        if len({(plain(s, *paths), s.asked) for s in seen}) > 1:
            wrong.append(f"{row.label}: {[(s.status, len(s.body), s.asked) for s in seen]}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["outsider", "stranger", "inactive", "unknown"])
def test_its_endpoints_look_as_if_they_were_none(bench: Bench, role: str) -> None:
    wrong = []
    secret = bench.house.tokens.get(role, "")
    for row in ENDPOINTS:
        body = None if row.body is None else filled(row.body, bench.house)
        paths = (
            endpoint(bench, row), missing_endpoint(bench, row, "kestrel"),
            missing_endpoint(bench, row, NOWHERE),
        )  # fmt: skip
        seen = [
            bench.cell(lambda p=p, b=body, m=row.method: bench.call(secret, p, m, data=b))
            for p in paths
        ]
        if len({(plain(s, *paths), s.asked) for s in seen}) > 1:
            wrong.append(f"{row.label}: {[(s.status, s.body[:90], s.asked) for s in seen]}")
    assert not wrong, "\n".join(wrong)


def test_what_is_hidden_inside_looks_as_if_it_were_missing(bench: Bench) -> None:
    """For one of those to whom a row answers 404: pages and endpoints, reading and writing."""
    wrong = []
    for row in (*PAGES, *ENDPOINTS):
        hidden_from = [role for role in INSIDE if row.cell(role) == "none"]
        if not hidden_from or not row.at:
            continue
        role, body = hidden_from[-1], None if row.body is None else filled(row.body, bench.house)
        if row in PAGES:
            paths = (address(bench, row), missing(bench, row, "kestrel"))
            seen = [
                bench.cell(lambda p=p, b=body, m=row.method, r=role: bench.ask(r, p, m, data=b))
                for p in paths
            ]
        else:
            paths = (endpoint(bench, row), missing_endpoint(bench, row, "kestrel"))
            secret = bench.house.tokens[role]
            seen = [
                bench.cell(lambda p=p, b=body, m=row.method, s=secret: bench.call(s, p, m, data=b))
                for p in paths
            ]
        if plain(seen[0], *paths) != plain(seen[1], *paths):
            wrong.append(f"{row.label}, {role}: {[(s.status, s.body[:150]) for s in seen]}")
    assert not wrong, "\n".join(wrong)
