"""What a key result needs before its objective can become active."""

from northing.domain.snapshot import KeyResult, Kind
from northing.kit.text import Text
from northing.kit.text import text as _


def missing(kr: KeyResult, *, has_metric: bool) -> tuple[Text, ...]:
    """What is still missing, in words; empty when the key result is ready."""
    found = []
    if kr.kind.has_metric and not has_metric:
        found.append(_("a metric"))
    if kr.kind in {Kind.INCREASE, Kind.DECREASE}:
        found += _line(kr)
    if kr.kind is Kind.KEEP and kr.low is None and kr.high is None:
        found.append(_("a bound"))
    if kr.kind is Kind.MILESTONES and not any(s.weight > 0 for s in kr.steps):
        found.append(_("steps"))
    return tuple(found)


def _line(kr: KeyResult) -> list[Text]:
    found = []
    if kr.baseline is None:
        found.append(_("a baseline"))
    if kr.target is None:
        found.append(_("a target"))
    return found
