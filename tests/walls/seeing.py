"""What imports cannot show, seen while a page is served.

    response = seen(client.get, f"/{cast.slug}/teams/")

fails when a template's context holds a row, manager or query set, or when a template's tags ask our
tables anything: a page's figures are read before its template begins, in one place that can be counted.
What context processors read is read before the template begins too.
"""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection, models
from django.db.models.manager import BaseManager
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.template import Template
from django.utils.functional import LazyObject, Promise

ROWS = (models.Model, BaseManager, models.QuerySet)
DEEPEST = 12


def seen(ask: Callable[..., Any], path: str, *args: Any, **options: Any) -> HttpResponse:
    """Ask for a page (`ask` is `client.get` or `client.post`) and judge how it was made."""
    with rendering_watched() as late:
        response: HttpResponse = ask(path, *args, **options)
    assert not late, f"{path}: a template asked the database: {late[0]}"
    found = rows_in_contexts(response)
    assert not found, f"{path}: a template was given what belongs to the store: {found}"
    return response


@contextmanager
def rendering_watched() -> Iterator[list[str]]:
    """Collects the statements on our tables that run while a template's nodes render."""
    original: Any = Template._render  # type: ignore[attr-defined]  # the one place all rendering passes
    late: list[str] = []
    depth = 0

    def rendering(self: Template, context: Any) -> Any:
        nonlocal depth
        depth += 1
        try:
            return original(self, context)
        finally:
            depth -= 1

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if depth and "northing_" in sql:
            late.append(sql)
        return execute(sql, params, many, context)

    Template._render = rendering  # type: ignore[attr-defined]  # put back below
    try:
        with connection.execute_wrapper(look):
            yield late
    finally:
        Template._render = original  # type: ignore[attr-defined]  # as it was


@contextmanager
def queries_counted() -> Iterator[list[str]]:
    """Collects every statement of the block, for budgets: `assert len(asked) <= 10`."""
    asked: list[str] = []

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield asked


def rows_in_contexts(response: HttpResponse) -> list[str]:
    """Where the contexts of this answer hold rows, managers or query sets."""
    rendered = getattr(response, "context", None)
    if rendered is None:
        return []
    contexts = rendered if isinstance(rendered, list) else [rendered]
    found: dict[str, None] = {}
    looked_at: set[int] = set()  # each included template has its own context of the same values
    for context in contexts:
        for layer in context.dicts:
            for name, value in layer.items():
                if id(value) not in looked_at:
                    looked_at.add(id(value))
                    found.update(dict.fromkeys(rows_in(value, str(name))))
    return list(found)


def rows_in(value: Any, place: str = "answer", depth: int = 0) -> Iterator[str]:
    """The places in a value, or in what it holds, where there is a row, manager or query set."""
    if isinstance(value, ROWS):
        yield f"{place} is a {type(value).__name__}"
    elif depth < DEEPEST:
        for name, part in _parts(value):
            yield from rows_in(part, f"{place}.{name}", depth + 1)


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    # The request and what is loaded on demand belong to the framework; a template has no use for them.
    if isinstance(value, str | bytes | HttpRequest | LazyObject | Promise | type):
        return
    if isinstance(value, BaseForm):
        yield from ((n, getattr(f, "queryset", None)) for n, f in value.fields.items())
    elif isinstance(value, Mapping):
        yield from ((str(k), v) for k, v in value.items())
    elif isinstance(value, list | tuple | set | frozenset):
        yield from ((str(n), v) for n, v in enumerate(value))
    elif dataclasses.is_dataclass(value):
        yield from ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
