"""From SQLite to PostgreSQL, from there to itself and back: every row, every value, every log."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from pytest_django.plugin import DjangoDbBlocker

from northing.actions import backups, check_ins, moving, restoring
from northing.actions.check_ins import Said
from northing.cli import main
from northing.queries import backup_file, chain, digests, elsewhere
from northing.queries.backup_file import BackupError
from northing.queries.elsewhere import Settings
from northing.queries.search import search
from northing.store.check_ins import CheckIn
from northing.store.comments import Comment
from tests import cast
from tests.cast import NOW, caller
from tests.operation import places


@contextmanager
def _server(url: str) -> Iterator[Any]:
    options = url.partition("?")[2].replace("&", " ")
    with psycopg.connect(f"dbname=postgres {options}", autocommit=True) as db:
        yield db


def _named(url: str, name: str, **more: str) -> str:
    found = url.replace("/northing?", f"/{name}?")
    for key, value in more.items():
        found = found.replace("user=postgres", f"{key}={quote(value)}")
    return found


def _at(url: str) -> Settings:
    return elsewhere.by_address(url)


@pytest.fixture(scope="session")
def moved_once(postgres_server: str, made_once: Path, django_db_blocker: DjangoDbBlocker) -> str:
    """The name of a database on the server that the cast was moved to; not to be changed."""
    with _server(postgres_server) as db:
        db.execute("CREATE DATABASE moved_once")
    with django_db_blocker.unblock(), places.at(places.on_sqlite(made_once)):
        moving.move(_at(_named(postgres_server, "moved_once")), cast.NOW)
    return "moved_once"


@pytest.fixture
def url(
    postgres_server: str, moved_once: str, installation: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The address of an installation on PostgreSQL of the test's own; its files are in `installation`."""
    monkeypatch.setenv("NORTHING_TODAY", NOW.date().isoformat())
    with _server(postgres_server) as db:
        db.execute(f"CREATE DATABASE northing TEMPLATE {moved_once}")
    yield postgres_server
    with _server(postgres_server) as db:
        for (name,) in db.execute("SELECT datname FROM pg_database").fetchall():
            if name not in {"postgres", "template0", "template1", moved_once}:
                db.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _databases(url: str) -> set[str]:
    with _server(url) as db:
        return {name for (name,) in db.execute("SELECT datname FROM pg_database").fetchall()}


def test_every_value_arrives_and_the_file_stays(url: str, made_once: Path) -> None:
    there, here = places.everything(_at(url)), places.everything(places.on_sqlite(made_once))
    assert there.keys() == here.keys()
    for table, rows in here.items():
        assert there[table] == rows, table
    with places.at(_at(url)):
        assert Comment.objects.filter(text=places.NASTY).count() == 1
        assert "412.1234567890" in {str(v) for v in CheckIn.objects.values_list("value", flat=True)}
        assert [one.broken for one in chain.replay()] == [None, None]
    assert not list(made_once.glob("*.moving*"))


def test_people_go_on_working_there(url: str) -> None:
    with places.at(_at(url)):
        lea, before = caller("lea"), CheckIn.objects.latest("pk").pk
        done = check_ins.record(lea, 1, Said(value="35", note="walrus"))
        assert done.id == before + 1, "the next number follows the last"
        assert search(lea, "walrus").sorts
        assert search(lea, "deployments").sorts
        assert [one.broken for one in chain.replay()] == [None, None]


def test_a_log_that_was_changed_there_is_found(url: str) -> None:
    of_7 = "event_id IN (SELECT id FROM northing_event WHERE ws_id = 1 AND seq = 7)"
    for statement, words in (
        (f"UPDATE northing_eventbody SET json = '{{}}' WHERE {of_7}", "text is not"),
        (
            "UPDATE northing_event SET recorded_at = recorded_at + interval '1 us' WHERE ws_id = 1 AND seq = 7",
            "header",
        ),
    ):
        with psycopg.connect(f"dbname=northing {url.partition('?')[2].replace('&', ' ')}") as db:
            db.execute(statement)
        with places.at(_at(url)):
            kestrel, otter = chain.replay()
        assert (kestrel.broken.seq if kestrel.broken else 0, otter.broken) == (7, None)
        assert kestrel.broken is not None
        assert words in str(kestrel.broken.what)


