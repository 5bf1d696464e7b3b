"""How many key results stand where at the end of a day, by team: one statement over covering indexes.

Every judged key result has exactly one outlook on each day, so the same statement serves today and any
past day. It is written in SQL because it is one read for three questions: what stands where, which have
been silent for longest, and what turned within the week.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from northing.domain.practice import silent_before
from northing.domain.snapshot import Ambition, Status
from northing.domain.turns import RUNNING
from northing.queries.overview_scope import Scope

_COLUMNS = "team_id, status, ambition, heard_on, key_result_id"
_TODAY = """
    SELECT {columns} FROM northing_outlook {hint}
    WHERE ended_on IS NULL AND cycle_id = %s AND status <> %s {filters}
"""
# Two ranges of one index: an OR of them would be looked up row by row.
_THEN = """
    SELECT {columns} FROM northing_outlook
    WHERE ended_on IS NULL AND made_on <= %s AND cycle_id = %s AND status <> %s {filters}
    UNION ALL
    SELECT {columns} FROM northing_outlook
    WHERE ended_on > %s AND made_on <= %s AND cycle_id = %s AND status <> %s {filters}
"""
_STATEMENT = """
WITH day AS {kept} ({day})
SELECT 0 AS sort, team_id AS one, status AS two, '' AS three, '' AS four, COUNT(*) AS five,
    SUM(CASE WHEN {silent} THEN 1 ELSE 0 END) AS six,
    SUM(CASE WHEN ambition = %s THEN 1 ELSE 0 END) AS seven
FROM day GROUP BY team_id, status
UNION ALL
SELECT 1, key_result_id, '', '', '', 0, 0, 0 FROM (
    SELECT key_result_id FROM day WHERE {silent} {within}
    ORDER BY heard_on, key_result_id LIMIT %s OFFSET %s
) AS longest
UNION ALL
SELECT 2, t.key_result_id, t.before, t.status, {title}, t.team_id, t.id, {number}
FROM northing_outlook t {join}
WHERE t.cycle_id = %s AND t.made_on > %s AND t.made_on <= %s
    AND NOT (t.before = '') AND NOT (t.before = t.status) {turns} {near}
"""
_PLAIN = {"title": "''", "number": "0", "join": ""}
_NAMED = {
    "title": "k.title",
    "number": "k.number",
    "join": "JOIN northing_keyresult k ON k.id = t.key_result_id",
}


class Group(NamedTuple):
    """Key results of one team with one status: all, those that are silent, those that are aspirational."""

    team: int
    status: str
    all: int
    silent: int
    aspirational: int


class TurnRow(NamedTuple):
    """One turn within the week; number and title only where they were asked for."""

    id: int
    key_result: int
    team: int
    before: str
    after: str
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Counts:
    """The groups of a scope's cycle in its part of the tree, the longest silent key results by id, and
    every turn since the week before, the oldest first."""

    groups: tuple[Group, ...]
    silent: tuple[int, ...]
    turns: tuple[TurnRow, ...]

    @property
    def silent_in_all(self) -> int:
        return sum(g.silent for g in self.groups)


def counts(wanted: Scope, *, with_titles: bool = False) -> Counts:
    """What stands where at the end of the scope's day, and what turned in the week before: one query."""
    day, of_day = _day(wanted)
    silent, quiet = _silent(silent_before(wanted.day))
    within, inside = _within(wanted)
    part = wanted.part("silent")
    sql = _STATEMENT.format(
        # Today's rows stand in an index in the order of the groups; a past day's are picked once.
        kept="MATERIALIZED" if wanted.caller.past else "NOT MATERIALIZED",
        day=day, silent=silent, within=within,
        turns=" AND t.ambition = %s" if wanted.ambition else "",
        near=within.replace("team_id", "t.team_id"), **(_NAMED if with_titles else _PLAIN),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            sql,
            [
                *of_day, *quiet,
                Ambition.ASPIRATIONAL.value, *quiet, *inside, part.stop - part.start, part.start,
                wanted.cycle.id, wanted.since, wanted.day,
                *([wanted.ambition] if wanted.ambition else []), *inside,
            ],
        )  # fmt: skip
        rows = cursor.fetchall()
    return _counts(wanted, rows)


def _counts(wanted: Scope, rows: Sequence[tuple[Any, ...]]) -> Counts:
    groups = tuple(
        Group(team, status, count, int(silent), int(bold))
        for sort, team, status, _b, _c, count, silent, bold in rows
        if sort == 0 and wanted.has(team)
    )
    turns = [
        TurnRow(pk, kr, team, before, after, number, title)
        for sort, kr, before, after, title, team, pk, number in rows
        if sort == _TURN
    ]
    turns.sort()
    return Counts(groups, tuple(row[1] for row in rows if row[0] == 1), tuple(turns))


_TURN = 2


def _day(wanted: Scope) -> tuple[str, list[Any]]:
    """The rows that held at the end of the day, and the values of the gaps."""
    filters, filtered = _filters(wanted)
    every = [wanted.cycle.id, Status.DROPPED.value, *filtered]
    if wanted.caller.past:
        values = [wanted.day, *every, wanted.day, wanted.day, *every]
        return _THEN.format(columns=_COLUMNS, filters=filters), values
    # SQLite keeps no statistics unless asked to, and would take the index of all days.
    hint = "INDEXED BY outlook_now" if connection.vendor == "sqlite" else ""
    return _TODAY.format(columns=_COLUMNS, filters=filters, hint=hint), every


def _filters(wanted: Scope) -> tuple[str, list[str]]:
    asked = {"status": wanted.status, "ambition": wanted.ambition}
    named = {column: value for column, value in asked.items() if value}
    return "".join(f" AND {column} = %s" for column in named), list(named.values())


def _silent(before: date) -> tuple[str, list[date | str]]:
    running = sorted(RUNNING)
    return f"(heard_on < %s AND status IN ({_gaps(len(running))}))", [before, *running]


def _within(wanted: Scope) -> tuple[str, list[int]]:
    if wanted.within is None:
        return "", []
    return f"AND team_id IN ({_gaps(len(wanted.within))})", sorted(wanted.within)


def _gaps(count: int) -> str:
    return ", ".join(["%s"] * count)
