"""Northing behind PgBouncer in transaction mode, and with a pool of connections of its own.

A pooler gives each transaction another session: what is kept in a session (locks, settings, prepared
statements, cursors) would be somebody else's at the next statement.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import postgres
from tests.cast import NOW
from tests.jobs.test_workers import libpq
from tests.operation.running import Server, running
from tests.scale.house import SLUG, until
from tests.scale.stage import TOKENS
from tests.serving import plain_environment

ROOT = Path(__file__).resolve().parents[2]
PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
NORTHING = ("-c", "import sys; from northing.cli import main; sys.exit(main())")
SESSIONS = 4
PLAN = """# OKRs of Platform, Q1 2026

## Objective: The night is quiet

- KR: Pages in a week fall from 9 to 2 (@lea) => 0.6
"""
CONFIGURATION = """[databases]
* = host={primary} user=postgres
[pgbouncer]
unix_socket_dir = {home}
listen_addr =
listen_port = 5432
auth_type = any
pool_mode = transaction
default_pool_size = {sessions}
max_client_conn = 100
server_round_robin = 1
logfile = {home}/log
pidfile = {home}/pid
"""


@pytest.fixture(params=["pgbouncer", "pool=4"])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database, behind a pooler or with a pool."""
    needs = {"postgresql": postgres.is_here()}
    if request.param == "pgbouncer":
        needs["pgbouncer"] = PGBOUNCER is not None
    missing = [name for name, here in needs.items() if not here]
    if missing:
        pytest.skip(f"NOT TESTED: apt-get install {' '.join(missing)}")
    with postgres.server() as direct:
        with psycopg.connect(libpq(direct, "postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE northing")
        if request.param == "pgbouncer":
            with _pooler(direct) as pooled:
                yield f"{pooled}&pooler=transaction"
        else:
            yield f"{direct}&{request.param}"


@contextmanager
def _pooler(direct: str) -> Iterator[str]:
    """PgBouncer for a block. Its sessions are taken in turn, so nobody gets the same one twice by luck."""
    assert PGBOUNCER is not None
    home = Path(tempfile.mkdtemp(prefix="ntb-", dir=postgres._short_folder()))
    primary = direct.partition("host=")[2].partition("&")[0]
    (home / "ini").write_text(
        CONFIGURATION.format(home=home, primary=primary, sessions=SESSIONS), encoding="utf-8"
    )
    user = Path(primary).owner() if os.geteuid() == 0 else None
    if user:
        shutil.chown(home, user)
    process = subprocess.Popen(
        [PGBOUNCER, str(home / "ini")], cwd="/", user=user, extra_groups=[] if user else None,
        group=pwd.getpwnam(user).pw_gid if user else None, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        until((home / ".s.PGSQL.5432").exists, (home / "log").read_text, 30)
        yield direct.replace(f"host={primary}", f"host={home}")
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(home, ignore_errors=True)


def test_everything_works_through_it(url: str, tmp_path: Path) -> None:
    """Two migrations at once, pages, API, an import, a worker; and no lock stays behind."""
    environment = plain_environment(
        tmp_path, DATABASE_URL=url, NORTHING_TODAY=NOW.date().isoformat(), PYTHONPATH=str(ROOT)
    )

    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words], env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
            timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    said: list[str] = []
    both = [
        threading.Thread(target=lambda: said.append(run(*NORTHING, "migrate"))) for _ in range(2)
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert [("Up to date." in text) for text in said] == [True, True]
    assert _locks(url) == []
    made = run("-m", "tests.scale.stage")
    assert made.count("nth_") == TOKENS
    run("-m", "tests.jobs.stage", "enqueue", "count", "50")
    run(*NORTHING, "work", "--once")
    assert _asked(url, "SELECT count(*) FROM counted") == [(50,)]
    (tmp_path / "plan.md").write_text(PLAN, encoding="utf-8")
    run(
        *NORTHING,
        "import",
        str(tmp_path / "plan.md"),
        "--yes",
        "--workspace",
        SLUG,
        "--team",
        "platform",
    )
    with running(tmp_path, environment, "--no-worker") as server:
        _doors_answer(server, made.partition('"nth_')[2].partition('"')[0])
    run(*NORTHING, "verify")
    assert _locks(url) == []


def _doors_answer(server: Server, secret: str) -> None:
    token: dict[str, Any] = {"Authorization": f"Bearer nth_{secret}"}
    at_once: list[tuple[int, str]] = []
    asking = [
        threading.Thread(target=lambda: at_once.extend(_round(server, token))) for _ in range(4)
    ]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert [status for status, _ in at_once] == [200] * 32
    assert "The night is quiet" in server.get(f"/api/v1/{SLUG}/search?q=night", **token)[1]
    assert server.get("/accounts/login/")[0] == 200
    assert server.get(f"/api/v1/{SLUG}/export", **token)[0] == 200


def _round(server: Server, token: dict[str, Any]) -> list[tuple[int, str]]:
    paths = ("overview", "objectives", "key-results", "my-week") * 2
    return [server.get(f"/api/v1/{SLUG}/{path}", **token) for path in paths]


def _asked(url: str, statement: str) -> list[tuple[object, ...]]:
    plain = url.partition("&pool")[0]
    with psycopg.connect(libpq(plain), autocommit=True, prepare_threshold=None) as connection:
        return connection.execute(statement.encode()).fetchall()


def _locks(url: str) -> list[tuple[object, ...]]:
    """What a process that ended would have left in a session that others get."""
    return _asked(url, "SELECT objid FROM pg_locks WHERE locktype = 'advisory'")
