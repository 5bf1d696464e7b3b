"""`northing doctor`: each check finds what it is for, and nothing where all is well."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from northing.cli import main
from northing.kit import clock, secrets
from northing.queries import doctor, jobs
from northing.queries.backups import Backup
from northing.queries.doctor import (
    CHECKS,
    Asked,
    Finding,
    Level,
    database,
    examine,
    machine,
    references,
    work,
)
from northing.queries.doctor import (
    clock as clocks,
)
from northing.queries.doctor import settings as said
from northing.store import guard
from northing.store.check_ins import CheckIn
from northing.store.events import Event
from northing.store.key_results import KeyResult
from northing.store.objectives import Objective
from northing.store.people import Person
from tests.cast import NOW, Cast

GB = 1_000_000_000


def _asked(tmp_path: Path, now: datetime = NOW) -> Asked:
    return Asked(now, tmp_path)


def _ids(found: Any) -> dict[str, Level]:
    return {finding.id: finding.level for finding in found}


# ── references across workspaces ──────────────────────────────────────────────
def test_no_reference_leads_out_of_a_workspace(cast: Cast, tmp_path: Path) -> None:
    assert set(references.counted().values()) == {0}
    assert _ids(references.across(_asked(tmp_path))) == {"references.within": Level.OK}


def test_every_key_between_rows_of_workspaces_is_looked_at() -> None:
    """All there are, counted in another way than by the check itself."""
    known = {reference.label for reference in references.references()}
    for model in apps.get_app_config("northing").get_models():
        if not any(f.name == "ws" for f in model._meta.concrete_fields):
            continue
        for field in model._meta.concrete_fields:
            target = field.related_model
            if isinstance(target, type) and any(
                f.name == "ws" for f in target._meta.concrete_fields
            ):
                assert f"{model.__name__}.{field.name}" in known
    assert len(known) > 50


@pytest.mark.parametrize(
    ("model", "column", "other"),
    [
        (Objective, "owner_id", Person),
        (KeyResult, "owner_id", Person),
        (CheckIn, "author_id", Person),
        (Event, "person_id", Person),
    ],
)
def test_a_row_that_refers_to_another_workspace_is_found(
    cast: Cast, tmp_path: Path, model: type[models.Model], column: str, other: type[models.Model]
) -> None:
    stranger = other._base_manager.get(ws=cast.otto.workspace).pk
    row = model._base_manager.filter(ws=cast.ada.workspace).first()
    assert row is not None
    with guard.writing(), transaction.atomic():
        model._base_manager.filter(pk=row.pk).update(**{column: stranger})
    found = list(references.across(_asked(tmp_path)))
    assert _ids(found) == {"references.across_workspaces": Level.ERROR}
    assert f"{model.__name__}.{column.removesuffix('_id')}" in found[0].message
    assert found[0].message.startswith("1 ")


def test_each_table_is_asked_once(cast: Cast, django_assert_max_num_queries: Any) -> None:
    tables = {reference.model for reference in references.references()}
    with django_assert_max_num_queries(len(tables)):
        references.counted()


# ── the database ──────────────────────────────────────────────────────────────
def test_the_tests_own_database_is_reachable_known_and_up_to_date(
    cast: Cast, tmp_path: Path
) -> None:
    asked = _asked(tmp_path)
    assert _ids(database.reachable(asked)) == {"database.reachable": Level.OK}
    assert _ids(database.version(asked)) == {"database.version": Level.OK}
    assert _ids(database.migrations(asked)) == {"migrations.applied": Level.OK}


@pytest.mark.parametrize(
    ("number", "level"), [(140_011, Level.ERROR), (150_000, Level.OK), (180_001, Level.OK)]
)
def test_postgresql_before_15_is_refused(number: int, level: Level) -> None:
    assert database.of_postgresql(number).level is level
    assert str(number // 10_000) in database.of_postgresql(number).message


def test_an_old_sqlite_is_refused() -> None:
    assert database.of_sqlite((3, 30, 1)).level is Level.ERROR
    assert database.of_sqlite((3, 40, 1)).level is Level.OK


def test_a_database_of_a_newer_version_and_an_older_one(cast: Cast, tmp_path: Path) -> None:
    done = MigrationRecorder(connection)
    done.record_applied("northing", "9999_from_the_future")
    found = list(database.migrations(_asked(tmp_path)))
    assert _ids(found) == {"migrations.newer": Level.ERROR}
    assert "9999_from_the_future" in found[0].message
    done.record_unapplied("northing", "9999_from_the_future")
    done.record_unapplied("sessions", "0001_initial")
    assert _ids(database.migrations(_asked(tmp_path))) == {"migrations.pending": Level.ERROR}
    done.record_applied("an_app_that_left", "0001_initial")
    done.record_applied("sessions", "0001_initial")
    assert _ids(database.migrations(_asked(tmp_path))) == {"migrations.applied": Level.OK}


def test_a_database_that_may_lose_what_it_acknowledged(db: None, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # the server of the tests runs without fsync
            pass
        else:
            cursor.execute("PRAGMA synchronous")
            if cursor.fetchone()[0] >= database.FULL:
                assert _ids(database.durability(_asked(tmp_path))) == {"database.durable": Level.OK}
            return
    assert _ids(database.durability(_asked(tmp_path))) == {"database.not_durable": Level.WARNING}


# ── clock ─────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("seconds", "level"), [(0, Level.OK), (-4, Level.OK), (6, Level.WARNING), (-61, Level.ERROR)]
)
def test_clocks_that_differ(seconds: int, level: Level) -> None:
    assert clocks.of_skew(timedelta(seconds=seconds)).level is level


def test_the_databases_clock_is_ours_on_one_machine(db: None, tmp_path: Path) -> None:
    assert _ids(clocks.agrees(_asked(tmp_path))) == {"clock.agrees": Level.OK}


def test_an_entry_from_the_future(cast: Cast, tmp_path: Path) -> None:
    assert _ids(clocks.future(_asked(tmp_path))) == {"clock.past": Level.OK}
    earlier = _asked(tmp_path, NOW - timedelta(days=60))
    assert _ids(clocks.future(earlier)) == {"clock.future": Level.ERROR}


# ── machine ───────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("free", "level"), [(50 * GB, Level.OK), (GB, Level.WARNING), (100_000_000, Level.ERROR)]
)
def test_room_on_the_disk(tmp_path: Path, free: int, level: Level) -> None:
    assert machine.of_room(tmp_path, free).level is level


def test_a_disk_with_both_folders_is_named_once(tmp_path: Path) -> None:
    (tmp_path / "copies").mkdir()
    assert len(list(machine.disk(Asked(NOW, tmp_path, tmp_path / "copies")))) == 1


def test_a_data_folder_that_is_not_there(tmp_path: Path) -> None:
    assert _ids(machine.data_folder(_asked(tmp_path))) == {"data.writable": Level.OK}
    gone = _asked(tmp_path / "gone")
    assert _ids(machine.data_folder(gone)) == {"data.unwritable": Level.ERROR}


def test_static_files(tmp_path: Path, settings: Any) -> None:
    settings.STATIC_ROOT = tmp_path
    asked = _asked(tmp_path)
    assert _ids(machine.static_files(asked)) == {"static.missing": Level.ERROR}
    (tmp_path / "staticfiles.json").write_text(json.dumps({"paths": {"a.css": "a.1.css"}}))
    assert _ids(machine.static_files(asked)) == {"static.incomplete": Level.ERROR}
    (tmp_path / "a.1.css").touch()
    assert _ids(machine.static_files(asked)) == {"static.collected": Level.OK}


# ── settings and secrets ──────────────────────────────────────────────────────
def test_a_misspelt_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NORTHING_HOST", "okr.example.org")
    found = [f for f in said.unknown_variables(_asked(tmp_path)) if "NORTHING_HOST." in f.message]
    assert [(f.level, f.remedy) for f in found] == [(Level.WARNING, "Did you mean NORTHING_HOSTS?")]


@pytest.mark.parametrize(
    ("address", "demo", "expected"),
    [
        ("http://127.0.0.1:8000", False, {"settings.address": Level.OK}),
        ("http://localhost", True, {"settings.address": Level.OK}),
        ("https://okr.example.org", False, {"settings.address": Level.OK}),
        ("http://okr.example.org", False, {"settings.no_https": Level.ERROR}),
        ("https://okr.example.org", True, {"settings.address": Level.OK, "settings.demo": Level.ERROR}),
    ],
)  # fmt: skip
def test_the_address(tmp_path: Path, settings: Any, address: str, demo: bool, expected: object) -> None:  # fmt: skip
    settings.BASE_URL, settings.DEMO = address, demo
    settings.HTTPS = address.startswith("https")
    assert _ids(said.https(_asked(tmp_path))) == expected


def test_debug_and_a_key_that_can_be_guessed(tmp_path: Path, settings: Any) -> None:
    asked = _asked(tmp_path)
    settings.DEBUG, settings.SECRET_KEY = True, "a" * 50
    assert _ids([*said.debug(asked), *said.secret_key(asked)]) == {
        "settings.debug": Level.ERROR, "secrets.weak_key": Level.ERROR,
    }  # fmt: skip
    settings.DEBUG, settings.SECRET_KEY = False, secrets.fresh("x")
    assert set(_ids([*said.debug(asked), *said.secret_key(asked)]).values()) == {Level.OK}


def test_secrets_that_others_may_read(tmp_path: Path) -> None:
    key = tmp_path / "secret-key"
    secrets.kept_in(key)
    tmp_path.chmod(0o755)
    assert _ids(said.secret_files(_asked(tmp_path))) == {"secrets.closed": Level.OK}
    key.chmod(0o644)
    found = list(said.secret_files(_asked(tmp_path)))
    assert _ids(found) == {"secrets.readable_by_others": Level.ERROR}
    assert f"chmod 600 {key}" in found[0].remedy
    tmp_path.chmod(0o700)
    assert _ids(said.secret_files(_asked(tmp_path))) == {"secrets.closed": Level.OK}


def test_a_folder_that_is_made_for_data_is_closed_to_others(tmp_path: Path) -> None:
    secrets.kept_in(tmp_path / "data" / "secret-key")
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_the_set_up_code_after_the_set_up(cast: Cast, tmp_path: Path) -> None:
    asked = _asked(tmp_path)
    assert _ids(said.set_up_code(asked)) == {"secrets.no_set_up_code": Level.OK}
    secrets.kept_in(tmp_path / secrets.SET_UP)
    assert _ids(said.set_up_code(asked)) == {"secrets.set_up_code": Level.WARNING}


def test_mail_is_said_to_be_off_because_it_is(tmp_path: Path, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    (found,) = said.mail(_asked(tmp_path))
    assert (found.id, "nothing is sent" in found.message) == ("mail.off", True)
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = (
        "django.core.mail.backends.smtp.EmailBackend",
        "mx",
    )
    assert _ids(said.mail(_asked(tmp_path))) == {"mail.on": Level.OK}


# ── work and backups ──────────────────────────────────────────────────────────
def _health(**changes: Any) -> jobs.Health:
    well: dict[str, Any] = {
        "workers": 1, "seen_at": NOW, "late": (), "dead": 0, "by_state": {}, "oldest_at": None,
    }  # fmt: skip
    return jobs.Health(**well | changes)


def test_work_without_a_worker_late_or_given_up() -> None:
    assert _ids(work.of_jobs(_health())) == {"jobs.worker": Level.OK}
    wrong = work.of_jobs(_health(workers=0, seen_at=None, late=("kestrel/sweep",), dead=2))
    assert _ids(wrong) == {
        "jobs.no_worker": Level.ERROR, "jobs.late": Level.WARNING, "jobs.dead": Level.ERROR,
    }  # fmt: skip


def test_no_worker_is_at_work_in_a_test(cast: Cast, tmp_path: Path) -> None:
    assert "jobs.no_worker" in _ids(work.worker(_asked(tmp_path)))


def test_the_last_backup(tmp_path: Path) -> None:
    def level(**changes: Any) -> tuple[str, Level]:
        fine: dict[str, Any] = {"path": tmp_path, "made_at": NOW, "size": 1}
        found = work.of_backup(Backup(**fine | changes), NOW)
        return found.id, found.level

    assert work.of_backup(None, NOW).id == "backup.none"
    assert level() == ("backup.recent", Level.OK)
    assert level(made_at=NOW - timedelta(days=3)) == ("backup.old", Level.WARNING)
    assert level(trouble="It is torn.") == ("backup.damaged", Level.ERROR)
    assert _ids(work.backup(_asked(tmp_path))) == {"backup.off": Level.WARNING}
    assert _ids(work.backup(Asked(NOW, tmp_path, tmp_path))) == {"backup.none": Level.WARNING}


# ── all together ──────────────────────────────────────────────────────────────
def test_a_check_that_breaks_hides_no_other(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(asked: Asked) -> Any:
        raise RuntimeError("no such thing\nand more")

    groups = (("", (broken, machine.disk)),)
    monkeypatch.setattr(doctor, "GROUPS", groups)
    first, second = examine(_asked(tmp_path))
    assert (first.id, first.level) == ("doctor.check_failed", Level.ERROR)
    assert "no such thing" in first.message
    assert "\n" not in first.message
    assert second.id.startswith("disk.")


def test_without_a_database_the_rest_is_still_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(asked: Asked) -> Any:
        yield Finding("database.unreachable", Level.ERROR, "It is gone.")

    first = (machine.disk, unreachable)
    monkeypatch.setattr(doctor, "GROUPS", (("", first), *doctor.GROUPS[1:]))
    assert [f.id.partition(".")[0] for f in examine(_asked(tmp_path))] == ["disk", "database"]


def test_every_finding_has_an_id_of_its_kind_and_every_fault_a_remedy(
    cast: Cast, tmp_path: Path
) -> None:
    found = examine(_asked(tmp_path, clock.now()))
    assert len(found) >= len(CHECKS)
    assert "doctor.check_failed" not in _ids(found)
    for finding in found:
        assert finding.id.count(".") == 1
        assert bool(finding.remedy) == (finding.level is not Level.OK), finding


def test_the_command_prints_findings_and_says_by_its_end_whether_one_is_an_error(
    cast: Cast, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fine = Finding("disk.room", Level.OK, "There is room.")
    wrong = Finding("backup.old", Level.WARNING, "It is old.", "Make one: northing backup")
    bad = Finding("jobs.dead", Level.ERROR, "One was given up.", "Try it again.")
    for found, code in (((fine, wrong), 0), ((fine, bad), 1)):
        monkeypatch.setattr(doctor, "examine", lambda asked, found=found: found)
        assert main(["doctor"]) == code
        said = capsys.readouterr().out
        assert all(f.id in said and f.message in said and f.remedy in said for f in found)
        assert main(["doctor", "--json"]) == code
        assert [f["id"] for f in json.loads(capsys.readouterr().out)] == [f.id for f in found]
