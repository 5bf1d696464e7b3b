"""Reading from a replica: the same answers, never behind, and the primary whenever it fails.

The replica of these tests is the test's own database through a second connection that cannot write.
"""

import copy
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from django.db.utils import InternalError
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from northing.actions import comments
from northing.queries import compiled, workspaces
from northing.site import database, kept, replica
from tests.cast import NOW, Cast, bearer, build, client_for
from tests.pages.every_page import PAGES, STRANGER, stock
from tests.rights.cells import Bench
from tests.rights.endpoints import ENDPOINTS
from tests.rights.house import furnished
from tests.rights.test_endpoints import address
from tests.web.forms import form_to, opened

pytestmark = pytest.mark.django_db(transaction=True)

OWN = re.compile(
    rb'(?<=name="csrfmiddlewaretoken" value=")\w{64}|(?<=name="key" value=")[0-9a-f]{32}'
)
READ_ONLY = "-c default_transaction_read_only=on"


@dataclass
class Twin:
    """The replica's connection, what it was asked, and why it was left alone."""

    asked: list[str] = field(default_factory=list)
    rests: list[str] = field(default_factory=list)
    breaks_at: int = 0
    hangs_at: int = 0
    opened: int = 0

    @property
    def connection(self) -> Any:
        return connections[replica.REPLICA]

    def watch(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.asked.append(sql)
        if len(self.asked) == self.breaks_at:
            self._cut()
        if len(self.asked) == self.hangs_at:
            return execute("SELECT pg_sleep(60)", None, False, context)
        return execute(sql, params, many, context)

    def _cut(self) -> None:
        """The server ends this connection, as it does when it dies."""
        pid = self.connection.connection.info.backend_pid
        other = connections.create_connection("default")
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        other.close()

    def get(self, client: Client, path: str, **more: Any) -> HttpResponse:
        """Ask as if nothing was kept; `asked` has what the replica was asked for it."""
        kept.pages.forget()
        self.asked.clear()
        found: Any = client.get(path, **more)
        return found  # type: ignore[no-any-return]  # the client's answer has more than Django's types say

    def rest(self, *, until: float) -> None:
        replica._resting.until = until


@pytest.fixture
def twin(monkeypatch: pytest.MonkeyPatch) -> Iterator[Twin]:
    if connection.vendor != "postgresql":
        pytest.skip("replicas are PostgreSQL's")
    given = copy.deepcopy(connections["default"].settings_dict)
    given["OPTIONS"]["options"] = f"{given['OPTIONS'].get('options', '')} {READ_ONLY}"
    monkeypatch.setitem(settings.DATABASES, replica.REPLICA, given)
    monkeypatch.setenv("NORTHING_TODAY", NOW.date().isoformat())
    found, rest, primary = Twin(), replica._rest, connections["default"]

    def noted(why: str) -> None:
        found.rests.append(why)
        rest(why)

    monkeypatch.setattr(replica, "_rest", noted)
    found.rest(until=0)
    connections[replica.REPLICA] = connections.create_connection(replica.REPLICA)
    found.connection.alias = "twin"  # Django's tests refuse aliases that they were not told of
    found.connection.execute_wrappers.append(found.watch)
    open_one = found.connection.get_new_connection

    def counted(given: Any) -> Any:
        found.opened += 1
        return open_one(given)

    found.connection.get_new_connection = counted
    try:
        yield found
        assert connections["default"] is primary, "the replica was left in the primary's place"
    finally:
        connections["default"] = primary
        found.rest(until=0)
        found.connection.close()
        del connections[replica.REPLICA]


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
        is_read = row.route.split("/")[1] not in replica.WITHOUT_EVENTS
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
    paths = (
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


# ── addresses ─────────────────────────────────────────────────────────────────
URL = "postgresql://northing@db/northing"


def test_a_replica_is_waited_for_shortly_and_never_written(tmp_path: Path) -> None:
    plain_one = database.replica(URL, tmp_path)["OPTIONS"]
    assert plain_one["connect_timeout"] == 2
    assert plain_one["tcp_user_timeout"] == 5000
    assert READ_ONLY in plain_one["options"]
    assert (
        database.replica(f"{URL}?connect_timeout=9", tmp_path)["OPTIONS"]["connect_timeout"] == "9"
    )
    pooled = database.replica(f"{URL}?pool=4", tmp_path)
    assert pooled["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 4, "timeout": 2}
    assert "options" not in database.replica(f"{URL}?pooler=transaction", tmp_path)["OPTIONS"]
    with pytest.raises(database.DatabaseUrlError, match="is for PostgreSQL"):
        database.replica("sqlite:////x", tmp_path)


def test_what_a_pooler_would_not_carry_over_is_left_out(tmp_path: Path) -> None:
    found = database.database(f"{URL}?pooler=transaction", tmp_path)
    assert "options" not in found["OPTIONS"]
    assert found["DISABLE_SERVER_SIDE_CURSORS"]
    assert database.database(f"{URL}?pool=4", tmp_path)["CONN_MAX_AGE"] == 0
    for wrong in ("pool=0", "pool=many", "pool=101", "pooler=session"):
        with pytest.raises(database.DatabaseUrlError, match=wrong.partition("=")[0]):
            database.database(f"{URL}?{wrong}", tmp_path)
