"""How an overview looks in a terminal: the sentence, what changed, what waits, what is silent, the spread."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from northing.cli.base.output import line, stacked, table
from northing.cli.base.shown_kpis import guards

if TYPE_CHECKING:
    from rich.console import RenderableType

    from northing.queries.levels import Level, TurnLine
    from northing.queries.overview import ChangeLine, Overview
    from northing.queries.overview_spread import Spread
    from northing.queries.overview_year import Year

BOLD, DIM = "bold", "dim"


def overview(found: Overview) -> RenderableType:
    """The workspace, or a part of its tree, in one cycle."""
    parts = [
        line(" / ".join([*(team.name for team in found.path), found.team.name]), BOLD),
        line(found.cycle.place, DIM),
        line("".join(phrase.text for phrase in found.sentence)),
        *_changes(found.since_text, found.changes.items, found.changes.total),
    ]
    if found.decisions.items:
        rows = [
            (d.key, d.title, d.team.name, d.by.handle, d.since_text) for d in found.decisions.items
        ]
        heads = (_("key"), _("what"), _("team"), _("by"), _("since"))
        parts += [line(""), line(_("Decisions asked"), BOLD), table(heads, rows)]
    if found.silent.items:
        quiet = [(s.key, s.title, s.team.name, s.age_text) for s in found.silent.items]
        heads4 = (_("key"), _("key result"), _("team"), _("silent for"))
        parts += [line(""), line(_("Silent"), BOLD), table(heads4, quiet)]
    if found.year and found.year.items:
        parts += [line(""), *_year(found.year)]
    if found.guards:
        parts += [line(""), line(_("Guards"), BOLD), guards(found.guards)]
    return stacked(*parts, line(""), *_spread(found.spread), line(""), *_practice(found))


def level(found: Level) -> RenderableType:
    """The teams below one, and what turned there."""
    changes = _changes(found.since_text, found.changes, found.changed)
    return stacked(line(found.team.name, BOLD), *_spread(found.spread), *changes)


def _changes(
    since: str, listed: Iterable[ChangeLine | TurnLine], total: int
) -> list[RenderableType]:
    rows = [(c.key, c.title, c.team.name, c.before_word, c.after_word) for c in listed]
    if not rows:
        return []
    words = _("Changed since %(day)s: %(here)s of %(total)s")
    heading = words % {"day": since, "here": len(rows), "total": total}
    heads = (_("key"), _("key result"), _("team"), _("before"), _("now"))
    return [line(""), line(heading, BOLD), table(heads, rows)]


def _year(year: Year) -> list[RenderableType]:
    rows = [
        (
            item.key, item.title,
            *(f"{q.key_results.on_track + q.key_results.achieved}/{q.key_results.total}" for q in item.quarters),
        )
        for item in year.items
    ]  # fmt: skip
    heads = (_("key"), _("objective"), *(column.name for column in year.columns))
    heading = _("%(year)s: key results on track or achieved, of all that support it")
    return [line(heading % {"year": year.cycle.name}, BOLD), table(heads, rows)]


def _spread(spread: Spread) -> list[RenderableType]:
    rows = [
        (
            _("%(team)s (archived)") % {"team": row.team.name} if row.archived else row.team.name,
            row.tally.off_track, row.tally.at_risk, row.tally.on_track,
            row.tally.unknown, row.tally.paused, row.tally.missed, row.tally.achieved, row.worse,
            row.better, row.silent,
        )
        for row in spread.items
    ]  # fmt: skip
    heads = (
        _("team"), _("off track"), _("at risk"), _("on track"), _("no answer"), _("paused"),
        _("missed"), _("achieved"), _("worse"), _("better"), _("silent"),
    )  # fmt: skip
    return [line(_("Spread by team, each with all below it"), BOLD), table(heads, rows)]


def _practice(found: Overview) -> list[RenderableType]:
    now = found.practice.now
    if now is None:
        return []
    age = "–" if now.median_age is None else now.median_age
    words = _(
        "Practice: %(heard)s of %(running)s heard of in 14 days, median age %(age)s days, "
        "%(focused)s of %(teams)s teams with 3 to 5 objectives, %(bold)s aspirational."
    )
    counted = {
        "heard": now.heard, "running": now.running, "age": age, "focused": now.focused,
        "teams": now.teams, "bold": now.aspirational,
    }  # fmt: skip
    return [line(words % counted, DIM)]
