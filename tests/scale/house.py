"""A whole installation of several processes: a PostgreSQL with a streaming replica, two web servers, four
workers, and nginx before them with the file of deploy/. Everything is on loopback or on Unix sockets.
"""

import http.client
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.jobs.test_workers import WORK, libpq
from tests.serving import SERVE

ROOT = Path(__file__).resolve().parents[2]
HOST = "okr.example.org"
SLUG = "kestrel"
PATIENCE = 180.0
LIMIT = 120
BREATH, DEAD = 0.2, 1.5


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    cookies: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass
class Web:
    """One `northing serve` with a data folder of its own."""

    port: int
    folder: Path
    environment: dict[str, str]
    process: "subprocess.Popen[bytes] | None" = None

    def begin(self) -> None:
        self.folder.mkdir(exist_ok=True)
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*SERVE, "--port", str(self.port), "--no-worker", "--workers", "1"], cwd=self.folder,
                env=self.environment | {"NORTHING_DATA": str(self.folder)}, stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    def kill(self) -> None:
        """All of its processes at once, as when the machine goes away."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def restart(self) -> None:
        """As an operator does for a new version: told to end, and begun again."""
        assert self.process is not None
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.begin()
        self.until_ready()

    def until_ready(self) -> None:
        until(lambda: _is_ready(self.port), self.log)

    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")


def _is_ready(port: int) -> bool:
    door = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        door.request("GET", "/readyz")
        return door.getresponse().status == 200
    except OSError:
        return False
    finally:
        door.close()


def until(
    holds: Callable[[], object], said: Callable[[], str] = str, most: float = PATIENCE
) -> None:
    """Wait until it holds; fails with what `said` gives."""
    end = time.monotonic() + most
    while not holds():
        assert time.monotonic() < end, said()
        time.sleep(0.05)


@dataclass
class House:
    """All of it. `made` is what the stage put there."""

    folder: Path
    url: str
    replica: str
    environment: dict[str, str]
    secure: int
    webs: list[Web] = field(default_factory=list)
    workers: list["subprocess.Popen[bytes]"] = field(default_factory=list)
    nginx: "subprocess.Popen[bytes] | None" = None
    made: dict[str, Any] = field(default_factory=dict)
    trusted: ssl.SSLContext | None = None
    _turn: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    # ── asking ────────────────────────────────────────────────────────────────
    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes | None = None,
        *,
        web: Web | None = None,
        patience: float = 30.0,
        **headers: str,
    ) -> Answer:
        """Through the proxy, or one server as the proxy asks it; each time by a new connection."""
        said = {"Host": HOST} | {k.replace("_", "-"): v for k, v in headers.items()}
        if web is None:
            door = http.client.HTTPConnection("127.0.0.1", self.secure, timeout=patience)
            plain = socket.create_connection(("127.0.0.1", self.secure), patience)
            assert self.trusted is not None
            door.sock = self.trusted.wrap_socket(plain, server_hostname=HOST)
        else:
            said |= {"X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1"}
            door = http.client.HTTPConnection("127.0.0.1", web.port, timeout=patience)
        try:
            door.request(method, path, body, said)
            found = door.getresponse()
            told = found.msg
            return Answer(
                found.status, found.read().decode(), tuple(told.get_all("Set-Cookie") or ()),
                {name.lower(): value for name, value in told.items()},
            )  # fmt: skip
        finally:
            door.close()

    def api(
        self,
        path: str,
        given: Any = None,
        *,
        token: str = "",
        key: str = "",
        web: Web | None = None,
        patience: float = 30.0,
    ) -> Answer:
        """Of the API, by a token in turn; with `given` a POST."""
        said: dict[str, Any] = {"Authorization": f"Bearer {token or self.token()}"}
        if key:
            said["Idempotency_Key"] = key
        where = f"/api/v1/{SLUG}{path}"
        if given is None:
            return self.ask(where, web=web, patience=patience, **said)
        said["Content_Type"] = "application/json"
        body = json.dumps(given).encode()
        return self.ask(where, "POST", body, web=web, patience=patience, **said)

    def token(self) -> str:
        """The next one: each has a limit of its own. The first four are kept for tests of limits."""
        with self._lock:
            self._turn += 1
            tokens: list[str] = self.made["tokens"][4:]
            return tokens[self._turn % len(tokens)]

    def sql(self, statement: str, url: str = "") -> list[tuple[Any, ...]]:
        """Rows of a statement on the primary, or on the server of another address."""
        with psycopg.connect(libpq(url or self.url), autocommit=True) as connection:
            done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []

    # ── what happens to it ────────────────────────────────────────────────────
    def worker(self) -> None:
        """One more worker; with short breaths, so that its death is noticed soon."""
        with (self.folder / "workers").open("ab") as log:
            one = subprocess.Popen(
                [sys.executable, "-c", WORK.format(breath=BREATH, dead=DEAD), "work"], cwd=ROOT,
                env=self.environment | {"NORTHING_DATA": str(self.folder / "work")},
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        self.workers.append(one)

    def enqueue(self, count: int, first: int) -> None:
        """Jobs that each write one line, numbered from `first`."""
        self.run("-m", "tests.jobs.stage", "enqueue", "count", str(count), str(first))

    def run(self, *words: str) -> str:
        """A Python program in the installation's environment; what it printed."""
        done = subprocess.run(
            [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE,
            env=self.environment | {"NORTHING_DATA": str(self.folder / "work")},
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def reload(self) -> None:
        assert self.nginx is not None
        self.nginx.send_signal(signal.SIGHUP)

    def lag(self, how: str) -> None:
        """`pause`, `resume`, or a delay such as `200ms` with which everything arrives at the replica."""
        if how in {"pause", "resume"}:
            self.sql(f"SELECT pg_wal_replay_{how}()", self.replica)
            return
        self.sql(f"ALTER SYSTEM SET recovery_min_apply_delay = '{how}'", self.replica)
        self.sql("SELECT pg_reload_conf()", self.replica)

    def read_there(self) -> int:
        """Transactions that the replica has answered so far, as it counts them: a second behind."""
        return int(
            self.sql(
                "SELECT xact_commit FROM pg_stat_database WHERE datname = 'northing'", self.replica
            )[0][0]
        )

    def until_level(self) -> None:
        """The replica has all that the primary has."""
        head = "SELECT string_agg(head_hash, ',' ORDER BY id) FROM northing_workspace"
        until(lambda: self.sql(head) == self.sql(head, self.replica))
