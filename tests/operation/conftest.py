"""Whole installations, each test with one of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from northing.actions import backups
from tests import cast, postgres
from tests.operation import places


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Path:
    """A data folder with the cast in it, and a backup of it; not to be changed."""
    folder = tmp_path_factory.mktemp("installation") / "data"
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setenv("NORTHING_TODAY", cast.NOW.date().isoformat())
        places.made(folder)
        backups.write(folder / "one.backup", cast.NOW, places.on_sqlite(folder))
    return folder


@pytest.fixture
def installation(
    made_once: Path, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[Path]:
    """A data folder with the cast in `northing.sqlite3` and a backup of it in `one.backup`."""
    folder = places.copied(made_once, tmp_path / "data")
    with django_db_blocker.unblock():
        yield folder


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server of these tests' own."""
    if not postgres.is_here():
        pytest.skip(f"no PostgreSQL here: {postgres.REMEDY}")
    with postgres.server() as url:
        yield url
