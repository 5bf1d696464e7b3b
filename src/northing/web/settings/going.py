"""What goes along in a reorganization, in lines that a page lists."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from northing.queries.team_changes import Going, Reorganization
from northing.web.base import addresses
from northing.web.base.shapes import Chip

MOST = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of a list, and where it is found."""

    text: str
    url: str = ""
    key: str = ""
    note: str = ""
    chip: Chip | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its lines; `more` says how many are not listed."""

    heading: str
    lines: tuple[Line, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class LeadBox:
    """Somebody who leads the team now, and whether they shall lead the other one."""

    id: int
    name: str
    is_ticked: bool


def hindering(found: Reorganization, slug: str) -> tuple[Part, ...]:
    """What an archive asks about: open objectives, contributions that end, teams below."""
    return _filled(*_work(found, slug), _below(found, slug))


def going(found: Reorganization, slug: str) -> tuple[Part, ...]:
    """Everything that goes along in a merge, sort by sort."""
    return _filled(
        *_work(found, slug),
        _part(_("Metrics"), [Line(m.name, note=_renamed(m.name, m.becomes)) for m in found.metrics]),
        _part(_("Unfinished initiatives"), [Line(title) for title in found.initiatives]),
        _below(found, slug),
        _part(_("People"), [Line(p.person.name, note=_place(found, p.lead, p.there)) for p in found.people]),
    )  # fmt: skip


def _filled(*parts: Part) -> tuple[Part, ...]:
    """A sort without anything is left out."""
    return tuple(part for part in parts if part.lines)


def _work(found: Reorganization, slug: str) -> tuple[Part, Part]:
    return (
        _part(_("Open objectives, with their key results"), _aims(found.objectives, slug)),
        _part(
            _("Objectives of other teams to which it contributes"), _aims(found.contributed, slug)
        ),
    )


def _below(found: Reorganization, slug: str) -> Part:
    lines = [Line(t.name, reverse("settings_team", args=(slug, t.id))) for t in found.below]
    return _part(_("Teams below"), lines)


def _part(heading: str, lines: Iterable[Line]) -> Part:
    listed = tuple(lines)
    rest = len(listed) - MOST
    more = ngettext("and {n} more", "and {n} more", rest).format(n=rest) if rest > 0 else ""
    return Part(f"{heading} ({len(listed)})", listed[:MOST], more)


def _aims(aims: Iterable[Going], slug: str) -> list[Line]:
    return [
        Line(
            one.title, addresses.of_key(slug, one.key), one.key,
            _("personal: goes along with its person") if one.personal else "",
            Chip(one.state_word, "accent" if one.state == "active" else "none"),
        )
        for one in aims
    ]  # fmt: skip


def _renamed(name: str, becomes: str) -> str:
    return "" if name == becomes else _("will be called “{name}”").format(name=becomes)


def _place(found: Reorganization, lead: bool, there: bool) -> str:
    said = [_("leads {team}").format(team=found.team.name)] if lead else []
    if there and found.into is not None:
        said.append(_("is in {team} already").format(team=found.into.name))
    return ", ".join(said)


def lead_boxes(found: Reorganization, ticked: Collection[int] | None) -> tuple[LeadBox, ...]:
    """Who leads now: each ticked, unless it was said who is."""
    return tuple(
        LeadBox(p.person.id, p.person.name, ticked is None or p.person.id in ticked)
        for p in found.people
        if p.lead
    )
