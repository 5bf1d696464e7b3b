"""The figures of the bar, from answers to every moment of every row."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.foresight.evaluation import Row
from northing.domain.forecast.gap import Floats
from northing.domain.forecast.landing import Forecast

LEVELS = tuple(float(level) for level in np.arange(1, 20) / 20)
Answer = tuple[float, Sequence[float]]
"""A chance and the quantiles at LEVELS."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One method's answers, (moments,): chances, quantiles at LEVELS, and what became true."""

    chance: Floats
    quantiles: Floats
    reached: Floats
    final: Floats
    source: np.ndarray
    week: np.ndarray
    size: Floats
    """of a typical change, to compare errors across units"""

    def of(self, mask: np.ndarray) -> "Judged":
        return Judged(*(getattr(self, name)[mask] for name in self.__slots__))


def judged(them: Sequence[Row], answers: Sequence[Answer]) -> Judged:
    """Lay answers beside what became true."""
    moments = [(row, day) for row in them for day in row["as_of"]]
    return Judged(
        np.array([p for p, _ in answers]),
        np.array([q for _, q in answers]),
        np.array([row["reached"] for row, _ in moments], dtype=float),
        np.array([row["final"] for row, _ in moments]),
        np.array([row["group"] for row, _ in moments]),
        np.array([day // 7 for _, day in moments]),
        np.array(
            [0.5 * (r["scale"] + abs(r["kr"]["target"] - r["kr"]["baseline"])) for r, _ in moments]
        ),
    )


def answer(found: Forecast) -> Answer:
    return found.chance, found.quantiles


def brier(them: Judged) -> float:
    """Mean squared distance of chance and truth (G. W. Brier, 1950)."""
    return float(np.mean((them.chance - them.reached) ** 2))


def calibration(them: Judged, bins: int = 10) -> float:
    """Expected calibration error over equal bins of the chance."""
    place = np.minimum((them.chance * bins).astype(int), bins - 1)
    shares = [(place == b) for b in range(bins) if (place == b).any()]
    return float(
        sum(abs(them.chance[m].mean() - them.reached[m].mean()) * m.mean() for m in shares)
    )


def coverage(them: Judged) -> float:
    """How often the final value lies within the 80 % interval."""
    return float(
        np.mean((them.final >= them.quantiles[:, 1]) & (them.final <= them.quantiles[:, 17]))
    )


def precision(them: Judged) -> tuple[float, float]:
    """How often "on track" (p ≥ 0.7) comes true, and how often it is said."""
    said = them.chance >= 0.7
    return (float(them.reached[said].mean()) if said.any() else float("nan")), float(said.mean())


def real(them: Judged) -> Judged:
    return them.of(them.source != "synthetic")


def table(ours: Judged, pace: Judged, literal: Judged) -> list[str]:
    """The bar's figures as lines."""
    on, share = precision(ours)
    early, _ = precision(ours.of(ours.week == 3))
    groups = {
        str(g): brier(ours.of(ours.source == g)) / brier(pace.of(pace.source == g))
        for g in np.unique(ours.source)
    }
    return [
        (
            f"Brier, real, ratio to the pace rule     {brier(real(ours)) / brier(real(pace)):.4f}"
            f"   ({brier(real(ours)):.4f} / {brier(real(pace)):.4f})"
        ),
        f"Brier, all, ratio to the colours        {brier(ours) / brier(literal):.4f}",
        (
            f"calibration error, real                 {calibration(real(ours)):.4f}"
            f"   (pace {calibration(real(pace)):.4f}, colours {calibration(real(literal)):.4f})"
        ),
        f"80 % interval covers, real              {coverage(real(ours)):.4f}   (all {coverage(ours):.4f})",
        f"on track comes true, all; in week 3     {on:.4f}; {early:.4f}   (said of {share:.2f})",
        (
            f"on track comes true, real; in week 3    {precision(real(ours))[0]:.4f};"
            f" {precision(real(ours).of(real(ours).week == 3))[0]:.4f}"
        ),
        "ratio by source                         "
        + ", ".join(f"{g} {r:.3f}" for g, r in sorted(groups.items(), key=lambda pair: -pair[1])),
        "Brier by week                           "
        + ", ".join(f"{w}: {brier(ours.of(ours.week == w)):.3f}" for w in np.unique(ours.week)),
    ]


def reliability(them: Judged) -> list[str]:
    """Said and became, bin by bin."""
    place = np.minimum((them.chance * 10).astype(int), 9)
    return [
        f"  {b / 10:.1f}-{(b + 1) / 10:.1f}  said {them.chance[place == b].mean():.3f}"
        f"  became {them.reached[place == b].mean():.3f}  n {int((place == b).sum())}"
        for b in range(10)
        if (place == b).any()
    ]
