"""A consistent copy of the installation's database as a SQLite file of its own, while it is served."""

import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from northing.kit.text import text as _
from northing.queries import digests, elsewhere, plain_sqlite, table_lines
from northing.queries.backup_file import BackupError
from northing.queries.digests import LEFT_OUT, Counted, Tally
from northing.queries.elsewhere import Settings

STEP = 2_048
"""Pages copied at a time: what is to be written never piles up before the disk, where commits wait too."""

Migrations = Iterable[tuple[str, str]]


def copied(source: Settings, into: Path) -> Mapping[str, Counted]:
    """Copy what lies in `source` into a new file; gives the tables' counts as the source told them."""
    if source["ENGINE"].endswith("sqlite3"):
        _from_sqlite(Path(source["NAME"]), into)
        with closing(plain_sqlite.opened(into)) as copy:
            tables = digests.kept(copy)
        with elsewhere.database(elsewhere.in_file(into)) as there:
            return digests.counted(there, tables)
    return _from_postgres(source, into)


# ── SQLite ────────────────────────────────────────────────────────────────────
def _from_sqlite(file: Path, into: Path) -> None:
    """By SQLite's online backup, within one transaction that reads: writers go on, and are not seen."""
    with closing(plain_sqlite.opened(file)) as source, closing(sqlite3.connect(into)) as copy:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()  # it begins by reading
        handle = os.open(into, os.O_RDONLY)
        try:
            source.backup(copy, pages=STEP, progress=lambda *_: os.fdatasync(handle))
        finally:
            os.close(handle)
    with closing(plain_sqlite.opened(into, writing=True)) as copy:
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute("PRAGMA secure_delete = ON")
        for table in LEFT_OUT:
            if table != "django_migrations" and _is_there(copy, table):
                copy.execute(f'DELETE FROM "{table}"')  # noqa: S608 - our own list


def _is_there(db: sqlite3.Connection, table: str) -> bool:
    found = db.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [table])
    return found.fetchone() is not None


# ── PostgreSQL ────────────────────────────────────────────────────────────────
def _from_postgres(source: Settings, into: Path) -> Mapping[str, Counted]:
    """Table by table within one transaction that sees one moment, into tables of the same migrations."""
    with elsewhere.database(source) as there:
        there.ensure_connection()
        db: Any = there.connection
        db.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        table_lines.agree(
            db
        )  # within the transaction: a pooler may give the next one another connection
        applied = [(m[0], m[1]) for m in db.execute("SELECT app, name FROM django_migrations")]
        with elsewhere.database(elsewhere.in_file(into)):
            make_tables(applied)
        into.chmod(0o600)
        with closing(plain_sqlite.opened(into, writing=True)) as copy:
            return _poured(db, copy)


def make_tables(migrations: Migrations) -> None:
    """Make the tables of exactly these migrations in the (empty) default database."""
    wanted = set(migrations)
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    graph = executor.loader.graph
    if unknown := sorted(wanted - all_migrations()):
        raise BackupError(
            _(
                "The database is of a later version of Northing: it knows {name}.",
                name=unknown[0][1],
            ),
            _("Install that version here, too."),
        )
    # The last ones of each app; what they stand on comes with them.
    last = [
        m for m in sorted(wanted & set(graph.nodes))
        if not any(c.key[0] == m[0] and c.key in wanted for c in graph.node_map[m].children)
    ]  # fmt: skip
    executor.migrate(last)


def all_migrations() -> set[tuple[str, str]]:
    """Those that this version knows, whether they were applied or not."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return set(loader.graph.nodes) | set(loader.replacements)


def missing(applied: Migrations) -> list[tuple[str, str]]:
    """What this version's tables have beyond these migrations."""
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    return sorted(set(graph.nodes) - set(applied))


def migrated_forward() -> None:
    """Bring the default database up to date."""
    call_command("migrate", interactive=False, verbosity=0)


def _poured(db: Any, copy: sqlite3.Connection) -> Mapping[str, Counted]:
    """Pour every table, indexes made at the end: a third of the time; gives what was read."""
    later = copy.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql <> ''"
    ).fetchall()
    told: dict[str, Counted] = {}
    copy.execute("BEGIN")
    for kind, name, _sql in later:
        copy.execute(f'DROP {kind} "{name}"')
    for table in digests.kept(copy):
        tally = Tally()
        copy.execute(f'DELETE FROM "{table.name}"')  # noqa: S608 - names of the schema's own
        table_lines.pour_into_sqlite(
            copy, table, tally.passing(table_lines.postgres_lines(db, table))
        )
        told[table.name] = tally.counted()
        _set_next_id(db, copy, table.name)
    for _kind, _name, sql in later:
        copy.execute(sql)
    for (name,) in copy.execute(
        "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%fts5%'"
    ).fetchall():
        copy.execute(f'INSERT INTO "{name}" ("{name}") VALUES (\'rebuild\')')  # noqa: S608 - as above
    copy.execute("COMMIT")
    return told


def _set_next_id(db: Any, copy: sqlite3.Connection, table: str) -> None:
    """No id is given twice, not even that of a row that is gone: the log refers to it."""
    found = db.execute(
        "SELECT pg_get_serial_sequence(%s, 'id') FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND table_name = %s AND column_name = 'id'",
        [f'"{table}"', table],
    ).fetchone()
    if found is None or found[0] is None:
        return
    last, used = db.execute(f"SELECT last_value, is_called FROM {found[0]}").fetchone()  # noqa: S608 - quoted by the database
    copy.execute("DELETE FROM sqlite_sequence WHERE name = ?", [table])
    if used:
        copy.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", [table, last])
