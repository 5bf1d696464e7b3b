"""A replica that is none: the test's own database through a second connection that cannot write."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.http import HttpResponse
from django.test import Client

from northing.site import kept, replica
from tests.cast import NOW

READ_ONLY = "-c default_transaction_read_only=on"


@dataclass
class Twin:
    """The replica's connection, what it was asked, and why it was left alone."""

    asked: list[str] = field(default_factory=list)
    rests: list[str] = field(default_factory=list)
    breaks_at: int = 0
    hangs_at: int = 0
    opened: int = 0

    @property
    def connection(self) -> Any:
        return connections[replica.REPLICA]

    def watch(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.asked.append(sql)
        if len(self.asked) == self.breaks_at:
            self._cut()
        if len(self.asked) == self.hangs_at:
            return execute("SELECT pg_sleep(60)", None, False, context)
        return execute(sql, params, many, context)

    def _cut(self) -> None:
        """The server ends this connection, as it does when it dies."""
        pid = self.connection.connection.info.backend_pid
        other = connections.create_connection("default")
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        other.close()

    def get(self, client: Client, path: str, **more: Any) -> HttpResponse:
        """Ask as if nothing was kept; `asked` has what the replica was asked for it."""
        kept.pages.forget()
        self.asked.clear()
        found: Any = client.get(path, **more)
        return found  # type: ignore[no-any-return]  # the client's answer has more than Django's types say

    def rest(self, *, until: float) -> None:
        replica._resting.until = until


@contextmanager
def twinned(monkeypatch: pytest.MonkeyPatch) -> Iterator[Twin]:
    """A replica for the length of a block; at its end the primary must stand in its place."""
    given = copy.deepcopy(connections["default"].settings_dict)
    given["OPTIONS"]["options"] = f"{given['OPTIONS'].get('options', '')} {READ_ONLY}"
    monkeypatch.setitem(settings.DATABASES, replica.REPLICA, given)
    monkeypatch.setenv("NORTHING_TODAY", NOW.date().isoformat())
    found, rest, primary = Twin(), replica._rest, connections["default"]

    def noted(why: str) -> None:
        found.rests.append(why)
        rest(why)

    monkeypatch.setattr(replica, "_rest", noted)
    found.rest(until=0)
    connections[replica.REPLICA] = connections.create_connection(replica.REPLICA)
    found.connection.alias = "twin"  # Django's tests refuse aliases that they were not told of
    found.connection.execute_wrappers.append(found.watch)
    open_one = found.connection.get_new_connection

    def counted(given: Any) -> Any:
        found.opened += 1
        return open_one(given)

    found.connection.get_new_connection = counted
    try:
        yield found
        assert connections["default"] is primary, "the replica was left in the primary's place"
    finally:
        connections["default"] = primary
        found.rest(until=0)
        found.connection.close()
        del connections[replica.REPLICA]
