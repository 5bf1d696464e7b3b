"""Asking another database than the installation's: a copy, a backup, a place that is being made.

    with elsewhere.database(settings) as there: ...

For the length of the block everything that this thread asks goes there, migrations included: they
say `default` and mean it. Other threads keep asking the installation's.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any, cast

from django.conf import settings as site
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

Settings = Mapping[str, Any]


def by_address(url: str) -> Settings:
    """The settings of a database address. Raises ValueError for one that cannot be followed."""
    try:
        return site.DATABASE_BY_ADDRESS(url, Path(site.DATA))
    except ImproperlyConfigured as error:
        raise ValueError(str(error)) from error


def usual() -> Settings:
    """The settings of the installation's own database."""
    return cast("Settings", connections[DEFAULT_DB_ALIAS].settings_dict)


def in_file(path: Path) -> Settings:
    """The settings of a SQLite file that nobody else uses: no waiting for the disk, no side files."""
    quick = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": quick},
    }


@contextmanager
def database(settings: Settings) -> Iterator[BaseDatabaseWrapper]:
    """Ask this database within the block; its connection is closed at the end."""
    before = connections[DEFAULT_DB_ALIAS]
    there = _wrapper(settings)
    connections[DEFAULT_DB_ALIAS] = there
    try:
        yield there
    finally:
        there.close()
        connections[DEFAULT_DB_ALIAS] = before


def _wrapper(settings: Settings) -> BaseDatabaseWrapper:
    own: dict[str, Any] = deepcopy(dict(settings))
    # A pool is known by its alias: this one must not be given connections of the installation's.
    own["OPTIONS"] = {k: v for k, v in own.get("OPTIONS", {}).items() if k != "pool"}
    whole = connections.configure_settings({DEFAULT_DB_ALIAS: own})[DEFAULT_DB_ALIAS]
    made = load_backend(whole["ENGINE"]).DatabaseWrapper(whole, DEFAULT_DB_ALIAS)
    return cast("BaseDatabaseWrapper", made)
