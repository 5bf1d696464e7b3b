"""The standard work: that it is there, can be found, and does what it says."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from northing.actions import queue
from northing.jobs import schedules
from northing.jobs.backing_up import backup
from northing.kit import clock
from northing.kit.timetable import timetable
from northing.queries import backups
from northing.queries.jobs import ABOUT, ATTEMPTS
from tests.cast import Cast


@pytest.fixture
def backing_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "BACKUP_FOLDER", tmp_path / "backups")
    monkeypatch.setattr(settings, "BACKUP_AT", "02:30")
    monkeypatch.setattr(settings, "BACKUP_KEEP", 2)
    return tmp_path / "backups"


def test_every_standard_schedule_names_a_task_a_time_and_what_it_does(backing_up: Path) -> None:
    for one in schedules.standard():
        assert import_string(one.task).module_path == one.task
        timetable(one.timetable)
        assert one.name in ABOUT
        assert import_string(one.task).name in ABOUT
    assert queue.MOST_ATTEMPTS == ATTEMPTS


def test_backups_are_made_only_where_a_folder_is_named(backing_up: Path) -> None:
    assert [s.timetable for s in schedules.standard() if s.name == "backup"] == ["daily 02:30"]


def test_no_folder_no_backup(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "BACKUP_FOLDER", None)
    assert "backup" not in {s.name for s in schedules.standard()}
    backup.call()


def test_the_scheduled_backup_is_a_usable_one(cast: Cast, backing_up: Path) -> None:
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        pytest.skip("the tests' database lies in memory; tests/operation backs up files")
    queue.keep_standard(schedules.standard(), clock.real())
    backup.call()
    last = backups.last(backing_up)
    assert last is not None
    assert last.is_fine
