"""How reorganizations and hand-overs look in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from northing.cli.base.output import line, stacked, table

if TYPE_CHECKING:
    from rich.console import RenderableType

    from northing.queries.belongings import Belongings
    from northing.queries.team_changes import Reorganization

DIM = "dim"


def reorganization(found: Reorganization) -> RenderableType:
    """What would go where, sort by sort."""
    rows = [
        *((o.key, o.title, o.state_word) for o in (*found.objectives, *found.contributed)),
        *((_("metric"), m.name, "" if m.becomes == m.name else m.becomes) for m in found.metrics),
        *((_("initiative"), title, "") for title in found.initiatives),
        *((_("team"), t.name, "") for t in found.below),
        *((p.person.handle, p.person.name, _("leads") if p.lead else "") for p in found.people),
    ]
    stays = line(_("Closed objectives that stay: %(n)s") % {"n": found.closed}, DIM)
    if not rows:
        return stacked(line(_("Nothing moves."), DIM), stays)
    return stacked(table((_("what"), _("name"), _("becomes")), rows), stays)


def belongings(found: Belongings) -> RenderableType:
    """What somebody owns that is open; `item` names it for --each."""
    if not found.items:
        return line(_("%(name)s owns nothing that is open.") % {"name": found.person.name}, DIM)
    rows = [(one.item, one.noun, one.title, one.team.name) for one in found.items]
    return table((_("item"), _("noun"), _("title"), _("team")), rows)
