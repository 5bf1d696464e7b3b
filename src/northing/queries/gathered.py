"""Parts of a row that are read with it, as JSON in one column: one query where there were two."""

from typing import Any

from django.db.models import (
    Aggregate,
    CharField,
    Func,
    JSONField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast


class _One(Func):
    """An object of names and values: Django's own asks SQLite first whether it can, once a process."""

    function = "JSONB_BUILD_OBJECT"
    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_OBJECT", **extra)


class _All(Aggregate):
    """The JSON of all rows of a group as one list, in no order."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **extra)


def gathered(parts: "QuerySet[Any]", whole: str, *columns: str) -> Subquery:
    """A column with these columns of a row's parts as text, or None where it has none.

    `whole` is the column of `parts` that leads to the row. Numbers come as text, so that they stay
    exact; nothing is sorted.
    """
    pairs = [(Cast(Value(name), TextField()), Cast(name, CharField())) for name in columns]
    one = _One(*(part for pair in pairs for part in pair))
    listed = parts.filter(**{whole: OuterRef("pk")}).order_by().values(whole)
    return Subquery(listed.annotate(listed=_All(one)).values("listed"))
