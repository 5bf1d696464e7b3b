"""Printing: tables for people, JSON for programs; respects NO_COLOR and the width of the terminal."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDTH_OF_PIPES = 120
STATUS_STYLES = {
    "off_track": "red", "at_risk": "yellow", "on_track": "green", "achieved": "green", "missed": "red",
    "no_data": "dim", "too_early": "dim", "paused": "dim", "dropped": "dim",
}  # fmt: skip


class ReaderGoneError(Exception):
    """Whoever read our output has seen enough."""


def write(text: str) -> None:
    """Text for programs, as it is. Raises ReaderGoneError."""
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise ReaderGoneError from None


def show(what: RenderableType) -> None:
    """Something for people; nothing in it is read as mark-up. Raises ReaderGoneError."""
    try:
        _console().print(what, markup=False, highlight=False, emoji=False)
        sys.stdout.flush()
    except BrokenPipeError:
        raise ReaderGoneError from None


def say(text: object) -> None:
    """One line about what was done."""
    show(clean(str(text)))


def complain(message: str, remedy: str = "") -> None:
    """A refusal, to standard error: what is wrong, then what helps."""
    sys.stderr.write(clean(message) + "\n")
    if remedy:
        sys.stderr.write(clean(remedy) + "\n")


def table(
    headings: Sequence[str], rows: Iterable[Sequence[object]], title: str = ""
) -> RenderableType:
    """A table without lines; a cell may be text or a rich Text."""
    from rich.table import Table
    from rich.text import Text

    grid = Table(
        box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", title_justify="left"
    )
    grid.title = Text(clean(title), style="bold") if title else None
    for heading in headings:
        grid.add_column(Text(heading), overflow="fold")
    for row in rows:
        grid.add_row(*(cell if isinstance(cell, Text) else Text(clean(str(cell))) for cell in row))
    return grid


def stacked(*parts: RenderableType) -> RenderableType:
    """Several things under each other."""
    from rich.console import Group

    return Group(*parts)


def line(text: str, style: str = "") -> RenderableType:
    """One line of text, never read as mark-up."""
    from rich.text import Text

    return Text(clean(text), style=style)


def status(word: str, name: str) -> RenderableType:
    """A status in its colour; the word says it all where there is no colour."""
    from rich.text import Text

    return Text(clean(word), style=STATUS_STYLES.get(name, ""))


def clean(text: str) -> str:
    """Text that cannot steer a terminal: control characters but line ends become a visible dot."""
    return "".join(
        "·" if unicodedata.category(ch) == "Cc" and ch not in "\n\t" else ch for ch in text
    )


def _console() -> Console:
    from rich.console import Console

    width = None if sys.stdout.isatty() else WIDTH_OF_PIPES
    return Console(file=sys.stdout, width=width, soft_wrap=False, legacy_windows=False)
