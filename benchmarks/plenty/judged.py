"""What was thought of each key result from week to week, and of the practice as a whole."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from benchmarks.plenty import tables
from benchmarks.plenty.firm import WS
from benchmarks.plenty.plans import JUDGED
from benchmarks.plenty.size import TODAY
from benchmarks.plenty.weeks import Told
from northing.actions import outlooks
from northing.domain import outlook as rules
from northing.domain.snapshot import CheckIn as Picture
from northing.domain.snapshot import KeyResult as Snapshot
from northing.domain.snapshot import KeyResultState
from northing.store.key_results import KeyResult
from northing.store.outlooks import Outlook

WEEK = timedelta(days=7)
PLACES = 10


@dataclass(slots=True)
class Judged:
    """Rows of outlooks, and the state of the practice that they amount to."""

    rows: list[list[Any]] = field(default_factory=list)

    def judge(self, one: Told) -> None:
        """Judge a key result on every day of asking up to today, and set its derived columns."""
        row, above = one.aim.row, one.aim.row.objective
        whole = row.snapshot(above.ambition, one.pictures, one.aim.steps)
        row.last_on = one.pictures[-1].on if one.pictures else None
        row.last_word_on, row.latest_check_in_id = one.last_word, one.latest
        last: list[Any] | None = None
        if above.state in JUDGED:
            for day, state in _days(one):
                last = self._on(row, _known(whole, day, state), day, last)
            row.outlook_id = last[0] if last else None
        found = rules.outlook(whole, one.life.closed or TODAY)
        row.status, row.progress = found.status.value, _rounded(found.progress.value)

    def _on(self, row: KeyResult, kr: Snapshot, day: date, last: list[Any] | None) -> list[Any]:
        """A new row where it says something else than the last one, which then ends."""
        found = rules.outlook(kr, day)
        progress, planned = _rounded(found.progress.value), _rounded(found.planned) or Decimal(0)
        heard = kr.check_ins[-1].on if kr.check_ins else kr.started_on
        if last is not None:
            same = (last[_STATUS], last[_PROGRESS], last[_HEARD]) == (
                found.status.value,
                progress,
                heard,
            )
            if same and abs(planned - last[_PLANNED]) < outlooks.MOVED:
                return last
            last[_ENDED] = day
        until = kr.check_ins[-1].recorded_at if kr.check_ins else row.objective.agreed_at
        new = [
            len(self.rows) + 1, WS, row.pk, row.team_id, row.cycle_id, row.owner_id, day, None,
            found.method, progress, planned, found.status.value, last[_STATUS] if last else "", until,
            row.objective.ambition, heard,
        ]  # fmt: skip
        self.rows.append(new)
        return new

    def write(self) -> None:
        tables.pour(Outlook, _OUTLOOK, self.rows)


_OUTLOOK = (
    "id", "ws_id", "key_result_id", "team_id", "cycle_id", "owner_id", "made_on", "ended_on", "method",
    "progress", "planned", "status", "before", "inputs_until",
    "ambition", "heard_on",
)  # fmt: skip
_ENDED, _PROGRESS, _PLANNED, _STATUS, _HEARD = 7, 9, 10, 11, 15


def _days(one: Told) -> Iterator[tuple[date, KeyResultState]]:
    """The days on which it is judged, with the state in which it was then."""
    above, state = one.aim.row.objective, KeyResultState(one.aim.row.state)
    until = one.life.until.date()
    day = above.agreed_at.date() if above.agreed_at else TODAY
    while day < min(until, TODAY):
        yield day, KeyResultState.OPEN
        day += WEEK
    if one.life.closed is not None:
        yield one.life.closed, state
    else:
        if state is not KeyResultState.OPEN:
            yield until, state
        yield TODAY, state


def _known(whole: Snapshot, day: date, state: KeyResultState) -> Snapshot:
    """The picture of a day: what was said by then; later steps are left out by the rules themselves."""
    said: tuple[Picture, ...] = tuple(c for c in whole.check_ins if c.on <= day)
    return replace(whole, state=state, check_ins=said)


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else round(value, PLACES)
