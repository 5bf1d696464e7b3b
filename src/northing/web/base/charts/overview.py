"""The pictures of overviews: where a key result went, and how many stand where."""

from collections.abc import Sequence

from northing.web.base.charts.scale import Linear
from northing.web.base.charts.status import mark, tone
from northing.web.base.charts.svg import drawing, num, path

MOST_MARKS = 40
"""More marks than this are not counted by anybody's eye: then the number stands there."""

MOST_A_SIDE = 12
BAR = 132.0
HEIGHT = 12.0


def slope(before: float | None, now: float | None, status: str, label: str = "") -> str:
    """From a week before (ring) to now (dot) on a line from 0 to 100 %; `status` is that of now."""
    if now is None:
        return ""
    x = Linear(0, 1, 6, 114)
    end = x(min(1.0, max(0.0, now)))
    parts = [path("base", "M6 8h108M60 4v8")]
    if before is not None:
        start = x(min(1.0, max(0.0, before)))
        parts.append(path("move", f"M{num(start)} 8H{num(end)}"))
        parts.append(f'<circle class="from" cx="{num(start)}" cy="8" r="3"/>')
    parts.append(f'<circle class="to" cx="{num(end)}" cy="8" r="4.5"/>')
    return drawing(f"slope tone-{tone(status)}", 120, 16, label, "", *parts)


def dots(counts: Sequence[tuple[str, int]]) -> str:
    """A mark for each thing counted, in the order given: (status, count)."""
    return "".join(mark(status) * count for status, count in counts)


def bar(counts: Sequence[tuple[str, int]], most: int, *, to_left: bool = False) -> str:
    """Counts as one bar as long as their share of `most`; it grows to the left or to the right.

    Off track is an outline, at risk is half filled, all else is solid: shapes as well as colours.
    """
    scale = BAR / max(1, most)
    at = BAR - scale * sum(count for _, count in counts) if to_left else 0.0
    parts = []
    for status, count in counts:
        if count:
            width = max(1.0, scale * count)
            parts.append(
                f'<rect class="tone-{tone(status)} {tone(status)}" x="{num(at)}" y="0.5"'
                f' width="{num(max(0.5, width - 1))}" height="{num(HEIGHT - 1)}"/>'
            )
            at += width
    return drawing("spread-bar", BAR, HEIGHT, "", "", *parts)
