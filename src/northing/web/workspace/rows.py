"""From the overview to what its page shows: lines, cells, links. It names and formats, it decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from northing.domain import scoring
from northing.domain.outlook import WORDS, WORST_FIRST
from northing.domain.snapshot import Status
from northing.queries import days
from northing.queries.callers import TeamNode
from northing.queries.cycles import CycleRef
from northing.queries.overview import ChangeLine, DecisionLine, Overview, SilentLine
from northing.queries.words import AMBITIONS
from northing.web.base import addresses
from northing.web.base.guards import GuardRow
from northing.web.base.guards import rows as guard_rows
from northing.web.base.shapes import Link
from northing.web.workspace import health, spread, year

LAST_PAGE = 10_000
QUOTE = 120
MOST_TEAMS = 200
"""A longer choice of teams is no choice: then the address or the spread leads to a team."""


@dataclass(frozen=True, slots=True)
class Change:
    """A key result that turned: marks before and after, the note in quotes, the slope of its progress."""

    title: str
    url: str
    before: str
    after: str
    is_over: bool
    quote: str
    by: str
    was: str
    now: str
    slope_from: float | None
    slope_to: float | None


@dataclass(frozen=True, slots=True)
class Ask:
    """A decision: what it is about, whom it concerns, since when."""

    title: str
    url: str
    question: str
    small: str


@dataclass(frozen=True, slots=True)
class Quiet:
    """A key result without a word, and for how long."""

    title: str
    url: str
    small: str
    age: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter as a form control."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the template shows."""

    title: str
    crumbs: tuple[Link, ...]
    overview: Overview
    choices: tuple[Choice, ...]
    is_filtered: bool
    clear_url: str
    back: Link | None
    changes: tuple[Change, ...]
    changes_more: Link | None
    decisions: tuple[Ask, ...]
    decisions_more: Link | None
    silent: tuple[Quiet, ...]
    silent_more: Link | None
    year: year.YearTable | None
    spread: spread.Table
    spread_more: Link | None
    health: tuple[health.Sign, ...]
    judged: str
    pages: tuple[Link | None, Link | None]
    guards: tuple[GuardRow, ...] = ()


def is_empty(found: Overview) -> bool:
    """Whether there is nothing to show: neither key results nor objectives nor decisions."""
    return not (
        found.spread.all.total or found.decisions.total or (found.year and found.year.total)
        or found.practice.weeks or found.status or found.ambition
    )  # fmt: skip


def page(
    found: Overview,
    slug: str,
    name: str,
    cycles: Sequence[CycleRef],
    teams: Sequence[TeamNode],
) -> Page:
    """The page of an overview."""
    to = partial(_address, found, slug)
    url = partial(addresses.of_key, slug)
    team_url = partial(_team_url, slug)
    root = not found.path
    return Page(
        title=name if root else found.team.name,
        crumbs=_crumbs(found, slug, name),
        overview=found,
        choices=_choices(found, cycles, teams),
        is_filtered=bool(found.status or found.ambition or not root),
        clear_url=reverse("workspace", args=(slug,)),
        back=Link(_("The whole overview"), to()) if found.show else None,
        changes=tuple(_change(line, url(line.key)) for line in found.changes.items),
        changes_more=_more(found, "changes", len(found.changes.items), found.changes.total, to),
        decisions=tuple(_ask(line, url(line.key)) for line in found.decisions.items),
        decisions_more=_more(
            found, "decisions", len(found.decisions.items), found.decisions.total, to
        ),
        silent=tuple(_quiet(line, url(line.key)) for line in found.silent.items),
        silent_more=_more(found, "silent", len(found.silent.items), found.silent.total, to),
        year=year.table(
            found.year,
            found.cycle,
            url,
            _more(found, "year", len(found.year.items), found.year.total, to),
        )
        if found.year
        else None,
        spread=spread.table(found.spread, team_url, lambda team: to(team=team)),
        spread_more=_more(found, "spread", len(found.spread.items), found.spread.total, to),
        health=health.signs(found.practice),
        judged=_judged(found),
        pages=_pages(found, to),
        guards=guard_rows(found.guards, slug),
    )


