"""Whose eyes an event is for: today's rights over what it concerns, and what it was when it was recorded.

What happened while an objective was a draft stays with those who could see the draft, also once it
is agreed; that is written into the event (`private`), because no later state may change it.
"""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q

from northing.domain import access
from northing.domain.access import Caller
from northing.queries import sight
from northing.queries.compiled import compiled
from northing.store.events import Event
from northing.store.key_results import KeyResult
from northing.store.metrics import Metric, Reading
from northing.store.objectives import Objective
from northing.store.people import Invitation
from northing.store.row import Row
from northing.store.tokens import Token

OPEN_TO_ALL = ("cycle", "metric", "reading", "team", "team_person", "waiver", "workspace")
WAY_IN = ("set_password", "remove_second_factor")
"""Verbs about how somebody comes in: for them and for admins."""
COMMITTED = "import"


def seen(caller: Caller) -> Q:
    """The events that the caller may see.

    Those of metrics are as private here as they were when they were recorded; whoever shows one leaves
    it out where the metric itself may not be seen today (names.find does not know it).
    """
    return _of_objectives(caller) | _of_others(caller)


def _of_objectives(caller: Caller) -> Q:
    found = Q(objective__isnull=False) & sight.objectives(caller, "objective__")
    circle = sight.any_of(access.seen_drafts(caller), "objective__")
    return found & (Q(private=False) | circle) if circle else found


def _of_others(caller: Caller) -> Q:
    without = Q(objective=None)
    people = Q(noun="person")
    if caller.is_admin:
        return without & (~Q(noun=COMMITTED) | _own_import(caller))
    near = Q(private=False) | Q(team__in=caller.teams | caller.above)
    known = Q(noun__in=OPEN_TO_ALL) & near
    people &= ~Q(verb__in=WAY_IN) | Q(noun_id=caller.person)
    return without & (known | people | _own_import(caller) | _own_access(caller))


def _own_import(caller: Caller) -> Q:
    """A document that waits is its person's alone; that it was imported is known to all."""
    return Q(noun="import") & (Q(verb=COMMITTED) | Q(person=caller.person))


def _own_access(caller: Caller) -> Q:
    """Tokens and invitations: whoever made them, and whom they are for."""
    here = {"pk": OuterRef("noun_id"), "person": caller.person}
    tokens, invitations = Token.objects.filter(**here), Invitation.objects.filter(**here)
    return (
        Q(person=caller.person, noun__in=("token", "invitation"))
        | (Q(noun="token") & Q(Exists(tokens)))
        | (Q(noun="invitation") & Q(Exists(invitations)))
    )


def in_circle(caller: Caller, row: Event) -> bool:
    """Whether the caller may see one loaded event of an objective (`objective` loaded) that they may see today."""
    if not row.private or row.objective is None:
        return True
    return access.seen_by(access.seen_drafts(caller), sight.fields(row.objective))


def private(rows: Sequence[Row]) -> set[tuple[str, int]]:
    """Which of these nouns, as they stand now, are for a draft's circle alone: at most two queries.

    `rows` are what a change leaves events for.
    """
    above = {(r.NOUN, r.pk): r.concerns().objective for r in rows}
    measures = {
        (r.NOUN, r.pk): r.metric_id if isinstance(r, Reading) else r.pk
        for r in rows
        if isinstance(r, Metric | Reading)
    }
    drafts = _drafts({pk for pk in above.values() if pk is not None})
    hidden = _of_drafts_alone(set(measures.values()))
    return {noun for noun, pk in above.items() if pk in drafts} | {
        noun for noun, pk in measures.items() if pk in hidden
    }


def _drafts(ids: set[int]) -> set[int]:
    """Those of these objectives that are neither public nor were ever agreed."""
    if not ids:
        return set()
    return {pk for (pk,) in _NEVER_AGREED.tuples(ids)}


_NEVER_AGREED = compiled(
    lambda ids: (
        Objective.objects.filter(pk__in=ids, agreed_at=None)
        .exclude(state__in=access.PUBLIC_STATES)
        .values_list("pk")
    )
)


def _of_drafts_alone(ids: set[int]) -> set[int]:
    """Those of these metrics that name only a draft's key result, and have no reading."""
    if not ids:
        return set()
    used = KeyResult.objects.filter(metric=OuterRef("pk"))
    public = Q(objective__state__in=access.PUBLIC_STATES) | Q(objective__agreed_at__isnull=False)
    shared = used.filter(public, objective__person=None)
    read = Reading.objects.filter(metric=OuterRef("pk"))
    rows = Metric.objects.filter(Exists(used), ~Exists(shared), ~Exists(read), pk__in=ids)
    return set(rows.values_list("pk", flat=True))
