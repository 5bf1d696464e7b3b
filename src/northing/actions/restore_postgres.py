"""Filling a PostgreSQL database from a copy, and letting it take the place of another.

Rows go in by COPY while neither index nor reference watches; both are made again at the end, and
made again they prove every reference.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import DatabaseError
from psycopg import errors, sql

from northing.actions import backup_copy
from northing.kit.text import text as _
from northing.queries import elsewhere, plain_sqlite, table_lines
from northing.queries.backup_file import BackupError
from northing.queries.elsewhere import Settings
from northing.queries.table_lines import Table

MAINTENANCE = ("postgres", "template1")
LONGEST_NAME = 63


# ── filling ───────────────────────────────────────────────────────────────────
def must_be_empty(target: Settings) -> None:
    """Raises BackupError where the database holds a table already."""
    with _driver(target) as db:
        found = db.execute(
            "SELECT count(*), min(table_name) FROM information_schema.tables"
            " WHERE table_schema = current_schema()"
        ).fetchone()
    if found[0]:
        raise BackupError(
            _(
                "The database {name} is not empty: it holds {table}.",
                name=target["NAME"],
                table=found[1],
            ),
            _("Name an empty one. Its owner makes one by: CREATE DATABASE …"),
        )


def poured(
    target: Settings, copy: Path, tables: Sequence[Table], migrations: Sequence[tuple[str, str]]
) -> None:
    """Make the tables of these migrations in an empty database and pour the copy's rows into them."""
    with elsewhere.database(target):
        backup_copy.make_tables(migrations)
    with _driver(target) as db, closing(plain_sqlite.opened(copy)) as source:
        db.execute("SET maintenance_work_mem = '256MB'")
        db.execute("SET synchronous_commit = off")
        try:
            with db.transaction():
                table_lines.agree(db)
                _poured(db, source, tables)
        except (errors.IntegrityError, errors.DataError) as error:
            said = str(error).strip().splitlines()[0]
            raise BackupError(
                _("PostgreSQL refuses what the copy holds: {error}", error=said),
                _("Nothing was put in its place."),
            ) from error
        db.execute("ANALYZE")


def _poured(db: Any, source: Any, tables: Sequence[Table]) -> None:
    later = _taken_off(db)
    names = sql.SQL(", ").join(sql.Identifier(t.name) for t in tables)
    db.execute(sql.SQL("TRUNCATE {}").format(names))
    for table in tables:
        table_lines.pour_into_postgres(db, table, table_lines.sqlite_lines(source, table))
    for statement in later:
        db.execute(statement)
    last = dict(source.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    for table in tables:
        _set_next_id(db, table.name, int(last.get(table.name, 0)))


_INDEXES = (
    "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
    " WHERE c.relnamespace = current_schema()::regnamespace"
    " AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)"
)
_REFERENCES = (
    "SELECT c.relname, k.conname, pg_get_constraintdef(k.oid) FROM pg_constraint k"
    " JOIN pg_class c ON c.oid = k.conrelid"
    " WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace"
)


def _taken_off(db: Any) -> list[Any]:
    """Drop all references and the indexes that are no constraint's; gives what makes them again."""
    later: list[Any] = []
    for table, name, definition in db.execute(_REFERENCES).fetchall():
        both = sql.Identifier(table), sql.Identifier(name)
        db.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(*both))
        again = sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} ").format(*both)
        later.append(again + sql.SQL(definition))
    indexes = db.execute(_INDEXES).fetchall()
    for name, _definition in indexes:
        db.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    return [sql.SQL(definition) for _name, definition in indexes] + later


def _set_next_id(db: Any, table: str, last: int) -> None:
    """The next row gets an id that none has and none had: the log refers to rows that are gone."""
    found = db.execute(
        "SELECT column_name, pg_get_serial_sequence(%s, column_name) FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND table_name = %s"
        " AND (is_identity = 'YES' OR column_default LIKE 'nextval(%%')",
        [f'"{table}"', table],
    ).fetchall()
    for column, sequence in found:
        highest = sql.SQL("SELECT coalesce(max({}), 0) FROM {}").format(
            sql.Identifier(column), sql.Identifier(table)
        )
        most = max(last, db.execute(highest).fetchone()[0])
        db.execute("SELECT setval(%s::regclass, %s, %s)", [sequence, max(most, 1), most > 0])


