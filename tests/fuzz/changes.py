"""How inputs are changed: letters, pieces and lines, and pieces said a thousand times over."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

S = TypeVar("S", str, bytes)
Change = Callable[[random.Random, S, Sequence[S]], S]

ODD_TEXT = (
    "\x00", "\ufeff", "\u202e", "\u200b", "\u00a0", "\ud800", "\udfff", "\U0010ffff", "\u0301",
    "İ", "ß", "ﬁ", "²", "٣", "１", "−", "\r", "\n", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028",
    "\t", "", " ", "\\", '"', "'", "`", "<", ">", "&", "&#0;", "&#xD800;", "&lt;", "%", "%00", "{", "}",
    "0", "-0", "1e9999", "-1", "9" * 40, "NaN", "Infinity", "1,234", "1.234,5", "0x10", "1_000", ".", ",",
)  # fmt: skip


def texts(words: Sequence[str] = (), *, longest: int = 20_000) -> "Change[str]":
    """Changes of text; `words` are those that mean something to the parser."""
    return _changes((*words, *ODD_TEXT), "", longest)


def octets(words: Sequence[bytes] = (), *, longest: int = 60_000) -> "Change[bytes]":
    """Changes of bytes; `words` are those that mean something to the parser."""
    odd = tuple(w.encode("utf-8", "surrogatepass") for w in ODD_TEXT)
    marks = (
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\x80",
        b"\xff",
        b"\xc0\x80",
        b"\xed\xa0\x80",
    )
    return _changes((*words, *odd, *marks), b"", longest)


@dataclass(frozen=True, slots=True)
class _Room:
    """What a change may use: words, other inputs, the empty text or bytes, the length allowed."""

    words: Sequence[Any]
    others: Sequence[Any]
    nothing: Any
    longest: int


def _changes(words: Sequence[Any], nothing: Any, longest: int) -> "Change[Any]":
    ways = (
        _put, _put, _cut, _doubled, _moved, _spliced, _repeated, _line_moved, _line_doubled, _one_off,
    )  # fmt: skip

    def changed(chance: random.Random, given: S, others: Sequence[S]) -> S:
        room = _Room(words, others, nothing, longest)
        for _time in range(chance.choice((1, 1, 1, 2, 3, 6))):
            given = chance.choice(ways)(chance, given, room)[:longest]
        return given

    return changed


def _span(chance: random.Random, given: Any) -> tuple[int, int]:
    start = chance.randrange(len(given) + 1)
    return start, min(len(given), start + chance.choice((1, 1, 2, 4, 8, 32, 128, 1024)))


def _put(chance: random.Random, given: Any, room: "_Room") -> Any:
    start, end = _span(chance, given)
    word = chance.choice(room.words)
    return given[:start] + word + given[chance.choice((start, end)) :]


def _cut(chance: random.Random, given: Any, room: "_Room") -> Any:
    start, end = _span(chance, given)
    return given[:start] + given[end:] if chance.random() < 0.8 else given[:start]


def _doubled(chance: random.Random, given: Any, room: "_Room") -> Any:
    start, end = _span(chance, given)
    return given[:end] + given[start:end] + given[end:]


def _moved(chance: random.Random, given: Any, room: "_Room") -> Any:
    start, end = _span(chance, given)
    rest = given[:start] + given[end:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + given[start:end] + rest[at:]


def _spliced(chance: random.Random, given: Any, room: "_Room") -> Any:
    other = chance.choice(room.others)
    start, end = _span(chance, other)
    if chance.random() < 0.3:
        end = len(other)
    at = chance.randrange(len(given) + 1)
    return given[:at] + other[start:end] + given[at:]


def _repeated(chance: random.Random, given: Any, room: "_Room") -> Any:
    """A short piece again and again: what is done for each piece with all others shows here."""
    start, end = _span(chance, given)
    piece = given[start:end] if chance.random() < 0.6 else chance.choice(room.words)
    times = chance.choice((2, 10, 100, 1_000, 10_000))
    left = max(0, room.longest - len(given))
    return given[:start] + (piece * times)[:left] + given[end:]


def _line_moved(chance: random.Random, given: Any, room: "_Room") -> Any:
    lines = given.splitlines(keepends=True)
    if len(lines) < 2:
        return given
    line = lines.pop(chance.randrange(len(lines)))
    lines.insert(chance.randrange(len(lines) + 1), line)
    return room.nothing.join(lines)


def _line_doubled(chance: random.Random, given: Any, room: "_Room") -> Any:
    lines = given.splitlines(keepends=True)
    if not lines:
        return given
    at = chance.randrange(len(lines))
    lines[at:at] = [lines[at]] * chance.choice((1, 1, 5, 200))
    return room.nothing.join(lines)


def _one_off(chance: random.Random, given: Any, room: "_Room") -> Any:
    """One letter a little further in its alphabet."""
    if not given:
        return given
    at = chance.randrange(len(given))
    if isinstance(given, bytes):
        return given[:at] + bytes([given[at] ^ (1 << chance.randrange(8))]) + given[at + 1 :]
    code = max(0, min(0x10FFFF, ord(given[at]) + chance.choice((-1, 1, 32, -32))))
    return given[:at] + chr(code) + given[at + 1 :]
