"""Restoring: proven first, put in place at once, and nothing touched where the proof fails."""

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from northing import __version__
from northing.actions import backup_copy, backups, check_ins, restore_sqlite, restoring
from northing.actions.check_ins import Said
from northing.cli import main
from northing.queries import backup_file, chain, elsewhere, proof
from northing.queries.backup_file import BackupError
from northing.queries.search import search
from tests.cast import NOW, caller
from tests.operation import first_schema, places

DATABASE = "northing.sqlite3"


def _restored(folder: Path, file: Path | None = None, **options: Any) -> restoring.Restored:
    with places.at(places.on_sqlite(folder)):
        return restoring.restore(file or folder / "one.backup", NOW, **options)


def _bytes(folder: Path) -> bytes:
    return (folder / DATABASE).read_bytes()


@pytest.fixture
def worked_on(installation: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The installation, with a check-in that came after the backup."""
    monkeypatch.setenv("NORTHING_TODAY", NOW.date().isoformat())
    with places.at(places.on_sqlite(installation)):
        check_ins.record(caller("lea"), 1, Said(value="33", note="After the backup"))
    return installation


def test_it_is_as_it_was(worked_on: Path, made_once: Path) -> None:
    (worked_on / DATABASE).chmod(0o640)
    later = places.everything(places.on_sqlite(worked_on))
    done = _restored(worked_on)
    assert places.everything(places.on_sqlite(worked_on)) == places.everything(
        places.on_sqlite(made_once)
    )
    assert (done.rows > 100, done.events > 20) == (True, True)
    assert stat.S_IMODE((worked_on / DATABASE).stat().st_mode) == 0o640
    kept = worked_on / f"{DATABASE}.before-restore-2026-03-12T120000Z"
    assert Path(done.kept) == kept
    shutil.copy(kept, worked_on / DATABASE)
    assert places.everything(places.on_sqlite(worked_on)) == later


def test_after_it_people_sign_in_again_and_find_what_they_look_for(worked_on: Path) -> None:
    _restored(worked_on)
    with (
        places.at(places.on_sqlite(worked_on)) as _,
        closing(sqlite3.connect(worked_on / DATABASE)) as db,
    ):
        assert db.execute("SELECT count(*) FROM django_session").fetchone() == (0,)
        lea = caller("lea")
        found = search(lea, "deployments")
        assert [hit.key for one in found.sorts for hit in one.hits][:1] == ["KR-1"]
        check_ins.record(lea, 1, Said(value="34", note="walrus"))
        assert search(lea, "walrus").sorts, "the triggers keep the index of words"
        assert [one.broken for one in chain.replay()] == [None, None]


def test_it_is_refused_while_somebody_is_at_work(
    worked_on: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process holds the database open, as a server does between two requests."""
    hold = (
        "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]);"
        " db.execute('PRAGMA journal_mode = WAL'); db.execute('SELECT 1 FROM northing_person').fetchone();"
        " print('open', flush=True); sys.stdin.read()"
    )
    before = places.everything(places.on_sqlite(worked_on))
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(worked_on / DATABASE)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as server:  # fmt: skip
        assert server.stdout is not None
        server.stdout.readline()
        with pytest.raises(BackupError, match="in use") as refused:
            _restored(worked_on)
        assert "Stop the server" in refused.value.remedy
        with monkeypatch.context() as patch:
            patch.setattr(restore_sqlite, "must_be_free", lambda _file: None)
            with pytest.raises(BackupError, match="in use"):
                _restored(worked_on)  # it came after the first look
        server.communicate()
    assert places.everything(places.on_sqlite(worked_on)) == before
    assert [p.name for p in worked_on.iterdir() if "restor" in p.name] == []
    assert _restored(worked_on).kept


def test_into_a_new_file_the_installation_stays(worked_on: Path, made_once: Path) -> None:
    before = places.everything(places.on_sqlite(worked_on))
    into = elsewhere.by_address(f"sqlite:///{worked_on}/other.sqlite3")
    _restored(worked_on, into=into)
    assert places.everything(into) == places.everything(places.on_sqlite(made_once))
    assert places.everything(places.on_sqlite(worked_on)) == before
    with pytest.raises(BackupError, match="already"):
        _restored(worked_on, into=into)


def test_without_a_database_it_is_the_first(installation: Path, made_once: Path) -> None:
    (installation / DATABASE).unlink()
    assert _restored(installation).kept == ""
    assert places.everything(places.on_sqlite(installation)) == places.everything(
        places.on_sqlite(made_once)
    )


def test_a_database_that_is_broken_itself_is_replaced(installation: Path, made_once: Path) -> None:
    (installation / DATABASE).write_bytes(b"SQLite format 3\x00" + os.urandom(50_000))
    (installation / f"{DATABASE}-wal").write_bytes(os.urandom(5_000))
    done = _restored(installation)
    assert places.everything(places.on_sqlite(installation)) == places.everything(
        places.on_sqlite(made_once)
    )
    assert Path(f"{done.kept}-wal").stat().st_size == 5_000
    assert Path(done.kept).stat().st_size == 50_016


def test_it_stands_for_one_of_the_two_at_every_moment(
    worked_on: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever of the last steps fails, the installation is as it was."""
    before = places.everything(places.on_sqlite(worked_on))

    def torn(*_: object, **__: object) -> None:
        assert (worked_on / DATABASE).exists()
        raise OSError("torn")

    for name in ("os.link", "pathlib.Path.replace", "northing.actions.new_files.flush"):
        with monkeypatch.context() as patch:
            patch.setattr(name, torn)
            with pytest.raises(OSError, match="torn"):
                _restored(worked_on)
        assert places.everything(places.on_sqlite(worked_on)) == before


# ── what is no backup, or a damaged one ───────────────────────────────────────
def _flipped(file: Path, at: float) -> None:
    """Some bytes other: a single bit may stand for the same bytes once they are unpacked."""
    data = bytearray(file.read_bytes())
    begin = int(len(data) * at)
    data[begin : begin + 8] = bytes(byte ^ 0xFF for byte in data[begin : begin + 8])
    file.write_bytes(data)


def _other_database(
    file: Path, *statements: str, manifest: Callable[[dict[str, Any]], None] | None = None
) -> None:
    """A database changed behind its manifest's back, its bytes' hash put right."""
    plain = file.with_name("plain")
    with zipfile.ZipFile(file) as archive:
        plain.write_bytes(archive.read(DATABASE))
        told = json.loads(archive.read("manifest.json"))
    with closing(sqlite3.connect(plain)) as db, db:
        for statement in statements:
            assert db.execute(statement).rowcount > 0
    told |= {
        "size": plain.stat().st_size,
        "sha256": backup_file.hashlib.sha256(plain.read_bytes()).hexdigest(),
    }
    if manifest:
        manifest(told)
    places.repacked(
        file, file.with_name("new"), manifest=told, database=plain.read_bytes()
    ).replace(file)


def _proven_again(file: Path, *statements: str) -> None:
    """The same, and its rows' digests put right, too: only the log itself can tell."""

    def right(told: dict[str, Any]) -> None:
        plain = file.with_name("plain")
        found = proof.counted(elsewhere.in_file(plain), proof.tables_of(plain))
        told["tables"] = {n: {"rows": c.rows, "digest": c.digest} for n, c in found.items()}

    _other_database(file, *statements, manifest=right)


def _manifest(file: Path, **said: Any) -> None:
    places.repacked(file, file.with_name("new"), manifest=said).replace(file)


def _bomb(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        told = json.loads(archive.read("manifest.json"))
    zeros = bytes(300_000_000)
    told |= {"size": len(zeros), "sha256": backup_file.hashlib.sha256(zeros).hexdigest()}
    places.repacked(file, file.with_name("new"), manifest=told, database=zeros).replace(file)


def _no_database(file: Path) -> None:
    plain = b"SQLite format 3\x00" + os.urandom(40_000)
    told = {"size": len(plain), "sha256": backup_file.hashlib.sha256(plain).hexdigest()}
    places.repacked(file, file.with_name("new"), manifest=told, database=plain).replace(file)


_BODY_7 = "event_id IN (SELECT id FROM northing_event WHERE ws_id = 1 AND seq = 7)"
DAMAGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "bytes at the beginning": (lambda f: _flipped(f, 0.02), "damaged"),
    "bytes in the middle": (lambda f: _flipped(f, 0.5), "damaged"),
    "cut off": (lambda f: f.write_bytes(f.read_bytes()[:-3_000]) and None, "damaged"),
    "half": (lambda f: f.write_bytes(f.read_bytes()[: f.stat().st_size // 2]) and None, "damaged"),
    "empty": (lambda f: f.write_bytes(b"") and None, "no backup"),
    "a text": (lambda f: f.write_text("Dear operator") and None, "no backup"),
    "a picture's archive": (lambda f: zipfile.ZipFile(f, "w").close(), "no backup"),
    "no manifest's words": (lambda f: _manifest(f, tables=None), "no backup"),
    "a list for a manifest": (lambda f: _manifest(f, migrations=7), "no backup"),
    "another hash": (lambda f: _manifest(f, sha256="0" * 64), "damaged"),
    "another size": (lambda f: _manifest(f, size=5), "damaged"),
    "a bomb": (_bomb, "damaged"),
    "no database": (_no_database, "cannot be read"),
    "a row changed": (
        lambda f: _other_database(f, "UPDATE northing_comment SET text = 'x' WHERE id = 1"),
        "northing_comment",
    ),
    "a row gone": (
        lambda f: _other_database(f, "DELETE FROM northing_step WHERE id = 1"), "northing_step has",
    ),
    "another head in the manifest": (
        lambda f: _manifest(f, heads={"kestrel": {"seq": 1, "hash": "0"}}), "logs end elsewhere",
    ),
    "an event's text changed": (
        lambda f: _proven_again(f, f"UPDATE northing_eventbody SET reason = 'x' WHERE {_BODY_7}"),
        "kestrel breaks at 7",
    ),
    "an event gone": (
        lambda f: _proven_again(
            f, f"DELETE FROM northing_eventbody WHERE {_BODY_7}",
            "DELETE FROM northing_event WHERE ws_id = 1 AND seq = 7",
        ),
        "kestrel breaks at 7",
    ),
    "a head moved": (
        lambda f: _proven_again(f, "UPDATE northing_workspace SET head_seq = head_seq + 1 WHERE id = 1"),
        "kestrel breaks at",
    ),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_told_and_nothing_is_touched(
    worked_on: Path, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    harm, words = DAMAGES[damage]
    file = worked_on / "one.backup"
    harm(file)
    before = places.everything(places.on_sqlite(worked_on))
    with places.at(places.on_sqlite(worked_on)):
        assert main(["restore", str(file)]) == 1
    said = capsys.readouterr().err
    assert words in said
    assert len(said.strip().splitlines()) == 2, "what is wrong, and what helps"
    assert places.everything(places.on_sqlite(worked_on)) == before
    assert not (worked_on / f"{DATABASE}.restoring").exists()


def test_a_log_that_was_broken_before_comes_back_when_it_is_asked_for(installation: Path) -> None:
    places.edited(installation, f"UPDATE northing_eventbody SET reason = 'x' WHERE {_BODY_7}")
    file = backups.write(installation / "two.backup", NOW, places.on_sqlite(installation)).path
    with pytest.raises(BackupError, match="breaks at 7") as refused:
        _restored(installation, file)
    assert "--broken-log" in refused.value.remedy
    assert _restored(installation, file, broken=True).kept


# ── other versions ────────────────────────────────────────────────────────────
def test_a_newer_one_is_refused_by_the_names_of_both_versions(installation: Path) -> None:
    file = installation / "one.backup"
    for said in (
        {"version": "97.1.0"},
        {"version": "97.1.0", "format": 2},
        {"version": "97.1.0", "migrations": [["northing", "9999_of_tomorrow"]]},
    ):
        newer = places.repacked(file, installation / "newer.backup", manifest=said)
        with pytest.raises(BackupError, match=r"97\.1\.0") as refused:
            _restored(installation, newer)
        assert __version__ in refused.value.message
        newer.unlink()


def test_one_of_the_first_released_tables_is_brought_up_to_date(
    tmp_path: Path, installation: Path
) -> None:
    old = tmp_path / "old"
    old.mkdir()
    with places.at(places.on_sqlite(old)):
        first_schema.fill()
    file = backups.write(tmp_path / "old.backup", NOW, places.on_sqlite(old)).path
    told = backup_file.manifest(file)
    assert max(name for app, name in told.migrations if app == "northing") == "0001_first"
    _restored(installation, file)
    with places.at(places.on_sqlite(installation)):
        assert not backup_copy.missing(proof.migrations_of(installation / DATABASE))
        assert [one.broken for one in chain.replay()] == [None, None]
        assert {one.slug: one.seq for one in chain.replay()} == {
            n: h.seq for n, h in told.heads.items()
        }
        assert search(caller("lea"), "deployments").sorts
