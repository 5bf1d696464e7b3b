"""Making backups: consistent while people work, whole or not there at all, the oldest given up.

No caller: a backup holds every workspace and every account, so whoever runs the machine makes it.
"""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from northing import __version__
from northing.actions import backup_copy, new_files
from northing.kit.text import text as _
from northing.queries import backup_file, backups, elsewhere, proof
from northing.queries.backup_file import FORMAT, SPARE, BackupError, Manifest
from northing.queries.elsewhere import Settings

UNDER_WAY = ".northing.backup"
"""How the files of a backup begin that is being made; they lie beside it."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made: where, its size in bytes, the rows in it; and which older ones went."""

    path: Path
    size: int
    rows: int
    given_up: tuple[Path, ...] = ()


def make(folder: Path, keep: int, now: datetime) -> Made:
    """Write the backup of this moment into a folder and give up all but the newest `keep` usable ones.

    Asked twice for the same moment it makes one. Raises BackupError; then every other one stays.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / backups.name_at(now)
    usable = any(b.path == path and b.is_fine for b in backups.listed(folder))
    made = _told(path) if usable else write(path, now)
    return Made(made.path, made.size, made.rows, _given_up(folder, max(1, keep)))


def _told(path: Path) -> Made:
    rows = sum(counted.rows for counted in backup_file.manifest(path).tables.values())
    return Made(path, path.stat().st_size, rows)


def _given_up(folder: Path, keep: int) -> tuple[Path, ...]:
    """Remove what is older than the newest `keep` that can be used; one that cannot counts for none."""
    every = backups.listed(folder)
    usable = [b for b in every if b.is_fine]
    if len(usable) < keep:
        return ()
    gone = tuple(b.path for b in every if b.made_at < usable[keep - 1].made_at)
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def write(path: Path, now: datetime, source: Settings | None = None) -> Made:
    """Write a backup of the installation's database to this file. Raises BackupError.

    The file appears when it is whole and on the disk; one that is there and usable is never replaced.
    """
    if path.exists() and not _is_broken(path):
        raise BackupError(
            _("There is a file {name} already.", name=path),
            _("Choose another name, or move it away."),
        )
    part, copy = (path.parent / f"{UNDER_WAY}.{end}" for end in ("part", "sqlite3"))
    with new_files.alone_in(path.parent):
        try:
            part.unlink(missing_ok=True)
            part.touch(mode=0o600)
            told = snapshot(source or elsewhere.usual(), copy, now)
            with part.open("wb") as out:
                backup_file.pack(copy, told, out)
                out.flush()
                os.fsync(out.fileno())
            backup_file.manifest(part)
            part.replace(path)
        finally:
            new_files.remove(copy)
            part.unlink(missing_ok=True)
        new_files.flush_folder(path.parent)
    return _told(path)


def _is_broken(path: Path) -> bool:
    """Whether it bears our name and cannot be used: what a full disk left behind."""
    return any(b.path == path and not b.is_fine for b in backups.listed(path.parent))


def snapshot(source: Settings, into: Path, now: datetime) -> Manifest:
    """Copy a database into a new SQLite file and say what must be in it. Raises BackupError."""
    _room_for(source, into.parent)
    new_files.remove(into)
    into.touch(mode=0o600)
    with proof.told_plainly():
        return _snapshot(source, into, now)


def _snapshot(source: Settings, into: Path, now: datetime) -> Manifest:
    told = backup_copy.copied(source, into)
    where = elsewhere.in_file(into)
    if not source["ENGINE"].endswith("sqlite3"):
        # Read back: what was poured in is what came out.
        proof.tables_hold(where, proof.tables_of(into), told)
    return Manifest(
        format=FORMAT, version=__version__, made_at=now,
        source="sqlite" if source["ENGINE"].endswith("sqlite3") else "postgresql",
        migrations=proof.migrations_of(into), tables=told, heads=proof.heads(where),
        size=into.stat().st_size, sha256="",
    )  # fmt: skip


def _room_for(source: Settings, folder: Path) -> None:
    """The copy and, packed, a third of it."""
    needed = _size_of(source) * 4 // 3
    room = shutil.disk_usage(folder).free - SPARE
    if needed > room:
        raise BackupError(
            _("The disk has room for {room} MB, and the backup takes up to {size} MB while it is made.",
              room=max(0, room) // 1_000_000, size=needed // 1_000_000),
            _("Make room in {folder}, or name another folder.", folder=folder),
        )  # fmt: skip


def _size_of(source: Settings) -> int:
    if source["ENGINE"].endswith("sqlite3"):
        file = Path(source["NAME"])
        if not file.exists():
            raise BackupError(
                _("There is no database {file}.", file=file),
                _("Set NORTHING_DATA or DATABASE_URL to the installation's."),
            )
        both = (file, new_files.beside(file, "-wal"))
        return sum(one.stat().st_size for one in both if one.exists())
    with elsewhere.database(source) as there, there.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])
