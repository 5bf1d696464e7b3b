"""How KPIs and guards look in a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from northing.cli.base.output import line, stacked, status, table
from northing.domain import units

if TYPE_CHECKING:
    from rich.console import RenderableType

    from northing.queries.guards import GuardCard
    from northing.queries.kpis import KpiCard, KpiPage, KpiView

BOLD, DIM = "bold", "dim"
MARKS = {"inside": "on_track", "above": "off_track", "below": "off_track", "no_data": "no_data"}
VERDICTS = {"kept": "on_track", "broken": "off_track"}


def kpis(found: KpiPage) -> RenderableType:
    """The sentence, broken guards, then the list."""
    parts: list[RenderableType] = []
    if found.sentence:
        parts.append(line("".join(p.text for p in found.sentence), BOLD))
    if found.broken:
        parts += [line(_("Guards broken"), BOLD), guards(found.broken)]
    if not found.items:
        return stacked(*parts, line(_("Nothing here."), DIM))
    parts.append(_table(found.items))
    if found.pages > 1:
        words = _("page %(page)s of %(pages)s") % {"page": found.page, "pages": found.pages}
        parts.append(line(words, DIM))
    return stacked(*parts)


def _table(items: Iterable[KpiCard]) -> RenderableType:
    rows = [
        (
            k.metric.id, k.metric.name, k.metric.team.name, k.metric.latest.text, _lies(k),
            k.metric.health.range if k.metric.health else "", k.metric.age, k.metric.origin_word,
            " ".join(a.key for a in k.aims),
        )
        for k in items
    ]  # fmt: skip
    headings = (
        "#", _("KPI"), _("team"), _("now"), _("it lies"), _("healthy"), _("age"), _("from"),
        _("aimed at by"),
    )  # fmt: skip
    return table(headings, rows)


def _lies(one: KpiCard) -> RenderableType | str:
    health = one.metric.health
    return status(health.words, MARKS[health.side]) if health else ""


def guards(found: Iterable[GuardCard]) -> RenderableType:
    """Guards with their verdicts."""
    rows = [
        (
            g.objective, g.name, g.now.text, g.limit, status(g.word, VERDICTS.get(g.verdict, "no_data")),
            g.since_text, g.age,
        )
        for g in found
    ]  # fmt: skip
    headings = (
        _("guards"), _("metric"), _("now"), _("limit"), _("verdict"), _("since"), _("age"),
    )  # fmt: skip
    return table(headings, rows)


def kpi(view: KpiView) -> RenderableType:
    """One metric over two cycles, the newest reading first."""
    k, unit = view.kpi, units.unit(view.kpi.metric.unit)
    parts: list[RenderableType] = [line(k.metric.name, BOLD), _table([k])]
    if k.guards:
        parts.append(guards(k.guards))
    if k.aims:
        parts += [line(f"{a.key} {a.title}: {a.status_word}") for a in k.aims]
    rows = [(on.isoformat(), units.show(value, unit)) for on, value in reversed(k.trend)]
    parts.append(table((_("day"), _("value")), rows) if rows else line(_("No reading yet."), DIM))
    return stacked(*parts)
