"""How long a backup, its proof and a restore take: `python -m benchmarks.restore --data FOLDER`.

Both firms of benchmarks/pages.py on both databases, each by the command that an operator gives. While
SQLite is backed up, somebody checks in all the time: the longest wait stands in the table, beside the
longest of the ten seconds before, when there was no backup.
"""

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg

from benchmarks.plenty import keeping
from benchmarks.plenty.keeping import ROOT, Firm
from benchmarks.plenty.size import NOW, SLUG
from tests.postgres import NoPostgresError

COMMAND = (sys.executable, "-c", "import sys; from northing.cli import main; sys.exit(main())")
SIZES = ("small", "large")
ALONE = 10.0
"""Seconds in which the check-ins are timed before the backup begins."""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--data", type=Path, default=ROOT / "var" / "bench", help="where firms are kept"
    )
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=SIZES)
    parser.add_argument("--writer", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.writer:
        _check_in_until_gone(options.writer)
        return 0
    options.data.mkdir(parents=True, exist_ok=True)
    head = (
        "firm",
        "database",
        "MB",
        "backup s",
        "packed MB",
        "verify s",
        "restore s",
        "longest check-in ms before / during",
    )
    print(" | ".join(head), flush=True)
    with ExitStack() as stack:
        firms = [keeping.on_sqlite(options.data, size) for size in options.sizes]
        try:
            firms += stack.enter_context(keeping.on_postgres(options.data, list(firms)))
        except NoPostgresError as error:
            print(error)
        for firm in firms:
            with _apart(firm, options.data) as copy:
                print(" | ".join(_measured(copy)), flush=True)
    return 0


@contextmanager
def _apart(firm: Firm, folder: Path) -> Iterator[Firm]:
    """The firm in a folder and a database of its own, that may be written to."""
    home = folder.absolute() / "restoring"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    try:
        if firm.url:
            with _database(firm.url, "northing_apart", like=firm.url) as url:
                yield replace(firm, folder=home, url=url)
        else:
            shutil.copy(firm.folder / "northing.sqlite3", home)
            yield replace(firm, folder=home)
    finally:
        shutil.rmtree(home)


@contextmanager
def _database(url: str, name: str, like: str = "") -> Iterator[str]:
    """A database of the same server, empty or a copy, gone afterwards."""
    own = url.partition(":/")[2].partition("?")[0]
    options = url.partition("?")[2].replace("&", " ")
    with psycopg.connect(f"dbname=postgres {options}", autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')  # type: ignore[arg-type,unused-ignore]  # our own name
        server.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{own}"' if like else ""))  # type: ignore[arg-type,unused-ignore]  # as above
        try:
            yield url.replace(f"/{own}?", f"/{name}?")
        finally:
            server.execute(f'DROP DATABASE "{name}"')  # type: ignore[arg-type,unused-ignore]  # as above


def _measured(firm: Firm) -> list[str]:
    _run(firm, "migrate")
    file = firm.folder / "northing.backup"
    with _somebody_at_work(firm) as waits:
        backup = _run(firm, "backup", str(file))
    verify = _run(firm, "verify")
    if firm.url:
        # Into a new database beside, which then takes its place: its name stays.
        size = _size_of(firm.url)
        restore = _run(firm, "restore", str(file))
        _drop_what_was_before(firm.url)
    else:
        size = (firm.folder / "northing.sqlite3").stat().st_size
        restore = _run(firm, "restore", str(file))
    longest = " / ".join(f"{max(some):.0f} of {len(some)}" for some in waits)
    packed = file.stat().st_size
    return [
        firm.size, firm.database, f"{size / 1e6:.0f}", f"{backup:.1f}", f"{packed / 1e6:.0f}",
        f"{verify:.1f}", f"{restore:.1f}", longest,
    ]  # fmt: skip


def _run(firm: Firm, *words: str) -> float:
    """Seconds that a command takes, from its start to its end."""
    started = time.monotonic()
    subprocess.run(
        [*COMMAND, *words], env=firm.environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    return time.monotonic() - started


def _size_of(url: str) -> int:
    with psycopg.connect(_conninfo(url)) as db:
        found = db.execute("SELECT pg_database_size(current_database())").fetchone()
        assert found is not None
        return int(found[0])


def _drop_what_was_before(url: str) -> None:
    with psycopg.connect(_conninfo(url), autocommit=True) as db:
        found = db.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE current_database() || '_before_restore_%'"
        )
        for (name,) in found.fetchall():
            db.execute(f'DROP DATABASE "{name}"')


def _conninfo(url: str) -> str:
    name, _mark, options = url.partition(":/")[2].partition("?")
    return f"dbname={name} {options.replace('&', ' ')}"


# ── somebody who checks in meanwhile ──────────────────────────────────────────
@contextmanager
def _somebody_at_work(firm: Firm) -> Iterator[list[list[float]]]:
    """Milliseconds of each check-in in the seconds before the block, and of those within it.

    On SQLite alone, where writers come one by one.
    """
    waits: list[list[float]] = []
    if firm.url:
        yield waits
        return
    flag = firm.folder / "at-work"
    flag.touch()
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.restore", "--writer", str(flag)],
        env=firm.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True,
    ) as writer:  # fmt: skip
        assert writer.stdout is not None
        writer.stdout.readline()  # it has begun
        time.sleep(ALONE)
        begun = time.monotonic()
        yield waits
        flag.unlink()
        found = json.loads(writer.stdout.readline())
        waits += [[ms for at, ms in found if at < begun], [ms for at, ms in found if at >= begun]]


def _check_in_until_gone(flag: Path) -> None:
    import django

    django.setup()
    from northing.actions import check_ins
    from northing.actions.check_ins import Said
    from northing.queries import callers
    from northing.store.key_results import KeyResult

    open_ones = KeyResult.objects.filter(kind="increase", state="open", objective__state="active")
    owner = open_ones.values_list("owner__handle", flat=True)[0]
    numbers = list(open_ones.filter(owner__handle=owner).values_list("number", flat=True))
    standing = callers.by_handle(SLUG, owner, "cli", NOW)
    assert standing is not None
    waits: list[tuple[float, float]] = []
    print("begun", flush=True)
    while flag.exists():
        started = time.monotonic()
        check_ins.record(
            standing.caller,
            numbers[len(waits) % len(numbers)],
            Said(confidence="7", no_change=True),
        )
        waits.append((started, (time.monotonic() - started) * 1000))
        time.sleep(0.02)
    print(json.dumps(waits), flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
