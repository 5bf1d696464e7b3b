"""From the first released schema to the newest: nothing is lost; two processes at once do it once.

Real commands in processes of their own, on a database of their own, on both databases.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from northing.kit import locks
from tests import postgres
from tests.operation.first_schema import PAGES, counts
from tests.serving import plain_environment

ROOT = Path(__file__).parents[2]
NORTHING = (sys.executable, "-c", "import sys; from northing.cli import main; sys.exit(main())")
PATIENCE = 300.0
DAY = "2026-03-13"
"""The day after the last word of the first version."""

Environment = dict[str, str]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where databases are made: nothing for SQLite, a server's address otherwise."""
    if request.param == "sqlite":
        yield ""
        return
    if not postgres.is_here():
        if os.environ.get("CI"):
            pytest.fail(postgres.REMEDY)
        pytest.skip(postgres.REMEDY)
    with postgres.server() as address:
        yield address


@pytest.fixture
def empty(place: str, tmp_path: Path) -> Environment:
    """The environment of an installation that has no tables yet."""
    if not place:
        return plain_environment(tmp_path, NORTHING_TODAY=DAY)
    name = f"n{time.monotonic_ns()}"
    host = place.partition("?host=")[2].partition("&")[0]
    with psycopg.connect(host=host, user="postgres", dbname="postgres", autocommit=True) as made:
        made.execute(f"CREATE DATABASE {name}".encode())
    return plain_environment(
        tmp_path, NORTHING_TODAY=DAY, DATABASE_URL=place.replace("/northing?", f"/{name}?")
    )


@pytest.fixture
def old(empty: Environment) -> Environment:
    """An installation of the first version, with what its people wrote."""
    _fill(empty)
    return empty


def test_everything_is_there_after_the_upgrade_and_work_goes_on(old: Environment) -> None:
    refused = _begin(old, *NORTHING, "doctor", "--json")
    said, _ = refused.communicate(timeout=PATIENCE)
    faults = {f["id"]: f["remedy"] for f in json.loads(said) if f["level"] == "error"}
    assert refused.returncode == 1
    assert "northing migrate" in faults["migrations.pending"]
    _run(old, *NORTHING, "migrate")
    _as_it_was(_look(old))
    me = ("--workspace", "kestrel", "--as", "max")
    _run(old, *NORTHING, "check-in", "KR-1", "--value", "35", "--confidence", "8", *me)
    seen = _look(old)
    assert seen["counts"]["CheckIn"] == counts()["CheckIn"] + 1
    assert seen["chains"]["kestrel"][0] > 73
    assert seen["chains"]["kestrel"][1] == ""


def _fill(environment: Environment) -> None:
    _run(environment, sys.executable, "-m", "tests.operation.first_schema", "fill")


def _look(environment: Environment) -> Any:
    return json.loads(
        _run(environment, sys.executable, "-m", "tests.operation.first_schema", "look")
    )


def _as_it_was(seen: Any) -> None:
    then = counts()
    derived = {"Outlook"}  # judged anew on the way: one row for each span of days
    kept = {name: number for name, number in then.items() if name not in derived}
    assert {name: seen["counts"][name] for name in kept} == kept
    assert seen["counts"]["Outlook"] > 0
    assert seen["chains"] == {"kestrel": [73, ""], "otterbay": [9, ""]}
    assert seen["pages"] == dict.fromkeys(PAGES, 200)
    assert len(seen["values"]) == then["CheckIn"]
    for text in ("Deployments reach 40 a week", "The new runner did it.", "Move the builds"):
        assert text in seen["told"]


@pytest.mark.parametrize("filled", [False, pytest.param(True, marks=pytest.mark.thorough)])
def test_two_at_once_both_succeed(empty: Environment, filled: bool) -> None:
    if filled:
        _fill(empty)
    both = [_begin(empty, *NORTHING, "migrate") for _ in range(2)]
    ends = [(one, *one.communicate(timeout=PATIENCE)) for one in both]
    assert [one.returncode for one, _, _ in ends] == [0, 0], [err for _, _, err in ends]
    assert all("Up to date." in out for _, out, _ in ends)


@pytest.mark.thorough
def test_a_version_before_the_one_that_made_the_tables_refuses_them(empty: Environment) -> None:
    _run(empty, *NORTHING, "migrate")
    mark = (
        "import django; django.setup()\n"
        "from django.db import connection as c; from django.db.migrations.recorder import MigrationRecorder as R\n"
        "R(c).record_applied('northing', '9999_from_the_future')"
    )
    _run(empty, sys.executable, "-c", mark)
    refused = _begin(empty, *NORTHING, "migrate")
    _, said = refused.communicate(timeout=PATIENCE)
    assert refused.returncode == 1
    assert "newer version: northing.9999_from_the_future" in said
    assert "Traceback" not in said


@pytest.mark.thorough
def test_whoever_comes_second_waits_for_the_first(empty: Environment) -> None:
    """While somebody holds the lock nobody begins; when it dies, the next one goes on."""
    held = (
        "import django, sys, time; django.setup()\n"
        "from northing.queries.database import upgrading\n"
        "with upgrading(lambda: None): print('held', flush=True); time.sleep(600)"
    )
    first = _begin(empty, sys.executable, "-c", held)
    assert first.stdout is not None
    assert first.stdout.readline() == "held\n"
    second = _begin(empty, *NORTHING, "migrate")
    assert second.stdout is not None
    said = [second.stdout.readline() for _ in range(2)]
    assert "waiting" in said[1]
    time.sleep(1)
    assert second.poll() is None
    first.kill()
    first.communicate()
    rest, _ = second.communicate(timeout=PATIENCE)
    assert second.returncode == 0
    assert "Up to date." in rest


def test_a_lock_of_files_is_held_by_one_and_is_waited_for(tmp_path: Path) -> None:
    path, order = tmp_path / "a" / "lock", []

    def second() -> None:
        with locks.held(path, 20, lambda: order.append("waits")):
            order.append("second")

    with locks.held(path, 1):
        thread = threading.Thread(target=second)
        thread.start()
        until = time.monotonic() + 10
        while "waits" not in order and time.monotonic() < until:
            time.sleep(0.01)
        order.append("first")
        with pytest.raises(TimeoutError), locks.held(path, 0.1):
            raise AssertionError("two hold it")
    thread.join()
    assert order == ["waits", "first", "second"]


def _begin(environment: Environment, *command: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        command, env=environment, cwd=ROOT, text=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def _run(environment: Environment, *command: Any) -> str:
    done = _begin(environment, *map(str, command))
    out, err = done.communicate(timeout=PATIENCE)
    assert done.returncode == 0, f"{command}\n{out}\n{err}"
    return out
