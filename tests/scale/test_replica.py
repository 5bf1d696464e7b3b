"""Reading from a replica: the same answers, never behind, and the primary whenever it fails.

The replica of these tests is the test's own database through a second connection that cannot write.
"""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.utils import InternalError
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from northing.actions import comments
from northing.queries import compiled, workspaces
from northing.site import replica
from tests.cast import Cast, bearer, build, client_for
from tests.pages.every_page import PAGES, STRANGER, stock
from tests.rights.cells import Bench
from tests.rights.endpoints import ENDPOINTS
from tests.rights.house import furnished
from tests.rights.test_endpoints import address
from tests.scale.twin import Twin, twinned
from tests.web.forms import form_to, opened

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="replicas are PostgreSQL's"),
]

OWN = re.compile(
    rb'(?<=name="csrfmiddlewaretoken" value=")\w{64}|(?<=name="key" value=")[0-9a-f]{32}'
)


@pytest.fixture
def twin(monkeypatch: pytest.MonkeyPatch) -> Iterator[Twin]:
    with twinned(monkeypatch) as found:
        yield found


def plain(response: HttpResponse) -> tuple[int, bytes]:
    return response.status_code, OWN.sub(b"", response.getvalue())


def overview(cast: Cast) -> str:
    return f"/{cast.slug}/overview/"


def key_result(cast: Cast) -> str:
    return f"/{cast.slug}/okrs/KR-{cast.key_results['increase']}/"


# ── the same answers ──────────────────────────────────────────────────────────
def test_every_page_is_the_same_and_writes_nothing(twin: Twin) -> None:
    """The replica refuses writes: one that is tried would be noted as its failure."""
    with pytest.raises(InternalError, match="read-only"):
        twin.connection.cursor().execute("CREATE TABLE nothing (id INTEGER)")
    twin.connection.close()
    cast = build()
    there, clients = stock(cast), {n: client_for(c) for n, c in cast.insiders.items()}
    clients[STRANGER] = Client()
    seen = [(page.path(there), next(n for n in page.sees if n in clients)) for page in PAGES]
    wrong = [line for path, name in seen for line in _differs(twin, clients[name], path)]
    assert not wrong, "\n".join(wrong)
    assert not twin.rests


def _differs(twin: Twin, client: Client, path: str) -> Iterator[str]:
    view = resolve(re.sub(r"^/@[-\d]+", "", path).partition("?")[0]).func
    there = twin.get(client, path)
    if not getattr(view, "of_any_day", False):
        if twin.asked:
            yield f"{path} asked the replica {len(twin.asked)} times"
        return
    if len(twin.asked) < 2:
        yield f"{path} did not ask the replica"
    twin.rest(until=float("inf"))
    here = twin.get(client, path)
    twin.rest(until=0)
    if plain(there) != plain(here):
        yield f"{path} differs"
    if twin.asked:
        yield f"{path} asked a replica that rests"


UNASKED = frozenset({"/rules/{code}"})
"""Answers that no database is asked for: the manual of a rule."""


def test_every_answer_of_the_api_is_the_same(twin: Twin, tmp_path: Path) -> None:
    house = furnished(build())
    house.ids["file"] = tmp_path / "plan.md"
    bench, client, wrong = Bench.of(house), Client(), []
    said = {"Authorization": f"Bearer {_token(house)}"}
    rows = [row for row in ENDPOINTS if row.method == "GET"]
    for row in rows:
        path = address(bench, row)
        there = twin.get(client, path, headers=said)
        asked, text = len(twin.asked), plain(there)
        twin.rest(until=float("inf"))
        here = plain(twin.get(client, path, headers=said))
        twin.rest(until=0)
        is_read = row.route.split("/")[1] not in replica.WITHOUT_EVENTS and row.route not in UNASKED
        if text != here or (asked > 1) != is_read:
            wrong.append(f"{path}: {text[0]} {here[0]}, asked the replica {asked} times")
    assert len(rows) > 50
    assert not wrong, "\n".join(wrong)
    assert not twin.rests


def _token(house: Any) -> str:
    return bearer(house.callers["admin"])["Authorization"].removeprefix("Bearer ")


# ── never behind ──────────────────────────────────────────────────────────────
@pytest.mark.parametrize("known", ["an older head", ""])
def test_a_replica_that_lags_is_not_read(
    twin: Twin, cast: Cast, monkeypatch: pytest.MonkeyPatch, known: str
) -> None:
    client, path = client_for(cast.lea), key_result(cast)
    twin.get(client, path)
    assert len(twin.asked) > 1
    monkeypatch.setattr(workspaces, "head", lambda workspace, database: known)
    comments.add(cast.max, f"KR-{cast.key_results['increase']}", "It is warm now.")
    assert b"It is warm now." in twin.get(client, path).content
    assert not twin.asked
    assert not twin.rests


