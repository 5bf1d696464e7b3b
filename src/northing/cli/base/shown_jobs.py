"""How work that runs by itself looks in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from northing.cli.base.output import line, stacked, table

if TYPE_CHECKING:
    from datetime import datetime

    from rich.console import RenderableType

    from northing.queries.jobs import Work


def work(found: Work) -> RenderableType:
    """Who is at work, the schedules, then what waits or failed."""
    schedules = [
        (s.name, s.about, s.when, s.state_word, _at(s.last_at), _at(s.next_at))
        for s in found.schedules
    ]
    headings = (_("schedule"), _("what"), _("when"), _("last"), _("on"), _("next"))
    jobs = [
        (str(j.id), j.about, j.state_word, f"{j.attempt}/{j.most_attempts}", _at(j.next_at), j.reason)
        for j in found.jobs
    ]  # fmt: skip
    return stacked(
        line(_("Workers at work: {count}").format(count=found.workers)),
        table(headings, schedules) if schedules else line(_("No schedule yet.")),
        table((_("job"), _("what"), _("state"), _("attempt"), _("next"), _("why")), jobs)
        if jobs
        else line(_("Nothing waits, nothing failed.")),
    )


def _at(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else ""
