"""How long a check-in takes, by itself and beside the nightly sweep.

    .venv/bin/python benchmarks/writing.py [--data FOLDER] [--size large] [--seconds 20]

Eight clients record one check-in after the other by the API of a real server, on SQLite and PostgreSQL,
every one with an idempotency key; each twentieth is read back at once. Then one client does the same
while every running key result is judged. Limits: at eight writers 95 of 100 within 50 ms on PostgreSQL
and 100 ms on SQLite; beside the sweep of 20,000 key results, which takes 30 s at most, within 100 ms.
"""

import argparse
import http.client
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from statistics import quantiles
from urllib.parse import urlsplit

import psycopg

from benchmarks.plenty import keeping
from benchmarks.plenty.keeping import ROOT, Firm
from benchmarks.plenty.size import SLUG
from benchmarks.speed.serving import serving
from tests import postgres

WRITERS, READ_BACK = 8, 20
LIMITS = {"SQLite": 100.0, "PostgreSQL": 50.0}
BESIDE, SWEEP = 100.0, 30.0
OWNERS = 64
PEOPLE = """
import json, django
django.setup()
from northing.actions import tokens
from northing.queries import callers
from northing.store.key_results import KeyResult
from northing.kit import clock
rows = KeyResult.objects.filter(
    ws__slug="{slug}", objective__state="active", state="open", kind="increase",
    objective__person=None,
)
own = {{}}
for number, handle in rows.order_by("pk").values_list("number", "owner__handle"):
    own.setdefault(handle, []).append(number)
found = []
for handle in sorted(own)[:: max(1, len(own) // {owners})][:{owners}]:
    caller = callers.by_handle("{slug}", handle, "cli", clock.now())
    if caller is not None and caller.caller.is_member:
        secret = tokens.create(caller.caller, "bench", ("read", "check_in")).secret
        found += [(secret, number) for number in own[handle]]
print(json.dumps(found))
"""


