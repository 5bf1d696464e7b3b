"""PostgreSQL goes away and comes back, breaks off, is slow, is busy: people are told, nothing is lost."""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import postgres
from tests.faults.gate import Gate
from tests.faults.installation import Clients, Installation, installed
from tests.faults.witness import Witness
from tests.jobs.test_workers import libpq

QUICKLY = 8.0
"""Seconds to an answer while the database is gone: the machine may be busy, but nobody waits for it."""
LOCK_PATIENCE = 10.0
COOKIE = {"Cookie": "northing_session=abcdefghijklmnopqrstuvwxyz012345"}


@contextmanager
def behind_a_gate(folder: Path) -> Iterator[tuple[Installation, Gate]]:
    gates: list[Gate] = []
    with installed("postgres", folder, gates=gates) as at:
        at.begin()
        yield at, gates[0]
        at.end()


def test_gone_broken_slow_and_back(tmp_path: Path) -> None:
    _tried(tmp_path, breaks=4)


@pytest.mark.thorough
def test_broken_off_at_a_hundred_moments(tmp_path: Path) -> None:
    _tried(tmp_path, breaks=100)


def _tried(tmp_path: Path, breaks: int) -> None:
    with behind_a_gate(tmp_path) as (at, gate):
        witness, pids = Witness(at), _pids(at)
        with Clients(at, count=4) as clients:
            clients.until_more(5)
            _gone(at, gate, clients)
            _stopped_as_by_an_operator(at, clients)
            _broken_off(gate, clients, breaks)
            _slow(gate, clients)
            clients.stop()
        assert clients.refused == [], at.traces()
        assert witness.look(clients.acknowledged) == []
        assert _pids(at) == pids, "nobody had to begin anything again"
        _breathes(at)
        at.northing("verify")
        assert at.traces() == ""
        print(
            f"\n{len(clients.acknowledged)} acknowledged, {clients.failures} refused or broken off"
        )


def _pids(at: Installation) -> list[int]:
    return sorted(one.pid for one in (*at.web(), *at.worker()))


def _gone(at: Installation, gate: Gate, clients: Clients) -> None:
    gate.shut()
    begun = time.monotonic()
    told = at.check_in("while it is gone", at.key_results[0], 1)
    page = at.ask("GET", "/acme/", **COOKIE)
    ready, alive = at.ask("GET", "/readyz"), at.ask("GET", "/healthz")
    assert time.monotonic() - begun < QUICKLY
    _is_told(told, page, "gone", "cannot reach its database")
    assert (ready[0], ready[1], alive[0]) == (503, "database.unreachable\n", 200)
    _and_back(at, clients, gate.let_in)


def _is_told(told: Any, page: Any, kind: str, words: str, status: int = 503) -> None:
    """A program and a person, each in their own way, without a word of the inside."""
    problem = json.loads(told[1])
    assert (told[0], page[0]) == (status, status)
    assert problem["type"] == f"urn:northing:problem:database-{kind}"
    assert problem["again"]
    assert "Idempotency-Key" in problem["remedy"]
    assert words in page[1]
    assert "look whether it is there" in page[1]
    for _status, text, headers in (told, page):
        assert int(headers["retry-after" if "retry-after" in headers else "Retry-After"]) >= 5
        assert not any(word in text for word in ("socket", "psycopg", "sqlite", "Traceback"))


def _and_back(at: Installation, clients: Clients, back: Any) -> None:
    answered = len(clients.acknowledged)
    back()
    assert clients.until_more(answered) < QUICKLY
    until = time.monotonic() + QUICKLY
    while at.status("/readyz") != 200:
        assert time.monotonic() < until


def _stopped_as_by_an_operator(at: Installation, clients: Clients) -> None:
    postgres.stop(at.url)
    assert at.status("/readyz") == 503
    _and_back(at, clients, lambda: postgres.start(at.url))


def _broken_off(gate: Gate, clients: Clients, times: int) -> None:
    """In the middle of transactions: each time another statement was the last one."""
    for turn in range(times):
        answered = len(clients.acknowledged)
        time.sleep(0.007 * (turn * 7 % 20))
        gate.cut()
        clients.until_more(answered)


def _slow(gate: Gate, clients: Clients) -> None:
    gate.delay = 0.01
    answered = len(clients.acknowledged)
    clients.until_more(answered + 2)
    gate.delay = 0.0


def _breathes(at: Installation) -> None:
    """The worker lived through it all."""
    asked = "SELECT sum(beats) FROM northing_worker"
    with psycopg.connect(libpq(at.url), autocommit=True) as connection:
        first = connection.execute(asked).fetchone()
        until = time.monotonic() + 30
        while connection.execute(asked).fetchone() == first:
            assert time.monotonic() < until, at.said()
            time.sleep(0.5)


def test_a_lock_that_somebody_holds_makes_nobody_wait_for_ever(tmp_path: Path) -> None:
    """A forgotten session holds the workspace's row; its writers are told, its readers are not kept."""
    with installed("postgres", tmp_path) as at:
        at.begin("--no-worker")
        assert at.check_in("before", at.key_results[0], 1)[0] == 201
        with psycopg.connect(libpq(at.url)) as holder:
            holder.execute("SELECT 1 FROM northing_workspace FOR UPDATE")
            begun = time.monotonic()
            told = at.check_in("in vain", at.key_results[0], 2)
            waited = time.monotonic() - begun
            assert json.loads(told[1])["type"] == "urn:northing:problem:database-busy", told
            assert (told[0], told[2].get("retry-after") or told[2].get("Retry-After")) == (503, "5")
            assert LOCK_PATIENCE - 1 < waited < LOCK_PATIENCE + QUICKLY
            assert at.status("/readyz") == 200
        assert at.check_in("in vain", at.key_results[0], 2)[0] == 201
        assert Witness(at).look(["before", "in vain"]) == []
        at.end()


@pytest.mark.thorough
def test_a_lock_on_sqlite_too(tmp_path: Path) -> None:
    with installed("sqlite", tmp_path) as at:
        at.begin("--no-worker")
        holder = sqlite3.connect(at.data / "northing.sqlite3", isolation_level=None, timeout=30)
        holder.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        told = at.check_in("in vain", at.key_results[0], 2)
        assert 18 < time.monotonic() - begun < 60
        assert json.loads(told[1])["type"] == "urn:northing:problem:database-busy", told
        holder.execute("ROLLBACK")
        assert at.check_in("in vain", at.key_results[0], 2)[0] == 201
        assert Witness(at).look(["in vain"]) == []
        at.end()
