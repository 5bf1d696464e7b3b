"""The direct labels of the big chart: the most important first, each takes the next one's place."""

from itertools import pairwise

from northing.web.base.charts.canvas import MARGIN, Canvas
from northing.web.base.charts.forecast import fan_words
from northing.web.base.charts.labels import Place
from northing.web.base.charts.svg import finite, num, path, text
from northing.web.base.charts.table import plan_value

LONGEST = 44


def caption(canvas: Canvas, line: list[tuple[float, float]]) -> None:
    """Write target, value, retargets, baseline, plan and shipped initiatives beside the lines."""
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
        Place(x + 2, y - 14),
        Place(x - 4, y - 14, "end"),
        Place(x - 4, y + 24, "end"),
        Place(x + 2, y + 24),
        Place(x, y - 26, "middle"),
        Place(x, y + 34, "middle"),
    ]
    canvas.label(canvas.chart.words.now, places, "t1 t14")


def _label_target(canvas: Canvas) -> None:
    chart, sheet = canvas.chart, canvas.sheet
    level = (
        chart.target if chart.target is not None else next(iter(finite(chart.bounds or ())), None)
    )
    if level is None:
        return
    y = canvas.y(level)
    if sheet.is_wide:
        beside = sheet.width - MARGIN
        canvas.parts.append(text(chart.words.target, beside, y + 4, "t1"))
        canvas.parts.append(fan_words(chart.fan, beside, y, canvas.y))
        return
    begin = canvas.x(max((r.on for r in chart.retargets), default=canvas.x.first)) + 6
    places = [
        Place(begin, y - 6),
        Place(begin, y + 16),
        Place(sheet.right, y + 16, "end"),
        Place(sheet.left + 6, y - 6),
        Place(sheet.right, y - 6, "end"),
    ]
    canvas.label(chart.words.target, places, "t1")
    if chart.fan:
        spot = [
            Place(sheet.right, y + 30, "end"),
            Place(sheet.right, y - 30, "end"),
            Place(sheet.right, sheet.bottom - 6, "end"),
        ]
        canvas.label(chart.fan.chance, spot, "ta")


def _label_baseline(canvas: Canvas) -> None:
    chart = canvas.chart
    if chart.baseline is None:
        return
    x, y = canvas.xy(chart.start, chart.baseline)
    places = [
        Place(x + 4, y - 12),
        Place(x + 4, y + 22),
        Place(x + 4, y - 26),
        Place(x + 4, y + 36),
    ]
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
        places = [
            Place(x + 8, high + 15),
            Place(x - 8, high + 15, "end"),
            Place(x + 8, low + 18),
            Place(x - 8, low + 18, "end"),
            Place(x + 8, high - 24),
        ]
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
            places += [
                Place(x - 8, y + 20, "end"),
                Place(x + 8, y - 12),
                Place(x + 8, y + 20),
                Place(x - 8, y - 12, "end"),
            ]
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
        name = (
            shipped.label
            if len(shipped.label) <= LONGEST
            else shipped.label[: LONGEST - 1].rstrip() + "\u2026"
        )
        ends = [(y - lift, 1) for lift in (34, 50, 66, 82)] + [
            (y + drop, -1) for drop in (34, 50, 66)
        ]
        places = [
            Place(x + shift, end - 6 if side > 0 else end + 14, anchor)
            for end, side in ends
            for shift, anchor in ((0, "middle"), (8, "end"), (-8, "start"))
        ]
        drawn, spot = canvas.board.place(name, places, must_fit=True)
        length = (spot.y + 6 if spot.y < y else spot.y - 14) if spot else y - 14
        canvas.parts.append(
            path("event", f"M{num(x)} {num(y + (-5 if length < y else 5))}V{num(length)}")
        )
        canvas.parts.append(drawn)


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "\u2026"


def _height_at(line: list[tuple[float, float]], x: float) -> float | None:
    """The history's height at x, level before its first and after its last point."""
    if not line:
        return None
    for (x1, y1), (x2, y2) in pairwise(line):
        if x1 <= x <= x2:
            return y1 + (y2 - y1) * ((x - x1) / (x2 - x1) if x2 > x1 else 0.0)
    return line[0][1] if x < line[0][0] else line[-1][1]