def _address(found: Overview, slug: str, **changed: object) -> str:
    """This page with its filters, and what is changed of them; the first page is not named."""
    values: dict[str, Any] = {
        "cycle": found.cycle.id, "team": found.team.slug if found.path else "",
        "status": found.status, "ambition": found.ambition, **changed,
    }  # fmt: skip
    kept = {name: value for name, value in values.items() if value}
    return f"{reverse('workspace', args=(slug,))}?{urlencode(kept)}"


def _team_url(slug: str, team: str) -> str:
    return reverse("team", args=(slug, team))


def _crumbs(found: Overview, slug: str, name: str) -> tuple[Link, ...]:
    here = reverse("workspace", args=(slug,))
    above = [
        Link(name if place == 0 else team.name, f"{here}?{urlencode({'team': team.slug})}")
        for place, team in enumerate(found.path)
    ]
    return (Link(_("Workspace"), here), *above, Link(found.cycle.name))


def _choices(
    found: Overview, cycles: Sequence[CycleRef], teams: Sequence[TeamNode]
) -> tuple[Choice, ...]:
    statuses = [
        (s.value, str(WORDS[s]), s == found.status) for s in WORST_FIRST if s is not Status.DROPPED
    ]
    ambitions = [(value, str(text), value == found.ambition) for value, text in AMBITIONS.items()]
    listed = [t for t in teams if t.parent is not None]
    if len(listed) > MOST_TEAMS:
        near = {found.team.id, *(row.team.id for row in found.spread.items)}
        listed = [t for t in listed if t.id in near]
    named = [(t.slug, t.name, t.id == found.team.id) for t in listed]
    every = ("", _("all"), False)
    return (
        Choice(
            "cycle", _("Cycle"), tuple((str(c.id), c.name, c.id == found.cycle.id) for c in cycles)
        ),
        Choice("team", _("Team"), (every, *named)),
        Choice("status", _("Status"), (every, *statuses)),
        Choice("ambition", _("Ambition"), (every, *ambitions)),
    )


def _more(found: Overview, name: str, shown: int, total: int, to: Any) -> Link | None:
    """To the whole list, where only its beginning is shown."""
    if found.show or total <= shown:
        return None
    return Link(_("all {total}").format(total=total), to(show=name))


def _pages(found: Overview, to: Any) -> tuple[Link | None, Link | None]:
    before = (
        Link(_("Previous"), to(show=found.show, page=found.page - 1))
        if found.show and found.page > 1
        else None
    )
    after = (
        Link(_("Next"), to(show=found.show, page=found.page + 1))
        if found.show and found.page < found.pages
        else None
    )
    return before, after


def _change(line: ChangeLine, url: str) -> Change:
    quote = line.note if len(line.note) <= QUOTE else f"{line.note[:QUOTE].rstrip()} …"
    by = f"{line.author.initials}, {line.team.name}" if line.author else line.team.name
    return Change(
        title=line.title,
        url=url,
        before=line.before,
        after=line.after,
        is_over=line.after in {Status.ACHIEVED.value, Status.MISSED.value},
        quote=quote,
        by=by,
        was=_percent(line.progress_before),
        now=_percent(line.progress),
        slope_from=_float(line.progress_before),
        slope_to=_float(line.progress),
    )


def _ask(line: DecisionLine, url: str) -> Ask:
    given = {"name": line.by.name, "team": line.team.name, "day": line.since_text}
    if line.kind == "proposal":
        return Ask(
            line.title, url, _("Agree to it?"),
            _("proposed by {name}, {team} · since {day}").format(**given),
        )  # fmt: skip
    return Ask(
        line.title, url, _("Close it, or move its date?"),
        _("past due · {name}, {team} · since {day}").format(**given),
    )  # fmt: skip


def _quiet(line: SilentLine, url: str) -> Quiet:
    return Quiet(
        line.title, url, f"{line.key} · {line.owner.initials}, {line.team.name}", line.age_text
    )


def _judged(found: Overview) -> str:
    if found.practice.judged_on is None:
        return ""
    return _("Judged on {day}: what a plan asked for since then is not counted yet.").format(
        day=days.short(found.practice.judged_on, found.day)
    )


def _percent(value: Decimal | None) -> str:
    return "–" if value is None else scoring.percent(value)


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
