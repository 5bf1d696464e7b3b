"""Values as the database's driver gives them, for what is read by the hundred on every page.

Instances and converters cost ten times the reading itself: 500 check-ins took 9 ms as instances and
take 2 ms so. SQLite gives amounts as text, and instants as text or without a zone; PostgreSQL gives both
as what they are.
"""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db.models import DateTimeField, Func


class Plain(Func):
    """A column of instants without the web framework's own reader of SQLite, which is slow."""

    template = "%(expressions)s"
    output_field = DateTimeField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        said = "(%(expressions)s || '+00:00')"  # it is kept in UTC
        return self.as_sql(compiler, connection, template=said, **extra)


def instant(value: datetime | str) -> datetime:
    """An instant, aware."""
    at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def amount(value: Decimal | str | None) -> Decimal | None:
    """A value in base units."""
    return Decimal(value) if isinstance(value, str) else value
