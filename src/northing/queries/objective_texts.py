"""An objective as its forms need it: texts to edit, links, and what the caller may do. No key results."""

from dataclasses import dataclass

from northing.domain.access import Caller
from northing.queries import objectives
from northing.queries.cards import TeamRef
from northing.queries.contributors import contributors_of
from northing.queries.cycles import CycleRef
from northing.queries.cycles import ref as cycle_ref
from northing.queries.links import LinkCard, links_of
from northing.queries.objectives import ObjectiveMay
from northing.store.objectives import Guard


@dataclass(frozen=True, slots=True)
class ObjectiveTexts:
    """What a form shows. `drafted`: not agreed yet, so an edit needs no reason and the team may change."""

    id: int
    number: int
    key: str
    title: str
    why: str
    ambition: str
    state: str
    drafted: bool
    team: TeamRef
    cycle: CycleRef
    owner: int
    contributors: tuple[TeamRef, ...]
    supports: tuple[LinkCard, ...]
    supported_by: tuple[LinkCard, ...]
    may: ObjectiveMay
    guards: tuple[int, ...] = ()
    personal: bool = False


def objective_texts(caller: Caller, number: int) -> ObjectiveTexts | None:
    """O-`number`, or None where it does not exist or may not be seen: three queries."""
    row = objectives.seen(caller, number)
    if row is None:
        return None
    contributors = contributors_of(caller, [row])[row.pk]
    ups, downs = links_of(caller, [row.pk])
    standing = Guard.standing(objective=row).order_by("metric")
    return ObjectiveTexts(
        id=row.pk,
        number=row.number,
        key=row.key,
        title=row.title,
        why=row.why,
        ambition=row.ambition,
        state=row.state,
        drafted=row.state in {"draft", "proposed"},
        team=TeamRef(row.team_id, row.team.name, row.team.slug),
        cycle=cycle_ref(row.cycle, caller),
        owner=row.owner_id,
        contributors=contributors,
        supports=ups.get(row.pk, ()),
        supported_by=downs.get(row.pk, ()),
        may=objectives.may(caller, row, contributors),
        guards=tuple(standing.values_list("metric", flat=True)),
        personal=row.person_id is not None,
    )
