"""What ails the database, said for whoever has to mend it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Any

from django.db import (
    DatabaseError,
    InterfaceError,
    InternalError,
    OperationalError,
    connection,
    connections,
)

from northing.kit import locks
from northing.kit.text import Text
from northing.kit.text import text as _

log = logging.getLogger(__name__)

PATIENCE = 1800.0
"""Seconds that a large database may take to be brought up to date by somebody else."""
UPGRADE = 0x6E6F727468
"""The number of the lock: five letters of the name."""
_UNMIGRATED = (
    "no such table",
    "no such column",
    "does not exist",
    "undefinedtable",
    "undefinedcolumn",
)


class Ailment(Enum):
    """What is no fault of ours and passes: the database is away, works for somebody else, has no room."""

    GONE = "gone"
    BUSY = "busy"
    FULL = "full"


# PostgreSQL's own numbers; without one the connection itself failed.
_BUSY_STATES = ("55P03", "57014", "40P01", "40001")
_FULL_STATE = "53100"
_GONE_STATES = ("08", "53", "57", "58", "25P", "25006")
# SQLite has words alone; the rest of what it calls operational are faults of ours.
_SQLITE = {
    "database or disk is full": Ailment.FULL,
    "disk i/o error": Ailment.FULL,
    "database is locked": Ailment.BUSY,
    "table is locked": Ailment.BUSY,
    "busy": Ailment.BUSY,
    "unable to open database": Ailment.GONE,
    "readonly database": Ailment.GONE,
}


def ailment(error: BaseException | None) -> Ailment | None:
    """What ails the database, if this error says so; None for every fault of ours."""
    if isinstance(error, InterfaceError) and "closed" in str(error):
        return Ailment.GONE
    if not isinstance(error, OperationalError | InternalError):
        return None
    if type(error.__cause__).__module__ == "sqlite3":
        said = str(error).lower()
        return next((found for words, found in _SQLITE.items() if words in said), None)
    state = getattr(error.__cause__, "sqlstate", None) or ""
    if state in _BUSY_STATES:
        return Ailment.BUSY
    if state == _FULL_STATE:
        return Ailment.FULL
    gone = state.startswith(_GONE_STATES) or (not state and isinstance(error, OperationalError))
    return Ailment.GONE if gone else None


@contextmanager
def if_possible() -> Iterator[None]:
    """For what is noted beside a request: a database that ails is no reason to refuse the request."""
    try:
        yield
    except (DatabaseError, InterfaceError) as error:
        if (why := ailment(error)) is None:
            raise
        log.warning("Not noted, the database is %s: %s", why.value, str(error).partition("\n")[0])


def trouble(error: BaseException) -> tuple[Text, Text] | None:
    """Message and remedy for a failure of the database itself; None for every other error."""
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    said = f"{error} {type(error.__cause__).__name__}".lower()
    if "database" in said and "does not exist" in said:
        return _("The database does not exist."), _("Create it, or correct DATABASE_URL.")
    if any(word in said for word in _UNMIGRATED):
        return _("The database is not up to date."), _("Bring it up to date: northing migrate")
    if "locked" in said or "busy" in said:
        return _("The database is busy."), _("Wait for the long write to end, then try again.")
    if ailment(error) is Ailment.FULL:
        return _("There is no room left for the database."), _("Make room on its disk.")
    return (
        _("The database cannot be reached: {error}", error=str(error).strip().split("\n")[0][:200]),
        _("Start it, or correct DATABASE_URL."),
    )


@contextmanager
def upgrading(waiting: Callable[[], object]) -> Iterator[None]:
    """One process at a time brings the tables up to date; `waiting` is called once if another is at it.

    Raises TimeoutError where the other does not finish.
    """
    if connection.vendor == "postgresql":
        with _beside() as cursor:
            locks.until(lambda: _taken(cursor), PATIENCE, waiting)
            yield
        return
    name = str(connection.settings_dict["NAME"])
    if connection.is_in_memory_db():  # type: ignore[attr-defined]  # of the SQLite wrapper
        yield
        return
    with locks.held(Path(f"{name}.upgrade"), PATIENCE, waiting):
        yield


@contextmanager
def _beside() -> Iterator[Any]:
    """A transaction of its own beside this process's connection: what it locks, it lets go at its end.

    A lock of the session would stay behind a pooler, which gives each transaction another session.
    """
    own = connection.copy()
    own.settings_dict["OPTIONS"].pop("pool", None)
    try:
        with own.cursor() as cursor:
            cursor.execute("BEGIN")
            # It waits while the tables are changed, for as long as that takes.
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            yield cursor
    finally:
        own.close()


def _taken(cursor: Any) -> bool:
    cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [UPGRADE])
    return bool(cursor.fetchone()[0])


def release() -> None:
    """Close this process's connections, before it starts others that open their own.

    A pool would be shared by them, down to its sockets, and its threads would be in none of them.
    """
    connections.close_all()
    for one in connections.all(initialized_only=True):
        if hasattr(one, "close_pool"):
            one.close_pool()
