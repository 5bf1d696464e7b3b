"""What fuzzing found, each as small as it gets: broken once, whole since."""

import io
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from northing.actions import typed
from northing.actions.errors import InvalidError
from northing.domain import notation
from northing.kit import options
from northing.site.database import DatabaseUrlError, database
from northing.transfer import markdown, sheets
from northing.transfer.errors import TransferError
from northing.transfer.markdown import people
from northing.transfer.sheets import archive, extent
from northing.transfer.sheets import people as sheet_people
from tests.fuzz import seeds


def _soon(what: Callable[[], Any], seconds: float = 2) -> Any:
    began = time.process_time()
    found = what()
    assert time.process_time() - began < seconds
    return found


@pytest.mark.parametrize("off", [1, 4, 600])
def test_an_archive_that_misplaces_its_parts(off: int) -> None:
    """The library looks before the beginning of the file, which is a ValueError there."""
    data = bytearray(seeds.workbooks()[0])
    at = data.rfind(b"PK\x05\x06") + 16
    struct.pack_into("<I", data, at, struct.unpack_from("<I", data, at)[0] + off)
    with pytest.raises(TransferError):
        sheets.read(bytes(data), "okrs.xlsx")


def test_a_small_workbook_does_not_unpack_to_a_large_one() -> None:
    """Thirty times its size, beyond twenty megabytes: rows of rows come to fifteen."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (40 * 2**20))
        packed.writestr(zipfile.ZipInfo("xl/media/photo.png"), bytes(range(256)) * 4_096)
    assert 2**20 < len(file.getvalue()) < 3 * 2**19
    with pytest.raises(TransferError, match="Unpacked"):
        archive.opened(file.getvalue(), "okrs.xlsx")


def test_styles_that_begin_again_and_again() -> None:
    assert _soon(lambda: extent.percent_styles(b"<cellXfs " * 40_000)) == frozenset()


def test_failed_cells_that_have_no_end() -> None:
    xml = b'<sheetData><row r="1">' + b'<c r="A1" t="e">' * 20_000
    assert _soon(lambda: extent.measured(xml, frozenset())).rows == 1


def test_an_owner_of_one_endless_word() -> None:
    assert _soon(lambda: sheet_people.owners("Target" * 9_000))
    assert sheet_people.owners("ada@kestrel.example, max@kestrel.example") == (
        "ada@kestrel.example", "max@kestrel.example",
    )  # fmt: skip


def test_lists_and_steps_with_endless_gaps() -> None:
    gap = " " * 20_000
    assert _soon(lambda: notation.items(f"a{gap}b; c")) == (f"a{gap}b", "c")
    assert _soon(lambda: notation.parts(f"a{gap}b / c")) == (f"a{gap}b", "c")
    assert notation.items("a; ; b ;c\n\nd") == ("a", "b", "c", "d")
    with pytest.raises(ValueError, match="x"):
        _soon(lambda: notation.read_checkpoints(f"x{gap}y"))


@pytest.mark.parametrize(
    "end", [" @a" * 1_200 + " !", "@a" + " " * 3_900 + "!", "(" * 3_900, " " * 3_900 + "["]
)
def test_lines_that_end_in_what_may_be_owners(end: str) -> None:
    """One such line took fifteen seconds; a document has hundreds."""
    for _time in range(5):
        _soon(lambda: people.split_owners(f"Orders go out {end}", names=True), 0.5)
    _soon(lambda: markdown.read(f"# Plan\n- Orders go out {end}\n".encode() * 3, "plan.md"))


def test_owners_are_still_read() -> None:
    for text, who in (
        ("Orders go out @max", ("max",)), ("Orders go out (@max, @lea).", ("max", "lea")),
        ("Orders go out - @max and @lea", ("max", "lea")), ("Orders go out [@max]", ("max",)),
        ("Orders go out | @max / @lea.moser", ("max", "lea.moser")), ("Orders go out (Max Ott)", ("Max Ott",)),
        ("Orders go out – Max Ott & Lea Moser", ("Max Ott", "Lea Moser")), ("Orders go out (owner: Max)", ("Max",)),
    ):  # fmt: skip
        assert people.split_owners(text, names=True) == ("Orders go out", who)


@pytest.mark.parametrize(
    "name", ["a." * 9_000 + "b", "..", "../etc/localtime", "Europe", "\0", "Ëurope/Zurich"]
)
def test_zones_that_no_library_should_look_for(name: str) -> None:
    with pytest.raises(InvalidError):
        typed.zone(name)


@pytest.mark.parametrize(
    "url", ["postgresql://[", "postgresql://ada@db:port/n", "postgresql://db:99999/n"]
)
def test_addresses_of_databases_that_are_none(url: str, tmp_path: Path) -> None:
    with pytest.raises(DatabaseUrlError, match="Use postgresql"):
        database(url, tmp_path)


@pytest.mark.parametrize(
    ("kind", "value"), [("number", "9" * 5_000), ("number", "--1"), ("address", "https://[")]
)
def test_settings_that_python_would_explain_in_its_own_words(kind: str, value: str) -> None:
    option = next(o for o in options.OPTIONS if o.kind == kind)
    with pytest.raises(options.OptionError) as told:
        option.read({option.name: value})
    assert told.value.remedy.startswith("Set it")
