"""Whether a copy holds what it should: every table's rows and digest, every log with its head."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import DatabaseError

from northing.kit.text import text as _
from northing.queries import backup_file, chain, digests, elsewhere
from northing.queries.backup_file import BackupError, Head, Manifest
from northing.queries.chain import Replayed
from northing.queries.database import Ailment, ailment
from northing.queries.digests import Counted
from northing.queries.elsewhere import Settings
from northing.queries.plain_sqlite import opened
from northing.queries.table_lines import Table, UnknownColumnError

Heads = Mapping[str, Head]
FULL = ("database or disk is full", "disk i/o error")
"""SQLite's own words, where it is asked without Django."""


@contextmanager
def told_plainly() -> Iterator[None]:
    """What a driver says of a database that is damaged or none, said as BackupError."""
    try:
        yield
    except (sqlite3.DatabaseError, DatabaseError, UnknownColumnError) as error:
        if ailment(error) is Ailment.FULL or str(error).lower() in FULL:
            raise BackupError(
                _("There is no room for the copy: {error}", error=error),
                _("Make room on the disk, or name another folder; nothing was touched."),
            ) from error
        said = str(error).strip().partition("\n")[0][:200]
        raise BackupError(
            _("The database cannot be read whole: {error}", error=said),
            _("northing doctor tells more; nothing was touched."),
        ) from error


def tables_of(file: Path) -> tuple[Table, ...]:
    """The tables of a SQLite file of which copies are made."""
    with closing(opened(file)) as db:
        return digests.kept(db)


def migrations_of(file: Path) -> tuple[tuple[str, str], ...]:
    """The migrations that made a SQLite file's tables, in their order."""
    with closing(opened(file)) as db:
        found = db.execute("SELECT app, name FROM django_migrations ORDER BY id")
        return tuple((str(app), str(name)) for app, name in found)


def counted(where: Settings, tables: Iterable[Table]) -> Mapping[str, Counted]:
    """These tables of a database, counted."""
    with elsewhere.database(where) as there:
        return digests.counted(there, tables)


def heads(where: Settings) -> Heads:
    """The head of every workspace's log."""
    with elsewhere.database(where):
        return {slug: Head(seq, link) for _ws, slug, seq, link in chain.heads()}


def tables_hold(where: Settings, tables: Iterable[Table], wanted: Mapping[str, Counted]) -> None:
    """Raises BackupError, naming the first table that holds something else than it should."""
    listed = tuple(tables)
    if {t.name for t in listed} != set(wanted):
        strange = sorted({t.name for t in listed} ^ set(wanted))
        raise unproven(
            _("The tables are others than the manifest names: {names}.", names=", ".join(strange))
        )
    found = counted(where, listed)
    for name, expected in wanted.items():
        if found[name].rows != expected.rows:
            raise unproven(
                _("{table} has {found} rows instead of {wanted}.", table=name,
                  found=found[name].rows, wanted=expected.rows)
            )  # fmt: skip
        if found[name].digest != expected.digest:
            raise unproven(_("A row of {table} is not what it was.", table=name))


def logs_hold(where: Settings, wanted: Heads | None = None, *, broken: bool = False) -> None:
    """Replay every log of a database and hold its heads against `wanted`. Raises BackupError.

    With `broken` a log may break: it is restored as it was.
    """
    with elsewhere.database(where):
        found = tuple(chain.replay())
    for one in found:
        if one.broken is not None and not broken:
            raise unproven(
                _("The log of {slug} breaks at {seq}: {what}", slug=one.slug, seq=one.broken.seq,
                  what=one.broken.what),
                _("Use another backup, or restore it as it is: --broken-log"),
            )  # fmt: skip
    if wanted is not None and {f.slug: Head(f.seq, f.hash) for f in found} != dict(wanted):
        raise unproven(_("The logs end elsewhere than the manifest says."))


def of_backup(file: Path) -> tuple[Manifest, tuple[Replayed, ...]]:
    """Unpack a backup aside and prove every table; gives how its logs are. Raises BackupError."""
    with TemporaryDirectory(prefix="northing-") as folder:
        place = Path(folder) / "northing.sqlite3"
        told = backup_file.unpack(file, place)
        with told_plainly():
            tables_hold(elsewhere.in_file(place), tables_of(place), told.tables)
            with elsewhere.database(elsewhere.in_file(place)):
                return told, tuple(chain.replay())


def file_holds(file: Path, told: Manifest, *, broken: bool = False) -> None:
    """Hold the database of a backup against its manifest. Raises BackupError."""
    where = elsewhere.in_file(file)
    with told_plainly():
        if set(migrations_of(file)) != set(told.migrations):
            raise unproven(_("Its tables are of another version than the manifest says."))
        tables_hold(where, tables_of(file), told.tables)
        logs_hold(where, told.heads, broken=broken)


def unproven(what: object, remedy: object = "") -> BackupError:
    """What is said where a proof fails."""
    return BackupError(str(what), str(remedy or _("Use another backup; nothing was touched.")))
