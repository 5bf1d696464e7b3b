"""What Northing thinks of a key result on a day.

Until forecasts come, the status follows the plan line: progress divided by what the plan asks for
by that day, on track from 0.9, at risk from 0.7. docs/status.md says it for readers.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from northing.domain import scoring
from northing.domain.figure import Figure, Term
from northing.domain.snapshot import KeyResult, KeyResultState, Kind, Status
from northing.kit.text import Text
from northing.kit.text import text as _

METHOD = "plan-line"
ON_TRACK, AT_RISK = Decimal("0.9"), Decimal("0.7")
LIKELY, UNLIKELY = 7, 3
FEWEST_READINGS = 3
EARLIEST_SHARE = Decimal("0.15")
MOST_OUT_OF_BOUNDS = Decimal("0.1")

WORDS: dict[Status, Text] = {
    Status.ACHIEVED: _("achieved"),
    Status.MISSED: _("missed"),
    Status.DROPPED: _("dropped"),
    Status.PAUSED: _("paused"),
    Status.NO_DATA: _("no data"),
    Status.TOO_EARLY: _("too early"),
    Status.ON_TRACK: _("on track"),
    Status.AT_RISK: _("at risk"),
    Status.OFF_TRACK: _("off track"),
}

WORST_FIRST = (
    Status.OFF_TRACK,
    Status.AT_RISK,
    Status.NO_DATA,
    Status.TOO_EARLY,
    Status.ON_TRACK,
    Status.PAUSED,
    Status.MISSED,
    Status.ACHIEVED,
    Status.DROPPED,
)


@dataclass(frozen=True, slots=True)
class Outlook:
    """Progress and status of one key result on one day; `because` is the arithmetic of the status."""

    made_on: date
    progress: Figure
    planned: Decimal
    status: Status
    because: tuple[Term, ...]
    method: str = METHOD


def outlook(kr: KeyResult, on: date) -> Outlook:
    """Judge `kr` as it stands on the day `on`; the first rule that applies decides."""
    progress = scoring.progress(kr, on)
    planned = scoring.planned(kr, on)
    status, terms = _settled(kr, progress, on) or _by_plan(kr, progress, planned, on)
    return Outlook(on, progress, planned, status, terms)


def _settled(kr: KeyResult, progress: Figure, on: date) -> tuple[Status, tuple[Term, ...]] | None:
    """The statuses that need no plan line: closed, paused, no data, too early."""
    if kr.state is KeyResultState.CLOSED:
        if kr.kind is Kind.KEEP:
            stayed = _stayed_within(kr, on)
            return (Status.ACHIEVED if stayed else Status.MISSED), progress.because
        line = scoring.success_line(kr)
        reached = progress.value is not None and progress.value >= line
        term = Term(str(_("Success line")), "", scoring.percent(line))
        return (Status.ACHIEVED if reached else Status.MISSED), (*progress.because, term)
    if kr.state is KeyResultState.DROPPED:
        return Status.DROPPED, ()
    if kr.state is KeyResultState.PAUSED:
        return Status.PAUSED, ()
    readings = _readings(kr, on)
    if not readings or progress.value is None:
        return Status.NO_DATA, progress.because
    if kr.kind is Kind.FIND_BASELINE:
        return Status.ON_TRACK, progress.because
    share = scoring.elapsed(kr, on)
    if readings < FEWEST_READINGS or share < EARLIEST_SHARE:
        terms = (
            Term(str(_("Readings")), str(_("three are needed")), str(readings)),
            Term(
                str(_("Time passed")),
                str(_("15 % of the period is needed")),
                scoring.percent(share),
            ),
        )
        return Status.TOO_EARLY, terms
    return None


def _stayed_within(kr: KeyResult, on: date) -> bool:
    """Within bounds at the end, and out of them for at most a tenth of the period.

    Progress alone cannot say it: the days before the first reading count as neither.
    """
    last = next(
        (c.value for c in reversed(kr.check_ins) if c.on <= on and c.value is not None), None
    )
    if last is None or not scoring.inside(kr, last):
        return False
    days = scoring.kept(kr, on)
    return Decimal(days.outside) <= MOST_OUT_OF_BOUNDS * days.period


def _readings(kr: KeyResult, on: date) -> int:
    """Check-ins that count as a reading: for yes/no and milestones every one, else those with a value."""
    any_counts = kr.kind in {Kind.YES_NO, Kind.MILESTONES, Kind.FIND_BASELINE}
    return sum(1 for c in kr.check_ins if c.on <= on and (any_counts or c.value is not None))


def _by_plan(
    kr: KeyResult, progress: Figure, planned: Decimal, on: date
) -> tuple[Status, tuple[Term, ...]]:
    ratio = progress.value or Decimal(0)
    if kr.kind is Kind.YES_NO:
        return _by_word(kr, done=ratio >= 1, on=on)
    if kr.kind is Kind.KEEP:
        days = scoring.kept(kr, on)
        if Decimal(days.outside) > MOST_OUT_OF_BOUNDS * days.period:
            term = Term(
                str(_("Days out of bounds")),
                str(_("a tenth of the period is allowed")),
                str(days.outside),
            )
            return Status.OFF_TRACK, (*progress.because, term)
        planned = Decimal(days.within + days.outside) / days.period
    pace = ratio / planned if planned > 0 else Decimal(1)
    terms = (
        *progress.because,
        Term(str(_("Plan by this day")), "", scoring.percent(planned)),
        Term(
            str(_("Pace")),
            f"{scoring.percent(ratio)} ÷ {scoring.percent(planned)}",
            f"{pace:.2f}",
        ),
    )
    return by_limits(pace), terms


def by_limits(pace: Decimal) -> Status:
    """On track from 0.9 of the plan, at risk from 0.7, else off track."""
    if pace >= ON_TRACK:
        return Status.ON_TRACK
    return Status.AT_RISK if pace >= AT_RISK else Status.OFF_TRACK


def _by_word(kr: KeyResult, *, done: bool, on: date) -> tuple[Status, tuple[Term, ...]]:
    """A yes-or-no has no line to follow: it is done, overdue, or as likely as its owner says."""
    if done:
        return Status.ON_TRACK, (Term(str(_("Reached")), "", str(_("yes"))),)
    if on > kr.due_on:
        return Status.OFF_TRACK, (Term(str(_("Due date has passed")), "", kr.due_on.isoformat()),)
    said = next(
        (c.confidence for c in reversed(kr.check_ins) if c.on <= on and c.confidence is not None),
        None,
    )
    if said is None:
        return Status.AT_RISK, (Term(str(_("Confidence")), "", str(_("not said"))),)
    terms = (
        Term(
            str(_("Confidence")),
            str(_("7 or more is on track, under 3 off track")),
            str(_("{said} of 10", said=said)),
        ),
    )
    if said >= LIKELY:
        return Status.ON_TRACK, terms
    return (Status.AT_RISK if said >= UNLIKELY else Status.OFF_TRACK), terms


def worst(statuses: list[Status]) -> Status:
    """An objective's mark: that of its worst key result; without any, no data."""
    return min(statuses, key=WORST_FIRST.index, default=Status.NO_DATA)
