"""Firms kept in a folder, so that only the first run makes them; made anew when the tables change."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from benchmarks.plenty.size import TODAY
from tests import postgres

ROOT = Path(__file__).parents[2]
OURS = ("NORTHING_", "DATABASE_URL")
STAMP = "made-by"


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm ready to be served: its data folder, and where its database is."""

    size: str
    database: str
    folder: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which the product finds it, at noon of the day for which it was made."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        return kept | {
            "NORTHING_DATA": str(self.folder),
            "NORTHING_TODAY": TODAY.isoformat(),
            "DJANGO_SETTINGS_MODULE": "northing.site.settings",
            **({"DATABASE_URL": self.url} if self.url else {}),
        }


def on_sqlite(folder: Path, size: str, quarters: int = 1) -> Firm:
    """The firm of this size, made if it is not there: two minutes for the large one."""
    home = folder.absolute() / f"{size}-{quarters}"
    firm = Firm(size, "SQLite", home)
    stamp = _stamp()
    if not (home / STAMP).is_file() or (home / STAMP).read_text() != stamp:
        print(f"Making the {size} firm …", flush=True)
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        _run("benchmarks.plenty.build", firm, size, str(quarters))
        _run("benchmarks.plenty.check", firm)
        (home / STAMP).write_text(stamp)
    return firm


@contextmanager
def on_postgres(folder: Path, firms: list[Firm]) -> Iterator[list[Firm]]:
    """The same firms on a PostgreSQL server that runs for the length of the block."""
    with postgres.server(folder / "postgres") as url:
        yield [_copied(firm, url) for firm in firms]


def _copied(firm: Firm, server: str) -> Firm:
    name = f"northing_{firm.folder.name.replace('-', '_')}"
    there = Firm(firm.size, "PostgreSQL", firm.folder, server.replace("/northing?", f"/{name}?"))
    stamp = (firm.folder / STAMP).read_text()
    with psycopg.connect(_conninfo(server), autocommit=True) as connection:
        found = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [name],
        ).fetchone()
        if found is not None and found[0] == stamp:
            return there
        print(f"Copying the {firm.size} firm to PostgreSQL …", flush=True)
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}"')
        _run("benchmarks.plenty.copying", there, str(firm.folder / "northing.sqlite3"))
        # Said last: a copy that broke off is made again.
        connection.execute(f"COMMENT ON DATABASE \"{name}\" IS '{stamp}'")
    return there


def _conninfo(url: str) -> str:
    """How to reach the server itself, by its maintenance database."""
    options = urlsplit(url).query.replace("&", " ")
    return f"dbname=postgres {options}"


def _run(module: str, firm: Firm, *arguments: str) -> None:
    command = [sys.executable, "-m", module, *arguments]
    subprocess.run(command, cwd=ROOT, env=firm.environment, check=True)


def _stamp() -> str:
    """Another one whenever the tables or this maker change."""
    migrations = ROOT / "src" / "northing" / "store" / "migrations"
    digest = hashlib.sha256()
    for path in sorted([*migrations.glob("*.py"), *Path(__file__).parent.glob("*.py")]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]
