"""Is the database there, of a version we know, safe against power cuts, and of this program's shape?"""

from collections.abc import Iterator

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from northing.kit.text import text as _
from northing.queries.database import trouble
from northing.queries.doctor.finding import Asked, Finding, error, ok, warning

OLDEST_POSTGRESQL = 150_000
OLDEST_SQLITE = (3, 31, 0)
FULL = 2
"""SQLite's number for synchronous FULL; 3 is EXTRA."""


def reachable(asked: Asked) -> Iterator[Finding]:
    """Whether it answers at all."""
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as failure:
        message, remedy = trouble(failure) or (_("The database cannot be reached."), _("Start it."))
        yield error("database.unreachable", message, remedy)
    else:
        yield ok("database.reachable", _("The database answers."))


def version(asked: Asked) -> Iterator[Finding]:
    """Whether it is a version that we are tested with."""
    if connection.vendor == "postgresql":
        number = connection.pg_version  # type: ignore[attr-defined]  # of psycopg's wrapper
        yield of_postgresql(int(number))
        return
    import sqlite3

    yield of_sqlite(sqlite3.sqlite_version_info)


def of_postgresql(number: int) -> Finding:
    """The finding for a server's version as a number, like 150004."""
    shown = f"{number // 10_000}.{number % 10_000}"
    if number < OLDEST_POSTGRESQL:
        return error(
            "database.too_old", _("PostgreSQL is {version}.", version=shown), _("Upgrade it to 15 or later.")
        )  # fmt: skip
    return ok("database.version", _("PostgreSQL {version}.", version=shown))


def of_sqlite(number: tuple[int, ...]) -> Finding:
    """The finding for the version of the SQLite library."""
    shown = ".".join(map(str, number))
    if number < OLDEST_SQLITE:
        return error(
            "database.too_old", _("SQLite is {version}.", version=shown),
            _("Use a Python with SQLite 3.31 or later."),
        )  # fmt: skip
    return ok("database.version", _("SQLite {version}.", version=shown))


def durability(asked: Asked) -> Iterator[Finding]:
    """Whether what was acknowledged survives a power cut."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            off = [
                name for name in ("fsync", "synchronous_commit") if _shown(cursor, name) == "off"
            ]
        else:
            off = (
                [] if _pragma(cursor, "journal_mode") in {"wal", "memory"} else ["journal_mode=WAL"]
            )
            off += [] if int(_pragma(cursor, "synchronous")) >= FULL else ["synchronous=FULL"]
    if off:
        yield warning(
            "database.not_durable",
            _("A power cut may lose acknowledged changes: {names}.", names=", ".join(off)),
            _("Turn these on in the database's own settings."),
        )
    else:
        yield ok("database.durable", _("What is acknowledged is on the disk."))


def _shown(cursor: object, name: str) -> str:
    cursor.execute(f"SHOW {name}")  # type: ignore[attr-defined]  # a cursor; the names are ours
    return str(cursor.fetchone()[0])  # type: ignore[attr-defined]  # as above


def _pragma(cursor: object, name: str) -> str:
    cursor.execute(f"PRAGMA {name}")  # type: ignore[attr-defined]  # a cursor; the names are ours
    return str(cursor.fetchone()[0])  # type: ignore[attr-defined]  # as above


def migrations(asked: Asked) -> Iterator[Finding]:
    """Whether the tables have the shape that this program expects: neither older nor newer."""
    pending, newer = pending_and_newer()
    if newer:
        yield error(
            "migrations.newer",
            _("The database was made by a newer version: {names}.", names=", ".join(newer[:3])),
            _("Install that version again; this one would spoil it."),
        )
    if pending:
        yield error(
            "migrations.pending",
            _("The database is not up to date: {names}.", names=", ".join(pending[:3])),
            _("Bring it up to date: northing migrate"),
        )
    if not pending and not newer:
        yield ok("migrations.applied", _("The tables are up to date."))


def pending_and_newer() -> tuple[list[str], list[str]]:
    """Migrations that are to be applied, and those of ours in the database that nobody here knows."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    # Apps that the program no longer has leave their rows behind: only those of known apps count.
    known = executor.loader.migrated_apps
    done = MigrationRecorder(connection).applied_migrations()
    # A squashed migration stands for those that it replaced.
    replaced = {
        old for one in (executor.loader.disk_migrations or {}).values() for old in one.replaces
    }
    newer = [
        f"{app}.{name}" for app, name in sorted(done)
        if app in known and (app, name) not in (executor.loader.disk_migrations or {})
        and (app, name) not in replaced
    ]  # fmt: skip
    return [f"{m.app_label}.{m.name}" for m, _backwards in plan], newer
