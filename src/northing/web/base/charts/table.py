"""The same chart as rows: what a reader gets who does not want, or cannot see, a picture."""

from dataclasses import dataclass
from datetime import date
from math import floor, log10

from northing.web.base.charts.shapes import KeyResultChart


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One line of the chart's table: day, value, the plan of that day, and what happened."""

    on: date
    day: str
    value: str
    plan: str
    note: str


def chart_rows(chart: KeyResultChart) -> list[ChartRow]:
    """Check-ins, retargets and shipped initiatives of a chart, newest first."""
    rows = [
        ChartRow(p.on, chart.day(p.on), chart.tick(p.value), _planned(chart, p.on), p.note)
        for p in chart.points
    ]
    rows += [
        ChartRow(
            r.on, chart.day(r.on), "", "", " \N{EN DASH} ".join(filter(None, (r.label, r.reason)))
        )
        for r in chart.retargets
    ]
    rows += [ChartRow(s.on, chart.day(s.on), "", "", s.label) for s in chart.shipped]
    return sorted(rows, key=lambda row: row.on, reverse=True)


def _planned(chart: KeyResultChart, day: date) -> str:
    value = plan_value(chart.plan, day)
    return "" if value is None else chart.tick(tidy(value))


def tidy(value: float) -> float:
    """A computed value without digits that nobody measured: four significant ones."""
    if value == 0:
        return 0.0
    return round(value, max(0, 3 - floor(log10(abs(value)))))


def plan_value(plan: tuple[tuple[date, float], ...], day: date) -> float | None:
    """The plan's value on a day: straight between corners, level outside, None without a plan."""
    if not plan:
        return None
    if day <= plan[0][0]:
        return plan[0][1]
    for (left, low), (right, high) in zip(plan, plan[1:], strict=False):
        if day <= right:
            share = (day - left).days / ((right - left).days or 1)
            return low + (high - low) * share
    return plan[-1][1]
