"""Many rows in one prepared statement, for `change.py` alone.

Django's bulk_create and bulk_update build an expression for every value: for a slice of an import that
was two thirds of the time for which SQLite's one writer was held, and the database itself a tenth.
"""

from collections.abc import Sequence
from types import NoneType
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import DecimalField, JSONField

from northing.store.row import Row


def insert(rows: Sequence[Row]) -> None:
    """Write new rows of one noun and give each its id. What they refer to has been written before."""
    meta: Any = type(rows[0])._meta
    if meta.auto_field is not None:
        for row, pk in zip(rows, _ids(meta, len(rows)), strict=True):
            row.pk = pk
    fields = meta.concrete_fields
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    names = ", ".join(quote(f.column) for f in fields)
    marks = ", ".join(["%s"] * len(fields))
    _run(
        f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES ({marks})",  # noqa: S608 - names of our own columns
        rows,
        fields,
    )
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def update(rows: Sequence[Row], names: Sequence[str]) -> None:
    """Write these columns, set on the rows already."""
    meta: Any = type(rows[0])._meta
    fields = [meta.get_field(name) for name in names]
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    wanted = ", ".join(f"{quote(f.column)} = %s" for f in fields)
    _run(
        f"UPDATE {quote(meta.db_table)} SET {wanted} WHERE {quote(meta.pk.column)} = %s",  # noqa: S608 - names of our own columns
        rows,
        [*fields, meta.pk],
    )


def _run(sql: str, rows: Sequence[Any], fields: Sequence[Any]) -> None:
    """The statement once for each row, with the values of these columns."""
    # The connection itself: its proxy looks it up once per value.
    db = connections[DEFAULT_DB_ALIAS]
    for field in fields:
        if field.is_relation:
            _take_ids(rows, field)
    columns = [
        (
            f.attname,
            f.get_db_prep_save,
            _NONE if isinstance(f, JSONField | DecimalField) else _PLAIN,
        )
        for f in fields
    ]
    values = [
        [
            value if type(value := getattr(row, name)) in plain else prepared(value, db)
            for name, prepared, plain in columns
        ]
        for row in rows
    ]
    with db.cursor() as cursor:
        cursor.executemany(sql, values)


_NONE = frozenset({NoneType})
_PLAIN = _NONE | {int, str, bool}
"""What both databases take as it is: most values, and preparing each costs more than writing it."""


def _take_ids(rows: Sequence[Any], field: Any) -> None:
    """Take over the ids of what the rows refer to, which may have been written since they were set."""
    for row in rows:
        if getattr(row, field.attname) is None and field.is_cached(row):
            other = field.get_cached_value(row)
            if other is not None:
                if other.pk is None:
                    raise ValueError(f"{field} of a new row was not written before it.")
                setattr(row, field.name, other)  # its id, and it stays loaded


def _ids(meta: Any, count: int) -> Sequence[int]:
    """As many ids that no row of this table has or had."""
    db = connections[DEFAULT_DB_ALIAS]
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
