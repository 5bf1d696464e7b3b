"""The house of the browser's tests: `northing serve` as people run it, with the cast's workspace in it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.cast import NOW
from tests.pages.house import House, opened

PATIENCE = 90.0
BUILD = """
import sys, pathlib, django
django.setup()
from tests.pages.house import build
build(pathlib.Path(sys.argv[1]))
"""
SERVE = "import sys; from northing.cli import main; sys.exit(main())"


@pytest.fixture(scope="session")
def house(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A server with its own data, built and compressed static files, and the sessions of the cast."""
    data = tmp_path_factory.mktemp("house")
    port = _free_port()
    environment = {
        name: value for name, value in os.environ.items()
        if not name.startswith(("NORTHING_", "DATABASE_URL"))
    } | {
        "NORTHING_DATA": str(data), "NORTHING_TODAY": NOW.date().isoformat(),
        "NORTHING_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "northing.site.settings",
    }  # fmt: skip
    made = subprocess.run(
        [sys.executable, "-c", BUILD, str(data)], env=environment, check=False, capture_output=True,
        text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    with _served(port, environment, data):
        yield opened(f"http://127.0.0.1:{port}", data, chromium)


@contextmanager
def _served(port: int, environment: dict[str, str], data: Path) -> Iterator[None]:
    command = [sys.executable, "-c", SERVE, "serve", "--port", str(port)]
    with (
        (data / "server.log").open("w") as log,
        subprocess.Popen(
            command, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        ) as server,
    ):
        try:
            _until_it_answers(port, server, data / "server.log")
            yield
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)


def _until_it_answers(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
        except urllib.error.HTTPError as error:
            pytest.fail(f"The server answers {error.code}: {log.read_text()}")
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"The server did not start: {log.read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
