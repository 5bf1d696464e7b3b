"""The history: every event in the order of its time, numbered and chained as actions/change.py does it."""

from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps

from benchmarks.plenty import tables
from northing.actions import change
from northing.store import guard
from northing.store.events import Event, EventBody
from northing.store.row import Row, plain
from northing.store.workspaces import Workspace

CHUNK = 500
LINKS = 20_000
"""Events that are chained before they are written."""

SCHEMAS = {model.NOUN: model.SCHEMA for model in apps.get_models() if issubclass(model, Row)}
Definitions = dict[str, dict[int, dict[str, Any]]]


class Entry(NamedTuple):
    """One event before it is numbered, its body given, or None for the definition of today.

    `changes` overlay the definition: what was different then. `change` 0 is a change of its own.
    """

    at: datetime
    change: int
    person: int
    verb: str
    noun: str
    noun_id: int
    objective: int | None
    team: int | None
    body: dict[str, Any] | None = None
    changes: dict[str, Any] | None = None
    reason: str = ""
    door: str = "web"


@dataclass(slots=True)
class Log:
    """Collects what happened; definitions are asked for once, by noun, when all rows are there."""

    entries: list[Entry] = field(default_factory=list)
    nouns: dict[str, dict[int, Row]] = field(default_factory=dict)
    public: dict[int, datetime] = field(default_factory=dict)
    """When objectives ceased to be drafts; those that are drafts still are not in it."""
    changes: int = 0
    firsts: dict[int, int] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)

    def add(
        self, at: datetime, person: int, verb: str, row: Row, *, reason: str = "", change: int = 0,
        **before: Any,
    ) -> int:  # fmt: skip
        """Note an event of a row; `before` names columns that had other values then.

        Gives the number of the change, so that further events can be part of it.
        """
        self.nouns.setdefault(row.NOUN, {})[row.pk] = row
        changes = {name: plain(value) for name, value in before.items()}
        place = (row.NOUN, row.pk, *row.concerns())
        return self.note(Entry(at, change, person, verb, *place, None, changes, reason))

    def note(self, entry: Entry) -> int:
        """The same for a row that is no instance."""
        if not entry.change:
            self.changes += 1
            entry = entry._replace(change=self.changes)
        self.entries.append(entry)
        return entry.change

    def write(self) -> None:
        """Number, chain and write all of it."""
        self.entries.sort(key=itemgetter(0, 1))
        definitions = {noun: _definitions(rows) for noun, rows in self.nouns.items()}
        head = ""
        for start in range(0, len(self.entries), LINKS):
            part = self.entries[start : start + LINKS]
            head = self._write(part, start, head, definitions)
        with guard.writing():
            Workspace.objects.update(head_seq=len(self.entries), head_hash=head)

    def _write(self, part: list[Entry], start: int, head: str, definitions: Definitions) -> str:
        """Write a slice that begins at number `start` + 1 after `head`; gives the new head."""
        events, bodies = [], []
        for seq, one in enumerate(part, start + 1):
            body = one.body if one.body is not None else definitions[one.noun][one.noun_id]
            if one.changes:
                body = {**body, **one.changes}
            first = self.firsts.setdefault(one.change, seq)
            # The action's own functions, so that the chain is valid by their word and not by a copy.
            event = Event(
                ws_id=1, seq=seq, change_id=UUID(int=one.change), recorded_at=one.at,
                person_id=one.person, door=one.door, verb=one.verb, noun=one.noun,
                noun_id=one.noun_id, schema=SCHEMAS[one.noun],
                body_hash=change.body_hash(body, one.reason),
            )  # fmt: skip
            head = change.chain_hash(head, event)
            events.append(
                (seq, 1, seq, event.change_id, one.at, one.person, one.door, one.verb, one.noun,
                 one.noun_id, event.schema, event.body_hash, head, one.objective, one.team, first,
                 self._is_private(one))
            )  # fmt: skip
            bodies.append((seq, body, one.reason))
        tables.pour(Event, _EVENT, events)
        tables.pour(EventBody, ("event_id", "json", "reason"), bodies)
        return head

    def _is_private(self, one: Entry) -> bool:
        """What happened to a draft stays in its circle, the metric made for its key result too."""
        if one.objective is None:
            return one.noun == "metric" and one.change in self.hidden
        hidden = one.objective not in self.public or one.at < self.public[one.objective]
        if hidden:
            self.hidden.add(one.change)
        return hidden


def _definitions(rows: dict[int, Row]) -> dict[int, dict[str, Any]]:
    """What each noun is now, by id, asked for in slices."""
    listed = list(rows.values())
    found: dict[int, dict[str, Any]] = {}
    for start in range(0, len(listed), CHUNK):
        part = listed[start : start + CHUNK]
        found.update(zip((r.pk for r in part), type(part[0]).definitions(part), strict=True))
    return found


_EVENT = (
    "id", "ws_id", "seq", "change_id", "recorded_at", "person_id", "door", "verb", "noun", "noun_id",
    "schema", "body_hash", "hash", "objective_id", "team_id",
    "change_seq", "private",
)  # fmt: skip
