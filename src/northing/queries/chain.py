"""Replaying the log: is every event there, is each what it was, and does the workspace's head agree?

Read in slices up to the head as it stood at the beginning, so memory stays small, no lock is held, and
what is written meanwhile does not count.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import connection

from northing.domain.chain import canonical, linked
from northing.kit.text import Text
from northing.kit.text import text as _

SLICE = 5_000


@dataclass(frozen=True, slots=True)
class Break:
    """The first place at which a log is not what it was: the event's number, and what differs."""

    seq: int
    what: Text


@dataclass(frozen=True, slots=True)
class Replayed:
    """A workspace's log: its head as it stands, how many bodies were erased, where it breaks."""

    slug: str
    seq: int
    hash: str
    erased: int = 0
    broken: Break | None = None


@dataclass(slots=True)
class _Walk:
    """The last event that was right."""

    seq: int = 0
    link: str = ""
    erased: int = 0


def heads() -> list[tuple[int, str, int, str]]:
    """Id, slug, number and hash of the last event, of every workspace."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, slug, head_seq, head_hash FROM northing_workspace ORDER BY slug")
        return [
            (int(ws), str(slug), int(seq), str(link)) for ws, slug, seq, link in cursor.fetchall()
        ]


def replay(slug: str = "") -> Iterator[Replayed]:
    """Replay every workspace's log, or that of one; nothing where there is no such workspace."""
    for ws, name, seq, link in heads():
        if slug in {"", name}:
            yield _replayed(ws, name, seq, link)


def _replayed(ws: int, slug: str, seq: int, link: str) -> Replayed:
    walk = _Walk()
    for row in _events(ws, seq):
        if broken := _step(walk, row):
            return Replayed(slug, seq, link, walk.erased, broken)
    return Replayed(slug, seq, link, walk.erased, _at_head(walk, ws, seq, link))


def _at_head(walk: _Walk, ws: int, seq: int, link: str) -> Break | None:
    if walk.seq < seq:
        return Break(
            walk.seq + 1, _("The event is missing: the log ends at {last}.", last=walk.seq)
        )
    if walk.link != link:
        return Break(seq, _("The workspace's head is another than the last event's hash."))
    # One statement sees one moment: an event and its workspace's head are committed together.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT head_seq, (SELECT max(seq) FROM northing_event WHERE ws_id = %s)"
            " FROM northing_workspace WHERE id = %s",
            [ws, ws],
        )
        head, last = cursor.fetchone()
    if (last or 0) > head:
        return Break(last, _("The event stands beyond the workspace's head, {head}.", head=head))
    return None


def _step(walk: _Walk, row: tuple[Any, ...]) -> Break | None:
    """Go on to this event, or say what is wrong with it."""
    *header, own, has_body, body, reason, erased = row
    seq, body_hash = header[0], header[-1]
    if seq != walk.seq + 1:
        return Break(
            walk.seq + 1,
            _("The event is missing: {found} follows {last}.", found=seq, last=walk.seq),
        )
    if linked(walk.link, *header) != own:
        return Break(seq, _("The event's header or its place is not what was hashed."))
    if has_body is None:
        return Break(seq, _("The event's text is missing."))
    if erased:
        walk.erased += 1
    elif not _is_hash(body_hash, body, reason):
        return Break(seq, _("The event's text is not what was hashed."))
    walk.seq, walk.link = seq, own
    return None


def _is_hash(wanted: str, body: str | None, reason: str) -> bool:
    """Whether body and reason have this hash; as it lies if it is canonical already, else made so."""
    written = canonical(reason)
    if body is not None:
        as_it_lies = b"[" + body.encode() + b"," + written + b"]"
        if sha256(as_it_lies).hexdigest() == wanted:
            return True
        try:
            body = json.loads(body)
        except ValueError:
            return False
    return sha256(b"[" + canonical(body) + b"," + written + b"]").hexdigest() == wanted


# Instants and numbers of changes as they were hashed: `2026-03-12T12:00:00+00:00`, a UUID with dashes.
_AT = {
    "sqlite": "replace(e.recorded_at, ' ', 'T') || '+00:00'",
    "postgresql": "replace(to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US'),"
    " '.000000', '') || '+00:00'",
}
_CHANGE = {
    "sqlite": " || '-' || ".join(
        f"substr(e.change_id, {at}, {count})"
        for at, count in ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
    ),
    "postgresql": "e.change_id::text",
}
_JSON = {"sqlite": "b.json || ''", "postgresql": "b.json::text"}


def _events(ws: int, last: int) -> Iterator[tuple[Any, ...]]:
    kind = connection.vendor
    sql = (
        f"SELECT e.seq, {_CHANGE[kind]}, {_AT[kind]}, e.person_id, e.door, e.verb, e.noun, e.noun_id,"  # noqa: S608 - our own text
        f" e.schema, e.body_hash, e.hash, b.event_id, {_JSON[kind]}, b.reason, b.redacted_at IS NOT NULL"
        " FROM northing_event e LEFT JOIN northing_eventbody b ON b.event_id = e.id"
        " WHERE e.ws_id = %s AND e.seq > %s AND e.seq <= %s ORDER BY e.seq LIMIT %s"
    )
    after = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(sql, [ws, after, last, SLICE])
            rows = cursor.fetchall()
            yield from rows
            if len(rows) < SLICE:
                return
            after = rows[-1][0]
