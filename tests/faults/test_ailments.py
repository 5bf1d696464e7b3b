"""What is said of a database that ails: to people and programs kindly, and never in place of a fault of ours."""

import json
import sqlite3
from typing import Any

import psycopg.errors
import pytest
from django.conf import settings
from django.db import (
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    connection,
    transaction,
)
from django.test import Client

from northing.actions import bulk, check_ins, sessions, tokens
from northing.queries import callers
from northing.queries.database import Ailment, ailment
from northing.site import seen
from northing.site.database import PATIENT, database, impatient, replica
from northing.store import guard
from northing.store.events import Event
from tests.cast import Cast, bearer, client_for


def _caused(kind: type[Exception], cause: Exception) -> Exception:
    error = kind(str(cause))
    error.__cause__ = cause
    return error


PASSES = [
    (_caused(OperationalError, sqlite3.OperationalError("database is locked")), Ailment.BUSY),
    (_caused(OperationalError, sqlite3.OperationalError("database or disk is full")), Ailment.FULL),
    (_caused(OperationalError, sqlite3.OperationalError("disk I/O error")), Ailment.FULL),
    (
        _caused(OperationalError, sqlite3.OperationalError("unable to open database file")),
        Ailment.GONE,
    ),
    (_caused(OperationalError, psycopg.errors.LockNotAvailable("timeout")), Ailment.BUSY),
    (_caused(OperationalError, psycopg.errors.QueryCanceled("timeout")), Ailment.BUSY),
    (_caused(OperationalError, psycopg.errors.DeadlockDetected("ring")), Ailment.BUSY),
    (_caused(OperationalError, psycopg.errors.DiskFull("no space")), Ailment.FULL),
    (_caused(OperationalError, psycopg.errors.AdminShutdown("bye")), Ailment.GONE),
    (
        _caused(OperationalError, psycopg.OperationalError("server closed the connection")),
        Ailment.GONE,
    ),
    (InterfaceError("connection already closed"), Ailment.GONE),
]
OURS = [
    _caused(OperationalError, sqlite3.OperationalError('near "FORM": syntax error')),
    _caused(OperationalError, sqlite3.OperationalError("no such column: tea")),
    _caused(ProgrammingError, psycopg.errors.UndefinedColumn("tea")),
    _caused(IntegrityError, sqlite3.IntegrityError("UNIQUE constraint failed")),
    _caused(DataError, psycopg.errors.NumericValueOutOfRange("numeric field overflow")),
    ValueError("database is locked"),
]


@pytest.mark.parametrize(("error", "found"), PASSES)
def test_what_passes_is_told_apart(error: Exception, found: Ailment) -> None:
    assert ailment(error) is found


@pytest.mark.parametrize("error", OURS)
def test_a_fault_of_ours_is_none(error: Exception) -> None:
    assert ailment(error) is None
    assert ailment(None) is None


@pytest.mark.parametrize(("error", "found"), PASSES[-3:] + PASSES[:2])
def test_people_and_programs_are_told(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, error: Exception, found: Ailment,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    """A page before any view, an endpoint within one; one line each in the log, and no trace."""
    client, headers = client_for(cast.max), bearer(cast.max, "read", "check_in")
    client.raise_request_exception = False
    where = f"/api/v1/kestrel/key-results/KR-{cast.key_results['increase']}/check-ins"

    def ails(*_: Any, **__: Any) -> Any:
        raise error

    status = 507 if found is Ailment.FULL else 503
    with monkeypatch.context() as patch:
        patch.setattr(check_ins, "record", ails)
        given = {"value": 20}
        told = client.post(where, given, content_type="application/json", headers=headers)
        patch.setattr(callers, "by_account", ails)
        page = client.get("/kestrel/")
    problem = json.loads(told.content)
    assert (told.status_code, page.status_code, problem["status"]) == (status,) * 3
    assert problem["type"] == f"urn:northing:problem:database-{found.value}"
    assert told["Retry-After"] == page["Retry-After"]
    assert "look whether it is there" in page.content.decode()
    assert str(error) not in page.content.decode() + told.content.decode()
    lines = [r for r in caplog.records if "the database is" in r.getMessage()]
    assert len(lines) == 2
    assert not any(r.exc_info for r in caplog.records)


@pytest.mark.parametrize(("error", "status"), [(PASSES[1][0], 200), (OURS[1], 500)])
def test_what_is_only_noted_beside_a_request_does_not_refuse_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    client, headers = client_for(cast.max), bearer(cast.max)
    client.raise_request_exception = False

    def ails(*_: Any, **__: Any) -> Any:
        raise error

    seen._noted.clear()
    monkeypatch.setattr(sessions, "seen", ails)
    monkeypatch.setattr(tokens, "note_use", ails)
    assert client.get("/kestrel/").status_code == status
    assert client.get("/api/v1/kestrel/objectives", headers=headers).status_code == status


def test_a_fault_of_ours_stays_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_for(cast.max)
    client.raise_request_exception = False

    def ails(*_: Any, **__: Any) -> Any:
        raise OURS[1]

    monkeypatch.setattr(callers, "by_account", ails)
    assert client.get("/kestrel/").status_code == 500
    assert Client().get("/healthz").status_code == 200


def test_what_is_poured_in_fails_in_the_words_of_the_framework(cast: Cast) -> None:
    """Else a connection that breaks there were a fault of ours, and two writers who meet no conflict."""
    event = Event.objects.latest("pk")
    with pytest.raises(IntegrityError), transaction.atomic(), guard.writing():
        bulk.pour(Event, [event])


# ── how long anybody waits ───────────────────────────────────────────────────
URL = "postgresql://northing@db.example/northing"


def test_only_web_processes_are_impatient(tmp_path: Any) -> None:
    """Migrations, imports by command and backups take the time they need."""
    found = database(URL, tmp_path)
    assert found["OPTIONS"]["options"] == "-c jit=off"
    assert found["OPTIONS"]["connect_timeout"] == 5
    impatient(found)
    assert found["OPTIONS"]["options"] == f"{PATIENT} -c jit=off"
    pooled = database(f"{URL}?pooler=transaction", tmp_path)
    impatient(pooled)
    assert "options" not in pooled["OPTIONS"], "a pooler would refuse the connection"
    lite = database("", tmp_path)
    impatient(lite)
    assert lite == database("", tmp_path)


def test_an_operator_has_the_last_word(tmp_path: Any) -> None:
    found = database(f"{URL}?connect_timeout=30&options=-c%20lock_timeout%3D1s", tmp_path)
    impatient(found)
    assert found["OPTIONS"]["connect_timeout"] == "30"
    assert found["OPTIONS"]["options"].endswith("-c lock_timeout=1s")
    copy = replica(URL, tmp_path)["OPTIONS"]
    assert (copy["connect_timeout"], copy["tcp_user_timeout"]) == (2, 5000)


@pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="SQLite has no such limits"
)
def test_the_server_knows_these_words(db: None) -> None:
    with connection.cursor() as cursor:
        for word in PATIENT.split("-c ")[1:]:
            name, _, value = word.strip().partition("=")
            cursor.execute(f"SET LOCAL {name} = '{value}'")
            cursor.execute(f"SHOW {name}")
            assert cursor.fetchone()[0].startswith(("10s", "1min", "2min"))
