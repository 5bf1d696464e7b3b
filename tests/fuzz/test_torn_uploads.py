"""Uploads that break off, lie about their length or about where their parts end: against a real server.

Whatever comes, the answer is no failure of ours, nothing is staged, and the next request is answered.
"""

import base64
import json
import re
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.fuzz import seeds
from tests.serving import SERVE, plain_environment, serving

EDGE = "----edge7f3a"
PATIENCE = 15


@dataclass(frozen=True, slots=True)
class Served:
    """A server with a founded workspace, a session and a token."""

    host: str
    port: int
    data: Path
    cookies: str
    csrf: str
    token: str

    def staged(self) -> int:
        with closing(sqlite3.connect(self.data / "northing.sqlite3")) as database:
            return int(database.execute("SELECT count(*) FROM northing_stagedimport").fetchone()[0])

    def sent(self, raw: bytes, *, closing_early: bool = True) -> int:
        """Send these bytes and no more; the answer's status, 0 where the server only hung up."""
        with socket.create_connection((self.host, self.port), timeout=PATIENCE) as line:
            line.settimeout(PATIENCE)
            with suppress(OSError):  # it may have answered and hung up before the end
                line.sendall(raw)
                if closing_early:
                    line.shutdown(socket.SHUT_WR)
            answer = b""
            try:
                while b"\r\n\r\n" not in answer and (piece := line.recv(65_536)):
                    answer += piece
            except OSError:
                return 0
        found = re.match(rb"HTTP/1\.[01] (\d{3})", answer)
        return int(found[1]) if found else 0

    def lives(self) -> bool:
        connection = HTTPConnection(self.host, self.port, timeout=PATIENCE)
        with closing(connection):
            connection.request("GET", "/healthz", headers={"Host": f"{self.host}:{self.port}"})
            return connection.getresponse().status == 200


