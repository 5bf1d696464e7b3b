"""Load by wrk: clients that ask for the addresses of one page as fast as they are answered."""

import re
import shutil
import subprocess
import urllib.request
from dataclasses import dataclass
from pathlib import Path

CLIENTS = 8
"""For which the bars are set."""
SCRIPT = Path(__file__).with_name("visits.lua")
REMEDY = "There is no wrk here, which makes the load. Remedy: apt-get install wrk"


class NoAnswerError(RuntimeError):
    """A page does not answer as a page."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Requests in a second, latencies in ms, and answers that were none."""

    requests: int
    per_second: float
    p50: float
    p95: float
    errors: int


def is_here() -> bool:
    return shutil.which("wrk") is not None


def written(file: Path, paths: list[str], headers: list[tuple[str, str]]) -> Path:
    """The file of addresses that wrk's script reads: every address, the people taking turns."""
    lines = [
        "\t".join((path, *headers[place % len(headers)]))
        for place, path in enumerate(paths * (-(-len(headers) // len(paths))))
    ]
    file.write_text("\n".join(lines) + "\n")
    return file


def answers(address: str, file: Path) -> None:
    """Ask for each address once: that is the warming up, and the proof that there is a page."""
    for line in file.read_text().splitlines():
        path, name, value = line.split("\t")
        request = urllib.request.Request(address + path, headers={name: value})
        with urllib.request.urlopen(request, timeout=60) as answer:
            if answer.status != 200 or answer.url != address + path:
                raise NoAnswerError(f"{path} answers {answer.status} and leads to {answer.url}")


def under_load(address: str, file: Path, seconds: float, clients: int = CLIENTS) -> Outcome:
    """The latencies of this page under the load of so many clients for some seconds."""
    command = [
        "wrk", "-t1", f"-c{clients}", f"-d{seconds:.0f}s", "--timeout", "30s", "-s", str(SCRIPT),
        address, "--", str(file),
    ]  # fmt: skip
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"^OUTCOME (\d+) (\d+) (\d+) (\d+) (\d+)$", said, re.MULTILINE)
    if found is None:
        raise RuntimeError(f"wrk says something else: {said}")
    requests, micros, p50, p95, errors = map(int, found.groups())
    return Outcome(requests, requests / micros * 1e6, p50 / 1000, p95 / 1000, errors)
