"""Charts: monotone scales, hostile text, thin data, nothing the content policy forbids."""

import re
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from northing.web.base import charts
from northing.web.base.charts.labels import Board, Box, Place, text_box
from northing.web.base.charts.scale import Days, Linear, inner_ticks
from northing.web.base.charts.status import tone

START, DUE = date(2026, 1, 1), date(2026, 3, 31)
HOSTILE = '"><script>alert(1)</script>&amp;'
REAL = st.floats(-1e9, 1e9, allow_nan=False)


def points(*values: float) -> tuple[charts.Point, ...]:
    return tuple(charts.Point(START + timedelta(days=7 * i), v) for i, v in enumerate(values))


def spark(*values: float, baseline: float | None = 500, target: float | None = 250) -> charts.Spark:
    return charts.Spark(points(*values), START, DUE, "at_risk", baseline, target)


BIG = charts.KeyResultChart(
    title="p99",
    summary="falls",
    start=START,
    due=DUE,
    today=date(2026, 3, 12),
    points=points(500, 480, 430, 390),
    baseline=500,
    target=250,
    plan=((START, 500), (DUE, 250)),
    retargets=(charts.Retarget(date(2026, 2, 5), 300, 250, "Retargeted", "more is possible"),),
    shipped=(charts.Shipped(date(2026, 1, 20), "cache shipped"),),
    words=charts.ChartWords("today", "390 ms", "baseline", "plan", "target", "first target"),
)


def drawn(svg: str) -> ET.Element:
    """Parse the drawing; fails on what is not well-formed, and on an inline style or script."""
    tree = ET.fromstring(svg)
    for element in tree.iter():
        assert "style" not in element.attrib
        assert element.tag not in {"script", "style", "foreignObject"}
        assert not [name for name in element.attrib if name.startswith("on")]
    return tree


def numbers(svg: str) -> list[float]:
    """Every number of the geometry."""
    found = re.findall(r'(?: d| points| x| y| cx| cy)="([^"]*)"', svg)
    return [float(n) for text in found for n in re.findall(r"-?\d+(?:\.\d+)?", text)]


@given(low=REAL, high=REAL, values=st.lists(REAL, min_size=2))
def test_a_scale_keeps_the_order_of_values(low: float, high: float, values: list[float]) -> None:
    scale = Linear(min(low, high), max(low, high), 100, 0)
    placed = [scale(value) for value in sorted(values)]
    assert all(later <= earlier + 1e-6 for earlier, later in zip(placed, placed[1:], strict=False))


@given(st.lists(st.dates(date(2000, 1, 1), date(2050, 1, 1)), min_size=2))
def test_days_keep_their_order_and_stay_inside(days: list[date]) -> None:
    scale = Days(date(2010, 1, 1), date(2020, 1, 1), 10, 90)
    placed = [scale(day) for day in sorted(days)]
    assert placed == sorted(placed)
    assert 10 <= placed[0] <= placed[-1] <= 90


@given(low=REAL, span=st.floats(1e-6, 1e9), about=st.integers(3, 9))
def test_ticks_are_round_even_and_inside(low: float, span: float, about: int) -> None:
    ticks = inner_ticks(low, low + span, about)
    steps = [b - a for a, b in zip(ticks, ticks[1:], strict=False)]
    slack = max(abs(low), span) * 1e-6
    assert len(ticks) <= about + 1
    assert all(low - slack <= tick <= low + span + slack for tick in ticks)
    assert all(abs(step - steps[0]) <= slack for step in steps)


def test_ticks_of_a_familiar_range() -> None:
    assert inner_ticks(210, 512, 7) == [250, 300, 350, 400, 450, 500]


def test_a_sparkline_falls_where_the_values_fall() -> None:
    line = drawn(charts.sparkline(spark(500, 400, 308))).find("polyline[@class='line']")
    assert line is not None
    ys = [float(pair.split(",")[1]) for pair in line.attrib["points"].split()]
    assert ys == sorted(ys)
    assert ys[0] < ys[-1]


@pytest.mark.parametrize(
    "values", [(), (308.0,), (5.0, 5.0, 5.0), (float("nan"), 1.0), (float("inf"),)]
)
@pytest.mark.parametrize(("baseline", "target"), [(None, None), (5.0, 5.0), (0.0, 1.0)])
def test_a_sparkline_survives_thin_data(
    values: tuple[float, ...], baseline: float | None, target: float | None
) -> None:
    svg = charts.sparkline(spark(*values, baseline=baseline, target=target))
    drawn(svg)
    assert "nan" not in svg
    assert "inf" not in svg
    assert all(-1 <= n <= 105 for n in numbers(svg))


def test_a_single_point_is_a_dot_without_a_line() -> None:
    tree = drawn(charts.sparkline(spark(308.0)))
    assert tree.find("circle") is not None
    assert tree.find("polyline") is None


@pytest.mark.parametrize("variant", ["wide", "phone"])
@pytest.mark.parametrize(
    "change",
    [
        {},
        {"points": ()},
        {"points": points(5.0)},
        {"points": points(5, 5, 5), "baseline": 5.0, "target": 5.0, "plan": ()},
        {"target": None, "baseline": None, "plan": (), "points": ()},
        {"start": DUE, "due": DUE},
        {"today": date(2027, 1, 1)},
        {"points": points(*range(60))},
        {"bounds": (25.0, None), "target": None},
        {"points": points(float("nan"), 400.0)},
        {"retargets": (), "shipped": ()},
    ],
)
def test_the_big_chart_survives_everything(variant: str, change: dict[str, object]) -> None:
    svg = charts.key_result_chart(replace(BIG, **change), variant)  # type: ignore[arg-type]  # any field
    tree = drawn(svg)
    assert tree.attrib["role"] == "img"
    assert tree.attrib["aria-label"] == "p99"
    assert "nan" not in svg
    assert tree.findtext("desc") == "falls"


