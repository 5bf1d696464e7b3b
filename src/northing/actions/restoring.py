"""Restoring a backup: into a new file or database, proven there, and only then put in place.

No caller, as for making one: it is the whole installation's.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings as site

from northing import __version__
from northing.actions import backup_copy, new_files, restore_postgres, restore_sqlite
from northing.kit.text import Text
from northing.kit.text import text as _
from northing.queries import backup_file, database, elsewhere, proof
from northing.queries.backup_file import BackupError, Manifest
from northing.queries.elsewhere import Settings

Say = Callable[[Text], None]
SCRATCH = ".northing.restoring"
STAMP = "%Y-%m-%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, its rows and events; where what was there before lies now, or nothing."""

    manifest: Manifest
    rows: int
    events: int
    kept: str = ""


def restore(
    file: Path, now: datetime, into: Settings | None = None, *, broken: bool = False,
    say: Say = lambda _text: None,
) -> Restored:  # fmt: skip
    """Put a backup in the place of the installation's database, or `into` an empty one beside it.

    Raises BackupError for what cannot be used or proven; then nothing was touched. With `broken` a log
    that does not hold is restored as it is.
    """
    database.release()
    target = into or elsewhere.usual()
    told = backup_file.manifest(file)
    refuse_newer(told)
    place = _place(target)
    with new_files.alone_in(place.parent):
        try:
            if restore_sqlite.is_it(target):
                kept = _to_sqlite(
                    file, told, target, place, now, new=into is not None, broken=broken, say=say
                )
            else:
                kept = _to_postgres(
                    file, told, target, place, now, new=into is not None, broken=broken, say=say
                )
        finally:
            new_files.remove(place)
    return _restored(told, kept)


def _restored(told: Manifest, kept: str) -> Restored:
    rows = sum(c.rows for c in told.tables.values())
    return Restored(told, rows, sum(h.seq for h in told.heads.values()), kept)


def _place(target: Settings) -> Path:
    """Where the backup is unpacked: beside the file that it will be, or in the data folder."""
    if restore_sqlite.is_it(target):
        return new_files.beside(Path(target["NAME"]).resolve(), ".restoring")
    Path(site.DATA).mkdir(parents=True, exist_ok=True)
    return Path(site.DATA).absolute() / f"{SCRATCH}.sqlite3"


def _to_sqlite(
    file: Path, told: Manifest, target: Settings, place: Path, now: datetime, *, new: bool,
    broken: bool, say: Say,
) -> str:  # fmt: skip
    there = Path(target["NAME"]).resolve()
    if new:
        restore_sqlite.must_be_new(there)
    restore_sqlite.must_be_free(there)
    _unpacked(file, told, place, broken=broken, say=say)
    new_files.flush(place)
    kept = restore_sqlite.put_in_place(
        place, there, f".before-restore-{now.astimezone(UTC):{STAMP}}"
    )
    return str(kept or "")


def _to_postgres(
    file: Path, told: Manifest, target: Settings, place: Path, now: datetime, *, new: bool,
    broken: bool, say: Say,
) -> str:  # fmt: skip
    if new:
        restore_postgres.must_be_empty(target)
        _unpacked(file, told, place, broken=broken, say=say, held=False)
        fill(target, place, told, broken=broken, say=say)
        return ""
    restore_postgres.must_be_free(target)
    _unpacked(file, told, place, broken=broken, say=say, held=False)
    beside = restore_postgres.made_beside(target)
    try:
        fill(beside, place, told, broken=broken, say=say)
        return restore_postgres.put_in_place(beside, target, now)
    except BaseException:
        with suppress(Exception):
            restore_postgres.dropped(beside)
        raise


def _unpacked(
    file: Path, told: Manifest, place: Path, *, broken: bool, say: Say, held: bool = True
) -> None:
    """The backup's database in a file, brought up to date; its bytes proven by their hash.

    Where it is `held` its rows and logs are proven here, else they are where they are written to.
    """
    new_files.remove(place)
    place.touch(mode=0o600)
    say(_("Unpacking {name} …", name=file.name))
    if backup_file.unpack(file, place) != told:
        raise proof.unproven(_("The file was changed while it was read."))
    if held or is_older(told):
        say(
            _("Proving {rows} rows and every log …", rows=sum(c.rows for c in told.tables.values()))
        )
        proof.file_holds(place, told, broken=broken)
    if is_older(told):
        say(_("Bringing it from Northing {version} up to date …", version=told.version))
        forward(place)
        proof.logs_hold(elsewhere.in_file(place), told.heads, broken=broken)


def fill(target: Settings, copy: Path, told: Manifest, *, broken: bool, say: Say) -> None:
    """Fill an empty PostgreSQL database from a proven copy, and prove it there. Raises BackupError."""
    tables = proof.tables_of(copy)
    say(_("Writing to PostgreSQL …"))
    restore_postgres.poured(target, copy, tables, proof.migrations_of(copy))
    say(_("Proving what PostgreSQL holds …"))
    wanted = proof.counted(elsewhere.in_file(copy), tables) if is_older(told) else told.tables
    proof.tables_hold(target, tables, wanted)
    proof.logs_hold(target, told.heads, broken=broken)


def refuse_newer(told: Manifest) -> None:
    """Raises BackupError for what a later version made, naming both versions."""
    unknown = set(told.migrations) - backup_copy.all_migrations()
    if unknown or _numbers(told.version) > _numbers(__version__):
        raise backup_file.newer(told.version)


def is_older(told: Manifest) -> bool:
    """Whether its tables lack something that this version's have."""
    return bool(backup_copy.missing(told.migrations))


def forward(copy: Path) -> None:
    """Bring the tables of a copy up to date."""
    with elsewhere.database(elsewhere.in_file(copy)):
        backup_copy.migrated_forward()


def _numbers(version: str) -> tuple[int, ...]:
    parts = version.split("+", maxsplit=1)[0].split(".")
    try:
        return tuple(int(part) for part in parts)
    except ValueError:
        raise BackupError(
            _("The backup says it was made by Northing {version!r}.", version=version),
            _("That is no version; backups are made by: northing backup"),
        ) from None
