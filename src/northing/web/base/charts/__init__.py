"""Charts as SVG text, drawn on the server: frozen pictures in, markup out.

Nothing here knows Django, the database or the clock. Every text arrives ready (formatted,
translated, with its unit); every value is a float in the unit that is shown. The markup carries
classes and presentation attributes only, so it passes a content policy without inline styles,
follows the theme, and prints.
"""

from northing.web.base.charts.key_result import key_result_chart
from northing.web.base.charts.shapes import (
    BandSpark,
    ChartWords,
    Fan,
    FanDay,
    KeyResultChart,
    Point,
    Retarget,
    Shipped,
    Spark,
)
from northing.web.base.charts.small import band_sparkline, gap, sparkline
from northing.web.base.charts.status import mark
from northing.web.base.charts.table import ChartRow, chart_rows

__all__ = [
    "BandSpark",
    "ChartRow",
    "ChartWords",
    "Fan",
    "FanDay",
    "KeyResultChart",
    "Point",
    "Retarget",
    "Shipped",
    "Spark",
    "band_sparkline",
    "chart_rows",
    "gap",
    "key_result_chart",
    "mark",
    "sparkline",
]
