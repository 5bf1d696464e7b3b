"""Handing over what somebody owns, and taking leave: within a change whose rights have been asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from northing.actions import find, outlooks
from northing.actions.change import Change
from northing.actions.errors import InvalidError
from northing.domain import access
from northing.domain.access import About, Caller, Verb
from northing.domain.snapshot import PersonState
from northing.kit.text import text as _
from northing.queries import belongings
from northing.store.initiatives import Initiative
from northing.store.key_results import KeyResult
from northing.store.metrics import Metric
from northing.store.objectives import Objective
from northing.store.people import Invitation, Person
from northing.store.teams import TeamPerson
from northing.store.tokens import Token

MOST_NAMED = 10

Thing = Objective | KeyResult | Metric | Initiative


@dataclass(frozen=True, slots=True)
class Owned:
    """A locked row with how a hand-over names it, and the team whose lead may hand it over."""

    item: str
    team: int
    row: Thing


def owned(person: Person) -> list[Owned]:
    """What the person owns that is open, locked in one order: objectives, key results, the rest."""
    own = set(belongings.objectives(person.pk).values_list("pk", flat=True))
    krs = list(belongings.key_results(person.pk).values_list("pk", "objective_id"))
    above = {
        o.pk: o
        for o in Objective.objects.select_for_update(no_key=True)
        .filter(pk__in=own | {o for _kr, o in krs})
        .order_by("pk")
    }
    found = [
        Owned(o.key, o.team_id, o)
        for o in above.values()
        if o.pk in own and o.owner_id == person.pk
    ]
    rows = KeyResult.objects.select_for_update(no_key=True).filter(pk__in=[kr for kr, _o in krs])
    for kr in rows.filter(owner=person).order_by("pk"):
        kr.objective = above[kr.objective_id]
        found.append(Owned(kr.key, kr.objective.team_id, kr))
    metrics = belongings.metrics(person.pk).select_for_update(no_key=True).order_by("pk")
    found += [Owned(belongings.metric_item(m), m.team_id, m) for m in metrics]
    work = belongings.initiatives(person.pk).select_related("key_result")
    work = work.select_for_update(of=("self",), no_key=True)
    return found + [Owned(belongings.initiative_item(i), i.team_id, i) for i in work]


def hand(
    c: Change, caller: Caller, person: Person, to: int | None, each: Mapping[str, int | None]
) -> list[Owned]:
    """Give every thing to whom it was meant for; what stays is returned.

    `each` says for single items who takes them (None: nobody), `to` takes all others. What is not
    the caller's to give is left alone, unless `each` names it: then ForbiddenError is raised.
    """
    found = owned(person)
    unknown = set(each) - {one.item for one in found}
    if unknown:
        raise find.not_found(min(unknown))
    meant = {one.item: each.get(one.item, to) for one in found}
    for pk in sorted({pk for pk in meant.values() if pk is not None}):
        _must_take(caller, person, pk, "to" if pk == to else _item_of(each, pk))
    given, stays = [], []
    for one in found:
        if meant[one.item] is None or not _is_given(caller, one, each):
            stays.append(one)
        else:
            given.append(one)
    _write(c, caller, [(one.row, meant[one.item] or 0) for one in given])
    return stays


def _item_of(each: Mapping[str, int | None], pk: int) -> str:
    return next(item for item, who in each.items() if who == pk)


def _must_take(caller: Caller, person: Person, pk: int, place: str) -> None:
    try:
        find.owner(caller, pk)
    except InvalidError as error:
        raise InvalidError(error.message, error.remedy, place) from None
    if pk == person.pk:
        raise InvalidError(_("{name} owns it already.", name=person.name), "", place)


def _is_given(caller: Caller, one: Owned, each: Mapping[str, int | None]) -> bool:
    about = About(team=one.team)
    if one.item in each:
        find.must(caller, Verb.KEEP_TEAM, about)
    return access.may(caller, Verb.KEEP_TEAM, about)


def _write(c: Change, caller: Caller, pairs: Iterable[tuple[Thing, int]]) -> None:
    judged = []
    for row, owner in pairs:
        c.update(row, owner_id=owner)
        if isinstance(row, KeyResult):
            judged.append(row)
    outlooks.refresh_many(c, caller, judged)


def must_own_nothing(person: Person, stays: list[Owned]) -> None:
    """Raise InvalidError where something open would be left without an owner who is here."""
    if not stays:
        return
    named = ", ".join(one.item for one in stays[:MOST_NAMED])
    more = " …" if len(stays) > MOST_NAMED else ""
    raise InvalidError(
        _("{name} still owns what is open: {items}.", name=person.name, items=named + more),
        _("Hand it over first, or say that it stays without an owner who is here."),
        "state",
    )


def take_leave(c: Change, caller: Caller, person: Person) -> None:
    """Out of every team, no token and no link works, own personal objectives end; authorship stays."""
    for place in TeamPerson.objects.select_for_update(no_key=True).filter(
        person=person, until=None
    ):
        c.update(place, until=caller.today)
    for objective in belongings.personal(person.pk).select_for_update(no_key=True):
        c.update(objective, state="cancelled")
    for token in Token.objects.select_for_update(no_key=True).filter(
        person=person, revoked_at=None
    ):
        c.update(token, revoked_at=c.now)
    revoke_invitations(c, person)
    c.update(person, state=PersonState.INACTIVE.value)


def revoke_invitations(c: Change, person: Person) -> None:
    """No older link lets this person in."""
    for old in Invitation.objects.filter(person=person, accepted_at=None, revoked_at=None):
        c.update(old, revoked_at=c.now)
