"""A team: what it is after and how that is going."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from northing.domain import access
from northing.domain.access import About, Caller, Verb
from northing.domain.cadence import Rhythm
from northing.queries import days, driver, then, words
from northing.queries.cards import KeyResultCard, TeamRef, counts
from northing.queries.compiled import compiled
from northing.queries.cycles import CycleRef
from northing.queries.objectives import ObjectiveCard, of_team
from northing.queries.people import PersonRef
from northing.queries.people import ref as person_ref
from northing.store.teams import Team, TeamPerson


@dataclass(frozen=True, slots=True)
class TeamCard:
    """A team in the tree; `depth` counts from the root, 0. `merged_into` names who took it in."""

    id: int
    name: str
    slug: str
    parent: int | None
    depth: int
    archived: bool
    people: int
    leads: tuple[PersonRef, ...]
    merged_into: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of a sentence; strong where it needs someone."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class TeamMay:
    draft: bool
    keep_people: bool
    import_: bool


@dataclass(frozen=True, slots=True)
class Orphan:
    """Something open whose owner is not here: it waits for somebody who takes it."""

    key: str
    title: str
    owner: PersonRef


@dataclass(frozen=True, slots=True)
class TeamPage:
    """Everything the page of a team shows for one cycle.

    `objectives` are the team's own, then those it contributes to: figures count the own ones, and
    `shared_counts` the others apart. `personal` ones count nowhere. `archived` is the day in words,
    `took_in` the teams that were merged into this one.
    """

    id: int
    name: str
    slug: str
    path: tuple[tuple[str, str], ...]
    below: tuple[tuple[str, str], ...]
    cycle: CycleRef | None
    objectives: tuple[ObjectiveCard, ...]
    counts: tuple[tuple[str, str, int], ...]
    sentence: tuple[Phrase, ...]
    due: int
    people: tuple[tuple[PersonRef, bool], ...]
    may: TeamMay
    shared_counts: tuple[tuple[str, str, int], ...] = ()
    personal: tuple[ObjectiveCard, ...] = ()
    orphans: tuple[Orphan, ...] = ()
    archived: str = ""
    merged_into: TeamRef | None = None
    took_in: tuple[TeamRef, ...] = ()


def teams(caller: Caller) -> tuple[TeamCard, ...]:
    """The tree in reading order, each team before those below it: two queries."""
    known = _tree(caller)
    rows = sorted(known.values(), key=lambda t: (t.name, t.pk))
    member = _standing(caller.today if caller.past else None)
    member = member.filter(ws=caller.workspace).order_by("pk")
    people: dict[int, list[TeamPerson]] = {}
    for one in member:
        people.setdefault(one.team_id, []).append(one)
    listed = _in_order(rows, people, None, 0)
    taken_in = {t.pk: known[into].name for t in rows if (into := t.merged_into_id or 0) in known}
    return tuple(replace(card, merged_into=taken_in.get(card.id, "")) for card in listed)


def _in_order(
    rows: "Sequence[_Place]", people: dict[int, list[TeamPerson]], parent: int | None, depth: int
) -> list[TeamCard]:
    below: dict[int | None, list[_Place]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    found: list[TeamCard] = []
    waiting = [(row, depth) for row in reversed(below.get(parent, []))]
    while waiting:
        row, level = waiting.pop()
        found.append(_card(row, level, people.get(row.pk, [])))
        waiting.extend((child, level + 1) for child in reversed(below.get(row.pk, [])))
    return found


def _card(row: "_Place", depth: int, people: Sequence[TeamPerson]) -> TeamCard:
    leads = tuple(person_ref(p.person) for p in people if p.lead)
    return TeamCard(
        row.pk,
        row.name,
        row.slug,
        row.parent_id,
        depth,
        row.archived_at is not None,
        len(people),
        leads,
    )


def team(
    caller: Caller,
    slug: str,
    cycle: CycleRef | None,
    rhythm: Rhythm,
    otherwise: CycleRef | None = None,
) -> TeamPage | None:
    """A team in one cycle, or None where there is no such team: eight queries.

    A team that has nothing in it is shown in the cycle `otherwise`, where it has something there.
    """
    known = _tree(caller)
    row = next((t for t in known.values() if t.slug == slug), None)
    if row is None:
        return None
    cycle, listed = _cycle_with_objectives(caller, row.pk, (cycle, otherwise), rhythm)
    found = tuple(o for o in listed if not o.personal)
    own = [o for o in found if o.team.id == row.pk]
    key_results = [kr for o in own if o.state == "active" for kr in o.key_results]
    about, alive = About(team=row.pk, is_root=row.parent_id is None), row.archived_at is None
    return TeamPage(
        id=row.pk,
        name=row.name,
        slug=row.slug,
        path=_path(row, known),
        below=tuple(
            (t.name, t.slug)
            for t in sorted(
                (t for t in known.values() if t.parent_id == row.pk and t.archived_at is None),
                key=lambda t: t.name,
            )
        ),
        cycle=cycle,
        objectives=found,
        counts=_counted(own),
        sentence=sentence(key_results, caller.today),
        due=sum(1 for kr in key_results if kr.due),
        people=tuple((person_ref(m.person), m.lead) for m in _members(caller, row.pk)),
        may=TeamMay(
            draft=alive and access.may(caller, Verb.DRAFT, about),
            keep_people=alive and access.may(caller, Verb.KEEP_TEAM, about),
            import_=alive and access.may(caller, Verb.IMPORT, about),
        ),
        shared_counts=_counted(o for o in found if o.team.id != row.pk),
        personal=tuple(o for o in listed if o.personal and o.team.id == row.pk),
        orphans=tuple(_orphans(own)),
        archived=_archived(caller, row),
        merged_into=_ref(known.get(row.merged_into_id or 0)),
        took_in=tuple(
            TeamRef(t.pk, t.name, t.slug) for t in known.values() if t.merged_into_id == row.pk
        ),
    )


def _counted(listed: Iterable[ObjectiveCard]) -> tuple[tuple[str, str, int], ...]:
    return counts(kr for o in listed if o.state in {"active", "closed"} for kr in o.key_results)


def _orphans(listed: Iterable[ObjectiveCard]) -> Iterable[Orphan]:
    """What is open and owned by somebody who is not here."""
    for o in listed:
        if o.state in {"draft", "proposed", "active"}:
            if o.owner.absent:
                yield Orphan(o.key, o.title, o.owner)
            for kr in o.key_results:
                if kr.owner.absent and kr.state in {"open", "paused"}:
                    yield Orphan(kr.key, kr.title, kr.owner)


def _archived(caller: Caller, row: "_Place") -> str:
    if row.archived_at is None:
        return ""
    at = driver.instant(row.archived_at)
    return days.short(at.astimezone(caller.zone).date(), caller.today)


def _ref(row: "_Place | None") -> TeamRef | None:
    return None if row is None else TeamRef(row.pk, row.name, row.slug)


class _Place(NamedTuple):
    """A team as its neighbours see it: a thousand of them are made for a page of a large firm."""

    pk: int
    parent_id: int | None
    name: str
    slug: str
    archived_at: Any
    merged_into_id: int | None


def _tree(caller: Caller) -> "Mapping[int, _Place]":
    """Every team by id, of today or of the caller's day."""
    if caller.past:
        bodies = then.teams(caller).bodies
        return {
            pk: _Place._make((pk, *(body.get(name) for name in _Place._fields[1:])))
            for pk, body in bodies.items()
        }
    return {row[0]: _Place._make(row) for row in _PLACES.tuples(caller.workspace)}


