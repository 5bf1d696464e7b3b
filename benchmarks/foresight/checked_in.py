"""The few published check-ins of real key results: forecast, owner's confidence and pace rule on the same moments."""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import numpy as np

from northing.domain.forecast.case import Case
from northing.domain.forecast.landing import Forecast, forecasts

FILE = "puzzle_checkins.csv"
SUCCESS = 0.7
Row = dict[str, str]


def lines(folder: Path) -> list[str]:
    """Brier scores over all moments but each key result's last; key results weigh alike."""
    if not (folder / FILE).is_file():
        return [f"no check-ins at {folder / FILE}: not reported"]
    with (folder / FILE).open(encoding="utf-8", newline="") as opened:
        by_name: defaultdict[str, list[Row]] = defaultdict(list)
        for row in csv.DictReader(opened):
            by_name[row["kr_id"]].append(row)
    asked, said, pace, truth, weight = [], [], [], [], []
    for told in by_name.values():
        known = [row for row in told if row["value"]]
        first = known[0] if known else {}
        if len(known) < 3 or not first["baseline"] or not first["final_score"]:
            continue
        baseline, goal = float(first["baseline"]), float(first["stretch_goal"])
        if baseline == goal:
            continue
        start, due = _quarter(first["period"])
        line = baseline + SUCCESS * (goal - baseline)
        readings = tuple((float(_day(row)), float(row["value"])) for row in known)
        for row in known[:-1]:
            day = _day(row)
            case = Case(
                baseline, line, start, due, day, readings, target=goal, rising=goal > baseline
            )
            asked.append(case)
            said.append(float(row["confidence_0_10"] or 5) / 10)
            ratio = (float(row["value"]) - baseline) / (goal - baseline)
            pace.append(_colour(ratio, (day - start) / (due - start)))
            truth.append(float(first["final_score"]) >= SUCCESS)
            weight.append(1 / (len(known) - 1))
    found = [f.chance if isinstance(f, Forecast) else 0.5 for f in forecasts(asked)]
    y, w = np.array(truth, dtype=float), np.array(weight)
    scores = {
        name: float(np.average((np.array(p) - y) ** 2, weights=w))
        for name, p in (("forecast", found), ("confidence", said), ("pace colours", pace))
    }
    return [
        f"real check-ins: {round(w.sum())} key results, {len(y)} moments, reached {np.average(y, weights=w):.2f};"
        " Brier "
        + ", ".join(f"{name} {score:.3f}" for name, score in scores.items())
        + ". Far too few to tell methods apart."
    ]


def _colour(ratio: float, share: float) -> float:
    if ratio >= 0.9 * share:
        return 0.9
    return 0.5 if ratio >= 0.7 * share else 0.1


def _day(row: Row) -> int:
    return date.fromisoformat(row["date"]).toordinal()


def _quarter(period: str) -> tuple[int, int]:
    """First and last day of `2024-Q2`."""
    year, number = int(period[:4]), int(period[-1])
    start = date(year, 3 * number - 2, 1)
    following = date(year + number // 4, 3 * (number % 4) + 1, 1)
    return start.toordinal(), following.toordinal() - 1
