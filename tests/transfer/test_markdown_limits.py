"""What is refused, what is decoded how, and that no document takes long."""

import time

import pytest

from northing.transfer.errors import TransferError
from northing.transfer.markdown import read

PLAN = "# OKRs\n## Objective: Növekedés\n- KR: 30 “farms” signed\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_without_remark(encoding: str) -> None:
    plan = read(PLAN.encode(encoding), "plan.md")
    assert plan.objectives[0].title == "Növekedés"
    assert plan.key_results[0].title == "30 “farms” signed"
    assert plan.remarks == ()


def test_windows_1252_is_read_with_a_remark() -> None:
    plan = read("# OKRs\n## Objective: Größe – mehr\n- KR: 5 €\n".encode("cp1252"), "plan.md")
    assert plan.objectives[0].title == "Größe – mehr"
    assert "Windows-1252" in str(plan.remarks[0])


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04rest",
        b"%PDF-1.7 text",
        b"\x89PNG\r\n",
        b"# OKRs\n\x00\x01\x02",
        b"\xff\xfe\x00",
        b"# OKRs \x81\x8d\x8f",
        bytes(range(1, 32)) * 20 + b"\xff",
    ],
)
def test_what_is_no_text_is_refused_with_place_and_remedy(data: bytes) -> None:
    with pytest.raises(TransferError) as caught:
        read(data, "plan.md")
    assert str(caught.value).startswith("plan.md: ")
    assert str(caught.value.remedy)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"x" * (10 * 1024 * 1024 + 1), "plan.md"),
        (b"- KR: a\n" * 12_001, "plan.md:12001"),
        ((b"- " + b"word " * 700 + b"\n") * 500, "plan.md:429"),
    ],
)
def test_what_is_too_large_is_refused_with_place_and_remedy(data: bytes, place: str) -> None:
    with pytest.raises(TransferError) as caught:
        read(data, "plan.md")
    assert caught.value.place == place
    assert "Split it" in str(caught.value)


@pytest.mark.parametrize(
    "text", ["", "\n\n  \n", "# Larkmap\n\nA library.\n\n## Usage\n- Call it\n"]
)
def test_a_document_without_okrs_gives_an_empty_plan(text: str) -> None:
    plan = read(text.encode(), "readme.md")
    assert plan.objectives == ()
    assert len(plan.context) + len(plan.unread) == sum(bool(x.strip()) for x in text.splitlines())


HEAD = "# OKRs\n## Objective: x\n"
BOMBS = {
    "10,000 list levels": HEAD + "".join(" " * min(2 * i, 900) + "- a\n" for i in range(10_000)),
    "10,000 quote marks": HEAD + (">" * 3_900 + " x\n") * 300,
    "lines of a megabyte": HEAD + ("- KR: " + "a" * 1_000_000 + "\n") * 9,
    "a million cells": HEAD + "| KR | Owner |\n|--|--|\n" + ("|a" * 1_900 + "|\n") * 380,
    "emphasis": HEAD + ("- " + "*a **b _c __d ~~e " * 200 + "\n") * 380,
    "open brackets": HEAD + ("- KR: " + "[" * 1_900 + "(" * 1_900 + "\n") * 380,
    "open links": HEAD + ("- KR: " + "![a](" * 750 + "\n") * 380,
    "open tags": HEAD + ("- KR: " + "<a <!--" * 550 + "\n") * 380,
    "numbers": HEAD + ("- KR: " + "1 % - from 1 to " * 240 + "\n") * 380,
    "one sentence of stops": HEAD + ("- KR: " + "a. B: (c) " * 380 + "\n") * 380,
    "objectives in objectives": "# OKRs\n"
    + "".join(" " * (2 * (i % 40)) + "- Objective: Do this and that\n" for i in range(11_900)),
    "headings in headings": "".join(
        "#" * (1 + i % 6) + f" Make things better {i}\n" for i in range(11_900)
    ),
    "tables never closed": HEAD + "<table><tr><td>\n\n" * 5_900,
    "tables closed too often": HEAD + ("<table></table></table>\n" * 11_900),
    "tables in tables": HEAD + "<table>\n" * 5_900 + "</table>\n" * 5_900,
    "rows without end": HEAD + "<table>" + ("<tr><td>a" * 400 + "\n") * 380 + "</table>",
    "rows in many tables": HEAD + ("<table>" + "<tr><td>a" * 400 + "</table>\n") * 380,
    "cells that reach far": HEAD
    + (
        "<table>"
        "<tr>" + "<td rowspan=999>a" * 60 + "\n" + ("<tr><td>a" * 400 + "\n") * 25 + "</table>\n"
    )
    * 13,
    "wide cells": HEAD + ("<table>" + "<tr><td colspan=999>a" * 180 + "</table>\n") * 380,
    "wiki cells that reach far": HEAD
    + "{|\n"
    + "|-\n"
    + "| rowspan=999 | a\n" * 60
    + "|-\n| a\n" * 5_900
    + "|}\n",
    "open attributes": HEAD + ("<table><td " + "a=" * 1_900 + "\n") * 380,
    "key results in a line": HEAD + ("- Do this and that. " + "KR: a b; " * 420 + "\n") * 380,
    "labels in a line": HEAD + ("- KR: a · " + "Owner: a · " * 90 + "\n") * 1_400,
    "blanks before marks": HEAD + ("- Do this." + " " * 3_900 + "KR: a\n") * 380,
    "items in a line": HEAD + ("<li>a" + "<ul><li>a" * 430 + "\n") * 380,
    "labels with headings": "# Notes:\n" + "## Objective: x\n- notes:\n### a\n" * 3_900,
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_document_takes_long_or_too_deep(name: str) -> None:
    data = BOMBS[name].encode()
    started = time.process_time()
    plan = read(data, "plan.md")
    assert time.process_time() - started < 5
    assert len(data) <= 10 * 1024 * 1024
    assert plan.source_name == "plan.md"
