"""Metrics as they were defined on a past day, remembered for the length of a request."""

from collections.abc import Collection

from northing.domain.access import Caller
from northing.queries import then
from northing.store.metrics import Metric

KEY = "metrics"


def all_of(caller: Caller) -> dict[int, Metric]:
    """Every metric of the workspace that was known on the caller's day, by id: one query, once."""
    met = caller.memory.setdefault(KEY, {})
    if "whole" not in met:
        met |= _made(caller, then.definitions(caller, Metric.NOUN)) | {"whole": None}
    return {pk: row for pk, row in met.items() if row is not None}


def these(caller: Caller, wanted: Collection[int]) -> dict[int, Metric]:
    """Those of these metrics that were known then, by id: one query for what was not met yet."""
    rows, _above = with_objectives(caller, wanted, ())
    return rows


def with_objectives(
    caller: Caller, wanted: Collection[int], objectives: Collection[int]
) -> tuple[dict[int, Metric], dict[int, then.Body]]:
    """The same, and the definitions of these objectives, in one query."""
    met = caller.memory.setdefault(KEY, {})
    missing = set() if "whole" in met else set(wanted) - set(met)
    if missing or objectives:
        found = then.of_several(caller, metric=missing, objective=objectives)
        met |= dict.fromkeys(missing) | _made(caller, found["metric"])
        bodies = found["objective"]
    else:
        bodies = {}
    return {pk: met[pk] for pk in wanted if met.get(pk) is not None}, bodies


def _made(caller: Caller, bodies: dict[int, then.Body]) -> dict[int, Metric]:
    return {
        pk: then.overlaid(Metric(pk=pk, ws_id=caller.workspace), body)
        for pk, body in bodies.items()
    }