# ── a place beside, and taking its name ───────────────────────────────────────
def must_be_free(target: Settings) -> None:
    """Raises BackupError while anybody else is connected to the database, or it cannot be reached."""
    with _maintenance(target) as db:
        _nobody_on(db, str(target["NAME"]))


def _nobody_on(db: Any, name: str) -> None:
    found = db.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [name]
    ).fetchone()
    if found[0]:
        raise _in_use(name)


def made_beside(target: Settings) -> Settings:
    """A new empty database beside this one, alike in its sorting. Raises BackupError with what to do."""
    name = _named(target, "_restoring")
    with _maintenance(target) as db:
        like = db.execute(
            "SELECT datcollate, datctype, datlocprovider::text FROM pg_database WHERE datname = %s",
            [target["NAME"]],
        ).fetchone()
        make = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(
            sql.Identifier(name)
        )
        if like is not None and like[2] == "c":
            make += sql.SQL(" LC_COLLATE {} LC_CTYPE {}").format(*map(sql.Literal, like[:2]))
        try:
            # What an earlier restore left that was killed.
            db.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
            db.execute(make)
        except errors.InsufficientPrivilege as error:
            raise _not_allowed(target) from error
        except errors.ObjectInUse as error:
            raise _in_use(name) from error
    return {**target, "NAME": name}


def dropped(beside: Settings) -> None:
    """Drop a database that was made beside."""
    with _maintenance(beside) as db:
        db.execute(
            sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(str(beside["NAME"])))
        )


def put_in_place(beside: Settings, target: Settings, now: datetime) -> str:
    """Let the proven database take the other's name, both at once; gives the name the other has now."""
    name = str(target["NAME"])
    kept = _named(target, f"_before_restore_{now.astimezone(UTC):%Y%m%dt%H%M%S}")
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    with _maintenance(target) as db:
        is_there = db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        try:
            with db.transaction():
                if is_there:
                    db.execute(rename.format(sql.Identifier(name), sql.Identifier(kept)))
                db.execute(rename.format(sql.Identifier(str(beside["NAME"])), sql.Identifier(name)))
        except errors.ObjectInUse as error:
            raise _in_use(name) from error
        except errors.InsufficientPrivilege as error:
            raise _not_allowed(target) from error
    return kept if is_there else ""


def _named(target: Settings, end: str) -> str:
    return str(target["NAME"])[: LONGEST_NAME - len(end)] + end


@contextmanager
def _driver(settings: Settings) -> Iterator[Any]:
    """The driver's own connection to a database. Raises BackupError where it cannot be reached."""
    with elsewhere.database(settings) as there:
        try:
            there.ensure_connection()
        except DatabaseError as error:
            raise _unreachable(settings, error) from error
        table_lines.agree(there.connection)
        yield there.connection


@contextmanager
def _maintenance(target: Settings) -> Iterator[Any]:
    """A connection to the same server, but to a database that stays."""
    last: BackupError | None = None
    for name in MAINTENANCE:
        try:
            with _driver({**target, "NAME": name}) as db:
                yield db
                return
        except BackupError as error:
            if not isinstance(error.__cause__, DatabaseError):
                raise
            last = error
    raise last or _not_allowed(target)


def _unreachable(settings: Settings, error: Exception) -> BackupError:
    return BackupError(
        _("The database {name} cannot be reached: {error}", name=settings["NAME"],
          error=str(error).strip().splitlines()[0][:200]),
        _("Start it, or correct its address."),
    )  # fmt: skip


def _in_use(name: str) -> BackupError:
    return BackupError(
        _("The database {name} is in use.", name=name),
        _("Stop the servers, the workers and other commands, then try again; nothing was touched."),
    )


def _not_allowed(target: Settings) -> BackupError:
    role = target["USER"] or target.get("OPTIONS", {}).get("user") or "…"
    return BackupError(
        _("The role {role} may not make databases.", role=role),
        _(
            "Let whoever may do so say: CREATE DATABASE northing_new OWNER {role} – then run this again"
            " with --into and its address, and set DATABASE_URL to it.",
            role=role,
        ),
    )
