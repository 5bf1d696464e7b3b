"""A real `northing serve` that a test holds by its process, and what to ask it."""

import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.serving import SERVE, free_port

BOUND = 60.0
PATIENCE = 300.0


@dataclass
class Server:
    """`northing serve` at work, with its data folder."""

    port: int
    folder: Path
    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, patience: float = 30, **headers: str) -> tuple[int, str]:
        """Status and body."""
        request = urllib.request.Request(f"{self.url}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=patience) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


@contextmanager
def running(
    folder: Path, environment: Mapping[str, str], *options: str, program: Sequence[str] = SERVE
) -> Iterator[Server]:
    """Wait until it is ready; end it after the block, unless the block itself did."""
    port, log = free_port(), folder / "log"
    with (
        log.open("w") as said,
        subprocess.Popen(
            [*program, "--port", str(port), *options], env=dict(environment), cwd=folder, stdin=subprocess.DEVNULL,
            stdout=said, stderr=subprocess.STDOUT, start_new_session=True,
        ) as process,
    ):  # fmt: skip
        found = Server(port, folder, process, log)
        try:
            _until_ready(found)
            yield found
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.wait(BOUND)


def _until_ready(server: Server) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.process.poll() is None:
        try:
            if server.get("/readyz") == (200, "ready\n"):
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError(server.log.read_text())
