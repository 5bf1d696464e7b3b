"""From lines to blocks: headings, list items, paragraphs, tables, and what is only context.

One tolerant pass over the lines. A strict Markdown parser would take a list that mixes tabs
with two, three and four spaces for code, and a ragged table for prose; published plans have both.
"""

import re
from dataclasses import dataclass, field

from northing.transfer.markdown import html_items, inline, wiki_table
from northing.transfer.markdown.decode import LONGEST_LINE
from northing.transfer.markdown.grid import Row, cells, is_separator
from northing.transfer.markdown.html_table import HtmlTables
from northing.transfer.markdown.wiki_table import Pasted

DEEPEST = 40
"""List levels that are told apart."""

BOLD_LEVEL = 7
INTRO_LEVEL = 8


@dataclass(slots=True)
class Block:
    """One block. `level`: of a heading 1-8 (7 a bold line, 8 a line ending in a colon), of an
    item its indent in columns. `kind`: heading, item, paragraph, table, context, unread."""

    kind: str
    text: str
    lines: list[int]
    level: int = 0
    number: str = ""
    rows: list[Row] = field(default_factory=list)
    leads: bool = False
    """Whether its line also names the key results that stand below it as items."""


@dataclass(slots=True)
class Document:
    blocks: list[Block]
    references: frozenset[str]
    meta: dict[str, str]


HEADING = re.compile(r"^ {0,3}(#{1,6})(?:\s+(\S.*))?$")
GLUED_HEADING = re.compile(r"^(#{1,6})([A-ZÄÖÜ*].*)$")
ITEM = re.compile(r"^(\s*)(?:([*+\-•–‣◦])|(\d{1,3})[.)]|([a-z])\))\s+(?=\S)")
DOTTED = re.compile(r"^(\s*)(?:[*+-]\s+)?(\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)[.):]?\s+(?=\S)")
BARE_ITEM = re.compile(r"^\s*(?:[*+\-•]|\d{1,3}[.)])\s*$")
RULE = re.compile(r"^\s{0,3}(?:[-*_=]\s*){3,}$")
FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
DEFINITION = re.compile(r"^\s{0,3}\[([^\[\]]{1,100})\]:\s*\S")
FOOTNOTE = re.compile(r"^\s{0,3}\[\^[^\[\]]{1,100}\]:")
DIRECTIVE = re.compile(
    r"^\s*(?:\{:.*\}|\{%.*%\}|\[\[_?TOC_?\]\]|\[TOC\]|import\s.+from\s.+|export\s.+)\s*$"
)
WIKI_HEADING = re.compile(r"^(={2,6})\s*([^=]+?)\s*={2,6}$")
HTML_HEADING = re.compile(r"^\s*<h([1-6])[^<>]{0,300}>(.*?)</h\1>\s*$", re.IGNORECASE)
HTML_ITEM = re.compile(r"^(\s*)(?:<[uo]l[^<>]{0,300}>\s{0,9})?<li[^<>]{0,300}>", re.IGNORECASE)
HTML_ENDS = re.compile(r"^</(?:ul|ol|table|div|details|section)>", re.IGNORECASE)
META = re.compile(r"^([A-Za-z][\w -]{0,40}):\s*(.*)$")


