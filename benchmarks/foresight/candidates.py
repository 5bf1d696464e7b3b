"""The wide set of small processes from which the shipped experts are chosen; see northing.domain.forecast.experts."""

WALK_SPREADS = (0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 14.0)
SWING_SPREADS = (0.15, 0.3, 0.6, 1.2, 2.4, 4.8, 10.0)
COUNT_SPREADS = (0.02, 0.06, 0.15, 0.4)


def candidates() -> list[tuple[float, ...]]:
    """Rows in the order of the columns of Experts."""
    return [*_walks(), *_swings(), *_counts()]


def _walk(
    spread: float, noise: float, slope: float, slope_sd: float, turn: float, first_sd: float
) -> tuple[float, ...]:
    return (0.0, spread, noise, slope, slope_sd, turn, 0.0, first_sd, 0.0)


def _walks() -> list[tuple[float, ...]]:
    rows = []
    for s in WALK_SPREADS:
        for noise in (0.03, 0.2, 0.5):
            for slope, slope_sd in ((0.0, 0.0), (0.0, 0.7 * s), (0.6, 0.5)):
                rows.append(_walk(s, noise * s, slope, slope_sd, 0.0, 0.1 * s))
            if s <= 0.8:
                rows.append(_walk(s, noise * s, 1.0, 0.15, 0.0, 0.1 * s))
        rows.append(_walk(s, 0.2 * s, 0.5, 0.3 * s, 3 * s, 0.1 * s))
        rows.append(_walk(0.3 * s, 0.1 * s, 0.0, 0.3 * s, 3 * s, 0.1 * s))
        rows.append(_walk(0.3 * s, 0.5 * s, 0.0, 1.5 * s, 0.0, 0.3 * s))
    return rows


def _swings() -> list[tuple[float, ...]]:
    return [
        (1.0, s, noise * s, 0.0, 0.0, 0.0, pull, 0.0, level_sd * s)
        for s in SWING_SPREADS
        for pull in (2.5, 8.0, 30.0)
        for level_sd in (0.3, 1.5)
        for noise in (0.05, 0.6)
    ]


def _counts() -> list[tuple[float, ...]]:
    return [
        _walk(s, 0.003, slope, slope_sd, turn, 0.003)
        for s in COUNT_SPREADS
        for turn in (0.0, 0.5, 1.5)
        for slope, slope_sd in ((1.0, 0.15), (0.9, 0.5))
    ]
