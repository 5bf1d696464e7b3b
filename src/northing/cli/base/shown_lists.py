"""How lists of people, teams, cycles, metrics and tokens look in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from northing.cli.base.output import line, stacked, table

if TYPE_CHECKING:
    from rich.console import RenderableType

    from northing.actions.change import Done
    from northing.queries.cycles import CycleRef
    from northing.queries.initiatives import InitiativeCard
    from northing.queries.metrics import MetricCard, ReadingList
    from northing.queries.people import PersonCard
    from northing.queries.teams import TeamCard
    from northing.queries.tokens import TokenCard
    from northing.queries.workspaces import WorkspaceCard


def teams(found: Sequence[TeamCard]) -> RenderableType:
    """The tree, indented."""
    rows = [
        (
            "  " * t.depth + t.name, t.slug, t.people, ", ".join(p.handle for p in t.leads),
            _gone(t),
        )
        for t in found
    ]  # fmt: skip
    return table((_("team"), _("short name"), _("people"), _("leads"), ""), rows)


def _gone(team: TeamCard) -> str:
    if team.merged_into:
        return _("merged into %(team)s") % {"team": team.merged_into}
    return _("archived") if team.archived else ""


def people(found: Sequence[PersonCard]) -> RenderableType:
    """People with role, state and teams."""
    rows = [
        (
            p.person.handle, p.person.name, p.role, p.state, p.email,
            ", ".join(f"{t.name}*" if t.lead else t.name for t in p.teams),
        )
        for p in found
    ]  # fmt: skip
    return table(
        (_("handle"), _("name"), _("role"), _("state"), _("e-mail"), _("teams (* leads)")), rows
    )


def cycles(found: Sequence[CycleRef]) -> RenderableType:
    """Cycles and where today lies in them."""
    rows = [(c.id, c.name, c.kind, c.start, c.end, c.place) for c in found]
    return table(("#", _("name"), _("kind"), _("start"), _("end"), _("today")), rows)


def metrics(found: Sequence[MetricCard]) -> RenderableType:
    """Metrics with their newest reading."""
    rows = [
        (
            m.id,
            m.name,
            m.team.name,
            m.unit,
            _("up") if m.direction == "up" else _("down"),
            m.latest.text,
            m.latest.as_of or "",
            m.health.words if m.health else "",
        )
        for m in found
    ]
    headings = ("#", _("name"), _("team"), _("unit"), _("good"), _("latest"), _("on"), _("it lies"))
    return table(headings, rows)


def readings(found: ReadingList) -> RenderableType:
    """Readings, the newest first."""
    rows = [
        (
            r.as_of.strftime("%Y-%m-%d %H:%M"), r.text, r.origin_word, r.key_result,
            _("superseded") if r.superseded else r.words,
        )
        for r in found.items
    ]  # fmt: skip
    headings = (_("when"), _("value"), _("from"), _("for"), "")
    return table(headings, rows) if rows else line(_("No reading yet."))


def initiatives(found: Sequence[InitiativeCard]) -> RenderableType:
    """Initiatives with their state and day."""
    rows = [
        (i.id, i.title, i.key_result, i.team, i.state_word, i.when, i.owner.handle, i.link)
        for i in found
    ]
    headings = (
        "#",
        _("initiative"),
        _("for"),
        _("team"),
        _("state"),
        _("when"),
        _("owner"),
        _("link"),
    )
    return table(headings, rows) if rows else line(_("Nothing here."))


def tokens(found: Sequence[TokenCard]) -> RenderableType:
    """Tokens without their secrets."""
    rows = [
        (
            t.id, t.name, t.person.handle, f"{t.prefix}…", ", ".join(t.scopes), t.made_at.date(),
            t.expires_at.date() if t.expires_at else "", t.last_used_on or "", _state(t),
        )
        for t in found
    ]  # fmt: skip
    headings = (
        "#", _("name"), _("person"), _("begins"), _("may"), _("made"), _("until"), _("last used"), _("state"),
    )  # fmt: skip
    return table(headings, rows) if rows else line(_("Nothing here."))


def _state(token: TokenCard) -> str:
    if token.revoked:
        return _("revoked")
    return _("expired") if token.expired else _("holds")


def workspace(card: WorkspaceCard) -> RenderableType:
    """The workspace's settings."""
    rows = (
        (_("short name"), card.slug),
        (_("name"), card.name),
        (_("time zone"), card.tz),
        (_("first month"), card.fiscal_month),
        (_("check-in weekday"), card.weekday),
        (_("second factor"), card.second_factor),
        (_("personal OKRs"), _("yes") if card.personal_okrs else _("no")),
    )
    return table(("", ""), rows)


def done(what: Done) -> RenderableType:
    """What was written."""
    return line(_("Done: %(noun)s %(name)s.") % {"noun": what.noun, "name": what.key or what.id})


def invitation(what: Done) -> RenderableType:
    """The link to come in by; an answer repeated by its key has none."""
    if not what.secret:
        return line(_("Invited already; the link was shown then."))
    address = settings.BASE_URL.rstrip("/") + reverse("invitation", args=[what.secret])
    return stacked(line(_("This link is shown once; it holds for 14 days:")), line(address))


def secret(what: Done) -> RenderableType:
    """A token's secret; an answer repeated by its key has none."""
    if not what.secret:
        return line(_("Made already; the secret was shown then."))
    return stacked(line(_("This secret is shown once:")), line(what.secret))
