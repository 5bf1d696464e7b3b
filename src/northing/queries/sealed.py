"""What lies sealed in the database, and whether the keys of this installation open it.

For whoever runs the machine; no caller stands before it, for it shows how many and never what.
"""

from dataclasses import dataclass

from northing.kit.sealing import WrongKeyError
from northing.store import sealing


@dataclass(frozen=True, slots=True)
class SealedCount:
    """How many texts of a column were sealed by the newest key, by an older one, by none at hand."""

    column: str
    newest: int
    older: int
    unreadable: int


def counts() -> tuple[SealedCount, ...]:
    """Each sealed column, every text of it tried."""
    return tuple(_count(column) for column in sealing.SEALED)


def _count(column: sealing.SealedColumn) -> SealedCount:
    keys = sealing.keys()
    newest = older = unreadable = 0
    for row in column.rows().iterator(chunk_size=500):
        for text in column.read(row):
            try:
                keys.open(text, column.purpose)
            except WrongKeyError:
                unreadable += 1
            else:
                is_newest = keys.is_newest(text, column.purpose)
                newest, older = newest + is_newest, older + (not is_newest)
    return SealedCount(column.name, newest, older, unreadable)
