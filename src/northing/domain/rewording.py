"""What is different between two texts, word by word, as people read it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_WORDS = 500
"""Longer texts, their common beginning and end left aside, are shown whole, one after the other."""
LEAST_ALIKE = 0.3
"""Texts that share less are two texts, and read better as such."""
AROUND = 6
"""Words of an unchanged stretch that stay beside a change."""

_WORD = re.compile(r"\S+\s*|\s+")


class Kind(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"
    LEFT_OUT = "left_out"
    """An unchanged stretch that is not shown; its text is `…`."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and what became of it."""

    kind: Kind
    text: str


def pieces(before: str, after: str, *, whole: bool = False) -> tuple[Piece, ...]:
    """The two texts as one, with what was taken out and what was put in.

    Long unchanged stretches are left out unless the `whole` is wanted. Equal texts have no pieces.
    """
    if before == after:
        return ()
    found = list(_joined(_compared(_words(before), _words(after))))
    return tuple(found if whole else _shortened(found))


def _words(text: str) -> list[str]:
    """Words with the space behind them; the last one gets one too, or it would stick to what follows it
    in the other text."""
    return _WORD.findall(f"{text.rstrip()} " if text.strip() else "")


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    was, now = old[start : len(old) - end], new[start : len(new) - end]
    yield Piece(Kind.SAME, "".join(old[:start]))
    yield from _middle(was, now)
    yield Piece(Kind.SAME, "".join(old[len(old) - end :]))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _middle(was: Sequence[str], now: Sequence[str]) -> Iterator[Piece]:
    """What differs between the common beginning and the common end."""
    bare_was, bare_now = ([w.rstrip() for w in words] for words in (was, now))
    matcher = SequenceMatcher(None, bare_was, bare_now, autojunk=False)
    short = len(was) + len(now) <= MOST_WORDS
    if not short or matcher.quick_ratio() < LEAST_ALIKE or matcher.ratio() < LEAST_ALIKE:
        yield Piece(Kind.GONE, "".join(was))
        yield Piece(Kind.NEW, "".join(now))
        return
    for _tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if _tag == "equal":
            yield Piece(Kind.SAME, "".join(now[j1:j2]))
        else:
            yield Piece(Kind.GONE, "".join(was[i1:i2]))
            yield Piece(Kind.NEW, "".join(now[j1:j2]))


def _joined(found: Iterator[Piece]) -> Iterator[Piece]:
    """Without empty pieces; neighbours of one kind are one, a lone blank between two changes is part of them."""
    last: Piece | None = None
    for one in found:
        if not one.text:
            continue
        if last is not None and one.kind is last.kind:
            last = Piece(last.kind, last.text + one.text)
        else:
            if last is not None:
                yield last
            last = one
    if last is not None:
        yield last


def _shortened(found: Sequence[Piece]) -> Iterator[Piece]:
    for place, one in enumerate(found):
        words = _WORD.findall(one.text)
        first, final = place == 0, place == len(found) - 1
        head = 0 if first else AROUND
        tail = 0 if final else AROUND
        if one.kind is not Kind.SAME or len(words) <= head + tail + 2:
            yield one
            continue
        if head:
            yield Piece(Kind.SAME, "".join(words[:head]))
        yield Piece(Kind.LEFT_OUT, " … " if head and tail else "… " if tail else " …")
        if tail:
            yield Piece(Kind.SAME, "".join(words[-tail:]))
