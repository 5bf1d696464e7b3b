"""Lines that hold several things: `Build pipeline. KR: 3x coverage. KR: 40 demos`, and
`Owner: Ana · Status: on track`."""

import re

from northing.transfer.markdown import inline, words
from northing.transfer.markdown.blocks import Block, Document
from northing.transfer.markdown.marks import label_of

MOST_PARTS = 12_000
"""Parts of lines that become blocks of their own; what comes after them stays as it is."""

_INNER = re.compile(
    r"(?<=\s)[*_]{0,2}(?:KR|Key Result)[\s-]?#?(?:\d{1,2}(?:\.\d{1,2})?)?\s?"
    r"(?::[*_]{0,2}|[*_]{2}:)\s{0,9}(?=[^\s:])"
)
_BRACKETED = re.compile(r"\W{0,9}[\[(][^\[\]()]{0,60}[\])]")
_TWO_WORDS = re.compile(r"\w{2}\W{1,9}\w{2}")
_STOPS = re.compile(r"(?:[.;,:!?)|/–—%\]-][*_`)\"”]{0,2}|\*\*|__)\s*$")


def split(document: Document) -> None:
    """Gives each key result and each label in a line its own block."""
    blocks: list[Block] = []
    for at, block in enumerate(document.blocks):
        spare = len(blocks) < at + MOST_PARTS
        blocks += _labels(block) if spare else [block]
    document.blocks[:] = blocks
    _split_results(document)


def _labels(block: Block) -> list[Block]:
    """The labels in a line as blocks of their own, below an item that they say something of."""
    if block.kind not in ("item", "paragraph") or len(block.text) > 1_000:
        return [block]
    starts = [
        match.end()
        for match in _BETWEEN_LABELS.finditer(block.text)
        if _is_label(block.text[match.end() :])
    ]
    first = _is_label(block.text)
    if not starts or not (first or block.kind == "item"):
        return [block]
    if not first and block.text[starts[0] - 2 : starts[0]] == ", ":
        return [block]
    head = _piece(block, 0, starts[0])
    head.kind, head.level, head.number = block.kind, block.level, block.number
    parts = [head]
    for start, end in zip(starts, [*starts[1:], len(block.text)], strict=True):
        part = _piece(block, start, end)
        part.kind, part.level = block.kind, block.level + (0 if first else 2)
        parts.append(part)
    return parts


def _is_label(text: str) -> bool:
    found = label_of(inline.plain(text[:200]))
    return found is not None and found[0] not in ("results", "objectives") and bool(found[1])


_BETWEEN_LABELS = re.compile(
    r"(?:\s[·•|–—-]|[;,|])\s{1,9}(?=[*_]{0,2}[^\W\d_][\w /-]{1,30}[*_]{0,2}:)"
)


def _split_results(document: Document) -> None:
    """Turns such lines into an objective with key results below it, where that is certain:
    the document marks two key results or more with `KR:`."""
    cuts = {at: found for at, block in enumerate(document.blocks) if (found := _cuts(block))}
    marked = sum(map(len, cuts.values()))
    if marked == 1:
        marked += any(
            block.kind == "item" and words.RESULT.match(inline.plain(block.text[:80]))
            for block in document.blocks
        )
    if marked < 2:
        return
    blocks: list[Block] = []
    for at, block in enumerate(document.blocks):
        spare = len(blocks) < at + MOST_PARTS
        blocks += _parts(block, cuts[at]) if at in cuts and spare else [block]
    document.blocks[:] = blocks


def _cuts(block: Block) -> list[int]:
    """Where in the block's text its inner key results begin."""
    if block.kind not in ("heading", "item", "paragraph") or ":" not in block.text:
        return []
    bracketed = _BRACKETED.match(block.text)
    begun = _TWO_WORDS.search(block.text, bracketed.end() if bracketed else 0)
    return [
        match.start()
        for match in _INNER.finditer(block.text)
        if begun
        and begun.end() <= match.start()
        and _STOPS.search(block.text[max(0, match.start() - 12) : match.start()])
    ]


def _parts(block: Block, cuts: list[int]) -> list[Block]:
    head = _piece(block, 0, cuts[0])
    leads = words.RESULT.match(inline.plain(head.text)) is None
    head.kind, head.level, head.number = block.kind, block.level, block.number
    head.leads = leads
    below = block.level + 2 if block.kind == "item" and leads else block.level
    parts = [head]
    for start, end in zip(cuts, [*cuts[1:], len(block.text)], strict=True):
        piece = _piece(block, start, end)
        if block.kind != "paragraph" or leads:
            piece.kind, piece.level = "item", below if block.kind == "item" else 0
        parts.append(piece)
    return parts


def _piece(block: Block, start: int, end: int) -> Block:
    first = block.text.count("\n", 0, start)
    text = block.text[start:end].strip()
    lines = block.lines[first : first + text.count("\n") + 1] or block.lines[-1:]
    if end < len(block.text):
        text = text.rstrip(" ;,|/–—·•-")
        text = text if text.endswith("..") else text.removesuffix(".")
    return Block("paragraph", text, lines)
