"""From blocks to a tree: headings hold what follows them, items what is indented below them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from northing.transfer.markdown import blocks, in_line, inline, words
from northing.transfer.markdown.blocks import Block, Document
from northing.transfer.markdown.marks import CODE, Habits, Marks, is_role, read_marks
from northing.transfer.markdown.people import names_somebody, persons
from northing.transfer.markdown.scores import looks_scored


@dataclass(slots=True, eq=False)
class Node:
    """A heading, item, paragraph or table with what stands below it."""

    block: Block
    marks: Marks
    children: list["Node"] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.block.kind

    @property
    def line(self) -> int:
        return self.block.lines[0] if self.block.lines else 0

    @property
    def items(self) -> list["Node"]:
        return [child for child in self.children if child.kind == "item"]

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in the order of the document."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


def grow(document: Document) -> tuple[Node, Habits]:
    """The document's tree and the habits that its lines show together."""
    in_line.split(document)
    habits = _habits(document)
    root = Node(Block("heading", "", [], level=0), Marks(""))
    headings, items = [root], list[Node]()
    for block in document.blocks:
        if block.kind in ("context", "unread"):
            headings[-1].children.append(Node(block, Marks("")))
            continue
        if "." in block.number and not habits.dotted:
            block.text, block.level = f"{block.number} {block.text}", block.level - _depth(block)
            block.number = ""
        node = Node(block, _marks(block, habits))
        level = _heading_level(node)
        if level:
            block.kind, block.level = "heading", level
            while len(headings) > 1 and headings[-1].block.level >= level:
                headings.pop()
            headings[-1].children.append(node)
            headings.append(node)
            items = []
        elif block.kind == "item":
            while items and block.level < items[-1].block.level + 2:
                items.pop()
            if len(items) >= blocks.DEEPEST:
                items.pop()
            (items[-1] if items else headings[-1]).children.append(node)
            items.append(node)
        else:
            inside = (
                items and block.kind == "paragraph" and block.level >= items[-1].block.level + 2
            )
            (items[-1] if inside else headings[-1]).children.append(node)
            items = items if inside or block.kind == "table" else []
    for node in root.walk():
        _adopt(node)
    return root, habits


def _adopt(node: Node) -> None:
    """`- Key results:` and a numbered list beside it instead of below it belong together."""
    kept: list[Node] = []
    label: Node | None = None
    for child in node.children:
        opens = child.kind == "item" and child.marks.label and not child.items
        if child.kind != "item" or (opens and child.block.number == ""):
            label = child if opens else None
            kept.append(child)
        elif label is not None and not child.marks.label and _belongs(child, label):
            label.children.append(child)
        else:
            label = None
            kept.append(child)
    node.children = kept


def _belongs(child: Node, label: Node) -> bool:
    return bool(child.block.number) or (label.marks.label == "results" and not label.marks.rest)


def _marks(block: Block, habits: Habits) -> Marks:
    if block.kind == "table":
        return Marks("")
    text = block.text
    if "." in block.number:
        return _dotted(block, habits)
    if block.kind == "heading" or inline.is_bold(text):
        bold = text.strip()[:2] if inline.is_bold(text) else ""
        text = text.strip().removeprefix(bold)
        if habits.dotted_headings:
            text = _DOTTED.sub("", text)
        text = bold + words.ORDINAL.sub("", text)
    marks = read_marks(text, habits)
    if block.leads and not marks.marker and not marks.label:
        marks.marker = "objective"
        match = words.ROLE.match(marks.title)
        if match and not marks.role and is_role(match["role"]):
            marks.role, marks.title = match["role"].strip(), marks.title[match.end() :].strip()
    return marks


_DOTTED = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,2}[.)]?\s+(?=\S)")


def _depth(block: Block) -> int:
    """The columns by which the reader of blocks moved `1.2` below `1.`."""
    return 2 * block.number.count(".")


def _dotted(block: Block, habits: Habits) -> Marks:
    """`1.2 Ship it` is the second key result of the first objective."""
    marks = read_marks(block.text, habits)
    if block.number.count(".") == 1 and not marks.marker and not marks.label:
        marks.marker, marks.number = "result", block.number
    return marks


def _heading_level(node: Node) -> int:
    """1-8 for what holds the following blocks, 0 for everything else."""
    block, marks = node.block, node.marks
    if block.kind == "heading":
        return block.level
    if block.kind != "paragraph" or len(block.lines) > 3 or len(block.text) > 400:
        return 0
    if marks.marker == "result" or (marks.label and marks.rest and marks.marker == ""):
        return 0
    text = block.text.strip()
    whole = inline.is_bold(text) and text.rstrip(" :.").endswith(("**", "__")) and len(text) < 250
    if marks.marker == "objective" or (whole and marks.label not in ("results", "objectives")):
        return blocks.BOLD_LEVEL
    opens = text.endswith(":") and len(text) <= 120 and len(block.lines) == 1
    return blocks.INTRO_LEVEL if marks.label or opens else 0


def _habits(document: Document) -> Habits:
    scored = named = role = of_role = lines = 0
    codes: Counter[str] = Counter()
    dotted: set[str] = set()
    known: set[str] = set()
    for block in document.blocks:
        if block.kind in ("paragraph", "heading"):
            said = inline.plain(block.text[:400], document.references)
            known |= persons(said)
            scored += words.RESULT_SHORT.match(said) is not None and looks_scored(said)
        if block.kind != "item":
            continue
        text = inline.plain(block.text[-600:].replace("\n", " "), document.references)
        known |= persons(text)
        lines += 1
        dotted.add(block.number if "." in block.number else "")
        codes.update(CODE.findall(text))
        scored += looks_scored(text)
        named += names_somebody(text)
        match = words.ROLE.match(text)
        of_role += words.RESULT_OF_ROLE.match(text) is not None
        speaks = match is not None and " " in text[match.end() :].strip()
        role += bool(match and speaks and is_role(match["role"]) and not _marked(text))
    heads = [
        inline.plain(words.ORDINAL.sub("", block.text))
        for block in document.blocks
        if block.kind == "heading" and block.text
    ]
    numbered = {match[0].strip(" .)") for text in heads if (match := _DOTTED.match(text))}
    roles_on_top = sum(1 for text in heads if _heading_of_role(text))
    return Habits(
        references=document.references,
        loose_scores=scored >= 3,
        dotted=any(f"{number}.1" in dotted and f"{number}.2" in dotted for number in range(1, 31)),
        dotted_headings=any(f"{n}.1" in numbered and f"{n}.2" in numbered for n in range(1, 31)),
        codes=frozenset(codes) if codes.total() >= 4 else (),
        persons=frozenset(known),
        named_owners=named >= 3 and named * 5 >= lines * 2,
        roles=(role >= 5 and role * 3 >= lines)
        or (roles_on_top >= 2 and role * 5 >= lines)
        or roles_on_top >= 3
        or (roles_on_top > 0 and of_role > 0),
    )


def _marked(text: str) -> bool:
    return bool(words.OBJECTIVE.match(text) or words.RESULT.match(text))


def _heading_of_role(text: str) -> bool:
    match = re.match(r"([A-Z]{2,4}|[^:]{0,30}\b(?:Team|Director|Manager|Lead))\s?:\s*\S", text)
    return match is not None and not _marked(text)
