"""Backups: whole, of one moment, nothing half-written, the oldest given up and no other."""

import errno
import json
import os
import sqlite3
import stat
import threading
import zipfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from northing.actions import backup_copy, backups, check_ins, new_files
from northing.actions.check_ins import Said
from northing.cli import main
from northing.queries import backup_file, digests, plain_sqlite, proof
from northing.queries import backups as listed
from northing.queries.backup_file import BackupError
from tests.cast import NOW, caller
from tests.operation import places


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_it_holds_every_table_or_the_reason_why_not(installation: Path) -> None:
    with closing(plain_sqlite.opened(installation / "northing.sqlite3")) as db:
        kept = {table.name: table for table in digests.kept(db)}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if model._meta.managed and not model._meta.proxy:
            assert (table in kept) != (table in digests.LEFT_OUT), table
        if table in kept:
            named = {f.column for f in model._meta.local_concrete_fields}
            assert {c.name for c in kept[table].columns} == named
    assert set(kept) == set(backup_file.manifest(installation / "one.backup").tables)
    every = {m._meta.db_table for m in apps.get_models()} | {"site_cache", "django_migrations"}
    assert set(digests.LEFT_OUT) <= every, "a reason outlived its table"
    assert all(digests.LEFT_OUT.values())


def test_it_is_a_plain_database_and_says_what_is_in_it(installation: Path, tmp_path: Path) -> None:
    file = installation / "one.backup"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with zipfile.ZipFile(file) as archive:
        told = json.loads(archive.read("manifest.json"))
        archive.extract("northing.sqlite3", tmp_path)
    with closing(sqlite3.connect(tmp_path / "northing.sqlite3")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        for table, counted in told["tables"].items():
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (counted["rows"],)
        heads = db.execute("SELECT slug, head_seq, head_hash FROM northing_workspace").fetchall()
        migrations = db.execute("SELECT app, name FROM django_migrations").fetchall()
    assert told["heads"] == {slug: {"seq": seq, "hash": link} for slug, seq, link in heads}
    assert {tuple(m) for m in told["migrations"]} == set(migrations)
    assert told["tables"]["northing_checkin"]["rows"] > 10
    assert (told["format"], told["source"], told["made_at"]) == (1, "sqlite", NOW.isoformat())


def test_who_was_signed_in_is_not_in_it(installation: Path, tmp_path: Path) -> None:
    lying = b"secret-session"
    assert lying in (installation / "northing.sqlite3").read_bytes()
    backup_file.unpack(installation / "one.backup", tmp_path / "database")
    assert lying not in (tmp_path / "database").read_bytes()


def test_while_people_work_it_is_of_one_moment(
    installation: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(backup_copy, "STEP", 4)
    monkeypatch.setenv("NORTHING_TODAY", NOW.date().isoformat())
    done, begun, ended = [0], threading.Event(), threading.Event()

    def work() -> None:
        with places.at(places.on_sqlite(installation)):
            lea = caller("lea")
            while not ended.is_set():
                check_ins.record(lea, 1, Said(value=str(20 + done[0] % 9), note=f"no. {done[0]}"))
                done[0] += 1
                begun.set()

    writer = threading.Thread(target=work)
    writer.start()
    try:
        assert begun.wait(20)
        during = []
        for n in range(3):
            before = done[0]
            file = backups.write(tmp_path / f"{n}.backup", NOW, places.on_sqlite(installation)).path
            during.append(done[0] - before)
            told, logs = proof.of_backup(file)
            assert [one.broken for one in logs] == [None, None]
            assert told.tables["northing_checkin"].rows >= before
    finally:
        ended.set()
        writer.join()
    assert any(during), "nobody wrote meanwhile: the test proves nothing"


def test_the_newest_are_kept_and_nothing_else_is_touched(installation: Path) -> None:
    folder = installation / "kept"
    with places.at(places.on_sqlite(installation)):
        for day in range(3):
            made = backups.make(folder, 3, NOW + timedelta(days=day))
            assert not made.given_up
        others = ("notes.txt", "northing-2020-01-01.backup", "northing-2020-13-01T000000Z.backup")
        for name in others:
            (folder / name).write_text("not ours")
        made = backups.make(folder, 3, NOW + timedelta(days=3))
        assert [p.name for p in made.given_up] == ["northing-2026-03-12T120000Z.backup"]
        again = backups.make(folder, 3, NOW + timedelta(days=3))
    assert (again.path, again.size, again.given_up) == (made.path, made.size, ())
    assert _names(folder) == {f"northing-2026-03-{d}T120000Z.backup" for d in (13, 14, 15)} | set(
        others
    )
    last = listed.last(folder)
    assert last is not None
    assert (last.path, last.size, last.made_at) == (made.path, made.size, NOW + timedelta(days=3))
    assert last.is_fine


def test_one_that_cannot_be_used_never_counts_for_one(installation: Path) -> None:
    folder = installation / "kept"
    with places.at(places.on_sqlite(installation)):
        good = [backups.make(folder, 9, NOW + timedelta(days=day)).path for day in range(2)]
        broken = folder / listed.name_at(NOW + timedelta(days=5))
        broken.write_bytes(good[0].read_bytes()[:5_000])
        last = listed.last(folder)
        assert last is not None
        assert (last.path, last.is_fine) == (broken, False)
        assert "damaged" in last.trouble
        made = backups.make(folder, 2, NOW + timedelta(days=6))
        assert made.given_up == (good[0],)
        assert _names(folder) == {good[1].name, broken.name, made.path.name}
        again = backups.make(folder, 1, NOW + timedelta(days=5))
    assert again.path == broken, "what a full disk left behind is written anew"
    assert listed.last(folder / "nowhere") is None


def test_a_disk_that_is_full_leaves_nothing_behind(
    installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = installation / "kept"

    def full(_database: Path, _told: object, into: Any) -> None:
        into.write(b"PK\x03\x04 the first bytes")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "northing.backup")

    with places.at(places.on_sqlite(installation)):
        monkeypatch.setattr(backup_file, "pack", full)
        with pytest.raises(OSError, match="No space"):
            backups.make(folder, 1, NOW)
        assert _names(folder) == set()
        monkeypatch.undo()
        monkeypatch.setattr(backups, "SPARE", 1 << 60)
        with pytest.raises(BackupError, match="disk has room"):
            backups.make(folder, 1, NOW)
    assert _names(folder) == set()


def test_a_database_that_is_damaged_is_told(installation: Path) -> None:
    database = installation / "northing.sqlite3"
    whole = database.read_bytes()
    half = len(whole) // 2
    database.write_bytes(whole[:half] + b"\xa5" * 60_000 + whole[half + 60_000 :])
    with pytest.raises(BackupError, match="cannot be read whole"):
        backups.write(installation / "two.backup", NOW, places.on_sqlite(installation))
    assert "two.backup" not in _names(installation)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("database disk image is malformed", "cannot be read whole"),
        ("file is not a database", "cannot be read whole"),
        ("database or disk is full", "no room"),
        ("disk I/O error", "no room"),
    ],
)
def test_what_sqlite_says_is_told_by_its_cause(said: str, told: str) -> None:
    with pytest.raises(BackupError, match=told), proof.told_plainly():
        raise sqlite3.DatabaseError(said)


def test_one_at_a_time_and_never_over_another_file(installation: Path) -> None:
    where = places.on_sqlite(installation)
    with pytest.raises(BackupError, match="already"):
        backups.write(installation / "one.backup", NOW, where)
    with new_files.alone_in(installation), pytest.raises(BackupError, match="at work"):
        backups.write(installation / "two.backup", NOW, where)
    assert "two.backup" not in _names(installation)


def test_the_command(
    installation: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with places.at(places.on_sqlite(installation)):
        assert main(["backup", str(installation / "by-hand.backup")]) == 0
        assert "rows" in capsys.readouterr().out
        assert main(["backup", "--folder", str(installation / "daily"), "--keep", "1"]) == 0
        assert main(["backup", str(installation / "by-hand.backup")]) == 1
        assert "already" in capsys.readouterr().err
        assert main(["backup", "x", "--keep", "1"]) == 1
    assert len(listed.listed(installation / "daily")) == 1
    assert main(["verify", str(installation / "by-hand.backup")]) == 0
    assert "kestrel" in capsys.readouterr().out