def split(lines: list[str]) -> Document:
    """All lines as blocks, in order; every line that is not blank is in exactly one of them."""
    references = frozenset(
        inline.plain_reference(match[1])
        for line in lines
        if line.lstrip()[:1] == "[" and (match := DEFINITION.match(line))
    )
    reader = _Reader(lines)
    reader.run()
    return Document(reader.blocks, references, reader.meta)


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.html = HtmlTables(lines)
        self.at = 0
        self.blocks: list[Block] = []
        self.meta: dict[str, str] = {}
        self.open: Block | None = None
        self.after_blank = True
        self.inner_items = 0

    def run(self) -> None:
        self._front_matter()
        while self.at < len(self.lines):
            raw = self.lines[self.at]
            if not raw.strip():
                self.after_blank = True
                self.at += 1
                continue
            if len(raw) > LONGEST_LINE:
                self._single("unread", raw[:200])
            elif not (self._table(raw) or self._skipped(raw)):
                if (text := _cleaned(raw)).strip():
                    self._line(text)
                else:
                    self._context(1)
            self.after_blank = False

    def _front_matter(self) -> None:
        if not self.lines or self.lines[0].strip() not in ("---", "+++"):
            return
        for end in range(1, min(len(self.lines), 200)):
            if self.lines[end].strip() in ("---", "+++", "..."):
                for number in range(end + 1):
                    if match := META.match(self.lines[number]):
                        self.meta[match[1].strip().lower()] = match[2].strip().strip("'\"")
                self._context(end + 1)
                return

    def _context(self, count: int) -> None:
        """The next lines say nothing about objectives."""
        numbers = [
            number + 1
            for number in range(self.at, min(self.at + count, len(self.lines)))
            if self.lines[number].strip()
        ]
        self.blocks.append(Block("context", "", numbers))
        self.at += count

    def _skipped(self, raw: str) -> bool:
        stripped = raw.strip()
        count = 0
        if stripped.startswith("<!--"):
            count = self._until("-->", 0)
        elif fence := FENCE.match(raw):
            count = self._until(fence[1][:3], 1)
        elif (
            (RULE.match(raw) and not self._underlines(stripped))
            or DEFINITION.match(raw)
            or FOOTNOTE.match(raw)
            or DIRECTIVE.match(raw)
            or BARE_ITEM.match(raw)
            or (stripped[0] == "<" and not self._words_of_html(stripped))
        ):
            count = 1
        if not count:
            return False
        self._context(count)
        if not stripped.startswith("<") or HTML_ENDS.match(stripped):
            self.open = None
        return True

    def _until(self, end: str, start: int) -> int:
        """How many lines until the one that holds `end`; all that are left if none does."""
        for number in range(self.at + start, len(self.lines)):
            if end in self.lines[number]:
                return number - self.at + 1
        return 1 if start else len(self.lines) - self.at

    def _words_of_html(self, stripped: str) -> bool:
        """Whether a line that begins with a tag also has words of its own."""
        return bool(re.search(r"\w", inline.COMPONENT.sub("", inline.plain(stripped))))

    def _underlines(self, stripped: str) -> bool:
        return (
            set(stripped) <= {"="} or (set(stripped) <= {"-"} and len(stripped) > 2)
        ) and self._underlined() is not None

    def _underlined(self) -> Block | None:
        block = self.open
        fits = (
            block is not None
            and not self.after_blank
            and block.kind == "paragraph"
            and len(block.lines) == 1
            and len(block.text) < 200
        )
        return block if fits else None

    def _line(self, text: str) -> None:
        stripped = text.strip()
        if set(stripped) <= {"="} or set(stripped) <= {"-"}:
            self._underline(1 if stripped[0] == "=" else 2)
        elif heading := HEADING.match(text) or GLUED_HEADING.match(text):
            self._heading(len(heading[1]), (heading[2] or "").rstrip("# "))
        elif wiki := WIKI_HEADING.match(text):
            self._heading(len(wiki[1]), wiki[2])
        elif tagged := HTML_HEADING.match(text):
            self._heading(int(tagged[1]), tagged[2])
        elif entry := HTML_ITEM.match(text):
            self._html_items(len(entry[1]), text)
        elif dotted := DOTTED.match(text):
            depth = 2 * dotted[2].count(".")
            self._item(len(dotted[1]) + depth, dotted[2], text[dotted.end() :])
        elif match := ITEM.match(text):
            indent, number, rest = len(match[1]), match[3] or "", text[match.end() :]
            while again := re.match(r"(?:\d{1,3}[.)]|[*+\-])\s+(?=\S)", rest):
                rest = rest[again.end() :]
            self._item(indent, number, rest)
        else:
            self._words(text)

    def _underline(self, level: int) -> None:
        block = self._underlined()
        if block is None:
            self._context(1)
            return
        block.kind, block.level = "heading", level
        block.lines.append(self.at + 1)
        self.open = None
        self.at += 1

    def _single(self, kind: str, text: str, level: int = 0) -> None:
        self.blocks.append(Block(kind, text, [self.at + 1], level))
        self.open = None
        self.at += 1

    def _heading(self, level: int, text: str) -> None:
        self._single("heading" if text.strip() else "context", text, level)

    def _item(self, indent: int, number: str, text: str) -> None:
        block = Block("item", text.strip(), [self.at + 1], indent, number)
        self.blocks.append(block)
        self.open = block
        self.at += 1

    def _html_items(self, indent: int, text: str) -> None:
        first = self.at
        self.inner_items += text.lower().count("<li") - 1
        few = self.inner_items <= html_items.MOST
        for depth, said in html_items.split(text) if few else [(0, text)]:
            self.at = first
            self._item(indent + depth, "", said)

    def _words(self, text: str) -> None:
        """Words without a list mark: they go on with the block before, or begin a paragraph."""
        indent = len(text) - len(text.lstrip())
        block = self.open
        begins = STARTS_ANEW.match(text) is not None or (inline.is_bold(text) and indent < 2)
        ended = block is not None and block.kind == "item" and block.text.endswith((".", "!"))
        begins = begins or (ended and indent == 0 and text[:1].isupper())
        if block is not None and not self.after_blank and not begins:
            block.text += "\n" + text.strip()
            block.lines.append(self.at + 1)
        elif block is not None and block.kind == "item" and indent >= block.level + 2:
            inner = Block("paragraph", text.strip(), [self.at + 1], indent)
            self.blocks.append(inner)
        else:
            self.open = Block("paragraph", text.strip(), [self.at + 1], indent)
            self.blocks.append(self.open)
        self.at += 1

    def _table(self, raw: str) -> bool:
        """Reads a whole table, if one starts here."""
        pasted = wiki_table.read(self.lines, self.at) or self.html.read(self.at)
        if pasted is not None:
            self._whole_table(pasted)
            return True
        following = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        if "|" not in raw or not (
            raw.strip().startswith("|") or (is_separator(following) and "|" in following)
        ):
            return False
        block = Block("table", "", [])
        while self.at < len(self.lines) and "|" in self.lines[self.at]:
            line = self.lines[self.at]
            if len(line) > LONGEST_LINE or (block.rows and HEADING.match(line)):
                break
            block.lines.append(self.at + 1)
            if not is_separator(line):
                block.rows.append(Row([self.at + 1], cells(line)))
            self.at += 1
        self.blocks.append(block)
        self.open = None
        return True

    def _whole_table(self, found: Pasted) -> None:
        """Adds a table with marks of its own, and its caption as a heading above it."""
        if found.caption:
            self.blocks.append(Block("heading", found.caption, found.caption_lines, BOLD_LEVEL))
        kind = "table" if found.closed else "unread"
        self.blocks.append(Block(kind, "", found.lines, rows=found.rows))
        self.open = None
        self.at = found.after


STARTS_ANEW = re.compile(
    r"^\s*[*_]{0,3}(?:key\s?results?|krs?|objectives?|goal|ziel|o|okr|initiatives?|"
    r"schlüsselergebnis"
    r"|owner|responsible|status|score|progress|why|notes?|maßnahmen?|verantwortlich)(?:\s?#?\d+(?:\.\d+)*)?(?:\*\*|"
    r"__)?\s?[:–—]"
    r"|^\s*[*_]{0,3}(?:kr|o)\s?#?\d+(?:\.\d+)*\b",
    re.IGNORECASE,
)


def _cleaned(raw: str) -> str:
    """Tabs as columns, without quote marks and hard line ends."""
    text = raw.expandtabs(4).rstrip()
    while (quoted := text.lstrip()).startswith(">"):
        text = quoted[1:].removeprefix(" ")
    return text.removesuffix("\\")
