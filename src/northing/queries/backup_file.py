"""A backup: a zip file with `northing.sqlite3`, a plain database, and `manifest.json`, what must be in it.

Any zip program opens it and any SQLite reads the database. What a backup says of itself is not
believed: sizes are held against the disk, the bytes against their hash, the rows against their digests.
"""

import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from northing import __version__
from northing.kit.text import Text
from northing.kit.text import text as _
from northing.queries.digests import Counted

FORMAT = 1
DATABASE, MANIFEST = "northing.sqlite3", "manifest.json"
LARGEST_MANIFEST = 4 * 1024 * 1024
MOST_SHRUNK = 200
"""Real databases shrink to a third or a fifth, an empty one to a thirtieth."""
PART = 1 << 20
SPARE = 64 * 1024 * 1024
"""Room on the disk that a restore leaves to others."""


class BackupError(Exception):
    """A backup or a database cannot be used so; message and remedy are for people."""

    def __init__(self, message: Text | str, remedy: Text | str = "") -> None:
        super().__init__(str(message))
        self.message, self.remedy = str(message), str(remedy)


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of a workspace's log: its number and its hash."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `source` is `sqlite` or `postgresql`, `size` the database's bytes."""

    format: int
    version: str
    made_at: datetime
    source: str
    migrations: tuple[tuple[str, str], ...]
    tables: Mapping[str, Counted]
    heads: Mapping[str, Head]
    size: int
    sha256: str

    def as_json(self) -> bytes:
        """As it lies in the file."""
        told = asdict(self) | {"made_at": self.made_at.isoformat()}
        return json.dumps(told, indent=1, sort_keys=True).encode()


def manifest(file: Path) -> Manifest:
    """What a backup says of itself. Raises BackupError for what is none, or none of this version."""
    with _opened(file) as (_archive, told):
        return told


def unpack(file: Path, into: Path) -> Manifest:
    """Write the database of a backup to a new file, its bytes proven by their hash. Raises BackupError."""
    with _opened(file) as (archive, told):
        room = shutil.disk_usage(into.parent).free - SPARE
        if told.size > room:
            raise BackupError(
                _("The disk has room for {room} MB, and the backup needs {size} MB.",
                  room=max(0, room) // 1_000_000, size=told.size // 1_000_000),
                _("Make room in {folder}.", folder=into.parent),
            )  # fmt: skip
        with archive.open(DATABASE) as packed, into.open("wb") as out:
            digest, size = _copied(packed, out, told.size)
            out.flush()
            os.fsync(out.fileno())
    if (size, digest) != (told.size, told.sha256):
        raise _damaged(file)
    return told


def _copied(packed: IO[bytes], out: IO[bytes], most: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while (part := packed.read(PART)) and size <= most:
        digest.update(part)
        out.write(part)
        size += len(part)
    return digest.hexdigest(), size


def pack(database: Path, told: Manifest, into: IO[bytes]) -> None:
    """Write a backup of this database, `size` and `sha256` of the manifest put right on the way."""
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        at = told.made_at.timetuple()[:6]
        with (
            database.open("rb") as plain,
            archive.open(_entry(DATABASE, at), "w", force_zip64=True) as packed,
        ):
            sha256, size = _copied(plain, packed, database.stat().st_size)
        whole = Manifest(
            **{n: getattr(told, n) for n in told.__slots__} | {"size": size, "sha256": sha256}
        )
        archive.writestr(_entry(MANIFEST, at), whole.as_json(), compresslevel=1)


def _entry(name: str, at: Any) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, at)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry._compresslevel = 1  # type: ignore[attr-defined]  # writing in parts takes it from here alone
    entry.external_attr = 0o600 << 16
    return entry


@contextmanager
def _opened(file: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """The archive and its manifest. Raises BackupError, also for what goes wrong within the block."""
    try:
        with zipfile.ZipFile(file) as archive:
            if sorted(archive.namelist()) != sorted((DATABASE, MANIFEST)):
                raise _foreign(file)
            yield archive, _manifest(file, archive)
    except FileNotFoundError:
        raise BackupError(
            _("There is no file {name}.", name=file),
            _("Check the name, and the folder you are in."),
        ) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise (_damaged(file) if _begins_like_one(file) else _foreign(file)) from error


def _manifest(file: Path, archive: zipfile.ZipFile) -> Manifest:
    infos = {info.filename: info for info in archive.infolist()}
    if infos[MANIFEST].file_size > LARGEST_MANIFEST:
        raise _foreign(file)
    try:
        said = json.loads(archive.read(MANIFEST))
        if said["format"] != FORMAT:
            raise newer(str(said["version"])[:40])
        told = _read(said)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _foreign(file) from error
    packed = infos[DATABASE]
    if told.size != packed.file_size or told.size > MOST_SHRUNK * max(packed.compress_size, 4096):
        raise _damaged(file)
    return told


def _read(said: dict[str, Any]) -> Manifest:
    """Raises KeyError, TypeError or ValueError for what is no manifest."""
    made_at = datetime.fromisoformat(said["made_at"])
    if made_at.tzinfo is None or not said["tables"]:
        raise ValueError("A manifest says its zone and its tables.")
    return Manifest(
        format=FORMAT, version=str(said["version"])[:40], made_at=made_at,
        source=str(said["source"])[:20],
        migrations=tuple((str(app), str(name)) for app, name in said["migrations"]),
        tables={str(n): Counted(int(c["rows"]), str(c["digest"])) for n, c in said["tables"].items()},
        heads={str(n): Head(int(h["seq"]), str(h["hash"])) for n, h in said["heads"].items()},
        size=int(said["size"]), sha256=str(said["sha256"]),
    )  # fmt: skip


def newer(version: str) -> BackupError:
    """What is said of a backup that a later version made."""
    return BackupError(
        _("The backup was made by Northing {theirs}; this is Northing {ours}, which is older.",
          theirs=version, ours=__version__),
        _("Install Northing {theirs} or later, then restore it there.", theirs=version),
    )  # fmt: skip


def _damaged(file: Path) -> BackupError:
    return BackupError(
        _(
            "The backup {name} is damaged: it is cut off, or bytes in it were changed.",
            name=file.name,
        ),
        _("Use another one; nothing was touched."),
    )


def _foreign(file: Path) -> BackupError:
    return BackupError(
        _("{name} is no backup of Northing.", name=file.name),
        _("Backups are made by: northing backup"),
    )


def _begins_like_one(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(4) == b"PK\x03\x04"
