"""One level of the tree below a team: the same spread as on the workspace's page, and what turned there."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from northing.queries.cycles import CycleRef
from northing.queries.levels import Level, TurnLine
from northing.web.base import addresses
from northing.web.workspace import spread


@dataclass(frozen=True, slots=True)
class Turned:
    """A key result that turned: marks before and after."""

    title: str
    url: str
    before: str
    after: str
    small: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """The section of an inner team: `more_url` leads to the overview of this part of the tree."""

    since: str
    cycle: str
    table: spread.Table
    changes: tuple[Turned, ...]
    more: str
    more_url: str


def shown(found: Level, slug: str, cycle: CycleRef) -> Shown:
    """The level as its section shows it."""

    def team_url(team: str) -> str:
        return f"{reverse('team', args=(slug, team))}?cycle={cycle.id}"

    more = (
        _("all {total}").format(total=found.changed) if found.changed > len(found.changes) else ""
    )
    overview = f"{reverse('workspace', args=(slug,))}?cycle={cycle.id}&team={found.team.slug}"
    return Shown(
        since=found.since_text,
        cycle=cycle.name,
        table=spread.table(found.spread, team_url, lambda team: ""),
        changes=tuple(_turned(line, slug) for line in found.changes),
        more=more,
        more_url=f"{overview}&show=changes",
    )


def _turned(line: TurnLine, slug: str) -> Turned:
    return Turned(
        line.title, addresses.of_key(slug, line.key), line.before, line.after,
        f"{line.key} · {line.team.name}", line.after in {"achieved", "missed"},
    )  # fmt: skip
