"""Files that are broken, enormous or made to harm: refused at once, with the place and the way out."""

import io
import time
import zipfile
from contextlib import suppress
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # it brings no types
from hypothesis import given, settings
from hypothesis import strategies as st

from northing.transfer import documents, sheets
from northing.transfer.errors import TransferError
from northing.transfer.sheets import archive, extent, workbook

ROWS = [["Objective", "Key result"], ["Grow", "Revenue"]]


def book(rows: list[list[Any]] = ROWS) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        page = made.add_worksheet("OKRs")
        for n, row in enumerate(rows):
            page.write_row(n, 0, row)
    return file.getvalue()


def changed(part: str, new: bytes, data: bytes | None = None) -> bytes:
    """A workbook with one part of it replaced or added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data or book())) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in old.namelist():
            if name != part:
                made.writestr(name, old.read(name))
        made.writestr(part, new)
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def of_cells(cells: bytes) -> bytes:
    return changed(
        SHEET, b"<worksheet " + MAIN + b"><sheetData>" + cells + b"</sheetData></worksheet>"
    )


def refused(data: bytes, name: str = "a.xlsx", **options: Any) -> TransferError:
    """The refusal, which has to come quickly."""
    started = time.monotonic()
    with pytest.raises(TransferError) as caught:
        sheets.read(data, name, **options)
    assert time.monotonic() - started < 5
    assert caught.value.place
    assert str(caught.value.remedy)
    return caught.value


def test_the_workbook_of_these_tests_is_fine() -> None:
    assert len(sheets.read(book(), "a.xlsx").key_results) == 1


def test_a_bomb_is_refused_by_what_comes_out_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_UNPACKED", 20 * 2**20)
    bomb = changed("xl/sharedStrings.xml", b"<sst>" + b" " * (64 * 2**20) + b"</sst>")
    assert len(bomb) < 200_000
    assert "MB" in str(refused(bomb).message)


def test_a_bomb_that_declares_to_be_small_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_UNPACKED", 20 * 2**20)
    size = 64 * 2**20
    bomb = bytearray(changed("xl/sharedStrings.xml", b" " * size))
    written, lied = size.to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert bomb.count(written) == 2
    refused(bytes(bomb.replace(written, lied)))


def test_a_small_file_that_unpacks_to_much_is_refused_at_once() -> None:
    """As it is, without a limit set by a test: no reader behind ever sees it."""
    started = time.monotonic()
    said = refused(of_cells(b'<row r="1"/>' * (4 * 2**20)))
    assert "20 MB" in str(said.message)
    assert time.monotonic() - started < 3


def test_a_long_sheet_of_the_same_row_is_no_bomb() -> None:
    rows = [ROWS[0], *[["Ship calmly", "Deploys rise from 1 to 2", "ada", *["x"] * 30]] * 9_000]
    data = book(rows)
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        unpacked = sum(i.file_size for i in made.infolist())
    assert unpacked > 9_000_000
    assert unpacked < archive.MOST_RATIO * len(data) / 2
    archive.opened(data, "a.xlsx")


def test_merged_cells_without_end_are_refused() -> None:
    merged = b'<mergeCell ref="A1:A2"/>' * (workbook.MOST_MERGED + 1)
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells>'
    said = refused(of_cells(cells + merged + b"</mergeCells><sheetData>"))
    assert "merged" in str(said.message)


def test_too_many_parts_are_refused() -> None:
    file = io.BytesIO(book())
    with zipfile.ZipFile(file, "a") as made:
        for n in range(archive.MOST_PARTS):
            made.writestr(f"xl/media/{n}.png", b"")
    refused(file.getvalue())


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>',
        b'<row r="999999"><c r="A999999" t="str"><v>x</v></c></row><row r="1"><c r="IV1"><v>1</v></c></row>',
        b"<row r='1048576'><c r='XFD1048576' t='str'><v>x</v></c></row>",
        b'<row r="1048576"><c r="&#88;FD1048576" t="str"><v>x</v></c></row>',
        b'<row r="1"><c r = "XFD1048576" t="str"><v>x</v></c></row>',
        b'<row r="1"><c x=">" r="XFD1048576" t="str"><v>x</v></c></row>',
        b'<x:row r="1"><x:c r="XFD1048576" t="str"><x:v>x</x:v></x:c></x:row>',
        b'<row r="1"><c r="xfd1048576" t="str"><v>x</v></c></row>',
        b'<row r="1048576">' + b"<c><v>1</v></c>" * 4000 + b"</row>",
    ],
)
def test_a_cell_at_the_end_of_the_world_costs_no_memory(cells: bytes) -> None:
    refused(of_cells(cells))


def test_an_empty_cell_far_away_does_no_harm() -> None:
    rows = (
        b'<row r="1"><c r="A1" t="str"><v>Objective</v></c><c r="B1" t="str"><v>Key result</v></c></row>'
        b'<row r="2"><c r="A2" t="str"><v>Grow</v></c><c r="B2" t="str"><v>Revenue</v></c></row>'
    )
    plan = sheets.read(
        of_cells(rows + b'<row r="1048576"><c r="XFD1048576" s="1"/></row>'), "a.xlsx"
    )
    assert [kr.title for kr in plan.key_results] == ["Revenue"]


def test_cells_that_do_not_say_where_they_stand_stand_side_by_side() -> None:
    rows = (
        b'<row><c t="str"><v>Objective</v></c><c t="str"><v>Key result</v></c></row>'
        b'<row><c t="str"><v>Grow</v></c><c t="str"><v>Revenue</v></c></row>'
    )
    assert sheets.read(of_cells(rows), "a.xlsx").key_results[0].title == "Revenue"


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_document_types_and_entities_are_refused(part: str) -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b"<worksheet " + MAIN + b"><sheetData/></worksheet>"
    )
    refused(changed(part, bomb))
    refused(changed(part, bomb.decode().encode("utf-16")))


def test_links_to_other_files_are_never_followed() -> None:
    outside = b'<externalLink xmlns="x"><ddeLink ddeService="cmd" ddeTopic="calc"/></externalLink>'
    plan = sheets.read(changed("xl/externalLinks/externalLink1.xml", outside), "a.xlsx")
    assert len(plan.key_results) == 1
    packed = archive.opened(changed("xl/externalLinks/externalLink1.xml", outside), "a.xlsx")
    assert not any("external" in name for name in packed.parts)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, ".xls"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"PK\x03\x04" + b"garbage" * 50, "damaged"),
        (b"PK\x05\x06" + b"\x00" * 18, "no workbook"),
        (book()[:-200], "damaged"),
        (b"%PDF-1.7 ...", "binary"),
        (b"\x89PNG....", "binary"),
    ],
)
def test_what_is_no_workbook_says_so(data: bytes, said: str) -> None:
    assert said in str(refused(data).message)


def test_an_archive_of_another_kind_says_so() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("content.xml", "<office/>")
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "no workbook" in str(refused(file.getvalue(), "a.ods").message)


def test_a_sheet_of_fifty_thousand_rows_is_refused_by_name_and_read_on_request() -> None:
    text = "Objective,Key result\n" + "".join(f"Aim {n // 4},Number {n}\n" for n in range(50_000))
    error = refused(text.encode(), "big.csv")
    assert "12000" in str(error.message).replace(",", "")
    assert "--slices" in str(error.remedy)
    data = book([ROWS[0], *([f"Aim {n // 4}", f"Number {n}"] for n in range(13_000))])
    assert refused(data, "big.xlsx").place == "OKRs"
    plan = sheets.read(data, "big.xlsx", most_rows=200_000)
    assert len(plan.key_results) == 13_000


def test_too_many_bytes_columns_and_cells() -> None:
    assert "MB" in str(refused(b"x" * (sheets.LARGEST + 1)).message)
    refused(
        book([["Objective", "Key result", *map(str, range(workbook.MOST_COLUMNS))], ["a", "b"]])
    )
    refused(b"Objective,Key result" + b"," * 400 + b"\na,b\n", "a.csv")
    refused(b'Objective,Key result\n"never closed,b\nc,d\n', "a.csv")
    refused(b"Objective,Key result\n" + b"a" * 200_000 + b',"b"c\n', "a.csv")


def test_text_in_many_encodings() -> None:
    text = "Ziel;Schlüsselergebnis\nGröße;Zahl\n"
    for data in (
        text.encode("utf-8"), text.encode("utf-8-sig"), text.encode("utf-16"), text.encode("utf-16-le"),
        text.encode("utf-16-be"), text.encode("latin-1"), text.replace("\n", "\r\n").encode(),
        text.replace("\n", "\r").encode(),
    ):  # fmt: skip
        assert [o.title for o in documents.read(data, "a.csv").objectives] == ["Größe"]


def test_quoted_cells_hold_line_breaks_delimiters_and_quotes() -> None:
    text = 'Objective,Key result,Why\n"Grow, fast","Say ""yes""\nagain","a\n\nb"\n'
    plan = sheets.read(text.encode(), "a.csv")
    assert plan.objectives[0].title == "Grow, fast"
    assert plan.key_results[0].title == 'Say "yes" again'
    assert plan.objectives[0].why == "a\n\nb"


def test_apostrophes_that_hide_a_formula_go_away() -> None:
    text = "Objective,Key result,Owner\n'=1+1,'-x,'@ada\n''=a,'plain,Ben\n"
    plan = sheets.read(text.encode(), "a.csv")
    assert [o.title for o in plan.objectives] == ["=1+1", "'=a"]
    assert [kr.title for kr in plan.key_results] == ["-x", "'plain"]
    assert plan.key_results[0].owners == ("ada",)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for whole in (data, b"Objective,Key result,Due,Target\n" + data, b"PK\x03\x04" + data):
        with suppress(TransferError):
            documents.read(whole, "a.csv")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "Objective", "KR 1: x", "O1", "1.1", "03/04/2026", "1,234", "=a", "50%", "Total",
                             "Key Result", "a\nb", "-", "Team", "ü" * 50, "9" * 60, "1e999999", "nan"]),
            min_size=6, max_size=6,
        ),
        max_size=8,
    ),
    st.permutations(["Objective", "Key result", "Type", "Parent", "Target", "Due", "Level", "Weight",
                     "Title", "Status"]),
)  # fmt: skip
def test_no_cells_break_the_reader(rows: list[list[str]], header: list[str]) -> None:
    text = "\n".join("\t".join(c.replace("\n", " ") for c in row) for row in [header[:6], *rows])
    try:
        plan = sheets.read(text.encode(), "a.tsv")
    except TransferError:
        return
    assert all(kr.title for kr in plan.key_results)


def test_extents_are_measured_in_linear_time() -> None:
    cells = b"".join(b'<c r="A%d" s="3" t="e"><v>#REF!</v></c>' % n for n in range(1, 60_000))
    started = time.monotonic()
    found = extent.measured(b"<sheetData>" + cells + b"</sheetData>", frozenset({3}))
    assert (found.rows, found.columns, len(found.failed)) == (59_999, 1, 59_999)
    assert time.monotonic() - started < 3
    hostile = b"<c" + b' a="b"' * 200_000
    started = time.monotonic()
    with pytest.raises(extent.StrangeCellError):
        extent.measured(hostile, frozenset())
    assert time.monotonic() - started < 3
