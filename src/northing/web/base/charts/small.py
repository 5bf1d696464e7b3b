"""The small pictures of the rows: trend, and forecast against confidence."""

from northing.web.base.charts.scale import Days, Linear
from northing.web.base.charts.shapes import BandSpark, Spark
from northing.web.base.charts.status import tone
from northing.web.base.charts.svg import drawing, finite, num, path, polygon, polyline

TOP, SIDE, TICK = 3.0, 1.0, 8.0


def sparkline(spark: Spark, width: float = 104, height: float = 24) -> str:
    """The trend of a key result in its row. Without a value only a faint dotted line is drawn."""
    css = f"spark tone-{tone(spark.status)}"
    shown = [point for point in spark.points if finite([point.value])]
    values = finite([p.value for p in shown] + [spark.baseline, spark.target])
    if not values:
        empty = path("plan", f"M1 {num(height / 2)}h{num(width - 2)}")
        return drawing(css, width, height, spark.label, "", empty)
    y = Linear(min(values), max(values), height - TOP, TOP)
    last = max([spark.due, *(p.on for p in shown)])
    x = Days(min([spark.start, *(p.on for p in shown)]), last, SIDE, width - SIDE - TICK)
    line = [(x(p.on), y(p.value)) for p in shown]
    parts = [_plan_and_target(spark, x, y), polyline("line", line)]
    if line:
        parts.append(f'<circle cx="{num(line[-1][0])}" cy="{num(line[-1][1])}" r="2.75"/>')
    return drawing(css, width, height, spark.label, "", *parts)


def _plan_and_target(spark: Spark, x: Days, y: Linear) -> str:
    if spark.target is None:
        return ""
    end, level = x(spark.due), y(spark.target)
    tick = path("target", f"M{num(end - 3)} {num(level)}h8")
    if spark.baseline is None:
        return tick
    begin = f"M{num(x(spark.start))} {num(y(spark.baseline))}"
    return path("plan", f"{begin}L{num(end)} {num(level)}") + tick


def band_sparkline(spark: BandSpark, width: float = 160, height: float = 36) -> str:
    """The trend of a metric against its healthy band, with the borders of the cycles."""
    css = f"spark band-spark tone-{tone(spark.status)}"
    shown = [point for point in spark.points if finite([point.value])]
    x = Days(spark.start, spark.end, SIDE, width - SIDE - 3)
    y = _room(finite([p.value for p in shown] + [spark.low, spark.high]), height)
    right, edges = width - SIDE, finite([spark.low, spark.high])
    parts = []
    if edges:
        top = y(spark.high) if spark.high is not None else 0.0
        bottom = y(spark.low) if spark.low is not None else height
        parts.append(polygon("band", [(SIDE, top), (right, top), (right, bottom), (SIDE, bottom)]))
    parts += [path("bound", f"M{num(SIDE)} {num(y(edge))}H{num(right)}") for edge in edges]
    parts += [path("border", f"M{num(x(day))} 0V{num(height)}") for day in spark.borders]
    line = [(x(p.on), y(p.value)) for p in shown]
    parts.append(polyline("line", line))
    if line:
        parts.append(f'<circle cx="{num(line[-1][0])}" cy="{num(line[-1][1])}" r="2.75"/>')
    return drawing(css, width, height, spark.label, "", *parts)


def _room(values: list[float], height: float) -> Linear:
    """A fifth of the height is kept on each side, so that an open side of the band is seen."""
    if not values:
        return Linear(0, 1, height, 0)
    low, high = min(values), max(values)
    return Linear(low, high, height * 0.8, height * 0.2)


def gap(chance: float | None, confidence: int | None, label: str = "") -> str:
    """Forecast (diamond) and confidence (ring) on one line from 0 to 100 %: the gap is the finding.

    `chance` is 0..1 and `confidence` 0..10; either may be missing.
    """
    x = Linear(0, 1, 4, 68)
    parts = [path("base", "M4 7h64M36 5v4")]
    forecast = None if chance is None else x(min(1.0, max(0.0, chance)))
    said = None if confidence is None else x(min(10, max(0, confidence)) / 10)
    if forecast is not None and said is not None:
        parts.append(path("between", f"M{num(forecast)} 7H{num(said)}"))
    if said is not None:
        parts.append(f'<circle class="said" cx="{num(said)}" cy="7" r="3.5"/>')
    if forecast is not None:
        parts.append(path("forecast", f"M{num(forecast)} 2.5l4.5 4.5l-4.5 4.5l-4.5-4.5z"))
    return drawing("gap", 72, 14, label, "", *parts)
