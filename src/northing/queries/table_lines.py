"""Rows as lines of text that both databases write alike: what copies are made and compared by.

A line holds the values of a row with tabs between, columns in order of their names, as PostgreSQL's
COPY writes it: `\\N` for nothing, a backslash before what would end a line or a value. Instants are
in UTC, JSON in its canonical form, amounts with all their digits. SQLite puts a line together by
itself, and so does PostgreSQL: a value that passed through Python would cost ten times as much.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from django.apps import apps

from northing.domain.chain import canonical
from northing.store.row import AmountField

FETCHED = 2_000
NOTHING = b"\\N"


class Kind(StrEnum):
    """How a column's values are written."""

    PLAIN = "plain"
    TEXT = "text"
    JSON = "json"
    FLOAT = "float"
    DECIMAL = "decimal"
    BYTES = "bytes"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    columns: tuple[Column, ...]

    @property
    def listed(self) -> str:
        """The columns' names, quoted, in the order of the lines' values."""
        return ", ".join(f'"{column.name}"' for column in self.columns)


class UnknownColumnError(TypeError):
    """A column of a type that lines cannot hold yet: teach it to this file."""


def tables(db: sqlite3.Connection) -> tuple[Table, ...]:
    """The tables of a SQLite database but for its own and its indexes of words, by name."""
    listed = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%'"
        " ESCAPE '!' ORDER BY name"
    ).fetchall()
    virtual = [name for name, sql in listed if sql.upper().startswith("CREATE VIRTUAL")]
    return tuple(
        Table(name, _columns(db, name, sql))
        for name, sql in listed
        if not any(name == v or name.startswith(f"{v}_") for v in virtual)
    )


def _columns(db: sqlite3.Connection, table: str, sql: str) -> tuple[Column, ...]:
    found = db.execute(f'PRAGMA table_info("{table}")').fetchall()
    return tuple(
        Column(name, _kind(table, name, kind.lower(), sql))
        for name, kind in sorted((row[1], row[2]) for row in found)
    )


@cache
def _amounts() -> frozenset[tuple[str, str]]:
    """The columns of exact numbers, which SQLite keeps as text like any other."""
    return frozenset(
        (model._meta.db_table, str(field.column))
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, AmountField)
    )


# What the web framework makes of its columns on SQLite.
_KINDS = (
    (
        re.compile(r".*\bint.*|bigint|smallint.*|integer.*|bool|date|datetime|char\(32\)"),
        Kind.PLAIN,
    ),
    (re.compile(r"text|varchar\(\d+\)|char\(39\)"), Kind.TEXT),
    (re.compile(r"real"), Kind.FLOAT),
    (re.compile(r"decimal"), Kind.DECIMAL),
    (re.compile(r"blob"), Kind.BYTES),
)


def _kind(table: str, name: str, declared: str, sql: str) -> Kind:
    if declared == "text" and f'JSON_VALID("{name}")' in sql:
        return Kind.JSON
    if declared == "text" and (table, name) in _amounts():
        return Kind.AMOUNT
    for pattern, kind in _KINDS:
        if pattern.fullmatch(declared):
            return kind
    raise UnknownColumnError(f"{table}.{name} is {declared!r} on SQLite.")


# ── SQLite ────────────────────────────────────────────────────────────────────
# What COPY writes with a backslash.
_ESCAPED = (
    ("\\", "'\\'"),
    *((c, f"char({ord(n)})") for c, n in zip("tnrbvf", "\t\n\r\b\v\f", strict=True)),
)

_TO_ESCAPE = "'*[' || char(8) || '-' || char(13) || '\\]*'"


def sqlite_lines(db: sqlite3.Connection, table: Table) -> Iterator[bytes]:
    """The lines of a table, in the order in which it lies."""
    db.create_function("canonical_json", 1, _json_of_sqlite, deterministic=True)
    db.create_function("canonical_float", 1, _float_of_sqlite, deterministic=True)
    values = " || char(9) || ".join(map(_sqlite_value, table.columns))
    found = db.execute(f'SELECT {values} FROM "{table.name}"')  # noqa: S608 - names of the schema's own
    while rows := found.fetchmany(FETCHED):
        for (line,) in rows:
            yield line.encode()


def _sqlite_value(column: Column) -> str:
    name = f'"{column.name}"'
    match column.kind:
        case Kind.TEXT:
            # Most have nothing to escape: looking first takes half the time.
            escaped = name
            for letter, written in _ESCAPED:
                escaped = f"replace({escaped}, {written}, '\\{letter}')"
            value = f"CASE WHEN {name} GLOB {_TO_ESCAPE} THEN {escaped} ELSE {name} END"
        case Kind.AMOUNT:
            # What was written by earlier versions may be a zero below zero; no other database knows one.
            is_zero = f"{name} LIKE '-%' AND CAST({name} AS REAL) = 0"
            value = f"CASE WHEN {is_zero} THEN substr({name}, 2) ELSE {name} END"
        case Kind.JSON:
            value = f"canonical_json({name})"
        case Kind.FLOAT:
            value = f"canonical_float({name})"
        case Kind.BYTES:
            value = f"CASE WHEN {name} IS NOT NULL THEN '\\\\x' || lower(hex({name})) END"
        case _:
            value = name
    return f"coalesce({value}, '\\N')"


