"""Values as the database's driver gives them, for what is read by the hundred on every page.

Instances and converters cost ten times the reading itself: 500 check-ins took 9 ms as instances and
take 2 ms so. SQLite gives instants and amounts as text, PostgreSQL as what they are.
"""

from datetime import UTC, date, datetime
from decimal import Decimal


def instant(value: datetime | str) -> datetime:
    """An instant, aware."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value


def day(value: date | str | None) -> date | None:
    """A day."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def amount(value: Decimal | str | None) -> Decimal | None:
    """A value in base units."""
    return Decimal(value) if isinstance(value, str) else value