_PLACES = compiled(lambda workspace: Team.objects.filter(ws=workspace).values_list(*_Place._fields))


def _members(caller: Caller, team: int) -> list[TeamPerson]:
    """Who belongs to a team, today or on the caller's day, by name."""
    if caller.past:
        return _MEMBERS_THEN(team, caller.today)
    return _MEMBERS(team)


def _standing(day: object = None) -> "QuerySet[TeamPerson]":
    """Who belongs anywhere, today or on a day."""
    rows = TeamPerson.objects.select_related("person")
    if day is None:
        return rows.filter(until=None)
    return rows.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


_MEMBERS = compiled(lambda team: _standing().filter(team=team).order_by("person__name", "pk"))
_MEMBERS_THEN = compiled(
    lambda team, day: _standing(day).filter(team=team).order_by("person__name", "pk")
)


def _cycle_with_objectives(
    caller: Caller, team: int, wanted: Sequence[CycleRef | None], rhythm: Rhythm
) -> tuple[CycleRef | None, tuple[ObjectiveCard, ...]]:
    """The first of these cycles in which the team has objectives, else the first and none."""
    listed = of_team(caller, team, [cycle.id for cycle in wanted if cycle], rhythm)
    held = next((c for c in wanted if c and listed and listed[0].cycle.id == c.id), None)
    return held or wanted[0], listed


