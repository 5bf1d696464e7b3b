"""Raw bytes against the real server: requests that two readers understand in two ways, and endless ones.

Whatever is sent, there is one answer at most to what looks like one request to somebody before us, and a
smuggled one is never answered. What the server cannot do, a proxy does: see docs/security.md.
"""

import os
import re
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import plain_environment, serving

CSRF = "a" * 32
FORM = f"Content-Type: application/x-www-form-urlencoded\r\nCookie: northing_csrf={CSRF}\r\n"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    data = tmp_path_factory.mktemp("wire")
    with serving(plain_environment(data), data / "server.log") as url:
        yield int(url.rpartition(":")[2])


def ask(port: int, raw: str) -> tuple[list[int], bool]:
    """The status of every answer to these bytes, and whether the server closed the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as wire:
        wire.sendall(raw.encode("latin-1"))
        heard, closed = b"", False
        while True:
            # After the first answer a second one would come at once.
            wire.settimeout(0.3 if heard else 5)
            try:
                part = wire.recv(65_536)
            except (TimeoutError, ConnectionResetError) as error:
                closed = isinstance(error, ConnectionResetError)
                break
            heard += part
            if not part:
                closed = True
                break
    return [int(n) for n in re.findall(rb"HTTP/1\.[01] (\d{3})", heard)], closed


def _cases(port: int) -> dict[str, str]:
    host = f"Host: 127.0.0.1:{port}\r\n"
    inner = f"GET /smuggled HTTP/1.1\r\n{host}\r\n"
    size = len(inner)

    def post(headers: str, body: str, version: str = "1.1") -> str:
        return f"POST /accounts/login/ HTTP/{version}\r\n{host}{headers}\r\n{body}"

    return {
        "CL.TE": post(f"Content-Length: {size + 5}\r\nTransfer-Encoding: chunked\r\n", f"0\r\n\r\n{inner}"),
        "TE.CL": post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", f"{size:x}\r\n{inner}\r\n0\r\n\r\n"),
        "two lengths": post(f"Content-Length: 0\r\nContent-Length: {size}\r\n", inner),
        "two lengths, the larger first": post(f"Content-Length: {size}\r\nContent-Length: 0\r\n", inner),
        "a list of lengths": post(f"Content-Length: 0, {size}\r\n", inner),
        "a length with a sign": post(f"Content-Length: +{size}\r\n", inner),
        "a length below nothing": post("Content-Length: -1\r\n", inner),
        "a length of another base": post("Content-Length: 0x10\r\n", inner),
        "a length beyond every number": post(f"Content-Length: {'9' * 30}\r\n", inner),
        "two encodings": post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", f"0\r\n\r\n{inner}"),
        "an encoding that is none": post("Transfer-Encoding: xchunked\r\n", inner),
        "an encoding that is not last": post("Transfer-Encoding: chunked, gzip\r\n", f"0\r\n\r\n{inner}"),
        "a space before the colon": post("Transfer-Encoding : chunked\r\nContent-Length: 3\r\n", f"abc{inner}"),
        "a tab that is none": post("Transfer-Encoding:\x0bchunked\r\n", f"0\r\n\r\n{inner}"),
        "chunked in HTTP/1.0": post("Transfer-Encoding: chunked\r\n", f"0\r\n\r\n{inner}", "1.0"),
        "a folded header": post("X-A: b\r\n c\r\n", inner),
        "a folded encoding": post("Transfer-Encoding:\r\n chunked\r\nContent-Length: 3\r\n", f"abc{inner}"),
        "a bare return": post(f"X: a\rContent-Length: {size}\r\n", inner),
        "a bare line feed": post("X: a\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n", f"abc{inner}"),
        "a zero": post(f"X: a\0b\r\nContent-Length: {size}\r\n", inner),
        "a chunk of no size": post("Transfer-Encoding: chunked\r\n", f"zz\r\nabc\r\n0\r\n\r\n{inner}"),
        "a chunk beyond every size": post("Transfer-Encoding: chunked\r\n", f"{'f' * 17}\r\nabc\r\n0\r\n\r\n{inner}"),
        "chunks with line feeds": post("Transfer-Encoding: chunked\r\n", f"0\n\n{inner}"),
        "an extension with a line feed": post("Transfer-Encoding: chunked\r\n", f"3;a\nb\r\nabc\r\n0\r\n\r\n{inner}"),
    }  # fmt: skip


NAMES = sorted(_cases(1))


@pytest.mark.parametrize("name", NAMES)
def test_a_request_of_two_readings_has_one_answer(name: str, port: int) -> None:
    answers, closed = ask(port, _cases(port)[name])
    assert len(answers) == 1, answers
    assert answers[0] in {400, 403, 411}, answers  # 403: a form without its token
    assert closed, "what is left on the wire could be read as the next request"


def test_the_way_of_asking_sees_two_answers_where_there_are_two(port: int) -> None:
    """Or the test above would prove nothing."""
    once = f"GET /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
    assert ask(port, once * 2) == ([200, 200], False)


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        ("GET /accounts/login/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", 400),
        ("GET /accounts/login/ HTTP/1.1\r\n\r\n", 400),
        ("GET /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", 400),
        ("GET /accounts/login/\r\n\r\n", 400),
        ("GET /accounts/login/ HTTP/9.9\r\nHost: localhost\r\n\r\n", 400),
        ("GET /" + "a" * 100_000 + " HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
        ("GET / HTTP/1.1\r\nHost: localhost\r\n" + "X: a\r\n" * 500 + "\r\n", 431),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a" * 1_000_000 + "\r\n\r\n", 431),
    ],
    ids=["another host", "no host", "two hosts", "0.9", "9.9", "long line", "many headers", "long header"],
)  # fmt: skip
def test_what_is_no_request_of_ours_is_refused(raw: str, status: int, port: int) -> None:
    answers, _ = ask(port, raw)
    assert answers == [status]


def test_a_line_end_in_an_address_makes_no_header(port: int) -> None:
    raw = f"GET /accounts/%0d%0aX-Made: up/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=5) as wire:
        wire.sendall(raw.encode())
        heard = b"".join(iter(lambda: wire.recv(65_536), b""))
    assert b"\r\nX-Made" not in heard


# ── more than is read ─────────────────────────────────────────────────────────
def _memory() -> int:
    """Megabytes of all processes of this test's children."""
    mine, sums = {os.getpid()}, 0
    for _ in range(4):
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal():
                try:
                    stat = (entry / "stat").read_text().rpartition(")")[2].split()
                except OSError:
                    continue
                if int(stat[1]) in mine:
                    mine.add(int(entry.name))
    for pid in mine - {os.getpid()}:
        try:
            said = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            continue
        sums += int(found[1]) // 1024 if (found := re.search(r"VmRSS:\s+(\d+)", said)) else 0
    return sums


