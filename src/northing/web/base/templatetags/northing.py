"""Every tag of the shared components: `{% load northing %}`; the style page shows them all."""

import zlib
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from northing.web.base import charts, controls, fields, figures, icons, marks
from northing.web.base.charts import overview as pictures
from northing.web.base.markup import finished
from northing.web.base.shapes import Field

register = template.Library()

TAGS: dict[str, Callable[..., SafeString]] = {
    "icon": icons.icon,
    "status": marks.status_mark,
    "status_count": marks.status_count,
    "chip": marks.chip,
    "avatar": marks.avatar,
    "age": marks.age,
    "key": marks.key,
    "delta": marks.delta,
    "kbd": marks.kbd,
    "button": controls.button,
    "link_button": controls.link_button,
    "confidence": controls.confidence,
    "figure": figures.figure,
}
for _name, _tag in TAGS.items():
    register.simple_tag(_tag, name=_name)


@register.inclusion_tag("base/field.html")
def field(source: BoundField | Field) -> dict[str, object]:
    """A field with label, help and error, from a Django form or a Field shape."""
    return {"field": fields.field_view(source)}


@register.simple_tag
def drawn(template: str, **values: Hashable) -> SafeString:
    """A template of these values alone; the same values are not drawn twice, whoever asks.

    `{% drawn "base/kr_row.html" row=row %}` for what stands on a page many times, or on every page.
    """
    return finished(zlib.decompress(_drawn(template, get_language(), **values)).decode())


@lru_cache(maxsize=2048)
def _drawn(template: str, language: str | None, **values: Hashable) -> bytes:
    """By everything that is in it: the same values are the same text for everybody, on every day.

    Compressed: thousands of rows are kept, each of 3 kB as text and of 1 kB so.
    """
    return zlib.compress(render_to_string(template, values).encode(), 1)


@register.simple_tag
def sparkline(spark: charts.Spark, width: int = 104, height: int = 24) -> SafeString:
    """The small trend of a row."""
    return finished(charts.sparkline(spark, width, height))


@register.simple_tag
def band_sparkline(spark: charts.BandSpark, width: int = 160, height: int = 36) -> SafeString:
    """The small trend of a metric against its healthy range."""
    return finished(charts.band_sparkline(spark, width, height))


@register.simple_tag
def slope(before: float | None, now: float | None, status: str, label: str = "") -> SafeString:
    """Where a key result went within a week, from 0 to 100 %; the numbers beside it say the same."""
    return finished(pictures.slope(before, now, status, label))


@register.simple_tag
def dots(counts: Sequence[tuple[str, int]]) -> SafeString:
    """A mark for each thing counted, or the numbers where nobody would count so many marks."""
    if sum(count for _status, count in counts) > pictures.MOST_MARKS:
        return finished(" ".join(marks.status_tally(s, n) for s, n in counts if n))
    return finished(pictures.dots(counts))


@register.simple_tag
def spread_bar(
    counts: Sequence[tuple[str, int]], most: int, direction: str = "right"
) -> SafeString:
    """Counts as a bar that grows to the left or to the right."""
    return finished(pictures.bar(counts, most, to_left=direction == "left"))


@register.simple_tag
def gap(chance: float | None, confidence: int | None, label: str = "") -> SafeString:
    """Forecast against confidence on one line; the numbers beside it say the same."""
    return finished(charts.gap(chance, confidence, label))


@register.inclusion_tag("base/chart.html")
def key_result_chart(chart: charts.KeyResultChart) -> dict[str, object]:
    """The big chart for a page: wide, middle and phone variants, legend, and the table behind it."""
    return {
        "chart": chart,
        "wide": finished(charts.key_result_chart(chart, "wide")),
        "middle": finished(charts.key_result_chart(chart, "middle")),
        "phone": finished(charts.key_result_chart(chart, "phone")),
        "rows": charts.chart_rows(chart),
    }


@register.filter
def unbroken(text: str) -> str:
    """A sentence whose hyphens never end a line: "check-in" stays one word."""
    return str(text).replace("-", "\N{NON-BREAKING HYPHEN}")


@register.filter
def first_error(errors: Iterable[tuple[str, str]], name: str) -> str:
    """The first message for a field among (field, message) pairs."""
    return next((message for field_name, message in errors if field_name == name), "")


@register.filter
def weeks(when: Any) -> list[str]:
    """The cells of the scale bar: `past`, `this` or nothing, one per week."""
    return [
        "past" if number < when.week else "this" if number == when.week else ""
        for number in range(1, min(when.weeks, 53) + 1)
    ]
