"""From the lists of the queries to the rows of the settings: formats and names, decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from northing.domain.access import Caller
from northing.queries import days, words
from northing.queries.cycles import CycleRef
from northing.queries.people import PersonCard
from northing.queries.teams import TeamCard
from northing.queries.tokens import TokenCard
from northing.web.base.shapes import Chip, Person
from northing.web.settings.frame import administers


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team in the tree, or among the archived ones: then `back_url` leads to bringing it back."""

    name: str
    url: str
    page_url: str
    depth: int
    people: str
    leads: tuple[Person, ...]
    merge_url: str = ""
    archive_url: str = ""
    back_url: str = ""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody in a team. `url` takes them out or makes them lead; `key` serves each once."""

    person: Person
    handle: str
    chips: tuple[Chip, ...]
    lead: bool
    url: str
    key: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    person: Person
    handle: str
    email: str
    role: str
    state: Chip
    teams: str


@dataclass(frozen=True, slots=True)
class CycleRow:
    name: str
    dates: str
    phase: Chip
    kind: str
    url: str
    close_url: str
    inside: bool


@dataclass(frozen=True, slots=True)
class TokenRow:
    name: str
    prefix: str
    person: Person
    scopes: str
    made: str
    holds: str
    used: str
    chip: Chip | None
    revoke_url: str


def team_rows(known: Sequence[TeamCard], caller: Caller) -> tuple[TeamRow, ...]:
    """The tree as lines, each set in by its depth; admins may take a team out of it."""
    admin = administers(caller)
    return tuple(_team(t, caller, may_change=admin) for t in known if not t.archived)


def _team(card: TeamCard, caller: Caller, *, may_change: bool) -> TeamRow:
    here = [caller.slug, card.id]
    changes = may_change and card.parent is not None
    return TeamRow(
        card.name,
        reverse("settings_team", args=here),
        reverse("team", args=[caller.slug, card.slug]),
        min(card.depth, 8),
        ngettext("{n} person", "{n} people", card.people).format(n=card.people),
        tuple(Person(p.name, p.initials) for p in card.leads),
        reverse("settings_team_merge", args=here) if changes else "",
        reverse("settings_team_archiving", args=here) if changes else "",
    )


def archived_rows(known: Sequence[TeamCard], caller: Caller) -> tuple[TeamRow, ...]:
    """What was archived, by name: merged teams lead to their past and do not come back."""
    gone = sorted((t for t in known if t.archived), key=lambda t: t.name)
    return tuple(
        TeamRow(
            t.name, "", reverse("team", args=[caller.slug, t.slug]) + "?history=1", 0,
            _("merged into {team}").format(team=t.merged_into) if t.merged_into else "", (),
            back_url=""
            if t.merged_into or not administers(caller)
            else reverse("settings_team_unarchiving", args=[caller.slug, t.id]),
        )
        for t in gone
    )  # fmt: skip


def members(people: Sequence[PersonCard], team: TeamCard, caller: Caller) -> tuple[MemberRow, ...]:
    """Who is in a team, leads first."""
    found = [(p, place.lead) for p in people for place in p.teams if place.id == team.id]
    return tuple(
        MemberRow(
            Person(p.person.name, p.person.initials),
            p.person.handle,
            (*((Chip(_("lead"), "accent"),) if lead else ()), *_unusual(p)),
            lead,
            reverse("settings_team_person", args=[caller.slug, team.id, p.person.id]),
            uuid4().hex,
        )
        for p, lead in sorted(found, key=lambda pair: (not pair[1], pair[0].person.name))
    )


def _unusual(card: PersonCard) -> tuple[Chip, ...]:
    return () if card.state == "active" else (state_chip(card.state),)


def state_chip(state: str) -> Chip:
    """active, invited or inactive, in words."""
    return Chip(
        str(words.PERSON_STATES[state]), {"active": "on", "invited": "accent"}.get(state, "none")
    )


def person_rows(people: Sequence[PersonCard], caller: Caller) -> tuple[PersonRow, ...]:
    """Everybody; a name leads to the form of those whom the caller may change."""
    admin = administers(caller)
    return tuple(
        PersonRow(
            Person(
                p.person.name,
                p.person.initials,
                reverse("settings_person", args=[caller.slug, p.person.id])
                if admin or p.person.id == caller.person
                else "",
            ),
            p.person.handle,
            p.email,
            str(words.ROLES[p.role]),
            state_chip(p.state),
            ", ".join(
                _("{team} (lead)").format(team=t.name) if t.lead else t.name for t in p.teams
            ),
        )
        for p in people
    )


def cycle_rows(known: Sequence[CycleRef], caller: Caller) -> tuple[CycleRow, ...]:
    """Years, the newest first, each followed by what lies inside it; then what lies in no year."""
    alone = [c for c in known if c.parent is None]
    years = [c for c in alone if c.kind == "annual"]
    others = [c for c in alone if c.kind != "annual"]
    listed = [
        (c, inside)
        for year in (*years, *others)
        for c, inside in ((year, False), *((q, True) for q in known[::-1] if q.parent == year.id))
    ]
    return tuple(_cycle(c, inside, caller) for c, inside in listed)


def _cycle(c: CycleRef, inside: bool, caller: Caller) -> CycleRow:
    admin = administers(caller)
    tones = {"running": "on", "planning": "accent", "review": "risk", "closed": "none"}
    dates = f"{days.short(c.start, caller.today)} \N{EN DASH} {days.short(c.end, caller.today)}"
    return CycleRow(
        c.name,
        dates,
        Chip(phase_word(c.phase), tones[c.phase]),
        kind_word(c.kind),
        reverse("settings_cycle", args=[caller.slug, c.id])
        if admin and c.phase != "closed"
        else "",
        reverse("settings_cycle_closure", args=[caller.slug, c.id])
        if admin and c.phase == "review"
        else "",
        inside,
    )


def phase_word(phase: str) -> str:
    """Where a cycle stands, in a word."""
    return {
        "planning": _("in planning"),
        "running": _("running"),
        "review": _("in review"),
        "closed": _("closed"),
    }[phase]


def kind_word(kind: str) -> str:
    """What sort of cycle it is."""
    return {"annual": _("year"), "quarter": _("quarter"), "custom": _("own dates")}[kind]


def token_rows(found: Sequence[TokenCard], caller: Caller) -> tuple[TokenRow, ...]:
    """Tokens, never their secrets."""
    return tuple(_token(t, caller) for t in found)


def _token(t: TokenCard, caller: Caller) -> TokenRow:
    on = partial(days.short, today=caller.today)
    ended = t.revoked or t.expired
    return TokenRow(
        t.name,
        f"{t.prefix}…",
        Person(t.person.name, t.person.initials),
        ", ".join(scope_word(s) for s in t.scopes),
        on(t.made_at.astimezone(caller.zone).date()),
        on(t.expires_at.astimezone(caller.zone).date()) if t.expires_at else _("until revoked"),
        on(t.last_used_on) if t.last_used_on else _("never"),
        Chip(_("revoked"), "none")
        if t.revoked
        else Chip(_("expired"), "none")
        if t.expired
        else None,
        "" if ended else reverse("settings_token_revocation", args=[caller.slug, t.id]),
    )


def scope_word(scope: str) -> str:
    """What a token may do, in a word."""
    return {"read": _("read"), "check_in": _("check in"), "write": _("write")}.get(scope, scope)
