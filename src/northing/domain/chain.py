"""The rule of the log's chain: what the hash of an event is made of.

An event's hash is SHA-256 over the one before it and over its own header, the hash of its body included.
So a body may be erased, and the chain still holds; whatever else is changed, left out or put in shows.
"""

import hashlib
import json
from datetime import datetime
from typing import Any, Protocol

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=str)


class Header(Protocol):
    """What of an event the chain is made of."""

    seq: int
    recorded_at: datetime
    person_id: int | None
    door: str
    verb: str
    noun: str
    noun_id: int
    schema: int
    body_hash: str

    @property
    def change_id(self) -> object: ...


def canonical(value: object) -> bytes:
    """JSON in the one form that is hashed: keys in order, no spaces, ASCII."""
    return _ENCODER.encode(value).encode()


def body_hash(body: object, reason: str) -> str:
    """SHA-256 of an event's body and reason as canonical JSON."""
    return hashlib.sha256(canonical([body, reason])).hexdigest()


def chain_hash(before: str, event: Header) -> str:
    """The hash of an event after the one whose hash is `before` ("" for the first)."""
    return linked(
        before, event.seq, str(event.change_id), event.recorded_at.isoformat(), event.person_id,
        event.door, event.verb, event.noun, event.noun_id, event.schema, event.body_hash,
    )  # fmt: skip


def linked(before: str, *header: Any) -> str:
    """The same of a header's values as they are written: seq, change and instant as ISO text, …"""
    return hashlib.sha256(canonical([before, *header])).hexdigest()
