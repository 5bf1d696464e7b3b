"""Putting a proven SQLite file in the place of the installation's, at once or not at all."""

import fcntl
import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from northing.actions import new_files
from northing.kit.text import text as _
from northing.queries import plain_sqlite
from northing.queries.backup_file import BackupError
from northing.queries.elsewhere import Settings

# Where SQLite's file format keeps its shared locks: whoever has the database open holds one of these.
_FIRST_SHARED, _SHARED = 0x40000002, 510


def is_it(settings: Settings) -> bool:
    """Whether these are the settings of a SQLite database."""
    return str(settings["ENGINE"]).endswith("sqlite3")


def must_be_new(file: Path) -> None:
    """Raises BackupError where there is such a file already."""
    if file.exists() and file.stat().st_size:
        raise BackupError(
            _("There is a database {file} already.", file=file),
            _("Name a new file. To replace the installation's own, leave the address out."),
        )


def must_be_free(file: Path) -> None:
    """Raises BackupError while another process has the database open. Changes nothing."""
    if not file.exists():
        return
    handle = os.open(file, os.O_RDWR)
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED, _FIRST_SHARED)
    except OSError:
        raise _in_use(file) from None
    finally:
        os.close(handle)


def put_in_place(proven: Path, file: Path, end: str) -> Path | None:
    """Let the proven file take the place of the other, which is kept under its name with `end`.

    The name stands for one of the two at every moment. Raises BackupError where somebody has come.
    """
    _given_to_whom_it_was(proven, file)
    if not file.exists():
        _cleared(file)
        proven.replace(file)
        new_files.flush_folder(file.parent)
        return None
    kept = new_files.beside(file, end)
    with closing(_held(file)):
        with suppress(FileExistsError):
            os.link(file, kept)
        _cleared(file, kept)
        proven.replace(file)
        new_files.flush_folder(file.parent)
    return kept


def _given_to_whom_it_was(proven: Path, file: Path) -> None:
    """The server's user shall own it, even where another one, such as root, restores."""
    like = (file if file.exists() else file.parent).stat()
    with suppress(PermissionError):
        os.chown(proven, like.st_uid, like.st_gid)
    if file.exists():
        proven.chmod(like.st_mode & 0o777)


def _held(file: Path) -> sqlite3.Connection:
    """The old database with its log of changes written into it, held so that nobody else comes in."""
    db = plain_sqlite.held(file, patience=0.5)
    try:
        # Both need to be alone; the first also leaves nothing beside the file.
        if db.execute("PRAGMA journal_mode = DELETE").fetchone() != ("delete",):
            raise sqlite3.OperationalError("somebody else has it open")
        db.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        db.close()
        raise _in_use(file) from error
    except sqlite3.DatabaseError:
        # What is broken is the reason why it is replaced: `must_be_free` has looked at its locks.
        return db
    return db


def _cleared(file: Path, kept: Path | None = None) -> None:
    """No log of changes of another database may lie beside the new one: SQLite would believe it."""
    for end in ("-wal", "-shm", "-journal"):
        left = new_files.beside(file, end)
        if kept is not None and left.exists() and end != "-shm":
            left.replace(new_files.beside(kept, end))
        else:
            left.unlink(missing_ok=True)


def _in_use(file: Path) -> BackupError:
    return BackupError(
        _("The database {file} is in use.", file=file),
        _("Stop the server, its workers and other commands, then try again; nothing was touched."),
    )
