"""Events on their way into the log: as light as they can be, because a change may leave thousands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(slots=True)
class Entry:
    """The columns of an Event, by their names."""

    ws_id: int
    seq: int
    change_id: UUID
    recorded_at: datetime
    person_id: int | None
    door: str
    verb: str
    noun: str
    noun_id: int
    schema: int
    objective_id: int | None
    team_id: int | None
    body_hash: str
    change_seq: int
    private: bool
    hash: str = ""
    id: int = 0


@dataclass(slots=True)
class Body:
    """The columns of an EventBody, by their names."""

    event_id: int
    json: dict[str, Any]
    reason: str
    redacted_at: None = None
