"""Tables written in HTML, with cells that reach over several rows or columns."""

import re

from northing.transfer.markdown import inline
from northing.transfer.markdown.decode import LONGEST_LINE
from northing.transfer.markdown.grid import Cell, laid_out, reach
from northing.transfer.markdown.wiki_table import Pasted

MOST_ROWS = 12_000
"""Rows in all tables of a document; a table that goes beyond is left unread."""

MOST_LINES = 1_000
"""Lines among which the end of a table is looked for."""

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>table|tr|td|th|caption|thead|tbody|tfoot|colgroup|col)(?![\w-])"
    r"(?P<attributes>[^<>]{0,1000})>",
    re.IGNORECASE,
)
_OPENS = re.compile(r"<table(?![\w-])", re.IGNORECASE)
_TAGGED = re.compile(r"\s*<[^!]")
_CLOSES = re.compile(r"</table\s{0,9}>", re.IGNORECASE)


class HtmlTables:
    """The HTML tables of one document, each read once and in order."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._rows_left = MOST_ROWS
        self._depths: list[int] = []

    def read(self, at: int) -> Pasted | None:
        """The table that begins at this place; None if none does.

        One that is never closed, holds another or is too large comes back without rows.
        """
        line = self._lines[at]
        opening = _OPENS.search(line) if _TAGGED.match(line) else None
        if opening is None or re.search(r"\w", inline.plain(line[: opening.start()])):
            return None
        end = self._end(at)
        if end is None:
            return self._broken(at, self._until_blank(at))
        text = "\n".join(self._lines[at : end + 1])
        whole = max(map(len, self._lines[at : end + 1])) <= LONGEST_LINE
        behind = text[text.lower().rindex("</table") :].partition(">")[2]
        if not whole or len(_OPENS.findall(text)) > 1 or re.search(r"\w", inline.plain(behind)):
            return self._broken(at, end + 1)
        table = _Parser(at + 1)
        table.run(text)
        self._rows_left -= len(table.rows)
        if self._rows_left < 0 or not table.rows:
            return self._broken(at, end + 1)
        caption = " ".join(table.caption.split())
        return Pasted(
            end + 1,
            self._filled(at, end + 1),
            laid_out(table.rows),
            caption if re.search(r"\w", inline.plain(caption)) else "",
            [table.caption_line],
        )

    def _end(self, at: int) -> int | None:
        """The place of the line at which as many tables are closed as were opened."""
        if not self._depths:
            self._depths = [
                len(_OPENS.findall(line)) - len(_CLOSES.findall(line)) if "<" in line else 0
                for line in self._lines
            ]
        depth = 0
        for place in range(at, min(at + MOST_LINES, len(self._lines))):
            depth += self._depths[place]
            if depth <= 0:
                return place
        return None

    def _until_blank(self, at: int) -> int:
        while at < len(self._lines) and self._lines[at].strip():
            at += 1
        return at

    def _broken(self, at: int, after: int) -> Pasted:
        return Pasted(after, self._filled(at, after), closed=False)

    def _filled(self, at: int, after: int) -> list[int]:
        return [number + 1 for number in range(at, after) if self._lines[number].strip()]


class _Parser:
    """Walks over the tags of one table; whatever is not closed ends where the next begins."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.rows: list[tuple[list[int], list[Cell]]] = []
        self.caption = ""
        self.caption_line = line
        self._cell: Cell | None = None
        self._in_caption = False
        self._in_row = False

    def run(self, text: str) -> None:
        done = 0
        for tag in _TAG.finditer(text):
            self._words(text[done : tag.start()])
            self._tag(tag["name"].lower(), tag["attributes"], ends=bool(tag["end"]))
            done = tag.end()
        self.rows = [row for row in self.rows if row[1]]

    def _words(self, words: str) -> None:
        if self._cell is not None:
            last = self.line + words.rstrip().count("\n")
            self.rows[-1][0].extend(range(self.line, last + 1))
            self._cell.text = (self._cell.text + " " + words.replace("\n", " ")).strip()
        elif self._in_caption:
            self.caption += words
        self.line += words.count("\n")

    def _tag(self, name: str, attributes: str, *, ends: bool) -> None:
        self.line += attributes.count("\n")
        self._cell = None
        self._in_caption = name == "caption" and not ends
        if self._in_caption:
            self.caption_line = self.line
        elif name == "tr":
            self._in_row = not ends
            if not ends:
                self.rows.append(([self.line], []))
        elif name in ("td", "th") and not ends:
            if not self._in_row:
                self.rows.append(([self.line], []))
                self._in_row = True
            down, across = reach(attributes, "rowspan"), reach(attributes, "colspan")
            self._cell = Cell("", down, across)
            self.rows[-1][1].append(self._cell)
