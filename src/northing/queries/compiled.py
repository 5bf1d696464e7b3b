"""Statements that are put together once in a process and run many times.

Putting together a query of a page costs ten times as much as running it: 1 to 3 ms, twelve times on
every page. So a page's queries are written as functions of what differs from call to call:

    _CYCLES = compiled(lambda workspace: Cycle.objects.filter(ws=workspace).order_by("-start"))

    rows = _CYCLES(caller.workspace)

The function is called with placeholders, never with values: nothing of one call can stay in the
statement of another. It is called once for each way in which the lengths of lists differ; these are
rounded up, the last value standing more than once, so that a few statements do for lists of all lengths.
"""

from collections.abc import Callable, Collection
from copy import copy
from datetime import date, datetime, timedelta
from threading import Lock
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Model, QuerySet, Value
from django.db.models.expressions import BaseExpression
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
Arguments = tuple[Any, ...]
MOST = 1000
"""Statements that are kept, of all functions together, 20 to 50 kB each: lists of many lengths come and go."""
SMALLEST, LARGEST = -(2**63), 2**63 - 1
"""What SQLite can hold as a whole number."""
_NOT_YET: Any = object()
_known: "dict[Arguments, _Statement | None]" = {}
_making_room = Lock()


class Compiled(Generic[M]):
    """A query to be called with what differs; gives instances, or the driver's tuples."""

    def __init__(self, build: "Callable[..., QuerySet[M, Any]]") -> None:
        self._build = build

    def __call__(self, *values: Any) -> list[M]:
        """The rows as instances."""
        statement = self._statement(values)
        return [] if statement is None else list(ModelIterable(statement.bound(values)))

    def first(self, *values: Any) -> M | None:
        """The first row as an instance; the query has an order, or one row at most."""
        return next(iter(self(*values)), None)

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of a `values_list`, their columns as Django reads them."""
        statement = self._statement(values)
        if statement is None:
            return []
        return [tuple(row) for row in statement.compiler_for(values).results_iter()]

    def tuples(self, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of a `values_list` as the driver gives them; see driver.py for what is in them."""
        statement = self._statement(values)
        if statement is None:
            return []
        with statement.connection.cursor() as cursor:
            cursor.execute(statement.sql, statement.filled(values))
            return list(cursor.fetchall())

    def _statement(self, values: Arguments) -> "_Statement | None":
        vendor = connections[DEFAULT_DB_ALIAS].vendor
        shape = (self, vendor, *map(_length, values))
        # Looked up once: another thread may make room between two looks.
        found: _Statement | None = _known.get(shape, _NOT_YET)
        if found is _NOT_YET:
            found = self._compiled(values)
            with _making_room:
                while len(_known) >= MOST:
                    del _known[next(iter(_known))]
                _known[shape] = found
        return found

    def _compiled(self, values: Arguments) -> "_Statement | None":
        """The statement for values of these lengths; None for one that can find nothing."""
        places = [_Gap(n, _length(v)) for n, v in enumerate(values)]
        rows = self._build(*places)
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            return _Statement(compiler, *compiler.as_sql())
        except EmptyResultSet:
            return None


def compiled(build: "Callable[..., QuerySet[M, Any]]") -> Compiled[M]:
    """A query that is put together once; `build` is called with placeholders, so it may not look at them.

    A list stands for `…__in`, everything else for one value. A limit belongs to the query.
    """
    return Compiled(build)


