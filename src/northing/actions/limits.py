"""The shared counts behind limits: no workspace's data, no caller, no event."""

from django.db import OperationalError, connection

from northing.store.limits import Count

ADD = """
INSERT INTO site_count (name, "window", amount) VALUES (%s, %s, %s)
ON CONFLICT (name) DO UPDATE SET
  amount = CASE WHEN site_count."window" = excluded."window" THEN site_count.amount ELSE 0 END + excluded.amount,
  "window" = excluded."window"
RETURNING amount
"""
PATIENCE_MS = 50
"""A limit is not worth waiting for: a long import holds SQLite's only pen for seconds."""


def add(name: str, window: int, amount: int) -> int | None:
    """Add to the count of `name` in this window; the sum, or None where the database is busy writing."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return _add(name, window, amount)
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
        try:
            return _add(name, window, amount)
        except OperationalError:
            return None
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(before)}")


def _add(name: str, window: int, amount: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(ADD, [name, window, amount])
        return int(cursor.fetchone()[0])


def forget_before(window: int) -> int:
    """Drop counts of windows before this one; gives how many there were."""
    dropped, _ = Count.objects.filter(window__lt=window).delete()
    return dropped