def test_hostile_text_stays_text() -> None:
    words = charts.ChartWords(*[HOSTILE] * 6)
    chart = replace(
        BIG,
        title=HOSTILE,
        summary=HOSTILE,
        words=words,
        points=(charts.Point(START, 500, HOSTILE), charts.Point(DUE, 250, HOSTILE)),
        retargets=(charts.Retarget(date(2026, 2, 5), 300, 250, HOSTILE, HOSTILE),),
        shipped=(charts.Shipped(date(2026, 1, 20), HOSTILE),),
    )
    for svg in (
        charts.key_result_chart(chart),
        charts.key_result_chart(chart, "middle"),
        charts.key_result_chart(chart, "phone"),
        charts.sparkline(replace(spark(1, 2), label=HOSTILE)),
        charts.gap(0.4, 7, HOSTILE),
    ):
        drawn(svg)
        assert "<script" not in svg


def test_only_the_latest_point_is_filled() -> None:
    tree = drawn(charts.key_result_chart(BIG))
    dots = [c for c in tree.iter("circle") if "data-point" in c.attrib]
    assert [c.attrib["class"] for c in dots] == ["pt", "pt", "pt", "now"]


def test_labels_do_not_cover_each_other() -> None:
    chart = replace(
        BIG, shipped=tuple(charts.Shipped(date(2026, 1, 20), f"initiative {i}") for i in range(12))
    )
    boxes = []
    for element in drawn(charts.key_result_chart(chart)).iter("text"):
        place = Place(
            float(element.attrib["x"]),
            float(element.attrib["y"]),
            element.attrib.get("text-anchor", "start"),
        )
        boxes.append((element.text, text_box(element.text or "", place, 12)))
    overlaps = [
        (a, b) for i, (a, one) in enumerate(boxes) for b, two in boxes[i + 1 :] if one.overlap(two)
    ]
    assert not overlaps


def test_a_label_without_room_is_left_out() -> None:
    board = Board(Box(0, 0, 100, 20))
    assert board.place("first", [Place(0, 14)])[1] is not None
    assert board.place("second", [Place(0, 14)], must_fit=True) == ("", None)


def test_the_fan_draws_the_part_that_counts() -> None:
    days = tuple(
        charts.FanDay(START + timedelta(days=70 + i), 220, 240, 256, 270, 290) for i in (0, 10, 19)
    )
    fan = charts.Fan(
        days,
        "41 %",
        "at or beyond it",
        "expected 256 ms",
        ("50 %: 239-273",),
        tuple((200.0 + i * 10, 1.0 + i % 5) for i in range(12)),
        success=250,
        beyond="below",
    )
    tree = drawn(charts.key_result_chart(replace(BIG, fan=fan)))
    assert [p.attrib["class"] for p in tree.iter("polygon")] == [
        "fan-80",
        "fan-50",
        "fan-80",
        "hit",
    ]
    assert "41 %" in [t.text for t in tree.iter("text")]


def test_the_table_tells_what_the_chart_shows() -> None:
    rows = charts.chart_rows(BIG)
    assert [row.on for row in rows] == sorted((row.on for row in rows), reverse=True)
    assert len(rows) == 6
    assert any("more is possible" in row.note for row in rows)
    assert rows[-1].value == "500"
    assert rows[-1].plan == "500"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("on_track", "on"),
        ("on track", "on"),
        ("achieved", "on"),
        ("at_risk", "risk"),
        ("off_track", "off"),
        ("missed", "off"),
        ("no_data", "none"),
        ("stale", "none"),
        ("paused", "none"),
        ("whatever", "none"),
    ],
)
def test_tones(status: str, expected: str) -> None:
    assert tone(status) == expected


def test_the_forecast_diamond_lies_at_its_chance() -> None:
    low, high = (numbers(charts.gap(chance, None)) for chance in (0.0, 1.0))
    assert 4 in low
    assert 68 in high


@pytest.mark.parametrize("variant", ["wide", "middle", "phone"])
def test_values_that_never_move_have_an_axis_of_whole_steps(variant: str) -> None:
    """Eleven times zero, to be kept at zero: counts have no hundredths, and the band is seen."""
    points = tuple(charts.Point(START + timedelta(days=day), 0.0) for day in range(11))
    flat = charts.KeyResultChart(
        title="No operator leaves", summary="", start=START, due=DUE, today=DUE,
        points=points, bounds=(None, 0.0), words=charts.ChartWords(),
        tick=lambda value: f"{value:g}",
    )  # fmt: skip
    svg = charts.key_result_chart(flat, variant)
    ticks = re.findall(r'class="t3"[^>]*>(-?[\d.]+)<', svg)
    assert ticks
    assert all(float(tick).is_integer() for tick in ticks), ticks
    assert all(float(tick) >= 0 for tick in ticks), ticks
    heights = {
        point.split(",")[1]
        for point in re.findall(r'class="band" points="([^"]+)"', svg)[0].split()
    }
    assert len(heights) == 2, "the band has a height"


def test_dots_that_would_run_into_each_other_are_left_out() -> None:
    many = tuple(charts.Point(START + timedelta(days=i % 80), float(i)) for i in range(120))
    chart = charts.KeyResultChart(
        title="Daily", summary="", start=START, due=DUE, today=DUE, points=many
    )
    assert 'class="pt dense"' in charts.key_result_chart(chart)
    few = replace(chart, points=many[:10])
    assert "dense" not in charts.key_result_chart(few)
