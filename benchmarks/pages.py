"""How quick the pages are: `make bench`, or `python -m benchmarks.pages --data FOLDER`.

Serves a small firm (50 teams, 1,000 key results, 20,000 check-ins) and a large one (1,000 teams, 20,000,
400,000) on SQLite and on PostgreSQL as in production, and asks for every page and the main endpoints with
1, 8 and 32 clients, all firms and pages taking turns in one run: as it is served and, with eight clients,
with every page drawn anew (as for the first who asks after a change). Prints latencies beside the bars
(set for eight clients) with the noise between the turns, and how many times the work of a bare view a
drawn page is: one that runs the same statements and draws the same template.

Firms are made once (some minutes) and kept in the folder; what was measured is kept too, so that
`--resume` goes on after an interruption.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.plenty import keeping
from benchmarks.plenty.keeping import ROOT, Firm
from benchmarks.speed import load, table
from benchmarks.speed.serving import Server, serving
from tests.postgres import NoPostgresError

SIZES, DATABASES = ("small", "large"), ("SQLite", "PostgreSQL")
Row = dict[str, Any]


def main() -> int:
    options = _options()
    options.data.mkdir(parents=True, exist_ok=True)
    kept = options.data / "pages.jsonl"
    if not options.resume:
        kept.unlink(missing_ok=True)
    with ExitStack() as stack:
        firms = list(_firms(options, stack))
        if not options.no_bare:
            _beside_bare_views(firms, options, kept)
        if not options.no_load and load.is_here():
            _under_load(firms, options, kept)
        elif not options.no_load:
            print(load.REMEDY)
    print(table.of([json.loads(line) for line in kept.read_text().splitlines()]))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--data", type=Path, default=ROOT / "var" / "bench", help="where firms are kept"
    )
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=SIZES)
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=DATABASES)
    parser.add_argument(
        "--quarters", type=int, default=1, help="how many quarters objectives lie in"
    )
    parser.add_argument(
        "--pages", nargs="+", default=[], help="only pages with these words in the name"
    )
    parser.add_argument("--seconds", type=int, default=2, help="of load for each page and turn")
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, load.CLIENTS, 32])
    parser.add_argument("--no-bare", action="store_true", help="leave the bare views out")
    parser.add_argument("--no-load", action="store_true", help="leave the load out")
    parser.add_argument("--resume", action="store_true", help="keep what was measured before")
    return parser.parse_args()


def _firms(options: argparse.Namespace, stack: ExitStack) -> Iterator[Firm]:
    made = [keeping.on_sqlite(options.data, size, options.quarters) for size in options.sizes]
    if "SQLite" in options.databases:
        yield from made
    if "PostgreSQL" in options.databases:
        try:
            yield from stack.enter_context(keeping.on_postgres(options.data, made))
        except NoPostgresError as error:
            print(error)


def _visits(firm: Firm, options: argparse.Namespace) -> Row:
    """Pages, addresses and sessions of a firm, as far as they are asked for."""
    command = [sys.executable, "-m", "benchmarks.speed.visits"]
    said = subprocess.run(
        command, cwd=ROOT, env=firm.environment, check=True, capture_output=True, text=True
    ).stdout
    found: Row = json.loads(said.splitlines()[-1])
    wanted = [word.lower() for word in options.pages]
    found["pages"] = [
        page
        for page in found["pages"]
        if not wanted or any(word in page["label"].lower() for word in wanted)
    ]
    return found


def _beside_bare_views(firms: list[Firm], options: argparse.Namespace, kept: Path) -> None:
    for firm in firms:
        done = _done(kept, "bare", firm)
        visits = _visits(firm, options)
        visits["pages"] = [page for page in visits["pages"] if page["label"] not in done]
        print(f"Beside bare views: {firm.size} firm, {firm.database} …", flush=True)
        command = [sys.executable, "-m", "benchmarks.speed.bare", json.dumps(visits)]
        environment = firm.environment | {"NORTHING_KEPT_PAGES": "0"}
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        ) as process:
            for line in process.stdout or ():
                _keep(kept, {"what": "bare", **_place(firm), **json.loads(line)})


def _under_load(firms: list[Firm], options: argparse.Namespace, kept: Path) -> None:
    with ExitStack() as stack:
        served = [
            (stack.enter_context(serving(firm, keeps=keeps)), visits)
            for firm, visits in [(firm, _visits(firm, options)) for firm in firms]
            for keeps in (True, False)
        ]
        labels = dict.fromkeys(
            page["label"] for _server, visits in served for page in visits["pages"]
        )
        for turn in range(options.turns):
            for label in labels:
                print(f"Under load: {label}, turn {turn + 1} of {options.turns} …", flush=True)
                for server, visits in served:
                    page = next((p for p in visits["pages"] if p["label"] == label), None)
                    for clients in options.clients if page else ():
                        if server.keeps or clients == load.CLIENTS:
                            row = _row(server, page, turn, clients)
                            _once(
                                kept,
                                row,
                                lambda r=row, s=server, v=visits: _loaded(s, v, r, options),
                            )


def _once(kept: Path, row: Row, measured: Callable[[], Row]) -> None:
    """Measure what this row names, unless that was done before."""
    rows = [json.loads(line) for line in kept.read_text().splitlines()] if kept.exists() else []
    if not any({**known, **row} == known for known in rows):
        _keep(kept, measured())


def _row(server: Server, page: Row, turn: int, clients: int) -> Row:
    told = {"turn": turn, "clients": clients, "keeps": server.keeps, "paths": len(page["paths"])}
    return {**page, "what": "load", **_place(server.firm), **told}


def _loaded(server: Server, visits: Row, row: Row, options: argparse.Namespace) -> Row:
    """One page of one firm for some seconds; what went wrong is a row too, so that the others go on."""
    page = next(p for p in visits["pages"] if p["label"] == row["label"])
    headers = [("Cookie", cookie) for cookie in visits["cookies"]]
    if page["is_api"]:
        headers = [("Authorization", f"Bearer {visits['token']}")]
    file = load.written(server.firm.folder / "addresses.txt", page["paths"], headers)
    try:
        if not row["turn"]:
            load.answers(server.address, file)
        before = server.seconds()
        found = load.under_load(server.address, file, options.seconds, row["clients"])
    except (OSError, load.NoAnswerError) as error:
        return row | {"error": str(error)}
    cpu = (server.seconds() - before) / max(1, found.requests) * 1000
    return row | {
        "p50": found.p50, "p95": found.p95, "per_second": found.per_second, "cpu": cpu,
        "error": f"{found.errors} without an answer" if found.errors else "",
    }  # fmt: skip


def _place(firm: Firm) -> dict[str, str]:
    return {"database": firm.database, "size": firm.size}


def _done(kept: Path, what: str, firm: Firm) -> set[str]:
    """The labels of what was measured before."""
    if not kept.exists():
        return set()
    rows = [json.loads(line) for line in kept.read_text().splitlines()]
    return {r["label"] for r in rows if r["what"] == what and {**r, **_place(firm)} == r}


def _keep(kept: Path, row: Row) -> None:
    with kept.open("a") as file:
        file.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    sys.exit(main())
