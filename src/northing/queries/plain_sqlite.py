"""SQLite files by the driver's own connection: values as they lie, no converters, no waiting for locks."""

import sqlite3
from pathlib import Path
from urllib.parse import quote


def opened(file: Path, *, writing: bool = False) -> sqlite3.Connection:
    """A connection to a file that is there, in autocommit: reading, waiting for a lock.

    A writing one is for files that nobody else knows yet: it neither waits for the disk nor can go back.
    """
    db = _connection(file, "rw" if writing else "ro", 20.0)
    for said in _QUICK if writing else ():
        db.execute(f"PRAGMA {said}")
    return db


_QUICK = ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -32000")


def held(file: Path, patience: float) -> sqlite3.Connection:
    """A connection that is about to hold a file against all others."""
    return _connection(file, "rw", patience)


def _connection(file: Path, mode: str, patience: float) -> sqlite3.Connection:
    uri = f"file:{quote(str(file.absolute()))}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None)