def main() -> int:
    """Print a line for each database; 1 where a limit was missed."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("--data", type=Path, default=ROOT / "var" / "bench")
    asked.add_argument("--size", choices=("small", "large"), default="large")
    asked.add_argument("--seconds", type=float, default=20)
    options = asked.parse_args()
    print(f"{'database':12}{'check-ins':>11}{'a second':>10}{'p50 ms':>8}{'p95 ms':>8}{'limit':>7}"
          f"{'  | sweep s':>12}{'beside':>8}{'p95 ms':>8}{'limit':>7}")  # fmt: skip
    missed = False
    with copies(options.data, options.size) as firms:
        for firm in firms:
            missed |= _measured(firm, options.seconds)
    return int(missed)


@contextmanager
def copies(data: Path, size: str) -> Iterator[list[Firm]]:
    """The firm on both databases, as copies that may be written."""
    kept = keeping.on_sqlite(data, size)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="nth-writing-")))
        shutil.copytree(kept.folder, folder / "sqlite")
        firms = [Firm(size, "SQLite", folder / "sqlite")]
        try:
            there = stack.enter_context(keeping.on_postgres(data, [kept]))[0]
            copy = stack.enter_context(_database_like(there))
            firms.append(Firm(size, "PostgreSQL", folder / "sqlite", copy))
        except postgres.NoPostgresError as error:
            print(error)
        yield firms


@contextmanager
def _database_like(firm: Firm) -> Iterator[str]:
    """A copy of the firm's database on the same server."""
    name = urlsplit(firm.url).path.removeprefix("/")
    options = urlsplit(firm.url).query.replace("&", " ")
    with psycopg.connect(f"dbname=postgres {options}", autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS northing_writing")
        connection.execute(f'CREATE DATABASE northing_writing TEMPLATE "{name}"')
        try:
            yield firm.url.replace(f"/{name}?", "/northing_writing?")
        finally:
            connection.execute("DROP DATABASE northing_writing WITH (FORCE)")


def _measured(firm: Firm, seconds: float) -> bool:
    with serving(firm) as server:
        said = run(firm, "-c", PEOPLE.format(slug=SLUG, owners=OWNERS)).stdout
        writer = Writer(server.address, json.loads(said.splitlines()[-1]))
        spent = writer.together(WRITERS, time.monotonic() + seconds)
        p50, p95 = _quantiles(spent)
        limit = LIMITS[firm.database]
        print(f"{firm.database:12}{len(spent):11}{len(spent) / seconds:10.0f}{p50:8.0f}{p95:8.0f}"
              f"{limit:5.0f}{_mark(p95 <= limit)}", end="", flush=True)  # fmt: skip
        begun = time.monotonic()
        command = [sys.executable, "-m", "benchmarks.speed.sweep"]
        with subprocess.Popen(command, cwd=ROOT, env=firm.environment) as sweep:
            beside = writer.one(lambda: sweep.poll() is None)
        took = time.monotonic() - begun
        _, besides = _quantiles(beside)
        print(
            f"{took:10.1f}{_mark(took <= SWEEP)}{len(beside):8}{besides:8.0f}{BESIDE:5.0f}{_mark(besides <= BESIDE)}"
        )
        if sweep.returncode:
            raise RuntimeError("The sweep failed.")
    return p95 > limit or took > SWEEP or besides > BESIDE


def run(firm: Firm, *command: str) -> "subprocess.CompletedProcess[str]":
    """Python with these words, on the firm's data. Raises CalledProcessError where it fails."""
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=firm.environment, check=True,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


class Writer:
    """Clients that record check-ins on key results drawn by chance; milliseconds of each."""

    def __init__(self, address: str, owned: list[tuple[str, int]]) -> None:
        parts = urlsplit(address)
        self.place = (parts.hostname or "", parts.port or 80)
        self.owned = owned

    def together(self, clients: int, until: float) -> list[float]:
        """So many at once, until that moment."""
        spent: list[list[float]] = [[] for _ in range(clients)]

        def work(place: int) -> None:
            spent[place] = self.one(lambda: time.monotonic() < until, place)

        threads = [threading.Thread(target=work, args=(n,)) for n in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert all(spent), "a client failed; its words stand above"
        return [ms for some in spent for ms in some]

    def one(self, goes_on: Callable[[], bool], place: int = 0) -> list[float]:
        """One after the other; each twentieth is read back."""
        chance, spent = Random(place), []
        connection = http.client.HTTPConnection(*self.place, timeout=30)
        while goes_on():
            secret, number = chance.choice(self.owned)
            value = str(chance.randrange(1, 10_000))
            path = f"/api/v1/{SLUG}/key-results/KR-{number}"
            body = json.dumps({"value": value, "confidence": 7, "note": f"measured {value}"})
            said = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
            key = said | {"Idempotency-Key": f"{place}-{len(spent)}-{time.monotonic_ns()}"}
            begun = time.monotonic()
            self._asked(connection, "POST", f"{path}/check-ins", 201, body, key)
            spent.append((time.monotonic() - begun) * 1000)
            if len(spent) % READ_BACK == 1:
                seen = self._asked(connection, "GET", f"{path}/check-ins", 200, "", said)
                assert f"measured {value}" in seen, (path, value)
        connection.close()
        return spent

    @staticmethod
    def _asked(
        connection: http.client.HTTPConnection, method: str, path: str, status: int, body: str,
        headers: dict[str, str],
    ) -> str:  # fmt: skip
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        if answer.status != status:
            raise RuntimeError(f"{method} {path} answers {answer.status}: {text[:300]}")
        return text


def _quantiles(spent: list[float]) -> tuple[float, float]:
    found = quantiles(spent, n=20)
    return found[9], found[18]


def _mark(is_met: bool) -> str:
    return " ok" if is_met else " !!"


if __name__ == "__main__":
    sys.exit(main())
