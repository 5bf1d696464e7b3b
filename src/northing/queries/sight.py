"""What a caller may see, as filters made of the domain's clauses."""

from django.db.models import Exists, OuterRef, Q

from northing.domain import access
from northing.domain.access import Caller, Clause
from northing.store.key_results import KeyResult
from northing.store.metrics import Reading

_FIELDS = {"state": "state__in", "author": "author__in", "team": "team__in"}


def objectives(caller: Caller, prefix: str = "") -> Q:
    """The objectives that the caller may see; `prefix` leads to them (`objective__`)."""
    clauses = access.seen_objectives(caller)
    if {} in clauses:
        return Q()
    return Q(*(_all_of(clause, prefix) for clause in clauses), _connector=Q.OR)


def metrics(caller: Caller) -> Q:
    """The metrics that the caller may see: all but those that so far name only a draft's key result.

    A metric is named like the key result it was made for, so it is as private as that one until
    something was read off it.
    """
    if caller.is_admin:
        return Q()
    used = KeyResult.objects.filter(metric=OuterRef("pk"))
    read = Reading.objects.filter(metric=OuterRef("pk"))
    own = Q(team__in=caller.teams | caller.above)
    shown = Exists(used.filter(objectives(caller, "objective__")))
    return own | Q(~Exists(used)) | Q(shown) | Q(Exists(read))


def _all_of(clause: Clause, prefix: str) -> Q:
    wanted = Q()
    for field, allowed in clause.items():
        if field == "agreed":
            wanted &= Q(**{f"{prefix}agreed_at__isnull": True not in allowed})
        else:
            values = [getattr(v, "value", v) for v in allowed]
            wanted &= Q(**{f"{prefix}{_FIELDS[field]}": values})
    return wanted
