"""Direct labels that do not sit on each other or on the lines.

A label offers places in order of preference; the first free one wins, else the least crowded.
Widths are estimated from Inter's proportions: a server has no font to measure with, and 5 % too
wide is harmless.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from northing.web.base.charts.svg import text

NARROW = frozenset("iljtfrI.,:;'|!()[]-\u00a0\u202f ")
FREE = 0.01  # square pixels: what rounding leaves over
WIDE = frozenset("mwMW@%—")


class Box(NamedTuple):
    """A rectangle in drawing coordinates."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Box") -> float:
        """The shared area in square pixels."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width * height if width > 0 and height > 0 else 0.0


class Place(NamedTuple):
    """A possible place of a label: the baseline's x and y, and the anchor."""

    x: float
    y: float
    anchor: str = "start"


@lru_cache(maxsize=512)
def text_width(content: str, size: float) -> float:
    """The width of a line of Inter in pixels, a little on the wide side."""
    units = 0.0
    for char in content:
        if char in NARROW:
            units += 0.34
        elif char in WIDE or char.isupper():
            units += 0.78
        else:
            units += 0.62 if char.isdigit() else 0.58
    return units * size


def text_box(content: str, place: Place, size: float) -> Box:
    """The rectangle that a line of text covers."""
    width = text_width(content, size)
    shift = {"start": 0.0, "middle": -width / 2, "end": -width}[place.anchor]
    left = place.x + shift
    return Box(left, place.y - size * 0.8, left + width, place.y + size * 0.25)


class Board:
    """Remembers what is covered while a chart is drawn."""

    def __init__(self, bounds: Box) -> None:
        self.bounds = bounds
        self.taken: list[Box] = []

    def block(self, box: Box) -> None:
        """Keep labels off a rectangle."""
        self.taken.append(box)

    def block_line(self, pairs: Sequence[tuple[float, float]], reach: float = 3.0) -> None:
        """Keep labels off a line, covered by small boxes of at most a line's height."""
        for (x1, y1), (x2, y2) in zip(pairs, pairs[1:], strict=False):
            steps = max(1, int(max(abs(x2 - x1), abs(y2 - y1)) // 10))
            for i in range(steps + 1):
                x, y = x1 + (x2 - x1) * i / steps, y1 + (y2 - y1) * i / steps
                self.taken.append(Box(x - reach, y - reach, x + reach, y + reach))

    def place(
        self,
        content: str,
        places: Iterable[Place],
        css: str = "",
        size: float = 12,
        must_fit: bool = False,
    ) -> tuple[str, Place | None]:
        """Draw the label at the best place and take it; with `must_fit`, rather not at all."""
        if not content:
            return "", None
        best, least = None, float("inf")
        for spot in places:
            crowding = self._crowding(text_box(content, spot, size), least)
            if crowding < least:
                best, least = spot, crowding
            if crowding < FREE:
                break
        if best is None or (must_fit and least >= FREE):
            return "", None
        self.taken.append(text_box(content, best, size))
        return text(content, best.x, best.y, css, best.anchor), best

    def _crowding(self, box: Box, enough: float) -> float:
        """How much of the box is covered or outside; stops counting at `enough`."""
        left, top, right, bottom = box
        crowding = ((right - left) * (bottom - top) - box.overlap(self.bounds)) * 4
        for other in self.taken:
            if crowding >= enough:
                break
            if other[0] < right and other[2] > left and other[1] < bottom and other[3] > top:
                crowding += box.overlap(other)
        return crowding
