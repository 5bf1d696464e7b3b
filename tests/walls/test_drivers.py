"""Who speaks to a database past the framework, where the guard does not see what is written.

Restoring writes every table as it was, so no verb and no event could stand for it. It fills a file or a
database that nobody uses yet, proves it, and only then puts it in place: the installation's own tables
are never written so.
"""

import ast
from collections.abc import Iterator

import pytest

from tests.walls.test_sources import modules

pytestmark = pytest.mark.static

DRIVERS = {"sqlite3", "psycopg"}
MAY_KNOW_A_DRIVER = {
    "queries/plain_sqlite.py": "opens files: reading, or new ones that nobody else knows yet",
    "queries/table_lines.py": "reads lines out of tables, and writes them into new ones",
    "actions/backup_copy.py": "fills the new file of a backup",
    "actions/restore_sqlite.py": "puts a proven file in the place of the old one",
    "actions/restore_postgres.py": "fills a new database and lets it take the old one's name",
    "queries/proof.py": "knows by its errors that a file is broken",
    "queries/doctor/database.py": "asks SQLite for its version",
}
MAY_POUR = {
    "queries/table_lines.py": "defines it",
    "actions/backup_copy.py": "into the new file of a backup",
    "actions/restore_postgres.py": "into a database that was empty a moment ago",
}


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def _named(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.FunctionDef):
            yield node.name


def test_only_these_know_a_driver() -> None:
    found = {name for name, tree in modules() if DRIVERS & set(_imported(tree))}
    others = found - set(MAY_KNOW_A_DRIVER)
    assert not others, "Ask by django.db, which the guard watches; or give a reason here."
    assert set(MAY_KNOW_A_DRIVER) <= found, "a reason outlived its module"


def test_only_these_write_past_the_guard() -> None:
    found = {
        name for name, tree in modules()
        if {"pour_into_sqlite", "pour_into_postgres"} & set(_named(tree))
    }  # fmt: skip
    assert found == set(MAY_POUR), "Rows are written by `with change(...)` of actions/change.py."