def test_a_length_beyond_the_limit_is_refused_before_a_byte_is_read(port: int) -> None:
    raw = f"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{FORM}Content-Length: 500000000\r\n\r\n"
    assert ask(port, raw)[0] == [413]


@pytest.mark.parametrize("path", ["/accounts/login/", "/api/v1/acme/metrics/1/readings"])
def test_an_endless_body_is_cut_off_and_fills_no_memory(path: str, port: int) -> None:
    before = _memory()
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{FORM}Transfer-Encoding: chunked\r\n\r\n"
    part, sent = b"100000\r\n" + b"a" * 0x100000 + b"\r\n", 0
    with socket.create_connection(("127.0.0.1", port), timeout=10) as wire:
        try:
            wire.sendall(head.encode())
            while sent < 200:
                wire.sendall(part)
                sent += 1
        except (BrokenPipeError, ConnectionResetError, TimeoutError):
            pass
    assert sent < 100, "megabytes were taken without an end"
    assert _memory() - before < 60
    assert _answers_soon(port)


def test_a_body_that_is_cut_off_holds_nobody(port: int) -> None:
    """Promised a hundred thousand bytes, sent nine, and gone."""
    for _ in range(8):
        with socket.create_connection(("127.0.0.1", port), timeout=5) as wire:
            head = f"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{FORM}"
            wire.sendall(f"{head}Content-Length: 100000\r\n\r\nlogin=ada".encode())
    assert _answers_soon(port)


def test_headers_that_come_slowly_hold_nobody(port: int) -> None:
    wires = [socket.create_connection(("127.0.0.1", port), timeout=5) for _ in range(40)]
    for wire in wires:
        wire.sendall(b"GET /accounts/login/ HTTP/1.1\r\nX-Slow: ")
    assert _answers_soon(port)
    for wire in wires:
        wire.close()


def _answers_soon(port: int) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{port}/accounts/login/", timeout=3
            ) as page:
                return bool(page.status == 200)
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
    return False
