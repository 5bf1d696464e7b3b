"""How long a sheet of 5,000 rows takes to be previewed and written, and a check-in made beside it.

    .venv/bin/python benchmarks/import_sheet.py [--rows 5000]

For SQLite, and for PostgreSQL where it is installed, each in a database of its own: the sheet is read,
staged and compared (preview), then written (commit), while another process records one check-in after
the other. The limits: preview 5 s, commit 10 s, a check-in beside it 300 ms in 95 of 100 cases. On a
machine that is busy with other things, the CPU's part is what can be compared.
"""

import argparse
import csv
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
ROOT = HERE.parents[1]
LIMITS = {"preview": 5.0, "commit": 10.0, "check-in": 0.3}
PAUSE = 0.03
BELOW = 4
FORMAT = "{:<12}{:>7}{:>11}{:>11}{:>11}{:>11}{:>11}{:>11}{:>11}"


def main() -> int:
    """Measure both databases, print a table; 1 if a limit was missed."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    asked.add_argument("--rows", type=int, default=5000)
    rows = asked.parse_args().rows
    print(
        FORMAT.format(
            "database",
            "rows",
            "preview",
            "commit",
            "of it CPU",
            "check-ins",
            "median",
            "p95",
            "slowest",
        )
    )
    found = []
    for name, url in _databases():
        with url as address:
            found.append(_measured(address, rows))
        print(FORMAT.format(name, rows, *_texts(found[-1])), flush=True)
    if not found or len(found) < 2:
        print("PostgreSQL is not installed here: SQLite alone was measured.")
    return int(any(f[name] > most for f in found for name, most in LIMITS.items()))


def _databases() -> Iterator[tuple[str, Any]]:
    sys.path.insert(0, str(ROOT))
    from tests import postgres

    yield "SQLite", nullcontext("")
    if postgres.is_here():
        yield "PostgreSQL", _server(postgres.server())


@contextmanager
def _server(started: Any) -> Iterator[str]:
    """The database that a new server brings along."""
    with started as url:
        yield url.replace("/northing?", "/postgres?")


def _texts(found: dict[str, float]) -> list[str]:
    ms = [f"{found[n] * 1000:.0f} ms" for n in ("median", "check-in", "slowest")]
    return [
        f"{found['preview']:.2f} s",
        f"{found['commit']:.2f} s",
        f"{found['cpu']:.2f} s",
        f"{found['count']:.0f}",
        *ms,
    ]


def _measured(url: str, rows: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "northing.site.settings", "NORTHING_DATA": folder,
            "DATABASE_URL": url,
        }  # fmt: skip
        if not url:
            del environment["DATABASE_URL"]
        done = subprocess.run(
            [sys.executable, HERE, "--in", folder, str(rows)],
            env=environment, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


# ── in a process with a database of its own ───────────────────────────────────


def inside(folder: str, rows: int) -> None:
    """Set up a workspace, import a sheet into it, print the figures as JSON."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    caller, team, cycle, kr = _workspace()
    from northing.actions import imports
    from northing.queries import imports as queries
    from northing.store.key_results import KeyResult
    from northing.transfer import documents

    data = sheet(rows)
    began = time.perf_counter()
    staged = imports.stage(caller, documents.read(data, "okrs.csv"), team=team, cycle=cycle).id
    shown = queries.preview(caller, staged)
    previewed = time.perf_counter() - began
    assert shown is not None, "The sheet was not staged."
    times, stop = Path(folder) / "times", Path(folder) / "stop"
    beside = subprocess.Popen([sys.executable, HERE, "--beside", str(kr), times, stop])
    while not times.exists():
        time.sleep(0.05)
    began, worked = time.perf_counter(), time.process_time()
    imports.commit(caller, staged)
    committed, worked = time.perf_counter() - began, time.process_time() - worked
    stop.touch()
    beside.wait()
    assert KeyResult.objects.count() == rows + 1, "The import left rows out."
    said = sorted(json.loads(times.read_text()))
    figures = {
        "preview": previewed, "commit": committed, "cpu": worked, "count": len(said), "median": said[len(said) // 2],
        "check-in": said[int(len(said) * 0.95)], "slowest": said[-1],
    }  # fmt: skip
    print(json.dumps(figures))


def _workspace() -> tuple[Any, int, int, int]:
    """A workspace with one active key result; its admin, root team, running quarter, and that number."""
    from northing.actions import key_results, objectives, teams, workspaces
    from northing.actions.key_results import NewKeyResult
    from northing.actions.objectives import NewObjective
    from northing.actions.workspaces import Founding
    from northing.store.accounts import Account
    from northing.store.cycles import Cycle
    from northing.store.teams import Team

    now = datetime.now(UTC)
    account = Account.objects.create_user("ada@kestrel.example")
    founding = Founding("Kestrel", "kestrel", "Ada Lund", "ada", account.email, tz="Europe/Zurich")
    done = workspaces.found(founding, now, account.pk)
    ada = _ada()
    team = Team.objects.get(ws=done.id, parent=None).pk
    teams.join(ada, team, ada.person, lead=True)
    ada = _ada()
    cycle = Cycle.objects.get(
        ws=done.id, kind="quarter", start__lte=ada.today, end__gte=ada.today
    ).pk
    aim = _number(objectives.draft(ada, NewObjective("Shipping is boring", team, cycle)).key)
    given = NewKeyResult("Deployments", "increase", unit="count", baseline="1", target="100")
    kr = _number(key_results.add(ada, aim, given).key)
    objectives.propose(ada, aim)
    objectives.agree(ada, aim)
    return ada, team, cycle, kr


def _ada() -> Any:
    from northing.queries import callers

    standing = callers.by_handle("kestrel", "ada", "cli", datetime.now(UTC))
    assert standing is not None, "There is no such person."
    return standing.caller


def _number(key: str) -> int:
    return int(key.rpartition("-")[2])


def sheet(rows: int) -> bytes:
    """A key result a row, four below each objective, over fifty teams and sixty owners."""
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(
        ("Team", "Cycle", "Objective", "Why", "Key result", "Kind", "Unit", "Baseline", "Target",
         "Current", "Weight", "Due", "Owner")
    )  # fmt: skip
    start = date(datetime.now(UTC).year, 1, 1)
    end = start + timedelta(days=89)
    cycle = f"First quarter ({start.isoformat()} to {end.isoformat()})"
    for n in range(rows):
        aim = n // BELOW
        lines.writerow(
            (f"Area {aim % 10} / Team {aim % 50}", cycle, f"Aim number {aim} is reached",
             f"Because of reason {aim}.", f"Measure {n} goes where it should", "increase", "count",
             n % 7, 100 + n % 50, 20 + n % 40, 1, end.isoformat(), f"Person {aim % 60}")
        )  # fmt: skip
    return text.getvalue().encode()


def beside(kr: int, times: Path, stop: Path) -> None:
    """Check in again and again until told to stop; write down how long each took."""
    import django

    django.setup()
    from northing.actions import check_ins
    from northing.actions.check_ins import Said

    said: list[float] = []
    while not stop.exists():
        value = str(10 + len(said) % 40)
        began = time.perf_counter()
        check_ins.record(_ada(), kr, Said(value, "7"))
        said.append(time.perf_counter() - began)
        if not times.exists():
            said.clear()  # the first one warms up
            times.touch()
        time.sleep(PAUSE)
    times.write_text(json.dumps(said))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--in"]:
        inside(sys.argv[2], int(sys.argv[3]))
    elif sys.argv[1:2] == ["--beside"]:
        beside(int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
    else:
        sys.exit(main())
