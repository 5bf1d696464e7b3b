"""Lines of a staged plan that bear keys of this workspace: which of its own objectives and key results they are.

A key alone proves nothing, since another workspace has its own `O-3`. An objective is the same where it
bears the same title too, or where one of its key results bears the same key and title as one below it
here; a key result is the same where its objective is and the key lies below that one here. Nothing that
the caller may not see is recognised, and nothing personal, for it leaves in no export.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from northing.domain import staging, units
from northing.domain.access import Caller
from northing.domain.plan import normalized
from northing.domain.staging import Staged, StagedKeyResult, StagedObjective
from northing.queries import sight
from northing.store.check_ins import CheckIn
from northing.store.key_results import KeyResult
from northing.store.objectives import Objective

AT_ONCE = 900
"""Values in one `IN (…)`: SQLite before 3.32 takes 999."""

_KEY = re.compile(r"(O|KR)-([1-9]\d{0,8})")


@dataclass(frozen=True, slots=True)
class Keyed:
    """By `ref` of the plan, what is here already: objectives with cycle and team, key results with theirs."""

    objectives: dict[str, Objective] = field(default_factory=dict)
    key_results: dict[str, KeyResult] = field(default_factory=dict)


@dataclass(slots=True)
class _Here:
    """What this workspace has of the numbers that the plan names; what was recognised is taken out."""

    objectives: dict[int, Objective]
    key_results: dict[int, KeyResult]


def find(caller: Caller, staged: Staged, known: Mapping[str, int], below: Collection[str]) -> Keyed:
    """What the plan's keys lead to: two queries, none for a plan without keys.

    `known` are the objectives (their ids by ref) and `below` the refs of key results that are recognised
    by their document already.
    """
    here = _here(caller, staged.objectives, known, below)
    found = Keyed()
    for o in staged.objectives:
        above = known.get(o.ref) or _recognised(found, here, o)
        for kr in o.key_results if above is not None else ():
            row = here.key_results.get(number(kr.key, "KR"))
            if kr.ref not in below and row is not None and row.objective_id == above:
                found.key_results[kr.ref] = here.key_results.pop(row.number)
    return found


def number(key: str, letters: str) -> int:
    """The number of a key such as `O-3`; 0 for what is none."""
    parts = _KEY.fullmatch(key.strip().upper())
    return int(parts[2]) if parts and parts[1] == letters else 0


def _here(
    caller: Caller,
    listed: Iterable[StagedObjective],
    known: Mapping[str, int],
    below: Collection[str],
) -> _Here:
    objectives: set[int] = set()
    key_results: set[int] = set()
    for o in listed:
        objectives.add(0 if o.ref in known else number(o.key, "O"))
        key_results |= {number(kr.key, "KR") for kr in o.key_results if kr.ref not in below}
    own = Objective.objects.select_related("cycle", "team").filter(
        sight.objectives(caller), sight.counted(), ws=caller.workspace
    )
    under = KeyResult.objects.select_related("objective__cycle", "latest_check_in").filter(
        sight.objectives(caller, "objective__"), sight.counted("objective__"), ws=caller.workspace
    )
    return _Here(
        {row.number: row for row in of(own, "number", objectives - {0})},
        {row.number: row for row in of(under, "number", key_results - {0})},
    )


def _recognised(found: Keyed, here: _Here, o: StagedObjective) -> int | None:
    """The id of the objective that this one is; None where it is another, or a line before has it."""
    row = here.objectives.get(number(o.key, "O"))
    if row is None or not (_alike(o.title, row.title) or _shares(here, row, o.key_results)):
        return None
    found.objectives[o.ref] = here.objectives.pop(row.number)
    return int(row.pk)


def _shares(here: _Here, row: Objective, below: Iterable[StagedKeyResult]) -> bool:
    rows = ((kr.title, here.key_results.get(number(kr.key, "KR"))) for kr in below)
    return any(
        kr is not None and kr.objective_id == row.pk and _alike(title, kr.title)
        for title, kr in rows
    )


def _alike(one: str, other: str) -> bool:
    """Whether two titles read the same; signs count where there are no letters to tell them apart."""
    return one.strip() == other.strip() or normalized(one) == normalized(other) != ""


def news(caller: Caller, staged: Staged, found: Keyed) -> frozenset[str]:
    """Refs of recognised key results whose value their history does not know: at most one query.

    A value without a day is known where it stands now. One that cannot be read is named too.
    """
    asked: dict[str, tuple[int, Decimal, date | None]] = {}
    unread = set()
    for kr in (kr for o in staged.objectives for kr in o.key_results):
        row = found.key_results.get(kr.ref)
        if row is None:
            continue
        try:
            value, day = staging.value_of(kr), _day(kr.current_on)
        except (units.UnitError, ArithmeticError, ValueError):
            unread.add(kr.ref)
            continue
        if value is not None and not _stands(caller, row, value, day):
            asked[kr.ref] = row.pk, value, day
    said = of(
        CheckIn.objects.exclude(value=None), "key_result", {pk for pk, _v, _d in asked.values()}
    )
    known = {(c.key_result_id, c.value, c.as_of.astimezone(caller.zone).date()) for c in said}
    return frozenset(unread | {ref for ref, one in asked.items() if one not in known})


def _day(text: str) -> date | None:
    return date.fromisoformat(text.strip()) if text.strip() else None


def _stands(caller: Caller, row: KeyResult, value: Decimal, day: date | None) -> bool:
    last = row.latest_check_in
    if last is None or last.value != value:
        return False
    return day is None or last.as_of.astimezone(caller.zone).date() == day


def of(rows: Any, column: str, values: Iterable[Any]) -> Iterator[Any]:
    """The rows with one of these values, in as few statements as the databases allow."""
    listed = list(values)
    for start in range(0, len(listed), AT_ONCE):
        yield from rows.filter(**{f"{column}__in": listed[start : start + AT_ONCE]})
