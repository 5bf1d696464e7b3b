"""The objectives of the year, and what supports them: by which key results, and how those stand.

An objective supports the year directly or by way of others: team's quarter objective → department's →
year's. One statement walks down the links, because key results by the thousand hang below.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from northing.domain.snapshot import ObjectiveState, Status
from northing.domain.turns import Tally
from northing.queries.cycles import CycleRef
from northing.queries.overview_scope import Scope, counted
from northing.store.people import Person

ORPHANS = 3
# One step down: to what supports an objective, and to what supports one of its key results. PostgreSQL
# takes one recursive term and SQLite knows no LATERAL. Neither database can know how few rows the walk
# finds, so the order of the joins is written down (CROSS JOIN), what was found is kept (MATERIALIZED),
# and what is asked about each row is a value and no EXISTS.
_STEPS = {
    "postgresql": """
    UNION SELECT reach.top, below.child FROM reach CROSS JOIN LATERAL (
        SELECT a.objective_id AS child FROM northing_alignment a
        WHERE a.parent_objective_id = reach.child AND {standing}
        UNION ALL
        SELECT a.objective_id FROM northing_keyresult k
        JOIN northing_alignment a ON a.parent_key_result_id = k.id
        WHERE k.objective_id = reach.child AND {standing}
    ) AS below""",
    "sqlite": """
    UNION SELECT reach.top, a.objective_id FROM reach CROSS JOIN northing_alignment a
    WHERE a.parent_objective_id = reach.child AND {standing}
    UNION SELECT reach.top, a.objective_id
    FROM reach CROSS JOIN northing_keyresult k CROSS JOIN northing_alignment a
    WHERE k.objective_id = reach.child AND a.parent_key_result_id = k.id AND {standing}""",
}
_STATEMENT = """
WITH RECURSIVE
wanted AS (
    SELECT o.id, o.number, o.title, o.owner_id, o.team_id, COUNT(*) OVER () AS of_all
    FROM northing_objective o
    WHERE o.cycle_id = %s AND o.person_id IS NULL AND {agreed} {filters}
    ORDER BY o.number LIMIT %s OFFSET %s
),
reach(top, child) AS (
    SELECT id, id FROM wanted
    {step}
),
reached AS MATERIALIZED (
    SELECT reach.top, o.id, o.ws_id, o.cycle_id, o.state, o.agreed_at
    FROM reach CROSS JOIN northing_objective o WHERE o.id = reach.child AND o.person_id IS NULL
),
below AS MATERIALIZED (
    SELECT o.top, k.id, k.cycle_id, k.status
    FROM reached o CROSS JOIN northing_keyresult k WHERE k.objective_id = o.id AND {judged}
)
SELECT 0, w.id, w.number, w.of_all, w.title, p.name
FROM wanted w JOIN northing_person p ON p.id = w.owner_id
UNION ALL
SELECT 1, stood.top, stood.cycle_id, COUNT(*), stood.status, ''
FROM (SELECT k.top, k.cycle_id, {status} AS status FROM below k) AS stood
WHERE stood.status <> %s {of_status}
GROUP BY 2, 3, 5
UNION ALL
SELECT 2, o.top, o.cycle_id, COUNT(*), {state}, ''
FROM reached o WHERE o.top <> o.id AND ({agreed} OR {proposed})
GROUP BY 2, 3, 5
UNION ALL
SELECT 3, o.id, o.number, o.of_all, o.title, '' FROM (
    SELECT o.id, o.number, o.title, COUNT(*) OVER () AS of_all FROM northing_objective o
    WHERE o.cycle_id = %s AND o.person_id IS NULL AND {agreed} {filters} AND NOT EXISTS (
        SELECT 1 FROM northing_alignment a WHERE a.objective_id = o.id AND {standing}
    )
    ORDER BY o.number LIMIT {orphans}
) AS o
"""


@dataclass(frozen=True, slots=True)
class Quarter:
    """What of one cycle supports an objective of the year: key results by status, objectives by state."""

    cycle: int
    key_results: Tally
    agreed: int
    proposed: int


@dataclass(frozen=True, slots=True)
class YearObjective:
    """An objective of the year with its quarters, and the key results that stand under it itself."""

    key: str
    title: str
    owner: str
    initials: str
    quarters: tuple[Quarter, ...]
    own: Tally


@dataclass(frozen=True, slots=True)
class Year:
    """A page of the year's objectives; `orphans` are objectives of the cycle that support nothing."""

    cycle: CycleRef
    columns: tuple[CycleRef, ...]
    items: tuple[YearObjective, ...]
    total: int
    orphans: tuple[tuple[str, str], ...]
    orphans_in_all: int


@dataclass(slots=True)
class _Found:
    tops: list[tuple[int, int, int, str, str]] = field(default_factory=list)
    marks: dict[tuple[int, int], list[tuple[str, int]]] = field(default_factory=dict)
    objectives: dict[tuple[int, int, str], int] = field(default_factory=dict)
    orphans: list[tuple[int, int, int, str]] = field(default_factory=list)


