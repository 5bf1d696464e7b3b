"""The paper that the big chart is drawn on: size, scales, and the places already taken."""

from dataclasses import dataclass, replace
from datetime import date

from northing.web.base.charts.labels import Board, Box, Place, text_width
from northing.web.base.charts.scale import Days, Linear, inner_ticks
from northing.web.base.charts.shapes import KeyResultChart
from northing.web.base.charts.svg import finite


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper of one variant: its size, the plot's edges and how dense the axes are."""

    name: str
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    ticks: int
    dot: float
    months: int

    @property
    def is_wide(self) -> bool:
        """Whether there is a right margin for words, and room for reasons in the plot."""
        return self.name != "phone"


# Text is 12 units in all: the style sheet shows each only where that stays between 11 and 16 px.
WIDE = Sheet("wide", 800, 388, 48, 668, 44, 360, 7, 3.5, 13)
MIDDLE = Sheet("middle", 600, 332, 48, 470, 40, 304, 6, 3.25, 8)
MIDDLE_WITH_FORECAST = Sheet("middle", 600, 332, 48, 406, 40, 304, 6, 3.25, 8)
WIDE_WITH_FORECAST = Sheet("wide", 800, 388, 48, 606, 44, 360, 7, 3.5, 13)
PHONE = Sheet("phone", 340, 284, 40, 332, 30, 256, 4, 2.75, 5)
MARGIN = 116
SHEETS = {
    "wide": (WIDE, WIDE_WITH_FORECAST),
    "middle": (MIDDLE, MIDDLE_WITH_FORECAST),
    "phone": (PHONE, PHONE),
}
FLAT_TOP = 4.0


@dataclass(slots=True)
class Canvas:
    """A chart being drawn: its scales, the board of taken places, and the markup so far."""

    chart: KeyResultChart
    sheet: Sheet
    levels: list[float]
    x: Days
    y: Linear
    board: Board
    parts: list[str]

    def xy(self, day: date, value: float) -> tuple[float, float]:
        """A value on a day, in pixels."""
        return self.x(day), self.y(value)

    def label(
        self, content: str, places: list[Place], css: str = "", must_fit: bool = False
    ) -> None:
        """Add a direct label at its best free place."""
        self.parts.append(self.board.place(content, places, css, must_fit=must_fit)[0])


def canvas_for(chart: KeyResultChart, variant: str) -> Canvas:
    """An empty canvas for a width: `wide`, `middle` or `phone`."""
    plain, with_forecast = SHEETS[variant]
    sheet = with_forecast if chart.fan else plain
    days = [chart.start, chart.due, *(p.on for p in chart.points), *(p.on for p in chart.readings)]
    low, high = _extent(chart)
    levels = inner_ticks(low, high, sheet.ticks)
    widest = max((text_width(chart.tick(level), 12) for level in levels), default=0)
    sheet = replace(sheet, left=max(sheet.left, widest + 10))
    board = Board(Box(sheet.left, 4, sheet.right, sheet.bottom))
    return Canvas(
        chart,
        sheet,
        levels,
        Days(min(days), max(days), sheet.left, sheet.right),
        Linear(low, high, sheet.bottom, sheet.top),
        board,
        [],
    )


def _extent(chart: KeyResultChart) -> tuple[float, float]:
    values = finite(
        [
            chart.baseline,
            chart.target,
            *(chart.bounds or ()),
            *(v for _, v in chart.plan),
            *(p.value for p in chart.points),
            *(p.value for p in chart.readings),
            *(v for r in chart.retargets for v in (r.before, r.after)),
            *(v for d in (chart.fan.days if chart.fan else ()) for v in (d.low80, d.high80)),
        ]
    )
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    if low == high:
        return _around(low)
    low, high = _with_room(low, high, chart.target)
    # A bound at the floor keeps a strip below it: its line is no axis, and its band is seen.
    if chart.bounds and low in chart.bounds:
        low -= (high - low) * 0.06
    return low, high


def _around(value: float) -> tuple[float, float]:
    """Room around values that are all the same: half of them either way, or up from zero."""
    if value == 0:
        return -FLAT_TOP * 0.06, FLAT_TOP
    return value - abs(value) / 2, value + abs(value) / 2


def _with_room(low: float, high: float, target: float | None) -> tuple[float, float]:
    """A little room around the values, more beyond a target at the edge: passing it is visible.

    Values that are never negative keep zero as their floor.
    """
    span = high - low
    below = span * (0.16 if target == low else 0.05)
    above = span * (0.16 if target == high else 0.05)
    return (low - below if low < 0 else max(0.0, low - below)), high + above
