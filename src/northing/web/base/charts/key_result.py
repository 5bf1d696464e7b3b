"""The big chart of a key result, drawn once for a wide page and once for a phone.

Ink is what was, blue is what may come: history in ink with open dots, the latest value filled blue, the
plan dotted, the target solid with a step where it moved, the forecast as two tints of blue.
"""

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from northing.web.base.charts.forecast import draw_density, draw_fan, fan_words
from northing.web.base.charts.labels import Board, Box, Place, text_width
from northing.web.base.charts.scale import Days, Linear, inner_ticks, month_starts, week_starts
from northing.web.base.charts.shapes import KeyResultChart, Point
from northing.web.base.charts.svg import (
    drawing,
    escape,
    finite,
    num,
    path,
    polygon,
    polyline,
    text,
)
from northing.web.base.charts.table import plan_value


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

    @property
    def is_wide(self) -> bool:
        """Whether there is a right margin for words, and room for reasons in the plot."""
        return self.name == "wide"


# Text is 12 units in both: the style sheet shows each only where that stays between 11 and 16 px.
WIDE = Sheet("wide", 800, 388, 48, 668, 44, 360, 7, 3.5)
WIDE_WITH_FORECAST = Sheet("wide", 800, 388, 48, 606, 44, 360, 7, 3.5)
PHONE = Sheet("phone", 340, 284, 40, 332, 30, 256, 4, 2.75)
MARGIN = 116


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

    def label(self, content: str, places: list[Place], css: str = "", must_fit: bool = False) -> None:
        """Add a direct label at its best free place."""
        self.parts.append(self.board.place(content, places, css, must_fit=must_fit)[0])


def key_result_chart(chart: KeyResultChart, variant: str = "wide") -> str:
    """Draw the chart for a width: `wide` (800 px) or `phone` (340 px). Returns an <svg> element."""
    sheet = PHONE if variant == "phone" else WIDE_WITH_FORECAST if chart.fan else WIDE
    canvas = _canvas(chart, sheet)
    history = _points(chart.points)
    _axes(canvas)
    _bounds(canvas)
    _forecast(canvas)
    _plan(canvas)
    _target(canvas)
    _readings(canvas)
    line = _history(canvas, history)
    _today(canvas)
    _labels(canvas, history, line)
    return drawing(f"chart-svg chart-{sheet.name}", sheet.width, sheet.height, chart.title,
                   chart.summary, *canvas.parts)


def _canvas(chart: KeyResultChart, sheet: Sheet) -> Canvas:
    days = [chart.start, chart.due, *(p.on for p in chart.points), *(p.on for p in chart.readings)]
    low, high = _extent(chart)
    levels = inner_ticks(low, high, sheet.ticks)
    widest = max((text_width(chart.tick(level), 12) for level in levels), default=0)
    sheet = replace(sheet, left=max(sheet.left, widest + 10))
    board = Board(Box(sheet.left, 4, sheet.right, sheet.bottom))
    return Canvas(
        chart, sheet, levels,
        Days(min(days), max(days), sheet.left, sheet.right),
        Linear(low, high, sheet.bottom, sheet.top),
        board, [],
    )


def _extent(chart: KeyResultChart) -> tuple[float, float]:
    values = finite([
        chart.baseline, chart.target, *(chart.bounds or ()), *(v for _, v in chart.plan),
        *(p.value for p in chart.points), *(p.value for p in chart.readings),
        *(v for r in chart.retargets for v in (r.before, r.after)),
        *(v for d in (chart.fan.days if chart.fan else ()) for v in (d.low80, d.high80)),
    ])
    return _with_room(min(values), max(values), chart.target) if values else (0.0, 1.0)


def _with_room(low: float, high: float, target: float | None) -> tuple[float, float]:
    """A little room around the values, more beyond a target at the edge: passing it must be visible.

    Values that are never negative keep zero as their floor.
    """
    span = (high - low) or abs(high) * 0.2 or 1.0
    below = span * (0.16 if target == low else 0.05)
    above = span * (0.16 if target == high else 0.05)
    return (low - below if low < 0 else max(0.0, low - below)), high + above


