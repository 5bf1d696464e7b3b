"""A connection wrapper that refuses every write to our tables outside actions/change.py."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

_open: ContextVar[bool] = ContextVar("northing_writing", default=False)

# Our tables that somebody else writes: the sign-in library keeps accounts; the queue of what runs without
# a person (actions/queue.py) its turns and workers, a hundred times a second and for no workspace's log.
EXEMPT = frozenset({"northing_account", "northing_schedule", "northing_slot", "northing_worker"})

_WRITE = re.compile(
    r"^\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM"
    r"|TRUNCATE(?:\s+TABLE)?|COPY)\s+\"?(northing_\w+)\"?",
    re.IGNORECASE,
)


class UnguardedWriteError(RuntimeError):
    """Somebody tried to write around actions/change.py."""


@contextmanager
def writing() -> Iterator[None]:
    """Allow writes to our tables for the length of the block. Only actions/change.py may open it."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def refuse(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Run the statement unless it writes one of our tables while no change is open."""
    if not _open.get():
        found = _WRITE.match(sql)
        if found and found[1] not in EXEMPT:
            raise UnguardedWriteError(
                f"A write to {found[1]} outside actions/change.py. Use `with change(...)`."
            )
    return execute(sql, params, many, context)


def install() -> None:
    """Wrap every connection from its first moment on."""
    connection_created.connect(_wrap, dispatch_uid="northing.guard")


def _wrap(connection: BaseDatabaseWrapper, **_: object) -> None:
    if refuse not in connection.execute_wrappers:
        connection.execute_wrappers.append(refuse)
