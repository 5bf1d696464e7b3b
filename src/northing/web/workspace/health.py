"""Signs of a living practice: a figure, eight weeks of it, and the band in which it is healthy."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from northing.domain import practice, scoring
from northing.domain.practice import Health
from northing.queries import days
from northing.queries.overview_health import PracticeCard
from northing.web.base import charts

FEWEST = 2
"""Points that make a line."""

Value = Callable[[Health], Decimal | int | None]


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: `figure` is never bare, `note` says what it counts; `table` is the history in words."""

    name: str
    figure: str
    note: str
    spark: charts.BandSpark | None
    table: tuple[tuple[str, str], ...]


def signs(card: PracticeCard) -> tuple[Sign, ...]:
    """Coverage, freshness, focus and ambition; nothing where nothing runs yet."""
    now = card.now
    if now is None:
        return ()
    found = [
        _sign(
            card, _("Coverage"), _of(now.heard, now.running), _("KRs with a word in 14 days"),
            lambda h: h.coverage, (practice.COVERED, Decimal(1)), _share,
        ),
        _sign(
            card, _("Freshness"), _days(now.median_age), _("median age of the newest word"),
            lambda h: h.median_age, (Decimal(0), Decimal(practice.FRESH)), _day_count,
        ),
        _sign(
            card, _("Focus"), _of(now.focused, now.teams), _("teams with 3 to 5 objectives"),
            lambda h: h.focus, (practice.FOCUSED, Decimal(1)), _share,
        ),
        _sign(
            card, _("Ambition"), _of(now.aspirational, now.running),
            _("KRs of aspirational objectives"), lambda h: h.ambition, practice.BOLD, _share,
        ),
    ]  # fmt: skip
    return (*found, *_ended(card))


def _ended(card: PracticeCard) -> list[Sign]:
    """Of what ended: how much of the aspirational was reached, and apart from it what was promised."""
    found = []
    if card.bold:
        note = _("aspirational KRs that reached their success line")
        found.append(Sign(_("Reached"), _of(card.stretched, card.bold), note, None, ()))
    if card.promised:
        note = _("committed KRs that were kept")
        found.append(Sign(_("Kept"), _of(card.kept, card.promised), note, None, ()))
    return found


def _sign(
    card: PracticeCard,
    name: str,
    figure: str,
    note: str,
    value: Value,
    band: tuple[Decimal, Decimal],
    said: Callable[[Decimal | int], str],
) -> Sign:
    known = [(week.on, v) for week in card.weeks if (v := value(week)) is not None]
    table = tuple((days.short(on, card.weeks[-1].on), said(v)) for on, v in known)
    if len(known) < FEWEST:
        return Sign(name, figure, note, None, table)
    low, high = band
    label = _("{name}, week by week: {values}; healthy from {low} to {high}").format(
        name=name, values=", ".join(v for _on, v in table), low=said(low), high=said(high)
    )
    points = tuple(charts.Point(on, float(v)) for on, v in known)
    spark = charts.BandSpark(
        points, points[0].on, points[-1].on, "", float(low), float(high), label=label
    )
    return Sign(name, figure, note, spark, table)


def _of(part: int, whole: int) -> str:
    return _("{part} of {whole}").format(part=part, whole=whole)


def _days(count: int | None) -> str:
    return "–" if count is None else _day_count(count)


def _day_count(count: Decimal | int) -> str:
    return ngettext("{n} day", "{n} days", int(count)).format(n=int(count))


def _share(value: Decimal | int) -> str:
    return scoring.percent(Decimal(value))
