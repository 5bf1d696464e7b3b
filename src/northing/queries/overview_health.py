"""The practice over eight weeks: what the sweep counted each day, and what holds at this moment."""

from dataclasses import dataclass, replace
from datetime import date

from northing.domain.practice import Health
from northing.domain.snapshot import Status
from northing.domain.turns import RUNNING
from northing.queries.overview_counts import Counts
from northing.queries.overview_scope import WEEK, Scope
from northing.store.outlooks import Practice

WEEKS = 8


@dataclass(frozen=True, slots=True)
class PracticeCard:
    """The practice of the scope's cycle. `weeks` are the oldest first, the newest is `now`.

    Of what has ended, `stretched` of `bold` aspirational key results reached their success line, and
    `kept` of `promised` committed ones. `judged_on` is the newest day on which all were judged, None
    where that is the scope's day.
    """

    now: Health | None
    weeks: tuple[Health, ...]
    judged_on: date | None
    stretched: int
    bold: int
    kept: int
    promised: int


def practice(wanted: Scope, found: Counts) -> PracticeCard:
    """One query: at most a row a day for eight weeks."""
    rows = Practice.objects.filter(
        cycle=wanted.cycle.id, made_on__lte=wanted.day, made_on__gt=wanted.day - WEEKS * WEEK
    )
    known = [_health(row) for row in rows.order_by("made_on")]
    weeks = _weekly(known, wanted.day)
    now = _now(known[-1] if known else None, wanted, found)
    ended = [g for g in found.groups if g.status in {Status.ACHIEVED, Status.MISSED}]
    reached = [g for g in ended if g.status == Status.ACHIEVED]
    is_late = bool(known) and known[-1].on < min(wanted.day, wanted.cycle.end)
    bold = sum(g.aspirational for g in ended)
    stretched = sum(g.aspirational for g in reached)
    return PracticeCard(
        now=now,
        weeks=(*weeks[:-1], now) if now and weeks else weeks,
        judged_on=known[-1].on if is_late else None,
        stretched=stretched,
        bold=bold,
        kept=sum(g.all for g in reached) - stretched,
        promised=sum(g.all for g in ended) - bold,
    )


def _health(row: Practice) -> Health:
    return Health(
        row.made_on, row.running, row.heard, row.median_age, row.teams, row.focused,
        row.aspirational,
    )  # fmt: skip


def _weekly(known: list[Health], day: date) -> tuple[Health, ...]:
    """Of each of the eight weeks up to `day` its newest count."""
    by_week: dict[int, Health] = {}
    for one in known:
        by_week[(day - one.on) // WEEK if one.on <= day else 0] = one
    return tuple(by_week[week] for week in sorted(by_week, reverse=True))


def _now(last: Health | None, wanted: Scope, found: Counts) -> Health | None:
    """The newest count, with what was heard since then."""
    if wanted.is_filtered:
        return last
    running = [g for g in found.groups if g.status in RUNNING]
    count = sum(g.all for g in running)
    if last is None and not count:
        return None
    last = last or Health(wanted.day, 0, 0, None, 0, 0, 0)
    return replace(
        last,
        running=count,
        heard=count - found.silent_in_all,
        aspirational=sum(g.aspirational for g in running),
    )


def swept_on(workspace: int) -> date | None:
    """The newest day on which all key results of a workspace were judged; None for never."""
    rows = Practice.objects.filter(ws=workspace).order_by("-made_on")
    return rows.values_list("made_on", flat=True).first()