def year(wanted: Scope) -> tuple[Year | None, tuple[int, ...]]:
    """The year around the scope's cycle, None where it lies in none: one query.

    Beside it the ids of the objectives that it names.
    """
    around = wanted.cycle.parent or wanted.cycle.id
    cycle = next((c for c in wanted.cycles if c.id == around and c.kind == "annual"), None)
    if cycle is None:
        return None, ()
    found = _read(wanted, cycle)
    columns = sorted((c for c in wanted.cycles if c.parent == cycle.id), key=lambda c: c.start)
    named = (*(top[0] for top in found.tops), *(pk for pk, *_rest in found.orphans))
    around_it = Year(
        cycle=cycle,
        columns=tuple(columns),
        items=tuple(_objective(found, top, cycle, columns) for top in found.tops),
        total=found.tops[0][2] if found.tops else 0,
        orphans=tuple((f"O-{number}", title) for _pk, number, _all, title in found.orphans),
        orphans_in_all=found.orphans[0][2] if found.orphans else 0,
    )
    return around_it, named


def _read(wanted: Scope, cycle: CycleRef) -> _Found:
    words, values = _words(wanted), _Values(wanted)
    part = wanted.part("year")
    quarter = wanted.cycle.id if wanted.cycle.id != cycle.id else None
    with connection.cursor() as cursor:
        cursor.execute(
            _STATEMENT.format(**words),
            [
                cycle.id, *values.agreed, *values.filters, part.stop - part.start, part.start,
                *values.instant, *values.instant,
                *values.day, Status.DROPPED.value, *values.status,
                *values.agreed, *values.agreed, *values.proposed,
                quarter, *values.agreed, *values.filters, *values.instant,
            ],
        )  # fmt: skip
        rows = cursor.fetchall()
    found = _Found()
    for sort, one, two, count, text, name in rows:
        if sort == 0:
            found.tops.append((one, two, count, text, name))
        elif sort == 1:
            found.marks.setdefault((one, two), []).append((text, count))
        elif sort == 2:
            found.objectives[one, two, text] = count
        else:
            found.orphans.append((one, two, count, text))
    found.tops.sort(key=lambda top: top[1])
    found.orphans.sort(key=lambda orphan: orphan[1])
    return found


class _Values:
    """The values of the statement's gaps, as today and as a past day ask for them."""

    def __init__(self, wanted: Scope) -> None:
        now, day, past = wanted.caller.now, wanted.day, wanted.caller.past
        self.agreed: list[Any] = [now] if past else []
        self.proposed: list[Any] = [now, now] if past else []
        self.instant: list[Any] = [now, now] if past else []
        self.day: list[Any] = [day, day] if past else []
        self.status: list[Any] = [wanted.status] if wanted.status else []
        self.filters: list[Any] = [wanted.ambition] if wanted.ambition else []
        if wanted.within is not None:
            self.filters += sorted(wanted.within)


def _words(wanted: Scope) -> dict[str, Any]:
    """The statement's parts: today reads what stands in the rows, a past day what held then."""
    filters = " AND o.ambition = %s" if wanted.ambition else ""
    if wanted.within is not None:
        filters += f" AND o.team_id IN ({', '.join(['%s'] * len(wanted.within))})"
    parts = _THEN if wanted.caller.past else _TODAY
    of_status = " AND stood.status = %s" if wanted.status else ""
    step = _STEPS[connection.vendor].format(standing=parts["standing"])
    return {**parts, "step": step, "filters": filters, "of_status": of_status, "orphans": ORPHANS}


_TODAY = {
    "agreed": "o.state IN ('active', 'closed')",
    "proposed": "o.state = 'proposed'",
    "standing": "a.ended_at IS NULL",
    "judged": "o.state IN ('active', 'closed')",
    "status": "k.status",
    "state": "o.state",
}
_THEN = {
    "agreed": "o.agreed_at <= %s AND o.state IN ('active', 'closed')",
    "proposed": (
        "((o.agreed_at IS NULL OR o.agreed_at > %s) AND (SELECT 1 FROM northing_event e"
        " WHERE e.ws_id = o.ws_id AND e.noun = 'objective' AND e.noun_id = o.id"
        " AND e.verb = 'propose' AND e.recorded_at <= %s LIMIT 1) = 1)"
    ),
    "standing": "a.since <= %s AND (a.ended_at IS NULL OR a.ended_at > %s)",
    "judged": "1 = 1",
    "status": (
        "(SELECT held.status FROM northing_outlook held WHERE held.key_result_id = k.id"
        " AND held.made_on <= %s AND (held.ended_on IS NULL OR held.ended_on > %s) LIMIT 1)"
    ),
    "state": "CASE WHEN o.agreed_at <= %s THEN 'active' ELSE 'proposed' END",
}


def _objective(
    found: _Found, top: tuple[int, int, int, str, str], cycle: CycleRef, columns: Sequence[CycleRef]
) -> YearObjective:
    pk, number, _all, title, owner = top
    return YearObjective(
        key=f"O-{number}",
        title=title,
        owner=owner,
        initials=Person(name=owner, handle="?").initials,
        quarters=tuple(_quarter(found, pk, column.id) for column in columns),
        own=counted(found.marks.get((pk, cycle.id), ())),
    )


def _quarter(found: _Found, top: int, cycle: int) -> Quarter:
    def of(state: ObjectiveState) -> int:
        return found.objectives.get((top, cycle, state.value), 0)

    return Quarter(
        cycle=cycle,
        key_results=counted(found.marks.get((top, cycle), ())),
        agreed=of(ObjectiveState.ACTIVE) + of(ObjectiveState.CLOSED),
        proposed=of(ObjectiveState.PROPOSED),
    )
