"""Files that come into being whole: one process at a time, on the disk before they get their name."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from northing.kit.text import text as _
from northing.queries.backup_file import BackupError


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Refuse, by BackupError, a second backup or restore at work in a folder; a dead one does not count."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupError(
                _("Another backup or restore is at work in {folder}.", folder=folder),
                _("Wait until it is done."),
            ) from None
        yield
    finally:
        os.close(handle)


def remove(database: Path) -> None:
    """Remove a SQLite file with what may lie beside it."""
    for end in ("", "-wal", "-shm", "-journal"):
        beside(database, end).unlink(missing_ok=True)


def beside(file: Path, end: str) -> Path:
    """The file of this name with something at its end."""
    return file.with_name(file.name + end)


def flush(file: Path) -> None:
    """Let the disk have a file before it gets its name."""
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_folder(folder: Path) -> None:
    """Let the disk have a folder's names before anything else is done."""
    flush(folder)
