"""The backups of a folder: which there are, and how the last one is."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from northing.queries import backup_file
from northing.queries.backup_file import BackupError

PATTERN = re.compile(r"northing-(\d{4}-\d\d-\d\dT\d{6}Z)\.backup")
STAMP = "%Y-%m-%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup of a folder, its size in bytes; `trouble` says why it cannot be used, or nothing.

    That it can be opened is looked at, not each of its bytes: that is `northing verify FILE`.
    """

    path: Path
    made_at: datetime
    size: int
    version: str = ""
    trouble: str = ""

    @property
    def is_fine(self) -> bool:
        return not self.trouble


def name_at(moment: datetime) -> str:
    """The name of the backup that is made at this moment."""
    return f"northing-{moment.astimezone(UTC).strftime(STAMP)}.backup"


def listed(folder: Path) -> tuple[Backup, ...]:
    """The backups of a folder that bear our name, the newest first; none where there is no folder."""
    if not folder.is_dir():
        return ()
    named = sorted((p for p in folder.iterdir() if PATTERN.fullmatch(p.name)), reverse=True)
    return tuple(found for path in named if (found := _looked_at(path)) is not None)


def last(folder: Path) -> Backup | None:
    """The newest backup of a folder, whether it can be used or not."""
    return next(iter(listed(folder)), None)


def _looked_at(path: Path) -> Backup | None:
    found = PATTERN.fullmatch(path.name)
    try:
        at = datetime.strptime(found[1], STAMP).replace(tzinfo=UTC) if found else None
    except ValueError:  # the 31st of February: not ours
        return None
    if at is None or not path.is_file():
        return None
    size = path.stat().st_size
    try:
        return Backup(path, at, size, backup_file.manifest(path).version)
    except (BackupError, OSError) as error:
        return Backup(path, at, size, trouble=str(error))
