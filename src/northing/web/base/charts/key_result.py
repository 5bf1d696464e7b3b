"""The big chart of a key result, drawn for a wide page, a narrower one and a phone.

Ink is what was, blue is what may come: history in ink with open dots, the latest value filled blue,
the plan dotted, the target solid with a step where it moved, the forecast as two tints of blue.
"""

from northing.web.base.charts.canvas import MARGIN, Canvas, canvas_for
from northing.web.base.charts.captions import caption
from northing.web.base.charts.forecast import draw_density, draw_fan
from northing.web.base.charts.labels import Box, Place, text_width
from northing.web.base.charts.scale import month_starts, week_starts
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

# Dots nearer than this many pixels run into each other: then the line alone is drawn.
CLOSEST = 9


def key_result_chart(chart: KeyResultChart, variant: str = "wide") -> str:
    """Draw the chart for a width: `wide` (800 px), `middle` (600 px) or `phone` (340 px). Returns an <svg> element."""
    canvas = canvas_for(chart, variant)
    sheet = canvas.sheet
    _axes(canvas)
    _bounds(canvas)
    _borders(canvas)
    _forecast(canvas)
    _plan(canvas)
    _target(canvas)
    _readings(canvas)
    line = _history(canvas)
    _today(canvas)
    caption(canvas, line)
    return drawing(
        f"chart-svg chart-{sheet.name}",
        sheet.width,
        sheet.height,
        chart.title,
        chart.summary,
        *canvas.parts,
    )


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
    """Months, or weeks where the period is short; none that would meet the due date."""
    first, last, chart = canvas.x.first, canvas.x.last, canvas.chart
    if (last - first).days <= 45:
        every = 1 if canvas.sheet.is_wide else 2
        marks = [(day, chart.day(day)) for day in list(week_starts(first, last))[::every]]
    else:
        starts = list(month_starts(first, last))
        every = max(1, -(-len(starts) // canvas.sheet.months))
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
    canvas.parts.append(
        polygon("band", [(left, top), (right, top), (right, bottom), (left, bottom)])
    )
    for level in finite([low, high]):
        y = canvas.y(level)
        canvas.parts.append(path("target", f"M{num(left)} {num(y)}H{num(right)}"))


def _borders(canvas: Canvas) -> None:
    """Where a cycle begins: a line with its name on top, left out where two would meet."""
    sheet, free = canvas.sheet, 0.0
    for day, name in sorted(canvas.chart.borders):
        x = canvas.x(day)
        canvas.parts.append(path("border", f"M{num(x)} {num(sheet.top - 14)}V{num(sheet.bottom)}"))
        if x >= free and x + text_width(name, 12) + 4 <= sheet.right:
            canvas.parts.append(text(name, x + 4, sheet.top - 6, "t3"))
            free = x + text_width(name, 12) + 12


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


def _history(canvas: Canvas) -> list[tuple[float, float]]:
    history = _points(canvas.chart.points)
    line = [canvas.xy(p.on, p.value) for p in history]
    canvas.parts.append(polyline("line", line))
    few = "pt" if len(line) * CLOSEST <= canvas.sheet.right - canvas.sheet.left else "pt dense"
    for index, (point, (x, y)) in enumerate(zip(history, line, strict=True)):
        latest = index == len(line) - 1
        said = point.label or f"{canvas.chart.day(point.on)}: {canvas.chart.tick(point.value)}"
        canvas.parts.append(
            f'<circle class="{"now" if latest else few}" cx="{num(x)}" cy="{num(y)}"'
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
