"""What a person owns that is open: what somebody else takes over when they leave.

The list that people read and the hand-over that follows ask here, so they can never disagree.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from northing.domain import access
from northing.domain.access import About, Caller, Verb
from northing.queries.cards import TeamRef
from northing.queries.people import PersonRef
from northing.queries.people import ref as person_ref
from northing.queries.team_work import OPEN, UNFINISHED
from northing.store.initiatives import Initiative
from northing.store.key_results import KeyResult
from northing.store.metrics import Metric
from northing.store.objectives import Objective
from northing.store.people import Person
from northing.store.teams import Team

RUNNING = ("open", "paused")


@dataclass(frozen=True, slots=True)
class Belonging:
    """One thing: `item` names it in a hand-over (O-7, KR-12, metric-3, initiative-5)."""

    item: str
    noun: str
    title: str
    team: TeamRef


@dataclass(frozen=True, slots=True)
class Belongings:
    """What a person owns that the caller may hand over; `others` counts what somebody else would have to."""

    person: PersonRef
    state: str
    items: tuple[Belonging, ...]
    others: int
    personal: int
    may_deactivate: bool


def belongings(caller: Caller, person: int) -> Belongings | None:
    """What this person owns that is open: five queries. None for nobody of the workspace.

    Admins are told of everything, leads of what belongs to teams that they lead, others of nothing.
    """
    row = Person.objects.filter(ws=caller.workspace, pk=person).first()
    if row is None:
        return None
    own = list(_own(row.pk))
    listed = list(_listed(row.pk, (o for o in own if o.person_id is None)))
    mine = tuple(
        one for one in listed if access.may(caller, Verb.KEEP_TEAM, About(team=one.team.id))
    )
    admin = access.may(caller, Verb.ADMINISTER, About())
    return Belongings(
        person=person_ref(row),
        state=row.state,
        items=mine,
        others=len(listed) - len(mine),
        personal=sum(1 for o in own if o.person_id is not None) if admin else 0,
        may_deactivate=admin,
    )


def _own(person: int) -> "QuerySet[Objective]":
    found = Objective.objects.filter(owner=person, state__in=OPEN).select_related("team")
    return found.order_by("number")


def _listed(person: int, own: Iterable[Objective]) -> Iterable[Belonging]:
    for o in own:
        yield Belonging(o.key, _("objective"), o.title, _team(o.team))
    for kr in key_results(person).select_related("objective__team"):
        yield Belonging(kr.key, _("key result"), kr.title, _team(kr.objective.team))
    for m in metrics(person).select_related("team"):
        yield Belonging(metric_item(m), _("metric"), m.name, _team(m.team))
    for i in initiatives(person).select_related("team"):
        yield Belonging(initiative_item(i), _("initiative"), i.title, _team(i.team))


def _team(row: Team) -> TeamRef:
    return TeamRef(row.pk, row.name, row.slug)


def metric_item(row: Metric) -> str:
    """How a metric is named in a hand-over."""
    return f"metric-{row.pk}"


def initiative_item(row: Initiative) -> str:
    """How an initiative is named in a hand-over."""
    return f"initiative-{row.pk}"


def objectives(person: int) -> "QuerySet[Objective]":
    """Open objectives of teams that the person owns, by number; personal ones stay theirs."""
    return Objective.objects.filter(owner=person, state__in=OPEN, person=None).order_by("number")


def key_results(person: int) -> "QuerySet[KeyResult]":
    """Running key results of teams that the person owns, by number."""
    found = KeyResult.objects.filter(owner=person, state__in=RUNNING)
    return found.filter(objective__state__in=OPEN, objective__person=None).order_by("number")


def metrics(person: int) -> "QuerySet[Metric]":
    """Metrics that the person keeps."""
    return Metric.objects.filter(owner=person).order_by("name", "pk")


def initiatives(person: int) -> "QuerySet[Initiative]":
    """Unfinished initiatives of the person."""
    found = Initiative.objects.filter(owner=person, state__in=UNFINISHED)
    return found.filter(key_result__objective__person=None).order_by("pk")


def personal(person: int) -> "QuerySet[Objective]":
    """Open personal objectives: given up when the person leaves."""
    return Objective.objects.filter(person=person, state__in=OPEN).order_by("number")
