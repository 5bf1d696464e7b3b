"""From a team's page and the tree of teams to what the components show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from northing.domain.access import Caller
from northing.queries.cycles import CycleRef
from northing.queries.findings import Findings
from northing.queries.guards import GuardCard
from northing.queries.objectives import ObjectiveCard
from northing.queries.teams import TeamCard, TeamPage
from northing.web.base import addresses, present, shapes
from northing.web.base.findings import counted, mark
from northing.web.base.shapes import Chip, Link

RUNNING = ("active", "closed")


@dataclass(frozen=True, slots=True)
class Branch:
    """A team in the tree with those below it."""

    team: Link
    people: str
    leads: tuple[shapes.Person, ...]
    below: tuple["Branch", ...] = ()
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Aim:
    """A draft or a proposal below the table, with how much the writing coach says of it (`told`)."""

    key: str
    title: str
    url: str
    chip: Chip
    small: str
    told: str = ""


Said = Mapping[str, Findings]
"""What the writing coach says, by the key of what it is about."""


def objectives(page: TeamPage, slug: str, said: Said) -> tuple[shapes.ObjectiveRows, ...]:
    """What was agreed to, with key results: the team's own first, then those it contributes to."""
    return tuple(_objective(o, page, slug, said) for o in page.objectives if o.state in RUNNING)


def _objective(card: ObjectiveCard, page: TeamPage, slug: str, said: Said) -> shapes.ObjectiveRows:
    aside = [card.ambition_word]
    if card.state == "closed":
        aside.insert(0, card.state_word)
    if card.team.id != page.id:
        aside.append(_("with {team} (accountable)").format(team=card.team.name))
    elif card.contributors:
        names = ", ".join(t.name for t in card.contributors)
        aside.append(_("with {teams} contributing").format(teams=names))
    aside += [_("supports {key}").format(key=link.key) for link in card.supports]
    return shapes.ObjectiveRows(
        key=card.key, url=addresses.of_key(slug, card.key), title=card.title, aside=" · ".join(aside),
        progress=card.progress, spread=card.spread, owner=present.person(card.owner),
        rows=tuple(
            present.key_result_row(kr, addresses.of_key(slug, kr.key), mark(said.get(kr.key), slug))
            for kr in card.key_results
        ),
        remarks=mark(said.get(card.key), slug),
    )  # fmt: skip


def guards(page: TeamPage) -> tuple[GuardCard, ...]:
    """The guards of the objectives shown, broken ones first."""
    found = [g for o in page.objectives if o.state in RUNNING for g in o.guards]
    return tuple(sorted(found, key=lambda g: g.verdict != "broken"))


def aims(page: TeamPage, slug: str, said: Said) -> tuple[Aim, ...]:
    """Proposals and drafts with how much is said of each, proposals first."""
    waiting = [o for o in page.objectives if o.state not in RUNNING]
    waiting.sort(key=lambda o: (o.state != "proposed", o.number))
    return tuple(_aim(o, slug, said) for o in waiting)


def _aim(card: ObjectiveCard, slug: str, said: Said) -> Aim:
    number = len(card.key_results)
    krs = ngettext("{n} key result", "{n} key results", number).format(n=number)
    here = (said[key] for key in (card.key, *(kr.key for kr in card.key_results)) if key in said)
    told = counted(one.severity for found in here for one in found.findings)
    small = " · ".join((card.author.name, krs, card.ambition_word))
    tone = "accent" if card.state == "proposed" else "none"
    url = addresses.of_key(slug, card.key)
    return Aim(card.key, card.title, url, Chip(card.state_word, tone), small, told)


def personal(page: TeamPage, slug: str) -> tuple[Aim, ...]:
    """Personal objectives of the team's people: named, never counted."""
    return tuple(_personal(o, slug) for o in page.personal)


def _personal(card: ObjectiveCard, slug: str) -> Aim:
    number = len(card.key_results)
    krs = ngettext("{n} key result", "{n} key results", number).format(n=number)
    chip = Chip(card.state_word, "accent" if card.state == "active" else "none")
    url = addresses.of_key(slug, card.key)
    return Aim(card.key, card.title, url, chip, f"{card.owner.name} · {krs}")


def orphans(page: TeamPage, caller: Caller) -> tuple[Aim, ...]:
    """What is open and owned by somebody who is not here; whoever may hand it over is led there."""
    may = page.may.keep_people
    return tuple(
        Aim(
            o.key, o.title,
            reverse("settings_person_handover", args=(caller.slug, o.owner.id))
            if may else addresses.of_key(caller.slug, o.key),
            Chip(_("not here"), "risk"), o.owner.name,
        )
        for o in page.orphans
    )  # fmt: skip


def scope(
    cycles: Sequence[CycleRef], shown: CycleRef | None, url: str, more: str = ""
) -> tuple[tuple[Link, ...], tuple[CycleRef, ...]]:
    """Links to the year of the shown cycle and its quarters, oldest first, and all other cycles."""
    if shown is None:
        return (), ()
    year = shown.id if shown.parent is None else shown.parent
    family = [c for c in cycles if year in {c.id, c.parent}]
    family.sort(key=lambda c: (c.id != year, c.start))
    end = f"&{more}" if more else ""
    links = tuple(Link(c.name, f"{url}?cycle={c.id}{end}", c.id == shown.id) for c in family)
    return links, tuple(c for c in cycles if c not in family)


def tree(cards: Sequence[TeamCard], own: frozenset[int], slug: str) -> tuple[Branch, ...]:
    """The teams of today as a tree, from cards that stand parent before child."""
    alive = [c for c in cards if not c.archived]
    known = {c.id for c in alive}
    below: dict[int | None, list[Branch]] = {}
    for card in sorted(alive, key=lambda c: -c.depth):
        branch = _branch(card, tuple(below.pop(card.id, ())), own, slug)
        below.setdefault(card.parent if card.parent in known else None, []).append(branch)
    return tuple(below.get(None, ()))


def _branch(card: TeamCard, below: tuple[Branch, ...], own: frozenset[int], slug: str) -> Branch:
    text = ngettext("{n} person", "{n} people", card.people).format(n=card.people)
    leads = tuple(present.person(lead) for lead in card.leads)
    team = Link(card.name, reverse("team", args=(slug, card.slug)))
    return Branch(team, text, leads, below, card.id in own)
