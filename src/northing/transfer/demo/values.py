"""What a key result's value was at a point of its cycle, by its plot or its written path."""

from decimal import ROUND_HALF_EVEN, Decimal

from northing.domain.snapshot import Kind
from northing.domain.units import unit
from northing.transfer.demo.hashing import share, swell, wobble
from northing.transfer.demo.plots import LENGTH, PLOTS, TURN, along, way
from northing.transfer.demo.reading import KeyResultSpec

ROUGHNESS = 0.13
"""How far a measured value strays at most, as a share of the whole way."""

UNEVEN = 0.45
"""By how many weeks the pace runs ahead or behind; under half, or things would go back."""

_DAYS = 7


def value_at(spec: KeyResultSpec, week: float, weeks: int) -> Decimal | None:
    """The value in base units at `week` of a cycle of `weeks`, or None where none is known yet."""
    if spec.kind is Kind.MILESTONES:
        return None
    if spec.kind is Kind.YES_NO:
        return Decimal(int(spec.yes is not None and week >= spec.yes))
    if spec.path:
        return _on_path(spec, week)
    if spec.baseline is None or spec.target is None:
        return None
    part = _share_of_way(spec, week, weeks)
    if not spec.cumulative:
        part += _roughness(spec, week, weeks) * wobble(spec.key, round(week * _DAYS))
    distance = float(spec.target - spec.baseline)
    return _rounded(spec, float(spec.baseline) + part * distance)


def _share_of_way(spec: KeyResultSpec, week: float, weeks: int) -> float:
    plot, first, last = PLOTS[spec.plot], spec.start - 1, spec.due or weeks
    stretch = LENGTH / (last - first)
    position = (week - first) * stretch
    turn = TURN if spec.at is None else (spec.at - first) * stretch
    if not plot.sharp:
        # Nobody works at an even pace; at the ends and at the turn the story knows the week.
        calm = min(1.0, position / 1.5, abs(position - turn) / 1.5, (LENGTH - position) / 1.5)
        position += UNEVEN * max(0.0, calm) * swell(spec.key, position)
    return way(plot, position, turn, spec.ends)


def _roughness(spec: KeyResultSpec, week: float, weeks: int) -> float:
    """Some measures are calm and some are not; the last one is the one the story tells."""
    towards_the_end = min(1.0, 0.1 + (spec.due or weeks) - week)
    return ROUGHNESS * (0.2 + 0.8 * share(spec.key, "roughness")) * max(0.1, towards_the_end)


def _on_path(spec: KeyResultSpec, week: float) -> Decimal | None:
    if spec.kind is Kind.FIND_BASELINE and week < spec.path[0][0]:
        return None
    value = along(spec.path, week)
    heights = [height for _week, height in spec.path]
    if not spec.cumulative:
        span = max(heights) - min(heights)
        between = min(abs(week - w) for w, _height in spec.path)
        value += (
            ROUGHNESS
            * share(spec.key, "roughness")
            * span
            * min(1.0, between)
            * wobble(spec.key, round(week * _DAYS))
        )
    return _rounded(spec, value)


def _rounded(spec: KeyResultSpec, value: float) -> Decimal:
    """In whole grains, within what a measure of this unit can be."""
    grains = (Decimal(repr(value)) / spec.grain).quantize(Decimal(1), ROUND_HALF_EVEN)
    inside = max(Decimal(0), grains * spec.grain)
    return min(Decimal(1), inside) if unit(spec.unit).dimension == "ratio" else inside
