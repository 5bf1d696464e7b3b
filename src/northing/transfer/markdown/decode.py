"""From bytes to lines: encodings, and what is refused before anything is read."""

from northing.kit.text import Text
from northing.kit.text import text as _
from northing.transfer.errors import TransferError

LARGEST = 10 * 1024 * 1024
"""Bytes of one document."""

MOST_LINES = 12_000
"""Lines that are not blank; a plan of five thousand key results has fewer."""

LONGEST_LINE = 4_000
"""Characters; a longer line (an embedded picture, a data dump) is no sentence of a plan."""

MOST_TEXT = 1_500_000
"""Characters in all lines that are not too long: what can be read within a few seconds."""

_BINARY = (b"\x00", b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\x1f\x8b", b"GIF8", b"\xff\xd8\xff")


def check_size(data: bytes, source_name: str) -> None:
    """Raises TransferError for more than 10 MB."""
    if len(data) > LARGEST:
        raise TransferError(
            source_name,
            _("The document has {size} MB; at most 10 MB are read.", size=len(data) // 2**20),
            _("Split it into several documents, for instance one per team."),
        )


def lines_of(text: str, source_name: str) -> list[str]:
    """The lines of a text. Raises TransferError for more than can be read in a few seconds."""
    lines = text.splitlines()
    _check_amount(lines, source_name)
    return lines


def _check_amount(lines: list[str], source_name: str) -> None:
    filled = letters = 0
    for number, line in enumerate(lines, 1):
        length = len(line.strip())
        filled += length > 0
        letters += length if len(line) <= LONGEST_LINE else 0
        if filled > MOST_LINES or letters > MOST_TEXT:
            raise TransferError(
                f"{source_name}:{number}",
                _(
                    "This is more than {lines} lines or {letters} characters of text.",
                    lines=MOST_LINES,
                    letters=MOST_TEXT,
                ),
                _("Split it into several documents, for instance one per team."),
            )


def text_of(data: bytes, source_name: str) -> tuple[str, tuple[Text, ...]]:
    """The text in these bytes, and what to know of its encoding. Raises TransferError for no text.

    UTF-8 and UTF-16 (with a byte order mark) are read as they are; anything else that is text is
    taken for Windows-1252.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _utf16(data, source_name), ()
    if data.startswith(_BINARY[1:]) or _BINARY[0] in data:
        raise _binary(source_name)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return _windows(data, source_name)


def _utf16(data: bytes, source_name: str) -> str:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise _undecodable(source_name, error) from error
    if "\x00" in text:
        raise _binary(source_name)
    return text


def _windows(data: bytes, source_name: str) -> tuple[str, tuple[Text, ...]]:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _undecodable(source_name, error) from error
    if sum(c < " " and c not in "\t\n\r\f\v" for c in text) > len(text) // 100:
        raise _binary(source_name)
    return text, (_("Not UTF-8: read as Windows-1252. Check accents and quotation marks."),)


def _binary(source_name: str) -> TransferError:
    return TransferError(
        source_name,
        _("This is no text but a binary file."),
        _("Save the plan as Markdown (plain text) and choose that file."),
    )


def _undecodable(source_name: str, error: UnicodeDecodeError) -> TransferError:
    return TransferError(
        source_name,
        _("Byte {position} belongs to no known character.", position=error.start),
        _("Save the document with the encoding UTF-8 and choose it again."),
    )
