"""How what was found looks in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from northing.cli.base.output import line, stacked, table

if TYPE_CHECKING:
    from rich.console import RenderableType

    from northing.queries.search import Found
    from northing.queries.search_rows import Hit


def found(answer: Found) -> RenderableType:
    """A line for each thing found: its name, what it says, where it is."""
    if not answer.sorts:
        return line(_("Nothing found."))
    rows = [_row(hit) for one in answer.sorts for hit in one.hits]
    listed = table(("", _("found"), _("team"), _("where"), _("state")), rows)
    said = [line(_("No name has these words. These come close."))] * answer.nearly
    more = [
        line(
            _("More %(sort)s: --in %(sort)s --after %(after)s")
            % {"sort": one.sort, "after": one.after}
        )
        for one in answer.sorts
        if one.after is not None
    ]
    return stacked(*said, listed, *more)


def _row(hit: Hit) -> tuple[str, ...]:
    name = hit.key or hit.slug or (f"#{hit.id}" if hit.noun == "initiative" else hit.about)
    where = " ".join(filter(None, (hit.about, hit.place) if hit.key != hit.about else ()))
    by = ", ".join(filter(None, (hit.by, hit.day)))
    return name, hit.title or hit.text, hit.team, where, hit.state or hit.status or by
