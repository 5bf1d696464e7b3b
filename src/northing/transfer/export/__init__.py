"""The plan and its history out as files: Markdown for people, CSV and XLSX for spreadsheets.

    with exported("xlsx", found) as file: ...

Every format reads the export part by part while it writes, so that memory does not grow with the plan.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO

from northing.kit.text import Text
from northing.kit.text import text as _
from northing.queries.exports import Export
from northing.transfer.errors import TransferError
from northing.transfer.export import csv_file, markdown_file, xlsx_file

__all__ = ["FORMATS", "Format", "exported", "file_name"]

IN_MEMORY = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Format:
    """How a plan leaves: what people call it, the end of the file's name, its type, who writes it."""

    word: Text
    suffix: str
    content_type: str
    write: Callable[[Export, IO[bytes]], None]


FORMATS: Mapping[str, Format] = {
    "md": Format(_("Markdown"), ".md", "text/markdown; charset=utf-8", markdown_file.write),
    "csv": Format(_("CSV"), ".csv", "text/csv; charset=utf-8", csv_file.write),
    "xlsx": Format(
        _("Excel (XLSX)"), ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_file.write,
    ),
    "check-ins": Format(
        _("Check-ins (CSV)"), "-check-ins.csv", "text/csv; charset=utf-8", csv_file.write_check_ins
    ),
}  # fmt: skip


def exported(name: str, found: Export) -> IO[bytes]:
    """The whole file, open at its beginning; whoever takes it closes it, and then it is gone.

    Raises TransferError for a format that is not known, and for a past day.
    """
    if name not in FORMATS:
        raise TransferError(
            name[:20],
            _("This format is not known."),
            _("Choose one of: {words}.", words=", ".join(FORMATS)),
        )
    if found.caller.past:
        raise TransferError(
            "as_of",
            _("An export holds the plan as it is today."),
            _("Leave the day out; the check-ins of an export name theirs."),
        )
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by whoever sends it
    FORMATS[name].write(found, file)
    file.seek(0)
    return file


def file_name(name: str, found: Export) -> str:
    """Such as `acme-okrs-2026-03-12.xlsx`: letters, digits and hyphens only."""
    return f"{found.slug}-okrs-{found.day.isoformat()}{FORMATS[name].suffix}"
