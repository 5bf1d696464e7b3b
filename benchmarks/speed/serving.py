"""`northing serve` for the length of a block, and the processor time that it takes."""

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
from dataclasses import dataclass
from pathlib import Path

from benchmarks.plenty.keeping import ROOT, Firm

SERVE = "import sys; from northing.cli import main; sys.exit(main())"
PATIENCE = 120.0
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A firm being served."""

    firm: Firm
    address: str
    pid: int
    keeps: bool

    def seconds(self) -> float:
        """Processor time so far of the server and its workers, user and system."""
        return sum(_seconds(pid) for pid in self.family())

    def family(self) -> list[int]:
        """The processes: the one that keeps the others first."""
        return _family(self.pid)


@contextmanager
def serving(firm: Firm, *, keeps: bool = True) -> Iterator[Server]:
    """Start it on a free port with the settings of production; stop it at the end.

    No worker beside it, so that nothing but what is measured takes time, and no limit on requests.
    Without `keeps` every page is drawn anew, as it is for the first who asks after a change.
    """
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    log = firm.folder / f"serve-{firm.database}{'' if keeps else '-anew'}.log"
    environment = firm.environment | {"NORTHING_URL": address, "NORTHING_API_LIMIT": "0"}
    if not keeps:
        environment["NORTHING_KEPT_PAGES"] = "0"
    with (
        log.open("w") as said,
        subprocess.Popen(
            [sys.executable, "-c", SERVE, "serve", "--no-worker", "--port", str(port)],
            env=environment, cwd=ROOT, stdout=said,
            stderr=subprocess.STDOUT, start_new_session=True,
        ) as process,
    ):  # fmt: skip
        try:
            _until_it_answers(address, process, log)
            yield Server(firm, address, process.pid, keeps)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def _until_it_answers(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"The server answers {error.code}: {log.read_text()}") from error
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"The server did not start: {log.read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _family(pid: int) -> list[int]:
    """A process and all below it; where the system does not tell, the process alone."""
    found = [pid]
    for one in found:
        try:
            listed = Path(f"/proc/{one}/task/{one}/children").read_text()
        except OSError:
            continue
        found += [int(child) for child in listed.split()]
    return found


def _seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS
