"""No room left: people and programs are told, nothing is half-written, and it goes on when there is room."""

import json
import resource
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from functools import partial
from pathlib import Path

import psutil
import pytest

from tests.faults.disk import filled, limited, small_disk
from tests.faults.installation import Clients, Installation, Person, installed
from tests.faults.test_database_gone import _is_told
from tests.faults.witness import Witness
from tests.serving import SERVE

BOUND = 60.0


@pytest.mark.thorough
def test_a_full_disk_below_everything(tmp_path: Path) -> None:
    """Data, log and run folder on one small disk, as on a small machine."""
    with small_disk(tmp_path / "disk") as disk, installed("sqlite", disk) as at:
        at.begin()
        _life(at, lambda: filled(disk))


def test_files_that_may_not_grow(tmp_path: Path) -> None:
    """The same where nothing can be mounted: each write to a file fails."""
    with installed("sqlite", tmp_path) as at:
        at.begin()
        _life(at, lambda: limited(_everybody(at)))


def _everybody(at: Installation) -> list[psutil.Process]:
    assert at.server is not None
    return [psutil.Process(at.server.pid), *at.web(), *at.worker()]


def _life(at: Installation, full: Callable[[], AbstractContextManager[None]]) -> None:
    witness, ann, web = Witness(at), Person(at), {one.pid for one in at.web()}
    assert ann.sign_in() == 200
    with Clients(at, count=2) as clients:
        clients.until_more(5)
        with full():
            _full(at, ann, clients)
            _another_worker_begins(at)
        answered = len(clients.acknowledged)
        clients.until_more(answered + 5)
        clients.stop()
    assert clients.refused == []
    assert {one.pid for one in at.web()} == web
    key = "there is no room"
    assert at.check_in(key, at.key_results[0], 3)[0] == 201
    assert witness.look([*clients.acknowledged, key]) == []
    at.northing("verify")
    with closing(sqlite3.connect(at.data / "northing.sqlite3")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert at.traces() == ""
    at.end()


def _full(at: Installation, ann: Person, clients: Clients) -> None:
    """Writing is refused with a reason, reading goes on."""
    failures = clients.failures
    until = time.monotonic() + BOUND
    while clients.failures < failures + 4:
        assert time.monotonic() < until, "what is left of a page was enough until now"
        time.sleep(0.05)
    told = at.check_in("there is no room", at.key_results[0], 3)
    assert ann.get("/acme/")[0] == 200
    _is_told(told, ann.post("/accounts/logout/"), "full", "The disk is full", 507)
    assert json.loads(told[1])["title"] == "Disk full"
    read = at.ask("GET", "/api/v1/acme/objectives", Authorization=f"Bearer {at.tokens[0]}")
    assert read[0] == 200, read[1]
    assert at.status("/readyz") == 200
    assert at.status("/accounts/login/") == 200


def _another_worker_begins(at: Installation) -> None:
    """Though nobody can write into the log that the last one ended."""
    first = at.worker()
    for one in first:
        one.send_signal(signal.SIGKILL)
    until = time.monotonic() + BOUND
    while not (found := at.worker()) or found[0].pid in {one.pid for one in first}:
        assert time.monotonic() < until, (first, at.web(), at.said())
        time.sleep(0.1)


# ── backups ──────────────────────────────────────────────────────────────────
def test_a_backup_without_room(tmp_path: Path) -> None:
    """It says so, leaves nothing of itself, and those that are there stay."""
    with installed("sqlite", tmp_path) as at:
        environment = at.environment
        backup = partial(_backup, environment)
        small = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (200_000, 200_000))
        _without_room(tmp_path / "here", backup, small)
        with small_disk(tmp_path / "there", size=1_500_000) as disk:
            (disk / "ballast").write_bytes(b"\0" * 1_200_000)
            _without_room(disk / "backups", backup, None, room=disk / "ballast")


def _backup(
    environment: dict[str, str], folder: Path, before: Callable[[], None] | None = None
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*SERVE[:-1], "backup", "--folder", str(folder)], env=environment, capture_output=True,
        text=True, check=False, preexec_fn=before,
    )  # fmt: skip


def _without_room(
    folder: Path,
    backup: "Callable[..., subprocess.CompletedProcess[str]]",
    before: Callable[[], None] | None,
    room: Path | None = None,
) -> None:
    done = backup(folder, before)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "room" in done.stderr.lower() or "large" in done.stderr.lower(), done.stderr
    assert list(folder.glob("**/*")) == [] or all(
        p.name.endswith(".lock") for p in folder.iterdir()
    )
    if room is not None:
        room.unlink()
    done = backup(folder)
    assert done.returncode == 0 or room is not None, done.stderr


@pytest.fixture(autouse=True)
def _on_linux() -> None:
    if not hasattr(psutil.Process, "rlimit"):
        pytest.skip("NOT TESTED: no limits on the files of another process on this system")
