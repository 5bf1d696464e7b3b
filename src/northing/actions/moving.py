"""Taking an installation from SQLite to PostgreSQL: a copy, proven where it arrives. The file stays."""

from datetime import datetime
from pathlib import Path

from northing.actions import (
    backup_copy,
    backups,
    new_files,
    restore_postgres,
    restore_sqlite,
    restoring,
)
from northing.actions.restoring import Restored, Say
from northing.kit.text import text as _
from northing.queries import database, elsewhere
from northing.queries.backup_file import BackupError
from northing.queries.elsewhere import Settings


def move(
    to: Settings, now: datetime, *, broken: bool = False, say: Say = lambda _text: None
) -> Restored:
    """Write what the installation's SQLite file holds to an empty PostgreSQL database, and prove it.

    Raises BackupError; the file is read and nothing else. Whoever calls then sets DATABASE_URL.
    """
    database.release()
    source = elsewhere.usual()
    file = Path(source["NAME"]).absolute()
    if not restore_sqlite.is_it(source):
        raise BackupError(
            _("This installation is on PostgreSQL already."),
            _("Back it up, and restore the backup: northing restore FILE --into sqlite:///…"),
        )
    if restore_sqlite.is_it(to):
        raise BackupError(
            _("An installation moves to PostgreSQL."),
            _("Name it: --to postgresql://user@host/name"),
        )
    if not file.exists():
        raise BackupError(
            _("There is no database {file} to move.", file=file), _("Set NORTHING_DATA.")
        )
    restore_sqlite.must_be_free(file)
    restore_postgres.must_be_empty(to)
    copy = new_files.beside(file, ".moving")
    with new_files.alone_in(file.parent):
        try:
            say(_("Copying {file} …", file=file.name))
            told = backups.snapshot(source, copy, now)
            restoring.refuse_newer(told)
            if backup_copy.missing(told.migrations):
                restoring.forward(copy)
            restoring.fill(to, copy, told, broken=broken, say=say)
        finally:
            new_files.remove(copy)
    rows = sum(c.rows for c in told.tables.values())
    return Restored(told, rows, sum(h.seq for h in told.heads.values()))
