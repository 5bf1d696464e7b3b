"""How alive the practice was, week by week in each cycle that runs."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from benchmarks.plenty.firm import WS
from benchmarks.plenty.size import TODAY
from benchmarks.plenty.weeks import Told
from northing.domain import practice as rules

WEEK = timedelta(days=7)
COLUMNS = (
    "ws_id",
    "cycle_id",
    "made_on",
    "running",
    "heard",
    "median_age",
    "teams",
    "focused",
    "aspirational",
)


def rows(told: Iterable[Told]) -> Iterator[tuple[Any, ...]]:
    """One row per cycle and week since something was agreed in it."""
    alive = [one for one in told if one.aim.row.objective.state == "active"]
    alive.sort(key=lambda one: one.aim.row.cycle_id)
    for cycle, grouped in groupby(alive, key=lambda one: one.aim.row.cycle_id):
        listed = list(grouped)
        days = {id(one): [p.on for p in one.pictures] for one in listed}
        day = TODAY - WEEK  # that of today is counted by the action itself
        while day > min(one.life.since for one in listed).date():
            yield _row(cycle, day, listed, days)
            day -= WEEK


def _row(cycle: int, day: date, listed: list[Told], days: dict[int, list[date]]) -> tuple[Any, ...]:
    running = [one for one in listed if one.life.since.date() <= day <= one.life.until.date()]
    heard, bold, teams = [], 0, dict[int, set[int]]()
    for one in running:
        row = one.aim.row
        teams.setdefault(row.team_id, set()).add(row.objective_id)
        place = bisect_right(days[id(one)], day)
        heard.append(days[id(one)][place - 1] if place else row.started_on)
        bold += row.objective.ambition == "aspirational"
    ages = Counter((day - last).days for last in heard)
    return (
        WS, cycle, day, len(running), sum(on >= rules.silent_before(day) for on in heard),
        rules.median(sorted(ages.items())), len(teams),
        sum(rules.is_focused(len(objectives)) for objectives in teams.values()), bold,
    )  # fmt: skip
