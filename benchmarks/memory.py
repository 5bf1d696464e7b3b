"""How much memory a web worker takes under load, and whether that grows.

    .venv/bin/python benchmarks/memory.py [--data FOLDER] [--size large] [--minutes 60] [--rate 20]

Serves the firm on SQLite and PostgreSQL as in production; readers ask for every page and the main
endpoints, one writer records check-ins, so many requests a second in all at each server. Prints the
resident memory of every process along the way. Limits: 150 MB for each web worker, and no more than
a tenth more at the end than after the first quarter of the time.
"""

import argparse
import http.client
import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

from benchmarks.plenty.keeping import ROOT, Firm
from benchmarks.plenty.size import SLUG
from benchmarks.speed.serving import Server, serving
from benchmarks.writing import OWNERS, PEOPLE, Writer, copies, run

MOST, GROWTH = 150.0, 1.1
READERS = 3
LOOKS = 40
"""How often memory is looked at."""


def main() -> int:
    """Print a line for each look; 1 where a limit was missed."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("--data", type=Path, default=ROOT / "var" / "bench")
    asked.add_argument("--size", choices=("small", "large"), default="large")
    asked.add_argument("--minutes", type=float, default=60)
    asked.add_argument("--rate", type=float, default=20, help="requests a second at each server")
    options = asked.parse_args()
    with ExitStack() as stack:
        loads = [
            stack.enter_context(Load(firm, options.rate, stack.enter_context(serving(firm))))
            for firm in stack.enter_context(copies(options.data, options.size))
        ]
        begun = time.monotonic()
        for look in range(1, LOOKS + 1):
            time.sleep(max(0.0, begun + look * options.minutes * 60 / LOOKS - time.monotonic()))
            for load in loads:
                load.look()
            said = (f"{load.server.firm.database} {load.last()}" for load in loads)
            print(f"{(time.monotonic() - begun) / 60:6.1f} min  " + "   ".join(said), flush=True)
        missed = [load.is_too_much() for load in loads]  # all of them speak
    return int(any(missed))


class Load:
    """Readers and a writer at one server, for the length of a block."""

    def __init__(self, firm: Firm, rate: float, server: Server) -> None:
        self.server, self._pause = server, (READERS + 1) / rate
        self._place = urlsplit(server.address)
        self._ends = threading.Event()
        self._looks: list[dict[int, float]] = []
        self._requests = 0
        found = json.loads(_said(firm, "-m", "benchmarks.speed.visits"))
        owned = json.loads(_said(firm, "-c", PEOPLE.format(slug=SLUG, owners=OWNERS)))
        self._threads = [
            threading.Thread(target=self._read, args=(place, found)) for place in range(READERS)
        ] + [threading.Thread(target=self._write, args=(owned,))]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        for thread in self._threads:
            thread.join()

    def look(self) -> None:
        """Note the resident memory of every process, in MB."""
        assert all(thread.is_alive() for thread in self._threads), "a client failed; see above"
        self._looks.append(dict(_resident(self.server)))

    def last(self) -> str:
        """The last look in words: the keeper of the processes first, then the web workers."""
        sizes = "  ".join(f"{size:.0f}" for size in self._looks[-1].values())
        return f"{self._requests} requests, MB: {sizes}"

    def is_too_much(self) -> bool:
        """Whether a limit was missed; says so either way."""
        early, late = self._looks[len(self._looks) // 4 - 1], self._looks[-1]
        keeper = next(iter(late))
        missed = False
        for pid, size in late.items():
            if pid == keeper:
                continue
            most = max(look.get(pid, 0.0) for look in self._looks)
            growth = size / early.get(pid, size)
            bad = most > MOST or growth > GROWTH or pid not in early
            missed |= bad
            print(f"{self.server.firm.database}: {most:.0f} MB at most (limit {MOST:.0f}), of it {_own(pid):.0f} MB its"
                  f" own and the rest shared with the others; {growth:.2f} times"
                  f" what it was after a quarter of the time (limit {GROWTH}){'  MISSED' if bad else ''}")  # fmt: skip
        return missed

    def _read(self, place: int, found: dict[str, Any]) -> None:
        """Every page in turn, as people of their own."""
        connection = http.client.HTTPConnection(*self._at(), timeout=60)
        visits = [(path, page["is_api"]) for page in found["pages"] for path in page["paths"]]
        Random(place).shuffle(visits)
        people = cycle(found["cookies"])
        for path, by_api in cycle(visits):
            if self._ends.wait(self._pause):
                break
            headers = (
                {"Authorization": f"Bearer {found['token']}"}
                if by_api
                else {"Cookie": next(people)}
            )
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, (path, answer.status)
            self._requests += 1

    def _write(self, owned: list[tuple[str, int]]) -> None:
        writer = Writer(self.server.address, owned)

        def goes_on() -> bool:
            self._requests += 1
            return not self._ends.wait(self._pause)

        writer.one(goes_on)

    def _at(self) -> tuple[str, int]:
        return self._place.hostname or "", self._place.port or 80


def _said(firm: Firm, *command: str) -> str:
    return run(firm, *command).stdout.splitlines()[-1]


def _resident(server: Server) -> Iterator[tuple[int, float]]:
    for pid in server.family():
        status = Path(f"/proc/{pid}/status").read_text()
        size = status.partition("VmRSS:")[2].split(maxsplit=1)
        if size:
            yield pid, int(size[0]) / 1024


def _own(pid: int) -> float:
    """Memory in MB that would be free again if this process ended."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


if __name__ == "__main__":
    sys.exit(main())
