"""What a check says: one finding with a stable id, how grave it is, and what helps."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from northing.kit.text import Text


class Level(StrEnum):
    """An error needs somebody today; a warning needs somebody soon."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """`id` never changes its meaning, so that monitors may go by it."""

    id: str
    level: Level
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """When the doctor looks, and where this installation keeps its files."""

    now: datetime
    data: Path
    backups: Path | None = None


def ok(name: str, message: Text) -> Finding:
    """All is well, in a sentence that says what was looked at."""
    return Finding(name, Level.OK, str(message))


def warning(name: str, message: Text, remedy: Text) -> Finding:
    """It works today, and will not for ever."""
    return Finding(name, Level.WARNING, str(message), str(remedy))


def error(name: str, message: Text, remedy: Text) -> Finding:
    """Something does not work, or data are in danger."""
    return Finding(name, Level.ERROR, str(message), str(remedy))
