"""What a key result's value was at a point of its cycle, by its plot or its written path."""

from decimal import ROUND_HALF_EVEN, Decimal

from northing.domain.snapshot import Kind
from northing.domain.units import unit
from northing.transfer.demo.hashing import wobble
from northing.transfer.demo.plots import LENGTH, PLOTS, along, way
from northing.transfer.demo.reading import KeyResultSpec

ROUGHNESS = 0.022
"""How far a measured value strays, as a share of the whole way."""

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
    first, last = spec.start - 1, spec.due or weeks
    stretch = LENGTH / (last - first)
    share = way(PLOTS[spec.plot], (week - first) * stretch, (spec.at - first) * stretch, spec.ends)
    if not spec.cumulative:
        share += ROUGHNESS * wobble(spec.key, round(week * _DAYS))
    distance = float(spec.target - spec.baseline)
    return _rounded(spec, float(spec.baseline) + share * distance)


def _on_path(spec: KeyResultSpec, week: float) -> Decimal | None:
    if spec.kind is Kind.FIND_BASELINE and week < spec.path[0][0]:
        return None
    value = along(spec.path, week)
    heights = [height for _week, height in spec.path]
    if not spec.cumulative:
        span = max(heights) - min(heights)
        between = min(abs(week - w) for w, _height in spec.path)
        value += 2 * ROUGHNESS * span * min(1.0, between) * wobble(spec.key, round(week * _DAYS))
    return _rounded(spec, value)


def _rounded(spec: KeyResultSpec, value: float) -> Decimal:
    """In whole grains, within what a measure of this unit can be."""
    grains = (Decimal(repr(value)) / spec.grain).quantize(Decimal(1), ROUND_HALF_EVEN)
    inside = max(Decimal(0), grains * spec.grain)
    return min(Decimal(1), inside) if unit(spec.unit).dimension == "ratio" else inside