def _length(value: object) -> int | None:
    """How many places a list has in a statement: 1, 2, 3, 4, 6, 8, 12, 16, 24 …; None for one value."""
    if not isinstance(value, Collection) or isinstance(value, str | bytes):
        return None
    length = len(value)
    step = 1 << max(0, length.bit_length() - 2)
    return -(-length // step) * step


def _spread(listed: Collection[Any], length: int) -> list[Any]:
    """As many values as there are places."""
    found = list(listed)
    return found + found[-1:] * (length - len(found))


class _Gap(Expression):
    """The place of a value, or of a list of so many values, in a statement.

    An instant in it can be moved by a span of time, as `now - WEEK`.
    """

    def __init__(self, place: int, length: int | None, shift: timedelta | None = None) -> None:
        super().__init__()
        self.place, self.length, self.shift = place, length, shift

    def __sub__(self, span: Any) -> Any:
        return _Gap(self.place, self.length, (self.shift or timedelta()) - span)

    def value(self, values: Arguments) -> Any:
        return values[self.place] + self.shift if self.shift else values[self.place]

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        if self.length is None:
            return "%s", [self]
        if not self.length:
            raise EmptyResultSet
        return f"({', '.join(['%s'] * self.length)})", [self]


class _Statement:
    """Compiled SQL with its gaps, and the compiler that knows how to read its rows."""

    def __init__(self, compiler: SQLCompiler, sql: str, params: Any) -> None:
        self.compiler, self.sql, self.params = _reading(compiler), sql, tuple(params)

    @property
    def connection(self) -> Any:
        return connections[DEFAULT_DB_ALIAS]

    def filled(self, values: Arguments) -> list[Any]:
        """The parameters: constants of the query, and values in their gaps."""
        adapted = _adapted(self.connection)
        found: list[Any] = []
        for one in self.params:
            if not isinstance(one, _Gap):
                found.append(one)
            elif one.length is None:
                found.append(adapted(one.value(values)))
            else:
                found.extend(map(adapted, _spread(one.value(values), one.length)))
        return found

    def bound(self, values: Arguments) -> Any:
        """What Django reads instances from."""
        return _Bound(self.compiler_for(values))

    def compiler_for(self, values: Arguments) -> SQLCompiler:
        """Django's compiler with its work done: it only runs the statement, and reads the rows."""
        compiler = copy(self.compiler)
        compiler.connection = self.connection
        filled = self.filled(values)
        compiler.as_sql = lambda *_a: (self.sql, tuple(filled))  # type: ignore[method-assign]  # of this copy alone
        return compiler


def _reading(compiler: SQLCompiler) -> SQLCompiler:
    """As much of a compiler as reading its rows takes: the trees of the query are 60 kB, kept for good."""
    found = copy(compiler)
    vars(found).clear()
    found.__init__(None, compiler.connection, compiler.using)  # type: ignore[misc]  # no query to compile
    found.klass_info, found.annotation_col_map = compiler.klass_info, compiler.annotation_col_map
    found.select = [(_column(one), None, None) for one, *_ in compiler.select]
    found.col_count, found.has_extra_select = compiler.col_count, compiler.has_extra_select
    return found


def _column(one: Any) -> Any:
    """What says how a column is read; for a computed one, its field is enough."""
    kind = type(one)
    is_plain = (kind.get_db_converters, kind.convert_value) == _PLAIN
    return Value(None, output_field=one.output_field) if is_plain else one


_PLAIN = (BaseExpression.get_db_converters, BaseExpression.convert_value)


class _Bound:
    """As much of a query set as an iterable of instances asks for."""

    def __init__(self, compiler: SQLCompiler) -> None:
        self.query, self.db = self, DEFAULT_DB_ALIAS
        self._known_related_objects: dict[Any, Any] = {}
        self._compiler = compiler

    def get_compiler(self, using: str) -> SQLCompiler:
        return self._compiler


def _adapted(connection: Any) -> Callable[[Any], Any]:
    """How a value goes to the driver: SQLite knows neither days nor instants."""
    if connection.vendor != "sqlite":
        return lambda value: value
    ops = connection.ops

    def adapt(value: Any) -> Any:
        if isinstance(value, int):
            # Somebody may ask for O-99999999999999999999: it is beyond every number there is.
            return min(LARGEST, max(SMALLEST, value))
        if isinstance(value, datetime):
            return ops.adapt_datetimefield_value(value)
        return ops.adapt_datefield_value(value) if isinstance(value, date) else value

    return adapt
