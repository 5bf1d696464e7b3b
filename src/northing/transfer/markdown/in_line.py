"""Lines that name their key results themselves: `Build pipeline. KR: 3x coverage. KR: 40 demos`."""

import re

from northing.transfer.markdown import inline, words
from northing.transfer.markdown.blocks import Block, Document

_INNER = re.compile(
    r"(?<=\s)[*_]{0,2}(?:KR|Key Result)[\s-]?#?(?:\d{1,2}(?:\.\d{1,2})?)?\s?"
    r"(?::[*_]{0,2}|[*_]{2}:)\s{0,9}(?=[^\s:])"
)
_TWO_WORDS = re.compile(r"\w{2}\W{1,9}\w{2}")
_STOPS = re.compile(r"[.;,:!?)|/–—%\]-][*_`)\"”]{0,2}\s*$")


def split(document: Document) -> None:
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
        blocks += _parts(block, cuts[at]) if at in cuts else [block]
    document.blocks[:] = blocks


def _cuts(block: Block) -> list[int]:
    """Where in the block's text its inner key results begin."""
    if block.kind not in ("heading", "item", "paragraph") or ":" not in block.text:
        return []
    begun = _TWO_WORDS.search(block.text)
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
        text = text.rstrip(" ;,|/–—-")
        text = text if text.endswith("..") else text.removesuffix(".")
    return Block("paragraph", text, lines)