def _northing(data: Path, *words: str, typed: str = "") -> str:
    done = subprocess.run(
        [*SERVE[:-1], *words], env=plain_environment(data), input=typed, capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`northing serve` with a workspace, its admin signed in as browsers sign in."""
    data = tmp_path_factory.mktemp("torn")
    _northing(
        data, "init", "--workspace", "Kestrel", "--admin", "Ada Lund", "--email", "ada@kestrel.example",
        "--password-stdin", typed="a long and rare sentence\n",
    )  # fmt: skip
    made = _northing(data, "token", "create", "torn", "-s", "write")
    token = re.search(r"nth_[\w-]+", made)
    assert token is not None, made
    with serving(
        plain_environment(data), data / "log", (*SERVE, "--workers", "1", "--no-worker")
    ) as url:
        host, _colon, port = url.removeprefix("http://").partition(":")
        cookies = _signed_in(host, int(port))
        yield Served(host, int(port), data, "; ".join(f"{n}={v}" for n, v in cookies.items()),
                     cookies["northing_csrf"], token[0])  # fmt: skip
        said = (data / "log").read_text()
        assert "Internal Server Error" not in said, said[-3_000:]


def _signed_in(host: str, port: int) -> dict[str, str]:
    cookies: dict[str, str] = {}

    def ask(method: str, body: str = "") -> bytes:
        connection = HTTPConnection(host, port, timeout=PATIENCE)
        with closing(connection):
            headers = {"Cookie": "; ".join(f"{n}={v}" for n, v in cookies.items()),
                       "Referer": f"http://{host}:{port}/accounts/login/",
                       "Content-Type": "application/x-www-form-urlencoded"}  # fmt: skip
            connection.request(method, "/accounts/login/", body, headers)
            answer = connection.getresponse()
            for line in answer.headers.get_all("Set-Cookie") or ():
                name, _equals, value = line.partition(";")[0].partition("=")
                cookies[name] = value
            return answer.read()

    form = re.search(rb'csrfmiddlewaretoken"[^>]*value="(\w+)"', ask("GET"))
    assert form is not None
    given = {"login": "ada@kestrel.example", "password": "a long and rare sentence",
             "csrfmiddlewaretoken": form[1].decode()}  # fmt: skip
    ask("POST", urlencode(given))
    assert "northing_session" in cookies
    return cookies


def _form(served: Served, edge: str = EDGE) -> bytes:
    """The import page's form as a browser sends it, with a workbook."""
    fields = {"csrfmiddlewaretoken": served.csrf, "text": "", "name": "", "team": "1", "cycle": "1"}
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = (
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="plan.xlsx"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return b"".join(parts) + head.encode() + seeds.workbooks()[0] + f"\r\n--{edge}--\r\n".encode()


def _page(
    served: Served,
    body: bytes,
    *,
    length: int | str | None = None,
    edge: str = EDGE,
    more: str = "",
) -> bytes:
    said = (
        "" if length == "none" else f"Content-Length: {len(body) if length is None else length}\r\n"
    )
    return (
        f"POST /kestrel/imports/ HTTP/1.1\r\nHost: {served.host}:{served.port}\r\nConnection: close\r\n"
        f"Origin: http://{served.host}:{served.port}\r\nCookie: {served.cookies}\r\n"
        f"Content-Type: multipart/form-data; boundary={edge}\r\n{said}{more}\r\n"
    ).encode() + body


def _api(served: Served, body: bytes, *, length: int | None = None, more: str = "") -> bytes:
    return (
        f"POST /api/v1/kestrel/imports HTTP/1.1\r\nHost: {served.host}:{served.port}\r\nConnection: close\r\n"
        f"Authorization: Bearer {served.token}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body) if length is None else length}\r\n{more}\r\n"
    ).encode() + body


def _sheet() -> bytes:
    content = base64.b64encode(seeds.workbooks()[0]).decode()
    return json.dumps(
        {"source_name": "plan.xlsx", "content": content, "team": 1, "cycle": 1}
    ).encode()


def _cuts(body: bytes, edges: bytes) -> list[int]:
    """Around the beginning and the end of every boundary, and in the middle of what lies between."""
    found = {0, 1, len(body) - 1, len(body) - 2}
    at = body.find(edges)
    while at >= 0:
        found |= {
            at + n
            for n in (-2, -1, 0, 1, 2, len(edges), len(edges) + 1, len(edges) + 2, len(edges) + 40)
        }
        at = body.find(edges, at + 1)
    return sorted(n for n in found if 0 <= n < len(body))


def _harmless(served: Served, raw: bytes, before: int, *, early: bool = True) -> int:
    status = served.sent(raw, closing_early=early)
    assert status < 500, (status, raw[-200:])
    assert served.staged() == before, (status, raw[-200:])
    return status


def test_a_whole_upload_is_staged(served: Served) -> None:
    """What is torn below is otherwise taken."""
    before = served.staged()
    assert served.sent(_page(served, _form(served)), closing_early=False) == 302
    assert served.sent(_api(served, _sheet()), closing_early=False) == 201
    assert served.staged() == before + 2


def test_uploads_cut_where_parts_meet(served: Served) -> None:
    """The connection ends before the length that was told."""
    body, before = _form(served), served.staged()
    for cut in _cuts(body, f"--{EDGE}".encode()):
        _harmless(served, _page(served, body[:cut], length=len(body)), before)
    sheet = _sheet()
    for cut in _cuts(sheet, b'"'):
        _harmless(served, _api(served, sheet[:cut], length=len(sheet)), before)
    assert served.lives()


def test_uploads_whose_body_ends_early_by_their_own_words(served: Served) -> None:
    """The told length is that of the piece: the form itself has no end."""
    body, before = _form(served), served.staged()
    edge = f"--{EDGE}".encode()
    whole = body.rfind(edge)
    for cut in _cuts(body, edge):
        if cut <= whole:
            status = _harmless(served, _page(served, body[:cut]), before, early=False)
            assert status in {400, 403, 404, 413, 422}, (cut, status)
    for cut in _cuts(_sheet(), b'"'):
        assert _harmless(served, _api(served, _sheet()[:cut]), before, early=False) in {400, 422}
    assert served.lives()


def test_wrong_lengths_and_wrong_boundaries(served: Served) -> None:
    """Lengths that are no numbers, boundaries that never come, are empty, endless or no text."""
    body, before = _form(served), served.staged()
    for length in (0, -1, "x", "", "1e3", "9" * 40, "+5", 17 * 2**20, "none"):
        _harmless(served, _page(served, body, length=length), before)
    for edge in ("other", "", '"', "x" * 300, "\u00e9", "a;b", " "):
        _harmless(served, _page(served, body, edge=edge), before, early=False)
    for more in ("Transfer-Encoding: chunked\r\n", "Content-Length: 3\r\n"):
        _harmless(served, _page(served, body, more=more), before)
        _harmless(served, _api(served, _sheet(), more=more), before)
    packed = "Content-Encoding: gzip\r\n"
    assert _harmless(served, _page(served, body, more=packed), before, early=False) == 415
    assert _harmless(served, _api(served, _sheet(), more=packed), before, early=False) == 415
    _harmless(served, _page(served, body[:200] + b"\x00" * 500 + body[900:]), before, early=False)
    assert served.lives()
