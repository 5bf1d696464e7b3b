"""An installation at work: a real `northing serve`, clients who check in, and its processes by kind."""

import atexit
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import psutil
import psycopg
import pytest

from tests import postgres
from tests.faults.gate import Gate, gated
from tests.jobs.test_workers import libpq
from tests.serving import SERVE, free_port, plain_environment

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0
_KEPT: dict[int, tuple[Path, str]] = {}


class Installation:
    """A data folder, perhaps a PostgreSQL, and the server over them, which may be killed and begun."""

    def __init__(self, data: Path, url: str = "", key_results: int = 32, **settings: str) -> None:
        self.data, self.url = data, url
        self.port = free_port()
        more = {"DATABASE_URL": url} if url else {}
        self.environment = plain_environment(
            data, PYTHONPATH=str(ROOT), NORTHING_API_LIMIT="0", TMPDIR=str(data), **more, **settings
        )
        self.log = data.parent / f"{data.name}.log"
        self.server: subprocess.Popen[bytes] | None = None
        made = self._made(key_results)
        self.key_results: list[int] = made["key_results"]
        self.tokens: list[str] = made["tokens"]
        self.workspace: int = made["workspace"]

    def _made(self, key_results: int) -> dict[str, Any]:
        """What the stage says; on SQLite it is set up once, and every installation has a copy."""
        words = (sys.executable, "-m", "tests.faults.stage", str(key_results))
        if self.url:
            found: dict[str, Any] = json.loads(self.command(*words))
            return found
        if key_results not in _KEPT:
            kept = Path(tempfile.mkdtemp(prefix="northing-stage-"))
            atexit.register(shutil.rmtree, kept, ignore_errors=True)
            environment = {**self.environment, "NORTHING_DATA": str(kept)}
            _KEPT[key_results] = kept, self.command(*words, environment=environment)
        kept, told = _KEPT[key_results]
        shutil.copytree(kept, self.data, dirs_exist_ok=True)
        return dict(json.loads(told))

    def command(self, *words: str, environment: dict[str, str] | None = None) -> str:
        """What a command says, which must succeed."""
        done = subprocess.run(
            words, env=environment or self.environment, cwd=ROOT, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def northing(self, *words: str) -> str:
        return self.command(*SERVE[:-1], *words)

    # ── the server ───────────────────────────────────────────────────────────
    def begin(self, *options: str, log: Path | None = None) -> None:
        """Begin the server, and wait until it is ready."""
        until = time.monotonic() + PATIENCE
        while self._is_taken():  # processes of a server that was killed go within a second
            assert time.monotonic() < until, "the port stays taken"
            time.sleep(0.1)
        with (log or self.log).open("ab") as said:
            self.server = subprocess.Popen(
                [*SERVE, "--port", str(self.port), *options], env=self.environment, cwd=self.data,
                stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        while self.status("/readyz") != 200:
            assert time.monotonic() < until, self.said()
            assert self.server.poll() is None, self.said()
            time.sleep(0.1)

    def _is_taken(self) -> bool:
        """Asked as the server itself asks: who holds the port may be too busy to answer."""
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", self.port))
            except OSError:
                return True
        return False

    def end(self) -> None:
        if self.server is not None and self.server.poll() is None:
            self.server.send_signal(signal.SIGTERM)
            assert self.server.wait(60) == 0, self.said()

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def traces(self) -> str:
        """What its log holds beside plain warnings: nothing, when all was told plainly."""
        return "".join(
            line for line in self.said().splitlines(keepends=True)
            if "Traceback" in self.said() and "WARNING" not in line
        )  # fmt: skip

    def web(self) -> list[psutil.Process]:
        return [one for one in self._children() if "work" not in one.cmdline()]

    def worker(self) -> list[psutil.Process]:
        return [one for one in self._children() if "work" in one.cmdline()]

    def _children(self) -> list[psutil.Process]:
        assert self.server is not None
        found = []
        for one in psutil.process_iter():
            with suppress(psutil.NoSuchProcess):
                if one.ppid() == self.server.pid and one.cmdline():  # a dead one has no command
                    found.append(one)
        return found

    def kill_all(self) -> None:
        """The first process, all web processes and the worker, in one blow."""
        assert self.server is not None
        doomed = [self.server.pid, *(one.pid for one in self._children())]
        for pid in doomed:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.server.wait()

    # ── asking it ────────────────────────────────────────────────────────────
    def ask(
        self, method: str, path: str, body: object = None, patience: float = 60, **headers: str
    ) -> tuple[int, str, dict[str, str]]:
        """Status, text and headers. Raises OSError or HTTPException where nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=patience)
        try:
            text = None if body is None else json.dumps(body)
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, text, {"Content-Type": "application/json", **sent})
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), dict(answer.getheaders())
        finally:
            connection.close()

    def status(self, path: str, patience: float = 5) -> int:
        """The status, or 0 where nobody answers."""
        try:
            return self.ask("GET", path, patience=patience)[0]
        except (OSError, http.client.HTTPException):
            return 0

    def check_in(
        self, key: str, number: int, value: int, client: int = 0, patience: float = 60
    ) -> tuple[int, str, dict[str, str]]:
        """The key of the request stands in the note too, so that plain SQL finds what came of it."""
        return self.ask(
            "POST", f"/api/v1/acme/key-results/KR-{number}/check-ins",
            {"value": value, "note": key, "confidence": 7}, patience,
            Authorization=f"Bearer {self.tokens[client]}", Idempotency_Key=key,
        )  # fmt: skip


class Person:
    """A browser without JavaScript, in which Ann signs in, looks at pages and sends their forms."""

    def __init__(self, at: Installation) -> None:
        self.at = at
        self._browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        self._token = ""

    def sign_in(self) -> int:
        """Gives the status of the page that follows."""
        self.get("/accounts/login/")
        given = {"login": "ann@acme.example", "password": "a long password"}
        return self.post("/accounts/login/", **given)[0]

    def get(self, path: str) -> tuple[int, str, dict[str, str]]:
        found = self._asked(urllib.request.Request(self._url(path)))
        self._token = found[1].partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        return found

    def post(self, path: str, **given: str) -> tuple[int, str, dict[str, str]]:
        """Send the form of the page that was looked at last."""
        form = urllib.parse.urlencode({**given, "csrfmiddlewaretoken": self._token}).encode()
        return self._asked(
            urllib.request.Request(self._url(path), form, {"Referer": self._url(path)})
        )

    def _url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.at.port}{path}"

    def _asked(self, request: urllib.request.Request) -> tuple[int, str, dict[str, str]]:
        try:
            with self._browser.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode(), dict(answer.headers)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode(), dict(error.headers)


@contextmanager
def installed(
    kind: str, folder: Path, key_results: int = 32, gates: list[Gate] | None = None, **settings: str
) -> Iterator[Installation]:
    """An installation on `sqlite` or on a `postgres` of its own; not yet begun.

    With a list of `gates`, PostgreSQL stands behind a gate, which is put into it.
    """
    with ExitStack() as stack:
        url = ""
        if kind == "postgres":
            if not postgres.is_here():
                pytest.skip(postgres.REMEDY)
            url = stack.enter_context(postgres.server())
            with psycopg.connect(libpq(url, "postgres"), autocommit=True) as connection:
                connection.execute("CREATE DATABASE northing")
                # As it is by itself: the tests' server forgets the last commits when it crashes.
                connection.execute("ALTER DATABASE northing SET synchronous_commit TO on")
        data = folder / "data"
        data.mkdir(exist_ok=True)
        found = Installation(data, url, key_results, **settings)
        if gates is not None:
            gate, found.environment["DATABASE_URL"] = stack.enter_context(gated(url))
            gates.append(gate)
        stack.callback(lambda: found.server and found.server.poll() is None and found.kill_all())
        yield found


@dataclass
class Clients:
    """Threads that check in one after the other, as programs do: what fails is sent again, or given up.

    `acknowledged`, `given_up` and `refused` are keys of requests; the last with what was answered.
    """

    at: Installation
    count: int = 8
    give_up: float = 0.2
    """Of those that failed, how many nobody sends again."""
    acknowledged: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    refused: list[tuple[str, int, str]] = field(default_factory=list)
    sent: dict[str, int] = field(default_factory=dict)
    """For which key result each was."""
    failures: int = 0
    waits: list[float] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> "Clients":
        self._threads = [
            threading.Thread(target=self._stream, args=(n,)) for n in range(self.count)
        ]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Finish what is under way, and start nothing new."""
        self._stop.set()
        for thread in self._threads:
            thread.join(PATIENCE)
            assert not thread.is_alive(), "a client waits for ever"

    def until_more(self, than: int) -> float:
        """Wait until somebody was answered again; how long that took."""
        begun = time.monotonic()
        while len(self.acknowledged) <= than:
            assert time.monotonic() - begun < PATIENCE, self.at.said()[-4000:]
            time.sleep(0.01)
        return time.monotonic() - begun

    def _stream(self, client: int) -> None:
        chance, value = Random(client), client
        while not self._stop.is_set():
            value += self.count
            key = f"c{client}-{value}-{uuid.UUID(int=chance.getrandbits(128))}"
            self.sent[key] = number = chance.choice(self.at.key_results)
            self._one(key, number, value, client, chance)

    def _one(self, key: str, number: int, value: int, client: int, chance: Random) -> None:
        while True:
            begun = time.monotonic()
            try:
                status, text, _headers = self.at.check_in(key, number, value, client)
            except ConnectionRefusedError:  # nobody is there to have read it
                if self._stop.wait(0.5):
                    return
                continue
            except (OSError, http.client.HTTPException):
                status, text = 0, ""
            self.waits.append(time.monotonic() - begun)
            if status in {200, 201}:
                self.acknowledged.append(key)
                return
            if status not in {0, 503, 507}:
                self.refused.append((key, status, text))
                return
            self.failures += 1
            if self._stop.is_set() or chance.random() < self.give_up:
                self.given_up.append(key)
                return
            time.sleep(0.05)
