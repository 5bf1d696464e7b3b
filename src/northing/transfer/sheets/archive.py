"""A workbook's archive, opened with care: what is unpacked stays small, and nothing but cells goes on.

The parts that matter are unpacked within limits and packed anew, so that the reader behind sees
exactly what was looked at here: no media, no macros, no links to other files, no document types
(and with them no entities).
"""

import lzma
import re
import struct
import zlib
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from northing.kit.text import text as _
from northing.transfer.errors import TransferError

MOST_UNPACKED = 200 * 1024 * 1024
"""Bytes of all parts that are read; ten thousand rows of forty columns have about twenty million."""

UNSUSPECTED = 20 * 1024 * 1024
MOST_RATIO = 30
"""How many times its size a file may unpack to, beyond so many bytes: the same row again and again comes to 15."""

MOST_PARTS = 2000
MOST_SHEETS = 100
_CHUNK = 1024 * 1024
# The library trusts the archive's own numbers: a wrong place is a ValueError, a wrong date a struct.error.
_BROKEN = (
    BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, OSError, ValueError,
    struct.error, KeyError, OverflowError,
)  # fmt: skip
_LEFT_OUT = re.compile(
    r"^(?:docProps|customXml|xl/(?:media|drawings|charts|chartsheets|embeddings|externalLinks|pivot\w+|"
    r"theme|comments\w*|threadedComments|persons|printerSettings|queryTables|connections|slicer\w*|"
    r"calcChain\.xml|ctrlProps|activeX|diagrams|richData|model))",
    re.I,
)
_ATTRIBUTES = rb"""((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*/?>"""
_SHEET = re.compile(rb"<(?:[\w.-]+:)?sheet(?=\s)" + _ATTRIBUTES)
_TIE = re.compile(rb"<(?:[\w.-]+:)?Relationship(?=\s)" + _ATTRIBUTES)
_PAIR = re.compile(rb"""\s(Id|Target)\s*=\s*["']([^"'<]*)["']""")
_LINK = re.compile(rb"""\s[\w.-]+:(id)\s*=\s*["']([^"'<]*)["']""")


@dataclass(frozen=True, slots=True)
class Archive:
    """A workbook's parts by name, and those of its sheets in the order of the workbook."""

    parts: dict[str, bytes]
    sheets: tuple[str, ...]

    def packed(self) -> BytesIO:
        """The parts as a new archive."""
        target = BytesIO()
        with ZipFile(target, "w") as archive:
            for name, data in self.parts.items():
                archive.writestr(ZipInfo(name), data)
        target.seek(0)
        return target


def opened(data: bytes, source_name: str) -> Archive:
    """The parts of a workbook. Raises TransferError for what is none, too large, or not to be trusted."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = _parts(archive, len(data), source_name)
    except _BROKEN as error:
        raise broken(source_name) from error
    if not any(name.lower().endswith("workbook.xml") for name in parts):
        raise TransferError(
            source_name,
            _("This file is no workbook that can be read here."),
            _("In your spreadsheet program, save it as .xlsx or CSV, and choose that file."),
        )
    return Archive(parts, _sheets(parts, source_name))


def broken(place: str) -> TransferError:
    """What is said of a file that has the form of a workbook and cannot be read as one."""
    return TransferError(
        place,
        _("This workbook is damaged."),
        _("Open it in a spreadsheet program, save it as .xlsx or CSV, and choose that file."),
    )


def _parts(archive: ZipFile, size: int, source_name: str) -> dict[str, bytes]:
    listed = archive.infolist()
    wanted = [i for i in listed if i.filename.lower().endswith((".xml", ".rels"))]
    wanted = [i for i in wanted if not _LEFT_OUT.match(i.filename.lstrip("/"))]
    left = most = min(MOST_UNPACKED, max(UNSUSPECTED, MOST_RATIO * size))
    if len(listed) > MOST_PARTS or sum(i.file_size for i in wanted) > most:
        raise _too_large(source_name, most)
    if any(i.flag_bits & 1 for i in listed):
        raise protected(source_name)
    parts: dict[str, bytes] = {}
    for info in wanted:
        if info.filename in parts:
            raise broken(source_name)
        found = _unpacked(archive, info, left)
        if found is None:
            raise _too_large(source_name, most)
        parts[info.filename] = found
        left -= len(found)
        _plain(info.filename, found, source_name)
    return parts


def _unpacked(archive: ZipFile, info: ZipInfo, most: int) -> bytes | None:
    """What really comes out, whatever the archive declares; None for more than that."""
    pieces, size = [], 0
    with archive.open(info) as part:
        while piece := part.read(_CHUNK):
            size += len(piece)
            if size > most:
                return None
            pieces.append(piece)
    return b"".join(pieces)


def _plain(name: str, part: bytes, source_name: str) -> None:
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\x00" in part[:4096]:
        raise TransferError(
            f"{source_name}: {name}",
            _("This part of the workbook holds what no spreadsheet program writes."),
            _("Save the workbook anew as .xlsx or CSV, and choose that file."),
        )


def _sheets(parts: dict[str, bytes], source_name: str) -> tuple[str, ...]:
    """The part of each sheet, in the order of the workbook; empty for a sheet without cells, such as a chart."""
    book = next(name for name in parts if name.lower().endswith("workbook.xml"))
    folder, _slash, name = book.rpartition("/")
    links = parts.get(f"{folder}/_rels/{name}.rels".lstrip("/"), b"")
    targets = {}
    for attributes in _TIE.findall(links):
        tie = dict(_PAIR.findall(attributes))
        targets[tie.get(b"Id", b"")] = unescape(tie.get(b"Target", b"").decode("utf-8", "replace"))
    found = [
        targets.get(dict(_LINK.findall(a)).get(b"id", b""), "") for a in _SHEET.findall(parts[book])
    ]
    if len(found) > MOST_SHEETS:
        raise TransferError(
            source_name,
            _("This workbook has {count} sheets; at most {most} are read.",
              count=len(found), most=MOST_SHEETS),
            _("Split it into several workbooks, for instance one per team."),
        )  # fmt: skip
    return tuple(t.lstrip("/") if t.startswith("/") else f"{folder}/{t}".lstrip("/") for t in found)


def _too_large(source_name: str, most: int) -> TransferError:
    return TransferError(
        source_name,
        _("Unpacked, this workbook has more than {size} MB.", size=most // 2**20),
        _("Copy the sheets with your OKRs into a new workbook, and choose that file."),
    )


def protected(source_name: str) -> TransferError:
    """What is said of a workbook that is encrypted."""
    return TransferError(
        source_name,
        _("This workbook is protected by a password."),
        _("Take the password off (in Excel: File, Info, Protect workbook), save it, and choose it again."),
    )  # fmt: skip
