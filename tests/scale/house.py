"""A whole installation of several processes: a PostgreSQL with a streaming replica, two web servers, four
workers, and nginx before them with the file of deploy/. Everything is on loopback or on Unix sockets.
"""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest

from tests import postgres
from tests.cast import NOW
from tests.jobs.test_workers import WORK, libpq
from tests.scale.stage import PASSWORD
from tests.serving import SERVE, free_port, plain_environment

ROOT = Path(__file__).resolve().parents[2]
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
HOST = "okr.example.org"
SLUG = "kestrel"
PATIENCE = 180.0
LIMIT = 120
BREATH, DEAD = 0.2, 1.5
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


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
        said = {"Authorization": f"Bearer {token or self.token()}"}
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


class Browser:
    """Somebody's browser: cookies, forms, and a choice of servers."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.cookies: SimpleCookie = SimpleCookie()

    def get(self, path: str, web: Web | None = None) -> Answer:
        return self._kept(self.house.ask(path, web=web, **self._said()))

    def post(self, path: str, fields: Mapping[str, str], web: Web | None = None) -> Answer:
        said = self._said() | {
            "Content_Type": "application/x-www-form-urlencoded",
            "Referer": f"https://{HOST}{path}",
        }
        return self._kept(self.house.ask(path, "POST", urlencode(fields).encode(), web=web, **said))

    def sign_in(
        self,
        handle: str,
        password: str = PASSWORD,
        *,
        at: Web | None = None,
        then: Web | None = None,
    ) -> Answer:
        """The form from one server, its answer to another; through the proxy unless they are named."""
        form = self.get("/accounts/login/", at).text
        token = TOKEN.search(form)
        assert token, form
        fields = {"login": f"{handle}@{SLUG}.example", "password": password}
        return self.post("/accounts/login/", fields | {"csrfmiddlewaretoken": token[1]}, then)

    def _said(self) -> dict[str, str]:
        given = "; ".join(f"{name}={one.value}" for name, one in self.cookies.items())
        return {"Cookie": given} if given else {}

    def _kept(self, answer: Answer) -> Answer:
        for line in answer.cookies:
            self.cookies.load(line)
        return answer


# ── building it ───────────────────────────────────────────────────────────────
@contextmanager
def built(folder: Path) -> Iterator[House]:
    """Everything started and ready; skipped where the machine has not what it takes."""
    missing = [
        name for name, here in (
            ("nginx", NGINX), ("postgresql", Path(postgres.program("pg_basebackup")).is_absolute()),
        ) if not here
    ]  # fmt: skip
    if missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            f"apt-get install {' '.join(missing)}"
        )
    with ExitStack() as stack:
        url = stack.enter_context(postgres.server())
        with psycopg.connect(libpq(url, "postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE northing")
        replica = stack.enter_context(postgres.replica_of(url))
        environment = plain_environment(
            folder, DATABASE_URL=url, NORTHING_REPLICA_URL=replica, NORTHING_URL=f"https://{HOST}",
            NORTHING_HOSTS=HOST, NORTHING_TRUSTED_PROXIES="1", NORTHING_TODAY=NOW.date().isoformat(),
            NORTHING_API_LIMIT=str(LIMIT), NORTHING_SECRET_KEY="one key for both of them, " * 3,
            NORTHING_LOG_LEVEL="INFO", PYTHONPATH=str(ROOT),
        )  # fmt: skip
        house = House(folder, url, replica, environment, free_port())
        stack.callback(_end, house)
        house.made = json.loads(house.run("-m", "tests.scale.stage").splitlines()[-1])
        house.webs = [Web(free_port(), folder / name, environment) for name in ("A", "B")]
        for web in house.webs:
            web.begin()
        for _ in range(4):
            house.worker()
        _proxy(house)
        for web in house.webs:
            web.until_ready()
        until(lambda: house.sql("SELECT count(*) FROM northing_worker") == [(4,)])
        house.until_level()
        yield house


def _proxy(house: House) -> None:
    """deploy/nginx.conf as it is, but for names, paths and ports, and with its second server."""
    place = house.folder / "nginx"
    place.mkdir()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "2", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}",
         "-keyout", str(place / "privkey.pem"), "-out", str(place / "fullchain.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    house.trusted = ssl.create_default_context(cafile=str(place / "fullchain.pem"))
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    one, two = house.webs
    for told, here in (
        ("/etc/ssl/northing", str(place)), ("/var/cache/nginx/northing", str(place / "cache")),
        ("/var/log/nginx", str(place)), ("# server 127.0.0.1:8001", f"server 127.0.0.1:{two.port}"),
        ("127.0.0.1:8000", f"127.0.0.1:{one.port}"), ("listen 80", f"listen 127.0.0.1:{free_port()}"),
        ("listen 443", f"listen 127.0.0.1:{house.secure}"),
    ):  # fmt: skip
        assert told in text, f"deploy/nginx.conf names no {told}"
        text = text.replace(told, here)
    (place / "northing.conf").write_text(text, encoding="utf-8")
    owner = "user root;" if os.geteuid() == 0 else ""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = " ".join(f"{kind}_temp_path {place}/{kind};" for kind in kinds)
    (place / "nginx.conf").write_text(
        f"{owner} daemon off; pid {place}/pid; events {{}}"
        f" http {{ {places} access_log off; include {place}/northing.conf; }}"
    )
    command = [
        str(NGINX),
        "-e",
        str(place / "error.log"),
        "-p",
        str(place),
        "-c",
        str(place / "nginx.conf"),
    ]
    house.nginx = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until(lambda: _is_open(house.secure), (place / "error.log").read_text)


def _is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _end(house: House) -> None:
    if house.nginx is not None:
        house.nginx.terminate()
        house.nginx.wait(30)
    for one in house.workers:
        one.kill()
        one.wait()
    for web in house.webs:
        if web.process is not None and web.process.poll() is None:
            web.kill()
