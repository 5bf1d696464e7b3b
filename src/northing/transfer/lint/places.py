"""Where a statement and its words stand in the document: line and column as an editor counts them."""

import csv
from collections.abc import Sequence
from io import StringIO

from northing.domain.lint.reading import Words
from northing.transfer import documents
from northing.transfer.errors import TransferError
from northing.transfer.markdown.decode import text_of
from northing.transfer.sheets import delimited, workbook


class Source:
    """A document's lines as they stand in its file; none of a workbook."""

    def __init__(self, data: bytes, name: str) -> None:
        self.lines: tuple[str, ...] = ()
        self._rows: tuple[int, ...] = ()
        self.is_workbook = workbook.is_workbook(data)
        self.is_sheet = self.is_workbook or documents.is_sheet(data, name)
        if not self.is_workbook:
            reads = delimited.text if self.is_sheet else text_of
            text, _remarks = reads(data, name)
            self.lines = tuple(text.splitlines())
            if self.is_sheet and '"' in text:
                self._rows = tuple(_beginnings(text))

    def line(self, row: int) -> int:
        """The line of the file where a row begins: cells of a sheet may hold several lines."""
        return self._rows[row - 1] if 0 < row <= len(self._rows) else max(row, 1)

    def find(self, rows: Sequence[int], title: str, words: Words | None) -> tuple[int, int, int]:
        """Line, column and the column after the words meant, or after the statement; column 1 if they are not there."""
        first = self.line(rows[0])
        numbers = [self.line(row) for row in rows]
        if self._rows:
            numbers += range(numbers[-1] + 1, numbers[-1] + 1 + title.count("\n") + 1)
        for number in numbers:
            if 0 < number <= len(self.lines):
                found = _within(self.lines[number - 1], title, words)
                if found:
                    return number, found[0] + 1, found[1] + 1
        return first, 1, 1


def _within(line: str, title: str, words: Words | None) -> tuple[int, int] | None:
    """Where the words meant stand in a line: by the statement's place, else by themselves."""
    found = _stretch(line, title, *(_span(words) if words else (0, len(title))))
    if found:
        return found
    if words is None:
        beginning = " ".join(title.split()[:3])
        return _stretch(line, beginning, 0, len(beginning)) if beginning else None
    # A link or a line end breaks the statement: the same word as often as before it.
    at = -1
    for _turn in range(title[: words.start].count(words.text) + 1):
        following = line.find(words.text, at + 1)
        if following < 0:
            break
        at = following
    return (at, at + len(words.text)) if at >= 0 else None


def _span(words: Words) -> tuple[int, int]:
    return words.start, words.start + len(words.text)


def _stretch(line: str, title: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the letters of a title from `start` to `end` stand in a line, whatever emphasis is among them."""
    bare_line, bare_title = _bare(line), _bare(title)
    at = "".join(line[n] for n in bare_line).find("".join(title[n] for n in bare_title))
    meant = [n for n, place in enumerate(bare_title) if start <= place < end]
    if at < 0 or not meant:
        return None
    return bare_line[at + meant[0]], bare_line[at + meant[-1]] + 1


def _bare(text: str) -> list[int]:
    """The places of letters and signs without emphasis and without blanks, which a reader may have folded."""
    return [n for n, sign in enumerate(text) if sign not in "*_`~\\[]" and not sign.isspace()]


def _beginnings(text: str) -> list[int]:
    """The line where each row of delimited text begins."""
    told = text[:4].lower() == "sep="
    body = text.split("\n", 1)[1] if told and "\n" in text else text
    reader = csv.reader(StringIO(body, newline=""), delimiter=delimited.sniffed(text))
    found, line = ([1] if told else []), 1 + told
    try:
        for _row in reader:
            found.append(line)
            line = reader.line_num + 1 + told
    except csv.Error:
        return found
    return found


def line_of(error: TransferError) -> int | None:
    """The line that the place of a refusal names, as in `plan.md:12`."""
    number = error.place.rpartition(":")[2]
    return int(number) if number.isdecimal() and len(number) < 9 else None
