"""What a night does by itself while `northing serve` runs."""

import subprocess
from datetime import timedelta

import pytest

from northing.cli import main
from northing.cli.base import nightly
from northing.queries.overview_health import swept_on
from tests.cast import NOW, Cast


def test_every_workspace_is_judged_once_a_day(
    cast: Cast, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert swept_on(cast.ada.workspace) is None
    assert main(["nightly"]) == 0
    assert swept_on(cast.ada.workspace) == NOW.date()
    assert swept_on(cast.otto.workspace) == NOW.date()
    capsys.readouterr()
    assert main(["nightly"]) == 0
    assert capsys.readouterr().out == ""
    tomorrow = NOW.date() + timedelta(days=1)
    monkeypatch.setenv("NORTHING_TODAY", tomorrow.isoformat())
    assert main(["nightly"]) == 0
    assert swept_on(cast.ada.workspace) == tomorrow


def test_a_failed_night_is_said_and_survived(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        nightly, "COMMAND", (nightly.COMMAND[0], "-c", "raise SystemExit('no disk')")
    )
    assert nightly.sweep() is False
    assert "no disk" in capsys.readouterr().out
    monkeypatch.setattr(nightly, "COMMAND", ("/no/such/program",))
    assert nightly.sweep() is False

    def forever(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("northing", 1)

    monkeypatch.setattr(subprocess, "run", forever)
    assert nightly.sweep() is False


def test_the_next_look_is_just_past_the_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NORTHING_TODAY", "2026-03-12T23:59:30+00:00")
    assert nightly.until_the_next_hour() == 90
