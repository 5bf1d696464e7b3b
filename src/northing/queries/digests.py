"""How many rows a table has, and one number for all of them: what proves that a copy is whole.

The number is the sum of the BLAKE2b hashes (128 bits) of the table's lines, so it does not depend on
the order in which a database gives them. Against somebody who means harm the chain of the log stands.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from northing.queries import table_lines
from northing.queries.table_lines import Table

SIZE = 16

# Tables of which no copy is made, and why.
LEFT_OUT = {
    "django_session": "who is signed in: after a restore everybody signs in again",
    "usersessions_usersession": "what the list of sessions shows of them",
    "site_cache": "limits on sign-in, for minutes",
    "django_migrations": "written where the tables are made; the manifest lists it",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A table's number of rows, and its digest in hexadecimal."""

    rows: int
    digest: str


@dataclass(slots=True)
class Tally:
    """Counts lines on their way."""

    rows: int = 0
    total: int = field(default=0, repr=False)

    def passing(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """The same lines, counted."""
        for line in lines:
            self.rows += 1
            self.total += int.from_bytes(blake2b(line, digest_size=SIZE).digest(), "big")
            yield line

    def counted(self) -> Counted:
        return Counted(self.rows, f"{self.total % (1 << 8 * SIZE):0{2 * SIZE}x}")


def kept(db: Any) -> tuple[Table, ...]:
    """The tables of a SQLite database (by the driver's connection) of which copies are made."""
    return tuple(t for t in table_lines.tables(db) if t.name not in LEFT_OUT)


def counted(there: BaseDatabaseWrapper, tables: Iterable[Table]) -> Mapping[str, Counted]:
    """These tables of a database of either kind, counted."""
    there.ensure_connection()
    if there.vendor == "sqlite":
        return {t.name: _of(table_lines.sqlite_lines(there.connection, t)) for t in tables}
    with there.connection.transaction():
        table_lines.agree(there.connection)
        return {t.name: _of(table_lines.postgres_lines(there.connection, t)) for t in tables}


def _of(lines: Iterable[bytes]) -> Counted:
    tally = Tally()
    for _line in tally.passing(lines):
        pass
    return tally.counted()
