"""What may come, in blue: the fan up to the due date and the shape of the forecast on that day."""

from northing.web.base.charts.scale import Days, Linear
from northing.web.base.charts.shapes import Fan
from northing.web.base.charts.svg import num, path, polygon, text


def draw_fan(fan: Fan, x: Days, y: Linear) -> str:
    """The 80 % and 50 % bands and the dashed middle."""
    days = sorted(fan.days, key=lambda day: day.on)
    if len(days) < 2:
        return ""
    outer = [(x(d.on), y(d.high80)) for d in days] + [(x(d.on), y(d.low80)) for d in reversed(days)]
    inner = [(x(d.on), y(d.high50)) for d in days] + [(x(d.on), y(d.low50)) for d in reversed(days)]
    middle = "L".join(f"{num(x(d.on))} {num(y(d.middle))}" for d in days)
    return polygon("fan-80", outer) + polygon("fan-50", inner) + path("middle", f"M{middle}")


def draw_density(fan: Fan, y: Linear, left: float, width: float) -> str:
    """The forecast on the due date as a hill on its side, solid where it counts as success."""
    heaviest = max((weight for _, weight in fan.density), default=0.0)
    if heaviest <= 0:
        return ""
    hill = [(left + width * weight / heaviest, y(value)) for value, weight in fan.density]
    whole = polygon("fan-80", [(left, hill[0][1]), *hill, (left, hill[-1][1])])
    if fan.success is None:
        return whole
    above = fan.beyond == "above"
    beyond = [
        (left + width * weight / heaviest, y(value))
        for value, weight in fan.density
        if (value >= fan.success if above else value <= fan.success)
    ]
    if len(beyond) < 2:
        return whole
    return whole + polygon("hit", [(left, beyond[0][1]), *beyond, (left, beyond[-1][1])])


def fan_words(fan: Fan | None, x: float, target: float, y: Linear) -> str:
    """The headline under the target and the expected value above it, in the right margin."""
    if fan is None:
        return ""
    words = text(fan.chance, x, target + 27, "ta t20") + text(fan.chance_note, x, target + 44)
    if not fan.days:
        return words
    lines = [(fan.expected, "t1"), *((line, "t3") for line in fan.intervals)]
    # The lines stand above the target's label, or below the headline when the middle lies there.
    middle = y(fan.days[-1].middle)
    first = target - 16 * len(lines) - 4 if middle <= target + 20 else target + 66
    return words + "".join(
        text(line, x, first + 16 * index, css) for index, (line, css) in enumerate(lines)
    )
