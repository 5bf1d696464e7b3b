"""Sealing anew, after the installation was given another key. It changes no meaning, so it is no event."""

from dataclasses import dataclass

from django.db import transaction

from northing.kit.sealing import WrongKeyError
from northing.store import guard, sealing


@dataclass(frozen=True, slots=True)
class Rotated:
    """Texts that are sealed by the newest key now, and those that no key at hand opens."""

    anew: int
    unreadable: int


def rotate() -> Rotated:
    """Seal everything that an older key sealed by the newest one; each row in a transaction of its own.

    It may run beside the server, be broken off, and be run again.
    """
    anew = unreadable = 0
    for column in sealing.SEALED:
        for pk in list(column.rows().order_by("pk").values_list("pk", flat=True)):
            done, lost = _row(column, pk)
            anew, unreadable = anew + done, unreadable + lost
    return Rotated(anew, unreadable)


def _row(column: sealing.SealedColumn, pk: object) -> tuple[int, int]:
    keys = sealing.keys()
    with transaction.atomic():
        # Locked: somebody may use up a recovery code in the same row meanwhile.
        row = column.rows().select_for_update().filter(pk=pk).first()
        if row is None:
            return 0, 0
        texts = column.read(row)
        try:
            if all(keys.is_newest(text, column.purpose) for text in texts):
                return 0, 0
            plain = [keys.open(text, column.purpose) for text in texts]
        except WrongKeyError:
            return 0, len(texts)
        column.write(row, [keys.seal(text, column.purpose) for text in plain])
        with guard.writing():
            row.save(update_fields=[column.column])
    return len(texts), 0
