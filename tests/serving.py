"""`northing serve` for the length of a block, as people run it: another process, on a free port."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

SERVE = (
    sys.executable,
    "-c",
    "import sys; from northing.cli import main; sys.exit(main())",
    "serve",
)
PATIENCE = 300.0
"""Seconds until it answers: loading the demo firm takes its time on a busy machine."""


class NotServedError(RuntimeError):
    """The server ended, or answered with an error before it answered at all; holds what it said."""


@contextmanager
def serving(
    environment: Mapping[str, str], log: Path, command: Sequence[str] = SERVE
) -> Iterator[str]:
    """Run the command with a free port, wait until it answers, give its address, and end it."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with (
        log.open("w") as said,
        subprocess.Popen(
            [*command, "--port", str(port)], env={**environment, "NORTHING_URL": url},
            stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, start_new_session=True,
        ) as server,
    ):  # fmt: skip
        try:
            _until_it_answers(url, server, log)
            yield url
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def plain_environment(data: Path, **settings: str) -> dict[str, str]:
    """This process's own, but for everything that tells Northing or make what to do; then these."""
    return {
        name: value for name, value in os.environ.items()
        if not name.startswith(("NORTHING_", "DATABASE_URL", "MAKE"))
    } | {
        "NORTHING_DATA": str(data), "DJANGO_SETTINGS_MODULE": "northing.site.settings", **settings,
    }  # fmt: skip


def _until_it_answers(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=5).close()
        except urllib.error.HTTPError as error:
            raise NotServedError(f"The server answers {error.code}: {log.read_text()}") from error
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise NotServedError(f"The server did not come up: {log.read_text()}")
