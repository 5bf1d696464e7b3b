"""deploy/nginx.conf before a real server whose database was made by deploy/postgresql.sql."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests import postgres
from tests.operation.running import Server, running
from tests.serving import free_port, plain_environment

DEPLOY = Path(__file__).parents[2] / "deploy"
HOST = "okr.example.org"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
TOO_MUCH = 17 * 1024 * 1024

Answer = tuple[int, dict[str, str], str]


@dataclass
class Proxy:
    """nginx at work, with its two ports, and the server behind it."""

    folder: Path
    plain: int
    secure: int
    behind: Server

    def ask(self, path: str, *, host: str = HOST, body: bytes = b"", **headers: str) -> Answer:
        """Over HTTPS, as a browser does; header names with underscores for hyphens."""
        trusted = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        door = http.client.HTTPConnection("127.0.0.1", self.secure, timeout=60)
        door.sock = trusted.wrap_socket(
            socket.create_connection(("127.0.0.1", self.secure), 60), server_hostname=host
        )
        said = {"Host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
        return _answer(door, "POST" if body else "GET", path, body, said)

    def ask_plainly(self, path: str, host: str) -> Answer:
        door = http.client.HTTPConnection("127.0.0.1", self.plain, timeout=30)
        return _answer(door, "GET", path, b"", {"Host": host})


def _answer(
    door: http.client.HTTPConnection, method: str, path: str, body: bytes, headers: dict[str, str]
) -> Answer:
    try:
        door.request(method, path, body or None, headers)
        found = door.getresponse()
        return found.status, {k.lower(): v for k, v in found.getheaders()}, found.read().decode()
    finally:
        door.close()


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on which a superuser ran the file once."""
    missing = [
        name for name, here in (("nginx", NGINX), ("postgresql", postgres.is_here())) if not here
    ]
    if missing:
        remedy = f"apt-get install {' '.join(missing)}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(remedy)
    with postgres.server() as address:
        home = address.partition("?host=")[2].partition("&")[0]
        subprocess.run(
            [postgres.program("psql"), "--no-psqlrc", "--quiet", "-h", home, "-U", "postgres", "-d", "postgres",
             "--file", str(DEPLOY / "postgresql.sql")],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        yield home


@pytest.fixture(scope="module")
def proxy(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    folder = tmp_path_factory.mktemp("data")
    environment = plain_environment(
        folder, DATABASE_URL=f"postgresql:/northing?host={database}&user=northing",
        NORTHING_URL=f"https://{HOST}", NORTHING_HOSTS=HOST, NORTHING_TRUSTED_PROXIES="1",
        NORTHING_LOG_LEVEL="INFO",
    )  # fmt: skip
    with running(folder, environment, "--no-worker") as behind:
        place = tmp_path_factory.mktemp("nginx")
        found = Proxy(place, free_port(), free_port(), behind)
        _configure(found)
        command = [
            str(NGINX),
            "-e",
            str(place / "error.log"),
            "-p",
            str(place),
            "-c",
            str(place / "nginx.conf"),
        ]
        tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        assert tried.returncode == 0, tried.stderr
        with subprocess.Popen([*command, "-g", "daemon off;"]) as process:
            try:
                _until_open(found.secure)
                yield found
            finally:
                process.terminate()


def _configure(proxy: Proxy) -> None:
    """The file as it is, but for paths and ports that are this test's."""
    folder = proxy.folder
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}",
         "-addext", f"subjectAltName=DNS:{HOST},DNS:evil.example", "-keyout", str(folder / "privkey.pem"),
         "-out", str(folder / "fullchain.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    text = (DEPLOY / "nginx.conf").read_text()
    for told, here in (
        ("/etc/ssl/northing", str(folder)), ("/var/cache/nginx/northing", str(folder / "cache")),
        ("/var/log/nginx", str(folder)), ("127.0.0.1:8000", f"127.0.0.1:{proxy.behind.port}"),
        ("listen 80", f"listen 127.0.0.1:{proxy.plain}"), ("listen 443", f"listen 127.0.0.1:{proxy.secure}"),
    ):  # fmt: skip
        assert told in text, f"deploy/nginx.conf names no {told}"
        text = text.replace(told, here)
    (folder / "northing.conf").write_text(text)
    owner = "user root;" if os.geteuid() == 0 else ""
    places = " ".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"{owner} pid {folder}/pid; events {{}} http {{ {places} access_log off; include {folder}/northing.conf; }}"
    )


def _until_open(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx did not come up")


# ── PostgreSQL ────────────────────────────────────────────────────────────────
def test_the_role_owns_its_database_and_nothing_else(proxy: Proxy, database: str) -> None:
    with psycopg.connect(host=database, user="northing", dbname="northing") as mine:
        rights = mine.execute(
            "SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls FROM pg_roles"
            " WHERE rolname = current_user"
        ).fetchone()
        assert rights == (False,) * 5
        owners = mine.execute(
            "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"
        )
        assert owners.fetchall() == [("northing",)]
        tables = mine.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        ).fetchone()
        assert tables is not None
        assert tables[0] > 25
    with psycopg.connect(host=database, user="postgres", dbname="northing") as root:
        root.execute("CREATE ROLE somebody LOGIN")
        root.commit()
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(host=database, user="somebody", dbname="northing")


# ── the proxy ─────────────────────────────────────────────────────────────────
def test_plain_http_leads_to_https_and_other_names_nowhere(proxy: Proxy) -> None:
    status, headers, _ = proxy.ask_plainly("/acme/?q=1", HOST)
    assert (status, headers["location"]) == (301, f"https://{HOST}/acme/?q=1")
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        proxy.ask_plainly("/", "evil.example")
    with pytest.raises((ssl.SSLError, ConnectionError)):
        proxy.ask("/", host="evil.example")


def test_a_page_comes_with_what_https_asks_for(proxy: Proxy) -> None:
    status, headers, body = proxy.ask("/accounts/login/")
    assert status == 200
    assert "<title>" in body
    assert "Secure" in headers["set-cookie"]
    assert int(re.findall(r"max-age=(\d+)", headers["strict-transport-security"])[0]) > 10_000_000
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["server"] == "nginx"


def test_a_host_that_is_said_beside_the_host_has_no_effect(proxy: Proxy) -> None:
    status, headers, body = proxy.ask(
        "/",
        X_Forwarded_Host="evil.example",
        Forwarded="host=evil.example",
        X_Forwarded_Proto="http",
    )
    assert status == 302
    assert "evil.example" not in str(headers) + body


def test_one_id_in_the_answer_and_in_both_logs(proxy: Proxy) -> None:
    _, headers, _ = proxy.ask("/accounts/login/?next=hunter2", X_Request_ID="forged-by-a-visitor")
    name = headers["x-request-id"]
    assert re.fullmatch(r"[0-9a-f]{32}", name)
    time.sleep(0.2)
    theirs, ours = (proxy.folder / "northing.log").read_text(), proxy.behind.log.read_text()
    assert name in theirs
    assert f"request_id={name}" in ours
    for log in (theirs, ours):
        assert "hunter2" not in log
        assert "forged-by-a-visitor" not in log


def test_more_than_is_read_is_refused_at_the_door(proxy: Proxy) -> None:
    try:
        status, _, _ = proxy.ask("/accounts/login/", body=b"x" * TOO_MUCH)
    except (BrokenPipeError, ConnectionResetError):
        return  # refused while it was still being sent
    assert status == 413


def test_static_files_come_from_the_proxys_own_cache(proxy: Proxy) -> None:
    _, _, page = proxy.ask("/accounts/login/")
    found = re.search(r'href="(/static/northing/northing\.[0-9a-f]+\.css)"', page)
    assert found, page
    first = proxy.ask(found[1], Accept_Encoding="identity")
    again = proxy.ask(found[1], Accept_Encoding="identity")
    assert [one[1]["x-cache"] for one in (first, again)] == ["MISS", "HIT"]
    assert "immutable" in again[1]["cache-control"]
    assert first[2] == again[2]


def test_what_monitors_ask_is_not_for_visitors(proxy: Proxy) -> None:
    assert [proxy.ask(path)[0] for path in ("/metrics", "/readyz", "/healthz")] == [404, 404, 200]
    assert proxy.behind.get("/readyz") == (200, "ready\n")