def _json_of_sqlite(value: str | None) -> str | None:
    if value is None:
        return None
    return canonical(json.loads(value)).decode().replace("\\", "\\\\")


def _float_of_sqlite(value: float | None) -> str | None:
    return None if value is None else repr(float(value))


def pour_into_sqlite(db: sqlite3.Connection, table: Table, lines: Iterable[bytes]) -> None:
    """Write lines into a table as rows."""
    marks = ", ".join("?" * len(table.columns))
    raw = [n for n, column in enumerate(table.columns) if column.kind is Kind.BYTES]
    db.executemany(
        f'INSERT INTO "{table.name}" ({table.listed}) VALUES ({marks})',  # noqa: S608 - as above
        (_values(line, raw) for line in lines),
    )


_AFTER_BACKSLASH = dict(zip("tnrbvf\\", "\t\n\r\b\v\f\\", strict=True))
_BACKSLASH = re.compile(r"\\(.)", re.DOTALL)


def _values(line: bytes, raw: Sequence[int]) -> list[Any]:
    found: list[Any] = line.decode().split("\t")
    if b"\\" in line:
        found = [
            None
            if v == "\\N"
            else _BACKSLASH.sub(lambda m: _AFTER_BACKSLASH[m[1]], v)
            if "\\" in v
            else v
            for v in found
        ]
    for n in raw:
        found[n] = None if found[n] is None else bytes.fromhex(found[n][2:])
    return found


# ── PostgreSQL ────────────────────────────────────────────────────────────────
_READ = {
    "timestamp with time zone": "replace(to_char({}, 'YYYY-MM-DD HH24:MI:SS.US'), '.000000', '')",
    "uuid": "replace({}::text, '-', '')",
    "boolean": "{}::int",
    "inet": "host({})",
    "jsonb": "{}::text",
} | dict.fromkeys(
    ("bigint", "integer", "smallint", "text", "character varying", "character", "date", "numeric",
     "double precision", "bytea"), "{}",
)  # fmt: skip


def postgres_lines(db: Any, table: Table) -> Iterator[bytes]:
    """The lines of a table of PostgreSQL by a driver's connection that `agree` has prepared."""
    kinds = dict(
        db.execute(
            "SELECT column_name, data_type FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND table_name = %s",
            [table.name],
        ).fetchall()
    )
    values = ", ".join(_postgres_value(table, c, kinds.get(c.name, "")) for c in table.columns)
    edited = [
        (n, _EDITS[column.kind]) for n, column in enumerate(table.columns) if column.kind in _EDITS
    ]
    with (
        db.cursor() as cursor,
        cursor.copy(f'COPY (SELECT {values} FROM "{table.name}") TO STDOUT') as copied,  # noqa: S608 - as above
    ):
        for row in copied:
            line = bytes(row)[:-1]
            yield _edited(line, edited) if edited else line


def _postgres_value(table: Table, column: Column, kind: str) -> str:
    if kind not in _READ:
        raise UnknownColumnError(f"{table.name}.{column.name} is {kind!r} on PostgreSQL.")
    value = _READ[kind].format(f'"{column.name}"')
    return f"trim_scale({value})" if column.kind is Kind.DECIMAL else value


def _edited(line: bytes, edits: Sequence[tuple[int, Any]]) -> bytes:
    values = line.split(b"\t")
    for n, edit in edits:
        if values[n] != NOTHING:
            values[n] = edit(values[n])
    return b"\t".join(values)


def _json_of_postgres(value: bytes) -> bytes:
    return canonical(json.loads(value.replace(b"\\\\", b"\\"))).replace(b"\\", b"\\\\")


def _float_of_postgres(value: bytes) -> bytes:
    return repr(float(value)).encode()


_EDITS = {Kind.JSON: _json_of_postgres, Kind.FLOAT: _float_of_postgres}


def agree(db: Any) -> None:
    """Let a connection of PostgreSQL's driver read and write values as lines hold them."""
    db.execute("SET TimeZone = 'UTC'")
    db.execute("SET DateStyle = 'ISO'")
    db.execute("SET bytea_output = 'hex'")
    db.execute("SET extra_float_digits = 1")


def pour_into_postgres(db: Any, table: Table, lines: Iterable[bytes]) -> None:
    """Write lines into a table as rows, by a connection that `agree` has prepared."""
    with (
        db.cursor() as cursor,
        cursor.copy(f'COPY "{table.name}" ({table.listed}) FROM STDIN') as copying,
    ):
        part: list[bytes] = []
        for line in lines:
            part.append(line)
            if len(part) == FETCHED:
                copying.write(b"\n".join(part) + b"\n")
                part = []
        if part:
            copying.write(b"\n".join(part) + b"\n")