def _path(row: "_Place", known: "Mapping[int, _Place]") -> tuple[tuple[str, str], ...]:
    path, at = [], row.parent_id
    while at is not None:
        path.append((known[at].name, known[at].slug))
        at = known[at].parent_id
    return tuple(reversed(path))


def sentence(key_results: Sequence[KeyResultCard], today: date) -> tuple[Phrase, ...]:
    """One written sentence or two: what is worst, what is fresh, what went silent."""
    running = [kr for kr in key_results if kr.state == "open"]
    if not running:
        return ()
    return (*_worst(running), *_fresh(running, today))


def _worst(running: Sequence[KeyResultCard]) -> tuple[Phrase, ...]:
    if all(kr.now.value is None and kr.mark.status == "no_data" for kr in running):
        return (Phrase(_("No key result has a reading yet"), True), Phrase(". "))
    off = [kr for kr in running if kr.mark.status == "off_track"]
    risk = [kr for kr in running if kr.mark.status == "at_risk"]
    if off:
        name = off[0].title if len(off) == 1 else _count(len(off))
        return (
            Phrase(
                ngettext("%(name)s is off track", "%(name)s are off track", len(off))
                % {"name": name},
                True,
            ),
            Phrase(_(", %(risk)s at risk. ") % {"risk": words.number(len(risk))} if risk else ". "),
        )
    if risk:
        name = risk[0].title if len(risk) == 1 else _count(len(risk))
        return (
            Phrase(
                ngettext("%(name)s is at risk", "%(name)s are at risk", len(risk)) % {"name": name},
                True,
            ),
            Phrase(_("; nothing is off track. ")),
        )
    return (Phrase(_("Nothing is off track. ")),)


def _count(number: int) -> str:
    text = ngettext("%(number)s key result", "%(number)s key results", number)
    return capitalized(text % {"number": words.number(number)})


def _fresh(running: Sequence[KeyResultCard], today: date) -> tuple[Phrase, ...]:
    silent = sorted(
        (kr for kr in running if kr.mark.stale), key=lambda kr: kr.last_on or kr.started_on
    )
    fresh = sum(1 for kr in running if not kr.due)
    template = (
        _("%(fresh)s of %(all)s key results have a fresh check-in")
        if fresh
        else _("None of %(all)s key results has a fresh check-in")
    )
    # Both as words or both as digits: “Ten of 16” reads like a slip.
    number = words.number if len(running) < len(words.NUMBERS) else str
    said = template % {"fresh": capitalized(number(fresh)), "all": number(len(running))}
    if not silent:
        return (Phrase(said + "."),)
    gone = ngettext(
        "one has been silent for %(age)s",
        "%(silent)s are silent, the longest for %(age)s",
        len(silent),
    )
    return (
        Phrase(said + "; "),
        Phrase(gone % {"silent": words.number(len(silent)), "age": _long(silent[0], today)}, True),
        Phrase("."),
    )


def _long(card: KeyResultCard, today: date) -> str:
    days = (today - (card.last_on or card.started_on)).days
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def capitalized(text: str) -> str:
    """The text with its first letter raised and the rest left alone."""
    return text[:1].upper() + text[1:]
