"""The plots: what can become of a key result, as curves drawn by hand.

A curve tells which share of what is finally reached has been reached by a week. All are drawn
for thirteen weeks with their turning point in week six; `way` moves that point to the week in
which it came and stretches the rest.
"""

from bisect import bisect_right
from dataclasses import dataclass

TURN, LENGTH = 6.0, 13.0

Curve = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """`ends` is the share of the way from baseline to first target at the end, unless told.

    A `sharp` curve jumps in certain weeks, so its pace may not be disturbed.
    """

    tells: str
    curve: Curve = ()
    ends: float = 1.0
    sharp: bool = False


def way(plot: Plot, week: float, at: float = TURN, ends: float | None = None) -> float:
    """The share of the way from baseline to target at `week`, with the turn in week `at`."""
    return along(plot.curve, _drawn(week, at)) * (plot.ends if ends is None else ends)


def along(points: Curve, position: float) -> float:
    """The height of a line through `points` at `position`; level before and after."""
    after = bisect_right(points, position, key=lambda p: p[0])
    if after == 0:
        return points[0][1]
    if after == len(points):
        return points[-1][1]
    (x0, y0), (x1, y1) = points[after - 1 : after + 1]
    return y0 + (y1 - y0) * (position - x0) / (x1 - x0)


def _drawn(week: float, at: float) -> float:
    if week <= at:
        return week * TURN / at
    return TURN + (week - at) * (LENGTH - TURN) / (LENGTH - at)


PLOTS = {
    "steady_climb": Plot(
        "Week after week a little, because somebody works on it every week.",
        ((0, 0), (1, 0.05), (2, 0.14), (4, 0.29), (6, 0.46), (8, 0.6), (10, 0.79), (13, 1)),
        0.88,
    ),
    "diminishing_returns": Plot(
        "The easy half came at once, the hard half did not.",
        ((0, 0), (1, 0.22), (2, 0.41), (3, 0.55), (4, 0.66), (6, 0.8), (9, 0.92), (13, 1)),
        0.72,
    ),
    "recovered_after_replan": Plot(
        "The first idea did not work; the second, chosen at half-time, did.",
        ((0, 0), (2, 0.05), (4, 0.09), (6, 0.1), (7, 0.23), (9, 0.52), (11, 0.79), (13, 1)),
        0.85,
    ),
    "silently_died": Plot(
        "It began well, then other work came and nobody said so.",
        ((0, 0), (1, 0.3), (2, 0.55), (3, 0.8), (4, 0.95), (6, 1), (13, 1)),
        0.25,
    ),
    "retargeted_upward": Plot(
        "It went better than planned, and the target was moved early, with a reason.",
        ((0, 0), (2, 0.2), (4, 0.41), (6, 0.57), (8, 0.7), (10, 0.85), (12, 0.96), (13, 1)),
        1.3,
    ),
    "retargeted_late": Plot(
        "The target was lowered near the end, too late to count.",
        ((0, 0), (3, 0.12), (6, 0.33), (9, 0.55), (11, 0.75), (13, 1)),
        0.45,
    ),
    "overshot": Plot(
        "Past the target, honestly and to everybody's surprise.",
        ((0, 0), (2, 0.1), (4, 0.27), (6, 0.52), (8, 0.76), (10, 0.9), (13, 1)),
        1.22,
    ),
    "sandbagged": Plot(
        "The target was nearly there before the quarter began.",
        ((0, 0), (1, 0.48), (2, 0.8), (3, 0.92), (6, 0.96), (10, 0.99), (13, 1)),
        1.06,
    ),
    "step_at_ship": Plot(
        "Nothing for weeks, then it shipped and the number jumped.",
        ((0, 0), (3, 0.03), (5.2, 0.05), (5.95, 0.58), (7, 0.84), (9, 0.93), (13, 1)),
        0.95,
        sharp=True,
    ),
    "release_train": Plot(
        "One jump with each release, level in between.",
        ((0, 0), (2.3, 0.04), (2.95, 0.31), (5.3, 0.34), (5.95, 0.62), (8.3, 0.64), (8.95, 0.88),
         (13, 1)),
        0.82,
        sharp=True,
    ),
    "hockey_stick": Plot(
        "Flat for so long that nobody believed in the end.",
        ((0, 0), (3, 0.02), (6, 0.07), (8, 0.22), (9, 0.36), (11, 0.7), (12, 0.86), (13, 1)),
        0.92,
    ),
    "holiday_dip": Plot(
        "The school holidays pulled it down and let it go again.",
        ((0, 0), (2, 0.2), (4, 0.4), (5, 0.27), (6, 0.1), (7, 0.28), (8, 0.55), (10, 0.8), (13, 1)),
        0.78,
    ),
    "measurement_corrected": Plot(
        "The number was wrong, somebody said so, and the truth was less flattering.",
        ((0, 0), (2, 0.16), (4, 0.3), (6, 0.44), (8, 0.6), (10, 0.78), (13, 1)),
        0.7,
    ),
    "handed_over": Plot(
        "It stood still until somebody else took it over.",
        ((0, 0), (2, 0.1), (4, 0.17), (6, 0.19), (8, 0.42), (10, 0.71), (13, 1)),
        0.74,
    ),
    "paused_and_resumed": Plot(
        "Stopped on purpose for some weeks, then taken up again.",
        ((0, 0), (2, 0.2), (4, 0.38), (6, 0.42), (7.5, 0.45), (9, 0.64), (11, 0.85), (13, 1)),
        0.66,
    ),
    "dropped": Plot(
        "It turned out to be the wrong thing, and was dropped with a reason.",
        ((0, 0), (1, 0.3), (2, 0.6), (4, 0.9), (6, 1), (13, 1)),
        0.12,
    ),
    "overconfident": Plot(
        "The owner believed in it to the last week; the number never did.",
        ((0, 0), (2, 0.12), (4, 0.3), (6, 0.48), (8, 0.66), (10, 0.82), (13, 1)),
        0.42,
    ),
    "underconfident": Plot(
        "The owner doubted all along while the number quietly arrived.",
        ((0, 0), (2, 0.11), (4, 0.26), (6, 0.45), (8, 0.63), (10, 0.81), (13, 1)),
        1.0,
    ),
    "last_week_spike": Plot(
        "Half of it in the last ten days.",
        ((0, 0), (3, 0.12), (6, 0.28), (9, 0.4), (11, 0.5), (12, 0.66), (13, 1)),
        0.8,
    ),
    "plateau": Plot(
        "Up quickly, then a ceiling that nobody could name.",
        ((0, 0), (1, 0.2), (2, 0.44), (4, 0.8), (6, 0.97), (8, 1.02), (10, 0.98), (13, 1)),
        0.58,
    ),
    "fell_back": Plot(
        "Won and lost again: what was gained came from something that ended.",
        ((0, 0), (2, 0.6), (4, 1.3), (6, 1.75), (8, 1.5), (10, 1.15), (13, 1)),
        0.38,
    ),
    "worsened": Plot(
        "It went the wrong way.",
        ((0, 0), (2, -0.15), (4, 0.1), (6, 0.3), (8, 0.62), (10, 0.85), (13, 1)),
        -0.3,
    ),
    "milestone_slipping": Plot("Step by step, and each a little later than the last."),
    "milestones_in_time": Plot("Step by step, as drawn up."),
    "waiting_on_supplier": Plot("Done here, and waiting for somebody outside."),
    "baseline_found": Plot("Nobody knew where they stood; now they do, and go on from there."),
    "kept": Plot("It had to stay within bounds while everything around it moved."),
    "written": Plot("A history of its own, week by week as it was."),
}  # fmt: skip
