"""The file behind a staged import, for reading it again with what a person decided."""

from dataclasses import dataclass

from northing.domain.access import Caller
from northing.store.imports import StagedDocument


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A file and how it was read: `dates` and `decimals` are the answers given so far."""

    source_name: str
    data: bytes
    dates: str
    decimals: str


def document(caller: Caller, pk: int) -> KeptDocument | None:
    """The file of one of the caller's imports that still wait; None if it left nothing open."""
    row = (
        StagedDocument.objects.filter(
            staged__ws=caller.workspace,
            staged__person=caller.person,
            staged=pk,
            staged__expires_at__gt=caller.now,
            staged__discarded_at=None,
            staged__committed_at=None,
        )
        .select_related("staged")
        .defer("staged__plan")
        .first()
    )
    if row is None:
        return None
    return KeptDocument(row.staged.source_name, bytes(row.data), row.dates, row.decimals)
