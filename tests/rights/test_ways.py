"""Other ways of asking: methods that a page does not know, htmx, tokens on pages, forms from elsewhere."""

from collections.abc import Iterator

import pytest
from django.http.cookie import SimpleCookie
from django.test import Client

from tests.rights.cells import Bench
from tests.rights.endpoints import ENDPOINTS
from tests.rights.pages import PAGES
from tests.rights.rows import Row, filled
from tests.rights.test_endpoints import address as endpoint
from tests.rights.test_pages import REFUSED, address

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}
LOOKS = [row for row in PAGES if row.method == "GET"]
SENDS = [row for row in PAGES if row.method == "POST"]


def once(rows: list[Row]) -> Iterator[Row]:
    """One row of each route."""
    yield from {row.route: row for row in reversed(rows)}.values()


def test_a_page_knows_only_the_methods_it_lists(bench: Bench) -> None:
    """405 inside, 404 outside; nothing is written by any of them, and nothing but GET and POST works."""
    wrong, known = [], {}
    for row in PAGES:
        known.setdefault(row.route, set()).add(row.method)
    for row in once(list(PAGES)):
        others = {"GET", "POST"} - known[row.route] | {"PUT", "PATCH", "DELETE", "OPTIONS"}
        for method in sorted(others):
            for role, wanted in (("admin", 405), ("outsider", 404), ("stranger", 404)):
                path = address(bench, row)
                seen = bench.cell(lambda p=path, m=method, r=role: bench.ask(r, p, m))
                if seen.status != wanted:
                    wrong.append(f"{method} {row.route}, {role}: {seen.status} instead of {wanted}")
                if seen.events or seen.changed:
                    wrong.append(f"{method} {row.route}, {role}: wrote {seen.changed}{seen.events}")
    assert not wrong, "\n".join(wrong)


def test_head_tells_what_get_tells(bench: Bench) -> None:
    """The same status and no body, or 405 inside: never more than GET."""
    wrong = []
    for row in LOOKS:
        for role in ("viewer", "outsider"):
            cell = row.cell(role) if role == "viewer" else "none"
            path = address(bench, row)
            seen = bench.cell(lambda p=path, r=role: bench.ask(r, p, "HEAD"))
            wanted = {row.ok if cell == "yes" else REFUSED[cell]}
            if seen.status not in wanted | ({405} if role == "viewer" else set()):
                wrong.append(f"HEAD {row.label}, {role}: {seen.status}")
            if seen.body or seen.events or seen.changed:
                wrong.append(
                    f"HEAD {row.label}, {role}: {seen.body[:80]!r} {seen.events} {seen.changed}"
                )
    assert not wrong, "\n".join(wrong)


def test_a_script_may_no_more_than_a_page(bench: Bench) -> None:
    """The same refusals for htmx, which gets parts of pages: for one who knows of it, and outside."""
    wrong = []
    for row in PAGES:
        form = None if row.body is None else filled(row.body, bench.house)
        for role in ("viewer", "elsewhere", "outsider", "stranger"):
            cell = row.cell(role) if role in {"viewer", "elsewhere"} else "none"
            if cell == "yes":
                continue
            path = address(bench, row)
            seen = bench.cell(
                lambda p=path, r=role, f=form, m=row.method: bench.ask(r, p, m, data=f, **HTMX)
            )
            if seen.status != REFUSED[cell] or seen.events or seen.changed:
                wrong.append(f"{row.label}, {role}: {seen.status} {seen.events} {seen.changed}")
    assert not wrong, "\n".join(wrong)


def test_a_token_opens_no_page(bench: Bench) -> None:
    wrong = []
    held = {"HTTP_AUTHORIZATION": f"Bearer {bench.house.tokens['admin']}"}
    for row in once(list(PAGES)):
        path = address(bench, row)
        form = None if row.body is None else filled(row.body, bench.house)
        seen = bench.cell(
            lambda p=path, f=form, m=row.method: bench.ask("stranger", p, m, data=f, **held)
        )
        if seen.status != 404 or seen.events or seen.changed:
            wrong.append(f"{row.label}: {seen.status} {seen.events} {seen.changed}")
    assert not wrong, "\n".join(wrong)


def test_a_form_of_another_site_is_refused(bench: Bench) -> None:
    """Every form, sent with the session of somebody who may, but without the page's own token."""
    client = Client(enforce_csrf_checks=True)
    wrong = []
    for row in SENDS:
        someone = next(role for role in ("lead", "member", "admin") if role in row.right.may)
        path, form = address(bench, row), filled(row.body, bench.house)
        client.cookies = SimpleCookie({"northing_session": bench.house.sessions[someone]})
        seen = bench.cell(lambda p=path, f=form: client.post(p, f))
        if seen.status != 403 or seen.events or seen.changed:
            wrong.append(f"{row.label}: {seen.status} {seen.events} {seen.changed}")
    assert not wrong, "\n".join(wrong)


def test_the_past_is_written_by_nobody(bench: Bench) -> None:
    """Every form and every body at the address of a past day: refused for those who may today."""
    wrong = []
    for row in SENDS:
        someone = next(role for role in ("lead", "member", "admin") if role in row.right.may)
        path, form = "/@2026-03-03" + address(bench, row), filled(row.body, bench.house)
        seen = bench.cell(lambda p=path, f=form, r=someone: bench.ask(r, p, "POST", data=f))
        if seen.status not in {403, 404, 405, 422} or seen.events or seen.changed:
            wrong.append(f"{row.label}, {someone}: {seen.status} {seen.events} {seen.changed}")
    for row in ENDPOINTS:
        if row.method == "GET":
            continue
        someone = next(role for role in ("lead", "member", "admin") if role in row.right.may)
        path = endpoint(bench, row)
        path += ("&" if "?" in path else "?") + "as_of=2026-03-03"
        body = None if row.body is None else filled(row.body, bench.house)
        secret = bench.house.tokens[someone]
        seen = bench.cell(
            lambda p=path, b=body, s=secret, m=row.method: bench.call(s, p, m, data=b)
        )
        if seen.status not in {403, 404, 422} or seen.events or seen.changed:
            wrong.append(f"{row.label}, {someone}: {seen.status} {seen.events} {seen.changed}")
    assert not wrong, "\n".join(wrong)
