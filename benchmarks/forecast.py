"""How well the forecast foresees: `make bench-forecast`.

Judges the shipped forecast's method on pseudo key results cut from published series, and on a simulator, beside the
linear pace rule. The shipped constants have seen these sources, so they are not what is judged: for each group
of sources the prior is fitted anew without it, choice of experts included, and asked about it alone; simulated
rows are judged by a prior that saw other simulated rows. `--shipped` judges the shipped constants as they are.
`--fit` fits on everything and writes src/northing/domain/forecast/prior.py; `--check` says whether it would change.

Measured by `make bench-forecast` (13 groups of real sources, 7,144 key results at five moments each, two groups left
out at a time; 800 simulated): Brier, real, 0.832 of the pace rule with its best constants; all, 0.709 of its colours
read literally; calibration error, real, 0.016; the 80 % interval covers 0.803 of real final values; on track comes
true in 0.880, in week 3 in 0.847; no source lost to the pace rule (commodities 0.965, web operations 0.909, all
others below 0.90); 0.09 ms per key result.

The series are looked for in `../shared/forecast_eval` or where `--data` says. SciPy is needed.
"""

import argparse
import importlib
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.foresight import checked_in, judging, kinds
from benchmarks.foresight.candidates import candidates
from benchmarks.foresight.evaluation import Row, cases, rows, seen
from benchmarks.foresight.fitting import fit
from benchmarks.foresight.shipping import TOLERANCE, module, priors, rounded
from northing.domain.forecast import prior as shipped
from northing.domain.forecast.landing import SHIPPED, Forecast, Priors, forecasts

PRIOR = Path("src") / "northing" / "domain" / "forecast" / "prior.py"
SIMULATED = "synthetic"
TOGETHER = 2
"""Sources left out at once: half the fits, and a stricter trial than leaving out one."""
SWEPT = 20_000
MADE_UP = 600
"""Key results of each kind."""


def main() -> int:
    options = _options()
    if not (options.data / "data").is_dir():
        print(f"No series at {options.data}: nothing was measured. Say where: --data FOLDER")
        return 1
    them = rows(options.data, "train", "dev")
    if options.fit or options.check:
        return _fit(them, write=options.fit)
    judged_rows = [r for r in them if r["group"] != SIMULATED or r["split"] == "dev"]
    pace, literal = (
        _rule(options.data, judged_rows, name) for name in ("forecast", "forecast_naive")
    )
    ours = _shipped(judged_rows) if options.shipped else _left_out(them, judged_rows)
    found = judging.judged(judged_rows, ours)
    print("\n".join(judging.table(found, pace, literal)))
    print("said and became, real\n" + "\n".join(judging.reliability(judging.real(found))))
    _speed(judged_rows)
    print("\n".join(checked_in.lines(options.check_ins)))
    print("kinds without published series, made-up worlds:")
    print("\n".join(kinds.calibration_lines(MADE_UP)))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("..") / "shared" / "forecast_eval")
    parser.add_argument(
        "--check-ins", type=Path, default=Path("..") / "shared" / "corpus" / "timeseries"
    )
    parser.add_argument("--fit", action="store_true", help="fit on everything and write the prior")
    parser.add_argument(
        "--check", action="store_true", help="fit, and compare with what is shipped"
    )
    parser.add_argument(
        "--shipped",
        action="store_true",
        help="judge the shipped constants (they saw these sources)",
    )
    return parser.parse_args()


def _fit(them: Sequence[Row], *, write: bool) -> int:
    found = fit(seen(them, candidates()))
    if write:
        PRIOR.write_text(module(found, candidates()), encoding="utf-8")
        print(f"wrote {PRIOR}")
        return 0
    table, powers = rounded(found, candidates())
    off = [
        abs(a - b)
        for name, mine in table.items()
        for old, new in zip(shipped.EXPERTS[name], mine, strict=True)
        for a, b in zip(old, new, strict=True)
    ] + [abs(powers[name] - shipped.POWERS[name]) for name in powers]
    print(f"largest difference from what is shipped: {max(off):.1e}")
    return int(max(off) > TOLERANCE)


def _left_out(them: Sequence[Row], judged_rows: Sequence[Row]) -> list[judging.Answer]:
    """Every row answered by a prior that never saw its source."""
    everything = seen(them, candidates())
    names = sorted({row["group"] for row in judged_rows} - {SIMULATED})
    folds = [names[i :: len(names) // TOGETHER] for i in range(len(names) // TOGETHER)]
    answers: list[judging.Answer] = [(0.0, ())] * (5 * len(judged_rows))
    asked = cases(judged_rows)
    sources = [row["group"] for row in judged_rows for _ in row["as_of"]]
    for number, fold in enumerate(folds):
        prior = priors(fit(everything, fold, ("train",)), candidates())
        mine = [*fold, SIMULATED] if number == 0 else fold
        places = [i for i, source in enumerate(sources) if source in mine]
        for i, answer in zip(places, _answers([asked[i] for i in places], prior), strict=True):
            answers[i] = answer
        print(f"  without {', '.join(fold)}: done", file=sys.stderr, flush=True)
    return answers


def _shipped(judged_rows: Sequence[Row]) -> list[judging.Answer]:
    return _answers(cases(judged_rows), SHIPPED)


def _answers(asked: Sequence[Any], prior: Priors) -> list[judging.Answer]:
    found = forecasts(asked, judging.LEVELS, prior)
    return [judging.answer(f) if isinstance(f, Forecast) else (0.5, ()) for f in found]


def _rule(folder: Path, judged_rows: Sequence[Row], name: str) -> judging.Judged:
    """The linear pace rule that comes with the series."""
    sys.path.insert(0, str(folder.resolve()))
    rule = getattr(importlib.import_module("baselines.linear_pace"), name)
    answers = []
    for row in judged_rows:
        for day in row["as_of"]:
            said = rule(dict(row["kr"]), [c for c in row["checkins"] if c[0] <= day], float(day))
            answers.append((said["p"], tuple(said["q"])))
    return judging.judged(judged_rows, answers)


def _speed(judged_rows: Sequence[Row]) -> None:
    asked = cases(judged_rows)
    asked = (asked * (SWEPT // len(asked) + 1))[:SWEPT]
    began = time.process_time()
    forecasts(asked)
    spent = time.process_time() - began
    print(f"time per key result, {SWEPT} at once       {spent / SWEPT * 1000:.3f} ms")


if __name__ == "__main__":
    raise SystemExit(main())
