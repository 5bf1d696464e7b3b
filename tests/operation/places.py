"""Installations in files and databases of their own, and what can be compared of them.

The cast is made once, in a file; every test has a copy.
"""

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session

from northing.actions import backup_copy, check_ins, comments
from northing.actions.check_ins import Said
from northing.queries import compiled, elsewhere
from northing.queries.digests import LEFT_OUT
from northing.queries.elsewhere import Settings
from northing.site.database import database
from tests import cast

# What a careless copy would lose or change.
NASTY = "Tab\tand\\backslash, \\N, 'quotes\", Zürich, 東京, 🏔, 100 %, {braces}"


def on_sqlite(folder: Path) -> Settings:
    """The settings of the installation of a data folder."""
    return database("", folder)


def made(folder: Path) -> None:
    """The cast in a new data folder, with texts that are hard to copy, and with somebody signed in."""
    where = on_sqlite(folder)
    with at(where):
        backup_copy.migrated_forward()
        made = cast.build()
        lea, number = made.lea, made.key_results["decrease"]
        comments.add(lea, f"KR-{number}", NASTY)
        check_ins.record(lea, number, Said(value="412.123456789 s", confidence="3", note=NASTY))
        Session.objects.create(
            session_key="k" * 32, session_data="secret-session", expire_date=cast.NOW
        )


@contextmanager
def at(where: Settings) -> Iterator[None]:
    """Work with another installation for the length of the block."""
    compiled._known.clear()  # statements of a process are for its one database
    try:
        with elsewhere.database(where):
            yield
    finally:
        compiled._known.clear()


def everything(where: Settings) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that backups hold, as the models read it, by its key."""
    with elsewhere.database(where):
        return {
            model._meta.db_table: sorted(
                model._base_manager.values(), key=lambda row: str(row[model._meta.pk.attname])
            )
            for model in apps.get_models(include_auto_created=True)
            if model._meta.db_table not in LEFT_OUT and model._meta.managed
        }


def edited(folder: Path, *statements: str) -> None:
    """Change what lies in an installation behind its back."""
    with closing(sqlite3.connect(folder / "northing.sqlite3")) as db, db:
        for statement in statements:
            assert db.execute(statement).rowcount != 0, statement


def repacked(
    backup: Path, into: Path, *, manifest: dict[str, Any] | None = None, **files: bytes
) -> Path:
    """A backup with other words in its manifest, or another database."""
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
        told = json.loads(old.read("manifest.json")) | (manifest or {})
        new.writestr("northing.sqlite3", files.get("database") or old.read("northing.sqlite3"))
        new.writestr("manifest.json", json.dumps(told))
    return into


def copied(folder: Path, into: Path) -> Path:
    """A data folder of one's own."""
    return Path(shutil.copytree(folder, into))
