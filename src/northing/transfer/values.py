"""How an export writes periods and values, and how they are read back; both directions lose nothing."""

import re
from datetime import date
from decimal import Decimal

from northing.domain import units
from northing.domain.plan import CycleKind, PlanKeyResult, PlanPeriod

QUARTER_DAYS, YEAR_DAYS = range(80, 101), range(350, 380)

_DAY = r"\d{4}-\d{2}-\d{2}"
_PERIOD = re.compile(rf"(.*) \(({_DAY}) to ({_DAY})(?:, (annual|quarter|custom))?\)")


def period(cycle: PlanPeriod | None) -> str:
    """`Q1 2026 (2026-01-01 to 2026-03-31)`, with the kind where the number of days suggests another."""
    if cycle is None:
        return ""
    if cycle.start is None or cycle.end is None:
        return cycle.text
    is_usual = cycle.kind in {None, usual_kind(cycle.start, cycle.end)}
    kind = "" if is_usual else f", {cycle.kind}"
    return f"{cycle.text} ({cycle.start.isoformat()} to {cycle.end.isoformat()}{kind})"


def read_period(text: str) -> PlanPeriod | None:
    """The inverse of `period`; a text without days is a name alone, an empty one no period.

    The kind follows from the number of days where it is not said. Raises ValueError for a day that no
    calendar has.
    """
    found = _PERIOD.fullmatch(text.strip())
    if found is None:
        return PlanPeriod(text.strip()) if text.strip() else None
    start, end = date.fromisoformat(found[2]), date.fromisoformat(found[3])
    kinds: dict[str, CycleKind] = {"annual": "annual", "quarter": "quarter", "custom": "custom"}
    return PlanPeriod(found[1].strip(), start, end, kinds.get(found[4] or usual_kind(start, end)))


def usual_kind(start: date, end: date) -> CycleKind:
    """The kind of cycle that so many days suggest (both days count)."""
    days = (end - start).days + 1
    return "quarter" if days in QUARTER_DAYS else "annual" if days in YEAR_DAYS else "custom"


def amount(value: Decimal | None, code: str) -> Decimal | str | None:
    """A value in base units as a bare number in its unit, or as text where that is no short number."""
    if value is None:
        return None
    unit = units.unit(code)
    number = units.bare(value, unit)
    return _plain(units.show(value, unit)) if number is None else number


def value_text(value: Decimal | None, code: str) -> str:
    """The same as text, the number in plain digits."""
    found = amount(value, code)
    return f"{found:f}" if isinstance(found, Decimal) else found or ""


def current(kr: PlanKeyResult) -> Decimal | str | None:
    """Where a key result stands: yes or no where that is the answer."""
    if kr.measure.kind == "yes_no":
        return yes_no(kr.current)
    return amount(kr.current, kr.measure.unit)


def yes_no(value: Decimal | None) -> Decimal | str | None:
    """`yes`, `no`, or the number where it is neither."""
    return {Decimal(0): "no", Decimal(1): "yes"}.get(value, value) if value is not None else None


def _plain(text: str) -> str:
    """With the spaces and the minus sign of a keyboard."""
    return text.replace("\u00a0", " ").replace("\u202f", "").replace("\u2212", "-")
