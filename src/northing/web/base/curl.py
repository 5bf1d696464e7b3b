"""A ready line for the shell that pushes a reading into a metric."""

from django.http import HttpRequest

from northing.domain import units
from northing.queries.metrics import MetricCard
from northing.web.base.addresses import absolute

PLACE_OF_TOKEN = "$NORTHING_TOKEN"  # noqa: S105 - a variable's name, no secret


def push_line(request: HttpRequest, metric: MetricCard | None, token: str = PLACE_OF_TOKEN) -> str:
    """The curl line for `metric` (its number is left to fill in where there is none)."""
    slug = request.path_info.split("/")[1]
    number = str(metric.id) if metric else "METRIC"
    url = absolute(f"/api/v1/{slug}/metrics/{number}/readings")
    return (
        f'curl -X POST {url} -H "Authorization: Bearer {token}"'
        f" -H 'Content-Type: application/json' -d '{{\"value\": \"{_example(metric)}\"}}'"
    )


def _example(metric: MetricCard | None) -> str:
    """The newest value, so that the line can be tried without harm; else a number in the unit."""
    if metric is None:
        return "412 ms"
    unit = units.unit(metric.unit)
    text = units.show(
        metric.latest.value if metric.latest.value is not None else unit.factor * 12, unit
    )
    return (
        text.replace("\N{NO-BREAK SPACE}", " ")
        .replace("\N{MINUS SIGN}", "-")
        .replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    )
