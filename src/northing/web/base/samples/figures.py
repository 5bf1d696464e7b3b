"""Figures and charts of the mock key result."""

from datetime import date, timedelta
from decimal import Decimal

from northing.domain.figure import Figure, Term
from northing.web.base.charts import (
    ChartWords,
    KeyResultChart,
    Point,
    Retarget,
    Shipped,
    Spark,
)

START, DUE, TODAY = date(2026, 1, 1), date(2026, 3, 31), date(2026, 3, 12)
START, DUE, TODAY = date(2026, 1, 1), date(2026, 3, 31), date(2026, 3, 12)
LATENCY = (500.0, 494.0, 463.0, 451.0, 443.0, 399.0, 390.0, 368.0, 363.0, 330.0, 308.0)


def progress() -> Figure:
    """77 %, with its arithmetic."""
    return Figure(
        Decimal("0.768"),
        "ratio",
        TODAY,
        "77 %",
        (
            Term("Way gone", "308 ms − 500 ms", "−192 ms"),
            Term("Whole way", "250 ms − 500 ms", "−250 ms"),
            Term("Progress", "−192 ÷ −250", "0.768"),
        ),
    )


def points(values: tuple[float, ...] = LATENCY, every: int = 7) -> tuple[Point, ...]:
    """One check-in a week from the start of the quarter."""
    days = (START + timedelta(days=every * i) for i in range(len(values)))
    return tuple(
        Point(day, value, f"{day.day} {day:%b}: {value:g} ms")
        for day, value in zip(days, values, strict=True)
    )


def spark(status: str, values: tuple[float, ...] = LATENCY, target: float = 250) -> Spark:
    """A trend from the first value to the target."""
    return Spark(points(values), START, DUE, status, values[0] if values else None, target)


def chart() -> KeyResultChart:
    """The latency of the mock firm: a retarget, a shipped initiative, every reading."""
    return KeyResultChart(
        title="p99 latency of the public API",
        summary="From 500 ms on 1 January to 308 ms on 12 March; plan 303 ms; target 250 ms.",
        start=START,
        due=DUE,
        today=TODAY,
        points=points(),
        readings=readings(),
        baseline=500,
        target=250,
        plan=((START, 500.0), (DUE, 250.0)),
        retargets=(
            Retarget(
                date(2026, 2, 5),
                300,
                250,
                "Retargeted on 5 Feb, 300 to 250 ms",
                "edge cache test: more is possible",
            ),
        ),
        shipped=(Shipped(date(2026, 3, 2), "edge cache shipped, 2 Mar"),),
        words=ChartWords(
            "today",
            "308 ms",
            "baseline 500 ms on 1 Jan",
            "plan, 303 ms today",
            "target 250 ms",
            "first target 300 ms",
        ),
    )


def readings() -> tuple[Point, ...]:
    """Daily values around the check-ins, made by a fixed rule."""
    wobble = (0, 7, -9, 4, 12, -6, 3, -11, 8, -3)
    found = []
    for day in range(71):
        week, rest = divmod(day, 7)
        low, high = LATENCY[week], LATENCY[min(week + 1, 10)]
        bend = wobble[(day * 3) % 10] if rest else 0
        found.append(Point(START + timedelta(days=day), low + (high - low) * rest / 7 + bend))
    return tuple(found)


def bounds_chart() -> KeyResultChart:
    """A key result that keeps a value within its bounds, with checkpoints of no plan."""
    values = (41.0, 39.0, 36.0, 31.0, 24.0, 19.0, 27.0, 33.0, 38.0, 40.0, 41.0)
    return KeyResultChart(
        title="Error budget left",
        summary="Kept at 25 % or more; 41 % on 12 March.",
        start=START,
        due=DUE,
        today=TODAY,
        points=points(values),
        bounds=(25.0, None),
        words=ChartWords("today", "41 %", target="at least 25 %"),
        tick=lambda value: f"{value:g} %",
    )
