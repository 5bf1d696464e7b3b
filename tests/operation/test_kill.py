"""kill -9 in the middle of a backup or a restore: the installation is as it was, and the next one works."""

import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import psycopg
import pytest

from northing.queries import backups, elsewhere, proof
from tests.operation import places
from tests.serving import plain_environment

COMMAND = (sys.executable, "-c", "import sys; from northing.cli import main; sys.exit(main())")
PATIENCE = 120.0


def _killed(
    environment: Mapping[str, str], words: tuple[str, ...], begun: Path, after: float
) -> bool:
    """Run a command and kill it so long after a file appears; whether it was still at work."""
    with subprocess.Popen(
        [*COMMAND, *words],
        env=dict(environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        until = time.monotonic() + PATIENCE
        while not begun.exists() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.001)
        time.sleep(after)
        was_at_work = process.poll() is None
        process.kill()
        process.wait()
    return was_at_work


def _run(environment: Mapping[str, str], *words: str) -> None:
    done = subprocess.run(
        [*COMMAND, *words], env=dict(environment), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def _backups_killed(installation: Path, moments: tuple[float, ...]) -> None:
    environment, folder = plain_environment(installation), installation / "backups"
    before = places.everything(places.on_sqlite(installation))
    hits = 0
    for after in moments:
        words = ("backup", "--folder", str(folder), "--keep", "2")
        hits += _killed(environment, words, folder / ".northing.backup.sqlite3", after)
        assert places.everything(places.on_sqlite(installation)) == before
        for one in backups.listed(folder):
            assert one.is_fine
            proof.of_backup(one.path)
    assert hits, "none was killed at work: the test proves nothing"
    _run(environment, "backup", "--folder", str(folder))
    assert [p.name for p in folder.iterdir() if p.name.startswith(".")] == []
    assert backups.listed(folder)


def _restores_killed(installation: Path, moments: tuple[float, ...]) -> None:
    environment, file = plain_environment(installation), installation / "one.backup"
    places.edited(installation, "UPDATE northing_person SET name = 'After the backup' WHERE id = 1")
    changed = places.everything(places.on_sqlite(installation))
    shutil.copy(installation / "northing.sqlite3", installation / "changed")
    hits, begun = 0, installation / "northing.sqlite3.restoring"
    for after in moments:
        hits += _killed(environment, ("restore", str(file)), begun, after)
        found = places.everything(places.on_sqlite(installation))
        if found != changed:  # it was done before it was killed
            assert found["northing_person"] != changed["northing_person"]
            proof.logs_hold(places.on_sqlite(installation))
            shutil.copy(installation / "changed", installation / "northing.sqlite3")
    assert hits, "none was killed at work: the test proves nothing"
    _run(environment, "restore", str(file))
    assert places.everything(places.on_sqlite(installation)) != changed
    assert not begun.exists()


def test_a_backup_that_is_killed(installation: Path) -> None:
    _backups_killed(installation, (0.0,))


def test_a_restore_that_is_killed(installation: Path) -> None:
    _restores_killed(installation, (0.02,))


@pytest.mark.thorough
def test_backups_that_are_killed_at_any_moment(installation: Path) -> None:
    _backups_killed(installation, tuple(n * 0.02 for n in range(12)))


@pytest.mark.thorough
def test_restores_that_are_killed_at_any_moment(installation: Path) -> None:
    _restores_killed(installation, tuple(n * 0.02 for n in range(12)))


@pytest.mark.thorough
def test_a_restore_to_postgresql_that_is_killed(postgres_server: str, installation: Path) -> None:
    options = postgres_server.partition("?")[2].replace("&", " ")
    with psycopg.connect(f"dbname=postgres {options}", autocommit=True) as db:
        db.execute("CREATE DATABASE northing")
    environment = plain_environment(installation, DATABASE_URL=postgres_server)
    begun, file = installation / ".northing.restoring.sqlite3", str(installation / "one.backup")
    _run(environment, "migrate")
    before = places.everything(elsewhere.by_address(postgres_server))
    for after in (0.1, 3.0, 8.0):
        assert _killed(environment, ("restore", file), begun, after)
        begun.unlink(missing_ok=True)
        assert places.everything(elsewhere.by_address(postgres_server)) == before
    _run(environment, "restore", file)
    assert places.everything(elsewhere.by_address(postgres_server)) == places.everything(
        places.on_sqlite(installation)
    )
    with psycopg.connect(f"dbname=postgres {options}", autocommit=True) as db:
        left = db.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'northing%'"
        ).fetchall()
        assert len(left) == 2, "what was killed leaves nothing but the old one and the new one"
        for (name,) in left:
            db.execute(f'DROP DATABASE "{name}"')