def _points(points: tuple[Point, ...]) -> list[Point]:
    return sorted((p for p in points if finite([p.value])), key=lambda p: p.on)


def _axes(canvas: Canvas) -> None:
    sheet, chart = canvas.sheet, canvas.chart
    for level in canvas.levels:
        y = canvas.y(level)
        canvas.parts.append(path("grid", f"M{num(sheet.left)} {num(y)}H{num(sheet.right)}"))
        canvas.parts.append(text(chart.tick(level), sheet.left - 8, y + 4, "t3", "end"))
    base = sheet.bottom
    due = chart.day(chart.due)
    canvas.parts.append(path("axis", f"M{num(sheet.left)} {num(base)}H{num(sheet.right)}v6"))
    canvas.parts.append(text(due, canvas.x(chart.due), base + 18, "t3", "end"))
    for x, name in _day_ticks(canvas):
        canvas.parts.append(path("axis", f"M{num(x)} {num(base)}v6"))
        canvas.parts.append(text(name, x + 4, base + 18, "t3"))


def _day_ticks(canvas: Canvas) -> list[tuple[float, str]]:
    """Months, or weeks where the period is short; those that would meet the due date are left out."""
    first, last, chart = canvas.x.first, canvas.x.last, canvas.chart
    if (last - first).days <= 45:
        every = 1 if canvas.sheet.is_wide else 2
        marks = [(day, chart.day(day)) for day in list(week_starts(first, last))[::every]]
    else:
        starts = list(month_starts(first, last))
        every = max(1, -(-len(starts) // (13 if canvas.sheet.is_wide else 5)))
        marks = [(day, chart.month(day)) for day in starts[::every]]
    limit = canvas.x(chart.due) - (84 if canvas.sheet.is_wide else 70)
    return [(canvas.x(day), name) for day, name in marks if canvas.x(day) <= limit]


def _bounds(canvas: Canvas) -> None:
    """The healthy band of a `keep` key result, open to the edge where it has one bound."""
    if canvas.chart.bounds is None:
        return
    low, high = canvas.chart.bounds
    top = canvas.y(high) if high is not None else canvas.sheet.top
    bottom = canvas.y(low) if low is not None else canvas.sheet.bottom
    left, right = canvas.sheet.left, canvas.sheet.right
    canvas.parts.append(polygon("band", [(left, top), (right, top), (right, bottom), (left, bottom)]))
    for level in finite([low, high]):
        y = canvas.y(level)
        canvas.parts.append(path("target", f"M{num(left)} {num(y)}H{num(right)}"))


def _forecast(canvas: Canvas) -> None:
    fan = canvas.chart.fan
    if fan is None:
        return
    canvas.parts.append(draw_fan(fan, canvas.x, canvas.y))
    if canvas.sheet.is_wide:
        canvas.parts.append(draw_density(fan, canvas.y, canvas.sheet.right + 10, 52))


def _plan(canvas: Canvas) -> None:
    line = [canvas.xy(day, value) for day, value in canvas.chart.plan]
    canvas.parts.append(polyline("plan", line))
    if len(line) > 2:
        canvas.parts += [path("checkpoint", f"M{num(x - 3)} {num(y)}h6") for x, y in line[1:-1]]
    canvas.board.block_line(line, 2)


def _target(canvas: Canvas) -> None:
    """The target as a line to the edge; before each retarget the old one, dashed, and the step."""
    chart, sheet = canvas.chart, canvas.sheet
    if chart.target is None:
        return
    x, old, steps = sheet.left, "old", sorted(chart.retargets, key=lambda r: r.on)
    for step in steps:
        at, before = canvas.xy(step.on, step.before)
        canvas.parts.append(path(old, f"M{num(x)} {num(before)}H{num(at)}"))
        canvas.parts.append(path("target", f"M{num(at)} {num(before)}V{num(canvas.y(step.after))}"))
        dot = f'<circle class="step" cx="{num(at)}" cy="{num(canvas.y(step.after))}" r="3"/>'
        canvas.parts.append(dot)
        canvas.board.block_line([(x, before), (at, before), (at, canvas.y(step.after))])
        x = at
    level = canvas.y(chart.target)
    end = sheet.width - MARGIN - 8 if sheet.is_wide else sheet.right
    canvas.parts.append(path("target", f"M{num(x)} {num(level)}H{num(end)}"))
    canvas.board.block_line([(x, level), (sheet.right, level)])


def _readings(canvas: Canvas) -> None:
    values = _points(canvas.chart.readings)
    canvas.parts.append(polyline("daily", [canvas.xy(p.on, p.value) for p in values]))


def _history(canvas: Canvas, history: list[Point]) -> list[tuple[float, float]]:
    line = [canvas.xy(p.on, p.value) for p in history]
    canvas.parts.append(polyline("line", line))
    for index, (point, (x, y)) in enumerate(zip(history, line, strict=True)):
        latest = index == len(line) - 1
        said = point.label or f"{canvas.chart.day(point.on)}: {canvas.chart.tick(point.value)}"
        canvas.parts.append(
            f'<circle class="{"now" if latest else "pt"}" cx="{num(x)}" cy="{num(y)}"'
            f' r="{6 if latest else num(canvas.sheet.dot)}" data-point="{escape(said)}"/>'
        )
        canvas.board.block(Box(x - 7, y - 7, x + 7, y + 7))
    canvas.board.block_line(line)
    return line


def _today(canvas: Canvas) -> None:
    chart, sheet = canvas.chart, canvas.sheet
    if not chart.start <= chart.today <= chart.due:
        return
    x = canvas.x(chart.today)
    canvas.parts.append(path("today", f"M{num(x)} {num(sheet.top - 14)}V{num(sheet.bottom)}"))
    spot = Place(x, sheet.top - 20, "middle")
    if x > sheet.right - 30:
        spot = Place(sheet.right, sheet.top - 20, "end")
    canvas.label(chart.words.today, [spot])
    canvas.board.block_line([(x, sheet.top), (x, sheet.bottom)], 2)


def _labels(canvas: Canvas, history: list[Point], line: list[tuple[float, float]]) -> None:
    """Direct labels, the most important first: each takes its place from those after it."""
    _label_target(canvas)
    if line:
        _label_now(canvas, line[-1])
    _label_retargets(canvas)
    _label_baseline(canvas)
    _label_plan(canvas)
    _label_shipped(canvas, line)


def _label_now(canvas: Canvas, at: tuple[float, float]) -> None:
    x, y = at
    places = [
        Place(x + 2, y - 14), Place(x - 4, y - 14, "end"), Place(x - 4, y + 24, "end"),
        Place(x + 2, y + 24), Place(x, y - 26, "middle"), Place(x, y + 34, "middle"),
    ]
    canvas.label(canvas.chart.words.now, places, "t1 t14")


def _label_target(canvas: Canvas) -> None:
    chart, sheet = canvas.chart, canvas.sheet
    level = chart.target if chart.target is not None else next(iter(finite(chart.bounds or ())), None)
    if level is None:
        return
    y = canvas.y(level)
    if sheet.is_wide:
        beside = sheet.width - MARGIN
        canvas.parts.append(text(chart.words.target, beside, y + 4, "t1"))
        canvas.parts.append(fan_words(chart.fan, beside, y, canvas.y))
        return
    begin = canvas.x(max((r.on for r in chart.retargets), default=canvas.x.first)) + 6
    places = [Place(begin, y - 6), Place(begin, y + 16), Place(sheet.right, y + 16, "end"),
              Place(sheet.left + 6, y - 6), Place(sheet.right, y - 6, "end")]
    canvas.label(chart.words.target, places, "t1")
    if chart.fan:
        spot = [Place(sheet.right, y + 30, "end"), Place(sheet.right, y - 30, "end"),
                Place(sheet.right, sheet.bottom - 6, "end")]
        canvas.label(chart.fan.chance, spot, "ta")


def _label_baseline(canvas: Canvas) -> None:
    chart = canvas.chart
    if chart.baseline is None:
        return
    x, y = canvas.xy(chart.start, chart.baseline)
    places = [Place(x + 4, y - 12), Place(x + 4, y + 22), Place(x + 4, y - 26), Place(x + 4, y + 36)]
    canvas.label(chart.words.baseline, places, must_fit=not canvas.sheet.is_wide)


def _label_retargets(canvas: Canvas) -> None:
    chart, wide = canvas.chart, canvas.sheet.is_wide
    steps = sorted(chart.retargets, key=lambda r: r.on)
    if steps:
        first = canvas.y(steps[0].before)
        spot = [Place(canvas.sheet.left + 4, first - 7), Place(canvas.sheet.left + 4, first + 16)]
        canvas.label(chart.words.first_target, spot, "t3", must_fit=True)
    for step in steps if wide else ():
        x, before = canvas.xy(step.on, step.before)
        after = canvas.y(step.after)
        high, low = min(before, after), max(before, after)
        places = [Place(x + 8, high + 15), Place(x - 8, high + 15, "end"), Place(x + 8, low + 18),
                  Place(x - 8, low + 18, "end"), Place(x + 8, high - 24)]
        drawn, spot_taken = canvas.board.place(step.label, places, "t1")
        canvas.parts.append(drawn)
        if spot_taken:
            below = Place(spot_taken.x, spot_taken.y + 17, spot_taken.anchor)
            canvas.label(step.reason, [below], must_fit=True)


def _label_plan(canvas: Canvas) -> None:
    chart = canvas.chart
    if len(chart.plan) < 2:
        return
    places = []
    for share in (0.25, 0.4, 0.15, 0.55, 0.7):
        day = chart.plan[0][0] + (chart.plan[-1][0] - chart.plan[0][0]) * share
        value = plan_value(chart.plan, day)
        if value is not None:
            x, y = canvas.xy(day, value)
            places += [Place(x - 8, y + 20, "end"), Place(x + 8, y - 12), Place(x + 8, y + 20),
                       Place(x - 8, y - 12, "end")]
    canvas.label(chart.words.plan, places, "t3", must_fit=True)


def _label_shipped(canvas: Canvas, line: list[tuple[float, float]]) -> None:
    """A tick on the history for each initiative, with its name where there is room.

    Without room the name stays in the table: a chart that cannot be read says nothing.
    """
    for shipped in canvas.chart.shipped:
        x = canvas.x(shipped.on)
        y = _height_at(line, x)
        if y is None:
            y = canvas.sheet.bottom
        name = shipped.label if len(shipped.label) <= 44 else shipped.label[:43].rstrip() + "\u2026"
        ends = [(y - lift, 1) for lift in (34, 50, 66, 82)] + [(y + drop, -1) for drop in (34, 50, 66)]
        places = [Place(x + shift, end - 6 if side > 0 else end + 14, anchor)
                  for end, side in ends
                  for shift, anchor in ((0, "middle"), (8, "end"), (-8, "start"))]
        drawn, spot = canvas.board.place(name, places, must_fit=True)
        length = (spot.y + 6 if spot.y < y else spot.y - 14) if spot else y - 14
        canvas.parts.append(path("event", f"M{num(x)} {num(y + (-5 if length < y else 5))}V{num(length)}"))
        canvas.parts.append(drawn)


def _height_at(line: list[tuple[float, float]], x: float) -> float | None:
    """The history's height at x, level before its first and after its last point."""
    if not line:
        return None
    for (x1, y1), (x2, y2) in pairwise(line):
        if x1 <= x <= x2:
            return y1 + (y2 - y1) * ((x - x1) / (x2 - x1) if x2 > x1 else 0.0)
    return line[0][1] if x < line[0][0] else line[-1][1]