def test_a_backup_comes_back_on_both(url: str, installation: Path) -> None:
    """PostgreSQL to PostgreSQL in its place, and to a SQLite file beside."""
    where, file = _at(url), installation / "of-postgres.backup"
    before = places.everything(where)
    with places.at(where):
        told = backup_file.manifest(backups.write(file, NOW).path)
        check_ins.record(caller("lea"), 1, Said(value="35", note="After the backup"))
    assert told.source == "postgresql"
    assert told.tables == backup_file.manifest(installation / "one.backup").tables, (
        "digests agree, too"
    )
    later = places.everything(where)
    with places.at(where):
        done = restoring.restore(file, NOW)
    assert places.everything(where) == before
    assert places.everything(_at(_named(url, done.kept))) == later
    into = _at(f"sqlite:///{installation}/back.sqlite3")
    with places.at(where):
        restoring.restore(file, NOW, into)
    assert places.everything(into) == before
    with places.at(into):
        lea = caller("lea")
        check_ins.record(lea, 1, Said(value="36", note="narwhal"))
        assert search(lea, "narwhal").sorts
        assert search(lea, "deployments").sorts
        assert [one.broken for one in chain.replay()] == [None, None]


def test_nothing_is_touched_where_it_cannot_be_done(url: str, installation: Path) -> None:
    file, where = installation / "one.backup", _at(url)
    before = _databases(url)
    with (
        psycopg.connect(f"dbname=northing {url.partition('?')[2].replace('&', ' ')}"),
        places.at(where),
    ):
        with pytest.raises(BackupError, match="in use"):
            restoring.restore(file, NOW)
        with pytest.raises(BackupError, match="not empty: it holds"):
            restoring.restore(file, NOW, where)
    with places.at(where), pytest.raises(BackupError, match="on PostgreSQL already"):
        moving.move(where, NOW)
    with places.at(places.on_sqlite(installation)):
        with pytest.raises(BackupError, match="not empty: it holds"):
            moving.move(where, NOW)
        with pytest.raises(BackupError, match="moves to PostgreSQL"):
            moving.move(places.on_sqlite(installation), NOW)
        with pytest.raises(BackupError, match="cannot be reached"):
            moving.move(_at(_named(url, "nowhere")), NOW)
    assert _databases(url) == before


@pytest.mark.thorough
def test_a_proof_that_fails_leaves_no_database_behind(
    url: str, installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL holds something else than was poured in: then it is dropped, and the old one stays."""
    before, where = places.everything(_at(url)), _at(url)
    names = _databases(url)
    real = digests.counted

    def other(there: Any, tables: Any) -> Any:
        found = dict(real(there, tables))
        if there.vendor == "postgresql":
            found["northing_step"] = digests.Counted(found["northing_step"].rows, "0" * 32)
        return found

    monkeypatch.setattr(digests, "counted", other)
    with places.at(where), pytest.raises(BackupError, match="northing_step"):
        restoring.restore(installation / "one.backup", NOW)
    monkeypatch.undo()
    assert _databases(url) == names
    assert places.everything(where) == before


@pytest.mark.thorough
def test_a_role_that_makes_no_databases_is_told_what_to_do(url: str, installation: Path) -> None:
    with _server(url) as db:
        db.execute("DROP ROLE IF EXISTS modest")
        db.execute("CREATE ROLE modest LOGIN")
        db.execute("ALTER DATABASE northing OWNER TO modest")
        db.execute("CREATE DATABASE northing_new OWNER modest")
    try:
        where = _at(_named(url, "northing", user="modest"))
        with places.at(where):
            with pytest.raises(BackupError, match="modest may not make databases") as refused:
                restoring.restore(installation / "one.backup", NOW)
            assert "CREATE DATABASE northing_new OWNER modest" in refused.value.remedy
            assert "--into" in refused.value.remedy
            restoring.restore(installation / "one.backup", NOW, {**where, "NAME": "northing_new"})
        assert places.everything({**where, "NAME": "northing_new"}) == places.everything(
            places.on_sqlite(installation)
        )
    finally:
        with _server(url) as db:
            db.execute("DROP DATABASE northing_new WITH (FORCE)")
            db.execute("ALTER DATABASE northing OWNER TO postgres")
            db.execute("DROP ROLE modest")


@pytest.mark.thorough
def test_the_commands(url: str, installation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with _server(url) as db:
        db.execute("CREATE DATABASE by_hand")
    there = _named(url, "by_hand")
    with places.at(places.on_sqlite(installation)):
        assert main(["move", "--to", there]) == 0
        assert f"DATABASE_URL={there}" in capsys.readouterr().out.replace("\n", "")
        assert main(["move", "--to", "mysql://nowhere/x"]) == 1
        assert "postgresql://" in capsys.readouterr().err
    with places.at(_at(there)):
        assert main(["verify"]) == 0
        assert "kestrel" in capsys.readouterr().out
        assert main(["restore", str(installation / "one.backup")]) == 0
        assert "kept as by_hand_before_restore" in capsys.readouterr().out
