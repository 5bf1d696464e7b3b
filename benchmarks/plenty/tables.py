"""Rows by the hundred thousand: tuples into a table, without making an instance of each."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model

from northing.store import guard

BATCH = 2_000


def insert(rows: Sequence[Model]) -> None:
    """Write instances whose keys are given: for nouns, of which there are some ten thousand."""
    if rows:
        with guard.writing():
            type(rows[0])._default_manager.bulk_create(rows, batch_size=500)


def pour(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write tuples of these columns, every other column at its default; gives how many there were."""
    fields = {f.column: f for f in model._meta.concrete_fields}
    rest = {
        column: field.get_default()
        for column, field in fields.items()
        if column not in columns and not field.primary_key
    }
    fixed = [_stored(value) for value in rest.values()]
    listed = ", ".join(connection.ops.quote_name(str(c)) for c in (*columns, *rest))
    gaps = ", ".join(["%s"] * (len(columns) + len(rest)))
    sql = (
        f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({listed}) VALUES ({gaps})"
    )
    written = 0
    with guard.writing(), connection.cursor() as cursor:
        for batch in _batches(rows):
            cursor.executemany(sql, [[*map(_stored, row), *fixed] for row in batch])
            written += len(batch)
    return written


def _batches(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _stored(value: Any) -> Any:
    """A value as SQLite's adapter of the web framework would keep it."""
    adapt = _ADAPTED.get(type(value))
    return value if adapt is None else adapt(value)


_ADAPTED: dict[type, Callable[[Any], Any]] = {
    Decimal: lambda value: f"{round(value, 10):f}",
    datetime: lambda value: value.replace(tzinfo=None).isoformat(" "),
    date: date.isoformat,
    UUID: lambda value: value.hex,
    dict: json.dumps,
    list: json.dumps,
}
