"""Small helpers to write SVG as text. Everything that comes from people passes `escape`."""

from collections.abc import Iterable, Sequence
from html import escape as _escape
from math import isfinite


def escape(text: object) -> str:
    """Text made safe for element content and double-quoted attributes."""
    return _escape(str(text), quote=True)


def num(value: float) -> str:
    """A coordinate with one decimal at most: a tenth of a pixel is finer than any screen."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def points(pairs: Iterable[tuple[float, float]]) -> str:
    """Coordinates for a polyline or polygon."""
    return " ".join(f"{num(x)},{num(y)}" for x, y in pairs)


def polyline(css: str, pairs: Sequence[tuple[float, float]]) -> str:
    """An open line; nothing for fewer than two points, which have no line between them."""
    return f'<polyline class="{css}" points="{points(pairs)}"/>' if len(pairs) > 1 else ""


def polygon(css: str, pairs: Sequence[tuple[float, float]]) -> str:
    """A closed, filled shape."""
    return f'<polygon class="{css}" points="{points(pairs)}"/>' if len(pairs) > 2 else ""


def path(css: str, data: str) -> str:
    """A path from ready path data."""
    return f'<path class="{css}" d="{data}"/>'


def text(content: str, x: float, y: float, css: str = "", anchor: str = "start") -> str:
    """One line of text, its baseline at y."""
    if not content:
        return ""
    where = "" if anchor == "start" else f' text-anchor="{anchor}"'
    kind = f' class="{css}"' if css else ""
    return f'<text x="{num(x)}" y="{num(y)}"{where}{kind}>{escape(content)}</text>'


def drawing(css: str, width: float, height: float, label: str, desc: str, *parts: str) -> str:
    """A whole picture with its name and description; without a name it is hidden from readers.

    The name is an attribute and not a <title>, which browsers would show as a tooltip over the
    points.
    """
    said = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    told = f"<desc>{escape(desc)}</desc>" if label and desc else ""
    body = "".join(parts)
    return (
        f'<svg class="{css}" viewBox="0 0 {num(width)} {num(height)}" {said} focusable="false">'
        f"{told}{body}</svg>"
    )


def finite(values: Iterable[float | None]) -> list[float]:
    """The values that can be drawn."""
    return [value for value in values if value is not None and isfinite(value)]
