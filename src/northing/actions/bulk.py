"""Many rows in one prepared statement, for `change.py` alone.

Django's bulk_create and bulk_update build an expression for every value: for a slice of an import that
was two thirds of the time for which SQLite's one writer was held, and the database itself a tenth.
SQLite runs one short statement over and over; PostgreSQL copies new rows in, and is sent changes in one.
"""

from collections.abc import Iterator, Sequence
from operator import attrgetter
from types import NoneType
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import DecimalField, JSONField

from northing.store.row import Row

MOST_VALUES = 30_000
"""In one statement; PostgreSQL's protocol counts them in sixteen bits."""

_NONE = frozenset({NoneType})
_PLAIN = _NONE | {int, str, bool}
"""What both databases take as it is: most values, and preparing each costs more than writing it."""


def insert(rows: Sequence[Row]) -> None:
    """Write new rows of one noun and give each its id. What they refer to has been written before."""
    meta: Any = type(rows[0])._meta
    for field in meta.concrete_fields:
        if field.is_relation:
            _take_ids(rows, field)
    pour(type(rows[0]), rows)
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def insert_one(row: Row) -> None:
    """The same for one row: a single statement, which gives the id."""
    db = connections[DEFAULT_DB_ALIAS]
    meta: Any = type(row)._meta
    fields = [f for f in meta.concrete_fields if f is not meta.auto_field]
    for field in fields:
        if field.is_relation:
            _take_ids([row], field)
    quote = db.ops.quote_name
    names = ", ".join(quote(f.column) for f in fields)
    marks = ", ".join(["%s"] * len(fields))
    told = f" RETURNING {quote(meta.pk.column)}" if meta.auto_field is not None else ""
    with db.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES ({marks}){told}",  # noqa: S608 - names of our own
            _values(db, [row], fields)[0],
        )
        if told:
            row.pk = cursor.fetchall()[0][0]
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def pour(model: type[Row], rows: Sequence[Any]) -> None:
    """The same for things that are no rows, but have their columns by name; each gets its id."""
    db = connections[DEFAULT_DB_ALIAS]
    meta: Any = model._meta
    if meta.auto_field is not None:
        for row, pk in zip(rows, _ids(db, meta, len(rows)), strict=True):
            setattr(row, meta.auto_field.attname, pk)
    fields, quote = meta.concrete_fields, db.ops.quote_name
    names = ", ".join(quote(f.column) for f in fields)
    table, values = quote(meta.db_table), _values(db, rows, fields)
    with db.cursor() as cursor:
        if db.vendor == "sqlite":
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608 - names of our own columns
        else:
            # The framework does not see this call, so it would not tell what the driver says in its words.
            told = db.wrap_database_errors
            with told, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row_values in values:
                    copy.write_row(row_values)


def update(rows: Sequence[Row], names: Sequence[str]) -> None:
    """Write these columns, set on the rows already."""
    db = connections[DEFAULT_DB_ALIAS]
    meta: Any = type(rows[0])._meta
    fields, quote = [meta.get_field(name) for name in names], db.ops.quote_name
    table, pk = quote(meta.db_table), quote(meta.pk.column)
    columns = [quote(f.column) for f in fields]
    for field in fields:
        if field.is_relation:
            _take_ids(rows, field)
    values = _values(db, rows, [*fields, meta.pk])
    with db.cursor() as cursor:
        if db.vendor == "sqlite":
            wanted = ", ".join(f"{c} = %s" for c in columns)
            cursor.executemany(f"UPDATE {table} SET {wanted} WHERE {pk} = %s", values)  # noqa: S608 - as above
            return
        wanted = ", ".join(f"{c} = new.{c}" for c in columns)
        marks = f"({', '.join(f'%s::{f.rel_db_type(db)}' for f in (*fields, meta.pk))})"
        for part in _parts(values):
            cursor.execute(
                f"UPDATE {table} SET {wanted} FROM (VALUES {', '.join([marks] * len(part))})"  # noqa: S608 - as above
                f" AS new ({', '.join([*columns, pk])}) WHERE {table}.{pk} = new.{pk}",
                _flat(part),
            )


def _values(db: Any, rows: Sequence[Any], fields: Sequence[Any]) -> list[list[Any]]:
    """The values of these columns, row by row, as the database takes them."""
    columns = [_column(db, rows, field) for field in fields]
    return [list(values) for values in zip(*columns, strict=True)]


def _column(db: Any, rows: Sequence[Any], field: Any) -> list[Any]:
    """The values of one column; what stands in it often, such as an instant, is prepared once."""
    found = list(map(attrgetter(field.attname), rows))
    if isinstance(field, JSONField):
        return [None if v is None else field.get_db_prep_save(v, db) for v in found]
    plain = _NONE if isinstance(field, DecimalField) else _PLAIN
    if plain.issuperset(map(type, found)):
        return found
    known = {v: v if type(v) in plain else field.get_db_prep_save(v, db) for v in set(found)}
    return [known[v] for v in found]


def _parts(values: list[list[Any]]) -> Iterator[list[list[Any]]]:
    size = max(1, MOST_VALUES // len(values[0]))
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _flat(part: list[list[Any]]) -> list[Any]:
    return [value for row in part for value in row]


def _take_ids(rows: Sequence[Any], field: Any) -> None:
    """Take over the ids of what the rows refer to, which may have been written since they were set."""
    for row in rows:
        if getattr(row, field.attname) is None and field.is_cached(row):
            other = field.get_cached_value(row)
            if other is not None:
                if other.pk is None:
                    raise ValueError(f"{field} of a new row was not written before it.")
                setattr(row, field.name, other)  # its id, and it stays loaded


def _ids(db: Any, meta: Any, count: int) -> Sequence[int]:
    """As many ids that no row of this table has or had."""
    with db.cursor() as cursor:
        if db.vendor == "sqlite":
            # The transaction holds the only writer's lock, so nobody takes an id meanwhile; a row that
            # brings its own moves the sequence on.
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [meta.db_table])
            found = cursor.fetchone()
            last = int(found[0]) if found else 0
            return range(last + 1, last + count + 1)
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [f'"{meta.db_table}"', meta.pk.column, count],
        )
        return [row[0] for row in cursor.fetchall()]
