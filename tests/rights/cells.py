"""One cell of the matrix: somebody asks for something once, from the same state as everybody else.

Each cell runs in a savepoint that is rolled back. What it wrote is watched at the connection: a cell
that writes nothing costs nothing to prove; one that was refused after it had begun to write is held
against a fingerprint of every table.
"""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse
from django.http.cookie import SimpleCookie
from django.test import Client

from northing.store.events import Event
from northing.store.workspaces import Workspace
from tests.rights.house import House
from tests.rights.words import told

_WRITE = re.compile(r'^\s*(?:INSERT|UPDATE|DELETE|REPLACE|TRUNCATE)\b[^"]*"(\w+)"', re.IGNORECASE)
NOT_OURS = ("django_session", "site_cache", "usersessions_usersession")
"""Tables that any visit may write: sessions, where they were last seen, and the counters of limits."""


@dataclass
class Seen:
    """What one cell came to: its answer, what was asked of the database, what the log gained."""

    status: int = 0
    body: bytes = b""
    response: Any = None
    asked: int = 0
    wrote: list[str] = field(default_factory=list)
    events: list[tuple[str, str]] = field(default_factory=list)
    """Noun and verb of each event, in order."""
    persons: set[int | None] = field(default_factory=set)
    changed: list[str] = field(default_factory=list)
    """Tables whose rows differ from those before; looked at only where something was written."""


@dataclass
class Bench:
    """The house, its state before any cell, and the one browser that everybody borrows."""

    house: House
    before: dict[str, int] = field(default_factory=dict)
    heads: dict[int, tuple[int, str]] = field(default_factory=dict)
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    @classmethod
    def of(cls, house: House) -> "Bench":
        return cls(house, fingerprint(), heads())

    def ask(
        self, role: str, path: str, method: str = "GET", *, data: Any = None, **more: Any
    ) -> HttpResponse:
        """A request by this person's session (`role` without one: a stranger's)."""
        secret = self.house.sessions.get(role)
        self.client.cookies = SimpleCookie({"northing_session": secret} if secret else {})
        ask = getattr(self.client, method.lower())
        given = {} if data is None else {"data": data}
        return ask(path, **given, **more)  # type: ignore[no-any-return]  # a test response

    def call(
        self, secret: str, path: str, method: str = "GET", *, data: Any = None, **more: Any
    ) -> HttpResponse:
        """A request to the API with this token; without one where it is empty."""
        self.client.cookies = SimpleCookie({})
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        given: dict[str, Any] = {}
        if data is not None:
            given = {"data": data, "content_type": "application/json"}
        return getattr(self.client, method.lower())(path, headers=headers, **given, **more)  # type: ignore[no-any-return]  # as above

    def cell(self, run: Callable[[], HttpResponse | int]) -> Seen:
        """Run once and look; afterwards everything is as it was."""
        seen = Seen()
        with rolled_back(), watched(seen), quiet():
            answer = run()
            if isinstance(answer, int):
                seen.status = answer
            else:
                seen.status, seen.response = answer.status_code, answer
                seen.body = b"".join(answer) if answer.streaming else answer.content
            if seen.wrote:
                self._compare(seen)
        return seen

    def _compare(self, seen: Seen) -> None:
        for ws, (head, _hash) in self.heads.items():
            new = Event.objects.filter(ws=ws, seq__gt=head).order_by("seq")
            found = list(new.values_list("noun", "verb", "person_id"))
            seen.events += [(noun, verb) for noun, verb, _person in found]
            seen.persons |= {person for _noun, _verb, person in found}
        if not seen.events:
            now = fingerprint()
            seen.changed = [name for name, mark in now.items() if mark != self.before[name]]


def wrong_writes(bench: Bench, leaves: str, role: str, seen: Seen) -> Iterator[str]:
    """What was written or told and should not have been; nothing where all is well."""
    for word in told(role, seen.body):
        yield f"  {role}: {seen.status}, and is told of {word}"
    if not leaves:
        if seen.events or seen.changed:
            yield f"  {role}: {seen.status}, yet it left {seen.events or seen.changed}"
    elif leaves.startswith("table "):
        if leaves.removeprefix("table ") not in seen.changed:
            yield f"  {role}: {seen.status}, but {leaves} is as it was; changed: {seen.changed}"
    elif tuple(leaves.split()) not in seen.events:
        yield f"  {role}: {seen.status}, but no event {leaves!r}; there are {seen.events}"
    elif seen.persons != {bench.house[role]}:
        yield f"  {role}: events bear the names of {seen.persons} instead of {bench.house[role]}"


@contextmanager
def quiet() -> Iterator[None]:
    """Thousands of refusals are no news: said aloud they would take a third of the time."""
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


@contextmanager
def rolled_back() -> Iterator[None]:
    """A savepoint that never holds."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def watched(seen: Seen) -> Iterator[None]:
    """Count what is asked, and note each table of ours that is written."""

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.asked += 1
        found = _WRITE.match(sql)
        if found and found[1] not in NOT_OURS:
            seen.wrote.append(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield


def fingerprint() -> dict[str, int]:
    """One number per table: equal while no row of it differs."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table not in NOT_OURS:
            found[table] = hash(tuple(map(repr, model._base_manager.order_by("pk").values_list())))
    return found


def heads() -> dict[int, tuple[int, str]]:
    """The head of each workspace's chain."""
    rows = Workspace.objects.values_list("pk", "head_seq", "head_hash")
    return {pk: (seq, mark) for pk, seq, mark in rows}
