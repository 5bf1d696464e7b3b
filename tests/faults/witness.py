"""What became of the check-ins, read by plain SQL from outside, in one snapshot of the database.

Each look goes on from where the last one ended: events after the last number, and what belongs to them.
What it finds wrong it gives as sentences; none is what a test wants.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import psycopg

from northing.domain.chain import body_hash, linked
from tests.faults.installation import Installation
from tests.faults.stage import TARGET
from tests.jobs.test_workers import libpq

LATE = 200
"""On PostgreSQL a lower number may be committed after a higher one: so far back each look begins."""
EVENTS = """
SELECT e.seq, e.change_id, e.recorded_at, e.person_id, e.door, e.verb, e.noun, e.noun_id, e.schema,
  e.body_hash, e.hash, b.event_id, CAST(b.json AS TEXT), b.reason
FROM northing_event e LEFT JOIN northing_eventbody b ON b.event_id = e.id
WHERE e.ws_id = {ws} AND e.seq > {after} ORDER BY e.seq
"""
CHECK_INS = """
SELECT c.id, c.note, CAST(c.value AS TEXT), CAST(r.value AS TEXT), CAST(i.answer AS TEXT)
FROM northing_checkin c
LEFT JOIN northing_reading r ON r.id = c.reading_id
LEFT JOIN northing_idempotency i ON i.key = c.note AND i.ws_id = c.ws_id
WHERE c.ws_id = {ws} AND c.id > {after}
"""
WHOLE = """
SELECT (SELECT count(*) FROM northing_checkin WHERE ws_id = {ws}),
  (SELECT count(*) FROM northing_reading WHERE ws_id = {ws}),
  (SELECT count(*) FROM northing_idempotency WHERE ws_id = {ws}),
  (SELECT count(*) FROM northing_event WHERE ws_id = {ws}),
  (SELECT count(*) FROM northing_eventbody b JOIN northing_event e ON e.id = b.event_id WHERE e.ws_id = {ws}),
  (SELECT head_seq FROM northing_workspace WHERE id = {ws}),
  (SELECT head_hash FROM northing_workspace WHERE id = {ws})
"""
# For each key result its newest check-in beside what the row and its one standing outlook say of it.
OUTLOOKS = """
SELECT k.number, k.latest_check_in_id, n.id, CAST(n.value AS TEXT), CAST(k.progress AS TEXT),
  CAST(o.progress AS TEXT), n.recorded_at, o.inputs_until, o.ended_on,
  (SELECT count(*) FROM northing_outlook x WHERE x.key_result_id = k.id AND x.ended_on IS NULL)
FROM northing_keyresult k
JOIN northing_checkin n ON n.id = (
  SELECT m.id FROM northing_checkin m WHERE m.key_result_id = k.id
  ORDER BY m.as_of DESC, m.recorded_at DESC, m.id DESC LIMIT 1)
LEFT JOIN northing_outlook o ON o.id = k.outlook_id
WHERE k.ws_id = {ws}
"""


@dataclass
class Witness:
    """Remembers what it has seen, so that every look is short."""

    at: Installation
    seq: int = 0
    link: str = ""
    last: int = 0
    """The highest check-in seen."""
    events: Counter[int] = field(default_factory=Counter)
    keys: Counter[str] = field(default_factory=Counter)
    ids: set[int] = field(default_factory=set)

    def look(self, acknowledged: Iterable[str]) -> list[str]:
        """What is wrong now. `acknowledged`: keys whose answers had come before this call."""
        with _snapshot(self.at) as rows:

            def ask(sql: str, after: int = 0) -> list[tuple[Any, ...]]:
                return list(rows(sql.format(ws=self.at.workspace, after=after)))

            wrong = [
                *self._chain(ask(EVENTS, self.seq)),
                *self._check_ins(ask(CHECK_INS, self.last - LATE)),
            ]
            wrong += self._whole(*ask(WHOLE)[0])
            wrong += [say for row in ask(OUTLOOKS) for say in _outlook(*row)]
        wrong += [f"lost: {key}" for key in acknowledged if self.keys[key] == 0]
        return wrong + [f"doubled: {key}" for key, n in self.keys.items() if n > 1]

    def _chain(self, rows: list[tuple[Any, ...]]) -> Iterator[str]:
        for seq, change, at, *header, own, has_body, body, reason in rows:
            if seq != self.seq + 1:
                yield f"event {self.seq + 1} is missing"
            if linked(self.link, seq, _uuid(change), _instant(at).isoformat(), *header) != own:
                yield f"event {seq} is not what was hashed"
            if has_body is None or body_hash(json.loads(body), reason) != header[-1]:
                yield f"the body of event {seq} is not what was hashed"
            self.seq, self.link = seq, own
            if header[3] == "check_in":
                self.events[header[4]] += 1

    def _check_ins(self, rows: list[tuple[Any, ...]]) -> Iterator[str]:
        for number, key, value, reading, answer in rows:
            if number in self.ids:
                continue
            self.ids.add(number)
            self.last = max(self.last, number)
            self.keys[key] += 1
            if self.events[number] != 1:
                yield f"check-in {key} has {self.events[number]} events"
            if reading is None or Decimal(reading) != Decimal(value):
                yield f"check-in {key} of {value} has the reading {reading}"
            if answer is None or json.loads(answer)["id"] != number:
                yield f"check-in {key} has the idempotency answer {answer}"

    def _whole(
        self,
        check_ins: int,
        readings: int,
        answers: int,
        events: int,
        bodies: int,
        head: int,
        link: str,
    ) -> Iterator[str]:
        if not check_ins == readings == answers == sum(self.events.values()) == len(self.ids):
            yield f"{check_ins} check-ins, {readings} readings, {answers} answers, {len(self.ids)} seen"
        if (head, link) != (self.seq, self.link) or not events == bodies == head:
            yield f"the head is {head}, the last event {self.seq}, of {events} with {bodies} bodies"


def _outlook(
    number: int, latest: int, newest: int, value: str, progress: str, judged: str, recorded: Any,
    until: Any, ended: Any, standing: int,
) -> Iterator[str]:  # fmt: skip
    if standing != 1 or ended is not None:
        yield f"KR-{number} has {standing} standing outlooks"
    if latest != newest:
        yield f"KR-{number} takes {latest} for its newest check-in instead of {newest}"
    wanted = round(Decimal(value) / TARGET, 10)
    if not Decimal(progress) == Decimal(judged or -1) == wanted:
        yield f"KR-{number} is at {progress}, its outlook at {judged}, its check-in at {wanted}"
    if _instant(until) < _instant(recorded):
        yield f"the outlook of KR-{number} knows its check-ins until {until} instead of {recorded}"


@contextmanager
def _snapshot(at: Installation) -> Iterator[Any]:
    """A function from SQL to rows, all of one moment."""
    if at.url:
        with psycopg.connect(libpq(at.url)) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            yield lambda sql: connection.execute(sql).fetchall()
        return
    with closing(sqlite3.connect(at.data / "northing.sqlite3", timeout=20)) as db:
        db.isolation_level = None
        db.execute("BEGIN")
        yield lambda sql: db.execute(sql).fetchall()


def _instant(value: Any) -> datetime:
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _uuid(value: Any) -> str:
    text = str(value).replace("-", "")
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
