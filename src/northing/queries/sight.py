"""What a caller may see, as filters made of the domain's clauses."""

from functools import reduce
from operator import or_

from django.db.models import Q

from northing.domain import access
from northing.domain.access import Caller, Clause

_FIELDS = {"state": "state__in", "author": "author__in", "team": "team__in"}


def objectives(caller: Caller, prefix: str = "") -> Q:
    """The objectives that the caller may see; `prefix` leads to them (`objective__`)."""
    clauses = access.seen_objectives(caller)
    if {} in clauses:
        return Q()
    return reduce(or_, (_all_of(clause, prefix) for clause in clauses))


def _all_of(clause: Clause, prefix: str) -> Q:
    wanted = Q()
    for field, allowed in clause.items():
        if field == "agreed":
            wanted &= Q(**{f"{prefix}agreed_at__isnull": True not in allowed})
        else:
            values = [getattr(v, "value", v) for v in allowed]
            wanted &= Q(**{f"{prefix}{_FIELDS[field]}": values})
    return wanted