def test_a_kept_page_follows_the_primarys_head(twin: Twin, cast: Cast) -> None:
    client, path = client_for(cast.lea), key_result(cast)
    first = twin.get(client, path)
    twin.asked.clear()
    assert plain(client.get(path)) == plain(first)  # type: ignore[arg-type]  # as in get()
    assert not twin.asked, "a kept page asks nobody"
    comments.add(cast.max, f"KR-{cast.key_results['increase']}", "It is warm now.")
    assert b"It is warm now." in client.get(path).content
    assert len(twin.asked) > 1, "the new head is known there too"


def test_statements_that_were_put_together_here_run_there(twin: Twin, cast: Cast) -> None:
    client = client_for(cast.lea)
    for first, second in ((0, float("inf")), (float("inf"), 0)):
        compiled._known.clear()
        twin.rest(until=first)
        one = twin.get(client, overview(cast))
        asked = [len(twin.asked)]
        twin.rest(until=second)
        other = twin.get(client, overview(cast))
        asked.append(len(twin.asked))
        assert plain(one) == plain(other)
        assert min(asked) == 0
        assert max(asked) > 3


# ── the primary whenever it fails ─────────────────────────────────────────────
def test_a_dead_replica_is_tried_once_in_a_while(
    twin: Twin, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    client, given = client_for(cast.lea), twin.connection.settings_dict
    given["HOST"], host = "/nowhere", given["HOST"]
    for _ in range(3):
        assert twin.get(client, overview(cast)).status_code == 200
    assert twin.opened == 1
    assert len(twin.rests) == 1
    assert caplog.text.count("left alone") == 1
    twin.rest(until=replica._resting.until - replica.PAUSE)  # five seconds later
    twin.get(client, overview(cast))
    assert twin.opened == 2
    given["HOST"] = host
    twin.rest(until=replica._resting.until - replica.PAUSE)
    assert twin.get(client, overview(cast)).status_code == 200
    assert len(twin.asked) > 3


@pytest.mark.parametrize("at", [1, 2, 4])
def test_one_that_fails_in_the_middle_is_replaced_by_the_primary(
    twin: Twin, cast: Cast, caplog: pytest.LogCaptureFixture, at: int
) -> None:
    client, said = client_for(cast.lea), bearer(cast.lea)
    paths: tuple[tuple[str, Any], ...] = (
        (overview(cast), {}), (f"/@2026-03-03{overview(cast)}", {}),
        (f"/api/v1/{cast.slug}/objectives/O-{cast.objective}", {"headers": said}),
        (f"/{cast.slug}/okrs/KR-9999/", {}),
        (f"/api/v1/{cast.slug}/key-results/KR-9999", {"headers": said}),
    )  # fmt: skip
    for path, more in paths:
        if "9999" in path and at > 2:
            continue  # it asks no more than that
        twin.rest(until=float("inf"))
        expected = plain(twin.get(client, path, **more))
        twin.rest(until=0)
        twin.breaks_at = at
        found = plain(twin.get(client, path, **more))
        assert found == expected, path
        assert len(twin.asked) == at, path
        assert len(twin.rests) == 1, path
        twin.breaks_at = 0
        twin.rests.clear()
        assert replica._resting.until > 0, path
    assert "Internal Server Error" not in caplog.text


@pytest.mark.parametrize("at", [1, 3])
def test_one_that_hangs_is_given_up(
    twin: Twin, cast: Cast, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """At the question for its head, and in the middle of an answer."""
    client = client_for(cast.lea)
    expected = plain(twin.get(client, overview(cast)))
    monkeypatch.setattr(replica, "LONGEST", 0.3)
    twin.hangs_at, begun = at, time.monotonic()
    assert plain(twin.get(client, overview(cast))) == expected
    assert time.monotonic() - begun < 20
    assert len(twin.asked) == at
    assert len(twin.rests) == 1
    twin.hangs_at = 0
    twin.get(client, overview(cast))
    assert not twin.asked, "it is left alone"


def test_what_fails_for_another_reason_fails_once(
    twin: Twin, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def broken(*given: object, **named: object) -> None:
        calls.append(1)
        raise RuntimeError("not the database")

    client = client_for(cast.lea)
    client.raise_request_exception = False
    monkeypatch.setattr("northing.queries.overview.overview", broken)
    assert twin.get(client, overview(cast)).status_code == 500
    assert calls == [1]
    assert twin.asked
    assert not twin.rests


def test_whoever_writes_never_meets_it(twin: Twin, cast: Cast) -> None:
    client, path = client_for(cast.max), key_result(cast)
    form = form_to(opened(client, path), "/comments/")
    twin.asked.clear()
    assert form.send(client, path, text="By a form.").status_code in {200, 302}
    answer: Any = client.post(
        f"/api/v1/{cast.slug}/key-results/KR-{cast.key_results['increase']}/check-ins",
        {"value": "31", "confidence": 7}, "application/json",
        headers=bearer(cast.max, "read", "check_in"),
    )  # fmt: skip
    assert answer.status_code == 201
    assert not twin.asked
    assert client.head(path).status_code == 200
    assert twin.asked, "a HEAD reads"
