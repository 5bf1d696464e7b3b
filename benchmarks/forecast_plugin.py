"""The product's forecast in the form that a scorer of pseudo key results calls.

`forecast(kr, checkins, as_of)` takes a mapping (baseline, target, direction, start_day, end_day, unit, bounds), the
readings as (day, value) and the day, and returns `p`, the chance of being at or beyond the target on the last day,
and `q`, 19 quantiles of the value. It calls the same function as page and API, with the shipped constants.
`forecast_many` does the same for many at once.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [p for p in (str(ROOT), str(ROOT / "src")) if p not in sys.path]

from benchmarks.foresight.evaluation import case_of  # noqa: E402 — the scorer knows no path of ours
from northing.domain.forecast.case import UnanswerableError  # noqa: E402 — likewise
from northing.domain.forecast.landing import forecasts  # noqa: E402 — likewise

LEVELS = tuple(i / 20 for i in range(1, 20))
Question = tuple[dict[str, Any], Sequence[Sequence[float]], float]


def forecast(
    kr: dict[str, Any], checkins: Sequence[Sequence[float]], as_of: float
) -> dict[str, Any]:
    """One pseudo key result; raises ValueError where no answer is defined."""
    return forecast_many([(kr, checkins, as_of)])[0]


def forecast_many(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """Many pseudo key results, answered in their order."""
    answers = []
    for found in forecasts([case_of(*question) for question in questions], LEVELS):
        if isinstance(found, UnanswerableError):
            raise found
        q = list(found.quantiles)
        answers.append({"p": found.chance, "q": q, "q10": q[1], "q50": q[9], "q90": q[17]})
    return answers
