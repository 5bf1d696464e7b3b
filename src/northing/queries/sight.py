"""What a caller may see, as filters made of the domain's clauses."""

from django.db.models import Exists, OuterRef, Q

from northing.domain import access
from northing.domain.access import Caller, Clause
from northing.store.key_results import KeyResult
from northing.store.metrics import Reading
from northing.store.objectives import Objective

_FIELDS = {
    "state": "state__in", "author": "author__in", "team": "team__in", "person": "person__in",
}  # fmt: skip
_IS_THERE = {"agreed": "agreed_at__isnull", "personal": "person__isnull"}


def objectives(caller: Caller, prefix: str = "") -> Q:
    """The objectives that the caller may see; `prefix` leads to them (`objective__`)."""
    return any_of(access.seen_objectives(caller), prefix)


def any_of(clauses: tuple[Clause, ...], prefix: str) -> Q:
    """The objectives under one of these clauses; `prefix` leads to them."""
    if {} in clauses:
        return Q()
    return Q(*(_all_of(clause, prefix) for clause in clauses), _connector=Q.OR)


def counted(prefix: str = "") -> Q:
    """The objectives that count in figures of teams and workspace, and leave in exports: no personal ones."""
    return Q(**{f"{prefix}person": None})


def sees(caller: Caller, row: Objective) -> bool:
    """Whether the caller may see an objective as it is loaded: the same clauses, without a query."""
    return access.seen_by(access.seen_objectives(caller), fields(row))


def fields(row: Objective) -> dict[str, object]:
    """What the clauses ask of a loaded row."""
    return {
        "state": row.state, "agreed": row.agreed_at is not None, "author": row.author_id,
        "team": row.team_id, "personal": row.person_id is not None, "person": row.person_id,
    }  # fmt: skip


def metrics(caller: Caller) -> Q:
    """The metrics that the caller may see: all but those that so far name only a draft's key result.

    A metric is named like the key result it was made for, so it is as private as that one until
    something was read off it. One that only personal key results use stays as private as these.
    """
    used = KeyResult.objects.filter(metric=OuterRef("pk"))
    shown = Exists(used.filter(objectives(caller, "objective__")))
    personal = Exists(used.filter(objective__person__isnull=False))
    others = Exists(used.filter(counted("objective__")))
    private = Q(personal) & ~Q(others) & ~Q(shown)
    if caller.is_admin:
        return ~private
    read = Reading.objects.filter(metric=OuterRef("pk"))
    own = Q(team__in=caller.teams | caller.above)
    return (own | Q(~Exists(used)) | Q(shown) | Q(Exists(read))) & ~private


def _all_of(clause: Clause, prefix: str) -> Q:
    wanted = Q()
    for field, allowed in clause.items():
        if field in _IS_THERE:
            wanted &= Q(**{f"{prefix}{_IS_THERE[field]}": True not in allowed})
        else:
            values = [getattr(v, "value", v) for v in allowed]
            wanted &= Q(**{f"{prefix}{_FIELDS[field]}": values})
    return wanted
