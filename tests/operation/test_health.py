"""Whether it lives, and whether it may be sent visitors: without a host, a session or a private word."""

from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from northing.site import operation
from tests.cast import Cast, client_for

ADDRESSES = ("/healthz", "/readyz", "/metrics")


@pytest.fixture(autouse=True)
def a_process_that_knows_nothing_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operation, "_applied", False)


def test_it_lives_and_is_ready(db: None) -> None:
    for where, said in (("/healthz", b"ok\n"), ("/readyz", b"ready\n")):
        answer = Client().get(where)
        assert (answer.status_code, answer.content) == (200, said)
        assert answer["Cache-Control"] == "no-store"


def test_it_lives_without_a_database() -> None:
    """This test may ask none: a query would fail it."""
    assert Client().get("/healthz").content == b"ok\n"


def test_a_database_that_is_gone_is_a_reason_without_a_word_more(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: Any, **__: Any) -> Any:
        raise OperationalError(
            "connection to server at 10.0.0.7 failed: password of northing wrong"
        )

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", gone)
        patch.setattr(connection, "close", lambda: None)
        answer = Client().get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"database.unreachable\n")


def test_tables_of_an_older_version_are_a_reason_until_they_are_brought_up_to_date(
    db: None,
) -> None:
    done = MigrationRecorder(connection)
    done.record_unapplied("sessions", "0001_initial")
    assert Client().get("/readyz").content == b"migrations.pending\n"
    done.record_applied("sessions", "0001_initial")
    assert Client().get("/readyz").status_code == 200


def test_once_up_to_date_it_asks_but_once(db: None, django_assert_num_queries: Any) -> None:
    Client().get("/readyz")
    with django_assert_num_queries(1):
        assert Client().get("/readyz").status_code == 200


def test_a_server_that_is_about_to_stop_says_so(db: None, settings: Any, tmp_path: Path) -> None:
    settings.RUN = tmp_path
    assert Client().get("/readyz").status_code == 200
    (tmp_path / operation.DRAINING).touch()
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"stopping\n")
    assert Client().get("/healthz").status_code == 200


@pytest.mark.parametrize("where", ADDRESSES)
def test_no_host_no_session_and_no_workspace_is_needed(
    cast: Cast, where: str, django_assert_max_num_queries: Any
) -> None:
    Client().get("/readyz")
    client = client_for(cast.max)
    with django_assert_max_num_queries(1):
        answer = client.get(where, headers={"Host": "10.1.2.3:8000"})
    assert answer.status_code in {200, 404}
    assert not answer.cookies


def test_an_answer_that_breaks_tells_nothing(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> Any:
        raise RuntimeError("the password is hunter2")

    monkeypatch.setattr(operation, "_reasons", broken)
    answer = Client().get("/readyz", headers={"X-Request-ID": "mine"})
    assert (answer.status_code, answer.content, answer["X-Request-ID"]) == (
        500,
        b"failed\n",
        "mine",
    )
    assert "An answer of operation failed: /readyz" in caplog.text
