"""No cell of a CSV is a formula, wherever a spreadsheet splits it; read back, every text is what it was."""

import csv
import re
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from northing.transfer.export.csv_file import neutral
from northing.transfer.sheets.book import unneutralised

SIGNS = "=+-@＝＋－＠"
TEXTS = st.text(st.sampled_from([*SIGNS, *"';|\t\n \"ax1,"]), max_size=24)


@given(TEXTS)
def test_it_is_read_back_as_it_was(text: str) -> None:
    assert unneutralised(neutral(text)) == text or re.fullmatch(r"-\d+(\.\d+)?", text)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@given(text=TEXTS)
def test_no_cell_opens_with_a_sign(mark: str, text: str) -> None:
    if re.fullmatch(r"-\d+(\.\d+)?", text):
        return
    whole = StringIO(newline="")
    csv.writer(whole).writerow(["first", neutral(text), "last"])
    for line in whole.getvalue().splitlines():
        for cell in line.split(mark) if mark != "," else [neutral(text)]:
            begins = cell.lstrip(' "') if mark != "," else cell
            assert not begins.startswith(tuple(SIGNS)), cell


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("x;=HYPERLINK(1)", "x;'=HYPERLINK(1)"),
        ("a\n- b", "a\n'- b"),
        ("=1", "'=1"),
        ("'=1", "''=1"),
        ("x; '=1", "x; ''=1"),
        ("from 3; to 4", "from 3; to 4"),
        ("p99 - p50", "p99 - p50"),
        ("-5", "-5"),
    ],
)
def test_what_is_written(text: str, written: str) -> None:
    assert neutral(text) == written
    assert unneutralised(written) == text
