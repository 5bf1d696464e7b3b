"""A real server: its processes' figures added up, and a stop that loses nobody's request."""

import fcntl
import os
import signal
import sqlite3
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from northing.cli.base.stopping import Stopping, run_folder
from tests.operation.running import BOUND, Server, running
from tests.operation.test_metrics import TOKEN, samples
from tests.serving import plain_environment

ASKED = 40
DRAIN = 4


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on SQLite, with figures, logs and a time to drain; ended by the tests themselves."""
    folder = tmp_path_factory.mktemp("data")
    environment = plain_environment(
        folder, NORTHING_METRICS_TOKEN=TOKEN, NORTHING_LOG_LEVEL="INFO", NORTHING_LOG="json",
        NORTHING_DRAIN=str(DRAIN),
    )  # fmt: skip
    with running(folder, environment) as found:
        yield found


def _sign_in(server: Server, answers: list[int]) -> None:
    """A form that has to write, with a name that nobody has; it is shown again."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    where = f"{server.url}/accounts/login/"
    page = opener.open(where, timeout=30).read().decode()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    body = f"login=nobody%40example.org&password=hunter2x&csrfmiddlewaretoken={token}".encode()
    try:
        request = urllib.request.Request(where, body, {"Referer": where})
        answers.append(opener.open(request, timeout=60).status)
    except urllib.error.HTTPError as error:
        answers.append(error.code)


def test_both_processes_are_in_one_answer(server: Server) -> None:
    token = {"Authorization": f"Bearer {TOKEN}"}
    threads = [
        threading.Thread(target=lambda: [server.get("/accounts/login/") for _ in range(ASKED // 4)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for _ in range(4):  # whichever process answers
        status, text = server.get("/metrics", **token)
        found = samples(text)
        counted = found[
            "northing_requests_total", _labels(method="GET", route="account_login", status="200")
        ]
        timed = found["northing_request_seconds_count", _labels(route="account_login")]
        assert (status, counted, timed) == (200, ASKED, ASKED)
    assert sum(name == "northing_process_memory_bytes" for name, _ in found) == 2
    assert server.get("/metrics")[0] == 401


def _labels(**labels: str) -> frozenset[tuple[str, str]]:
    return frozenset(labels.items())


def test_a_request_under_way_is_answered_and_nobody_new_is_sent_here(server: Server) -> None:
    """Told to stop while a form waits for the database that somebody else holds."""
    holder = sqlite3.connect(server.folder / "northing.sqlite3", isolation_level=None, timeout=30)
    holder.execute("BEGIN IMMEDIATE")
    answers: list[int] = []
    slow = threading.Thread(target=_sign_in, args=(server, answers))
    slow.start()
    time.sleep(1)
    assert slow.is_alive(), "the form waits"
    begun = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    assert _answers(server, "/readyz", (503, "stopping\n")), "within the time to drain"
    assert _answers(server, "/healthz", (200, "ok\n")), "and who comes anyway is answered"
    assert time.monotonic() - begun < DRAIN
    time.sleep(max(0.0, DRAIN + 1.5 - (time.monotonic() - begun)))
    assert slow.is_alive(), "the server is stopping now, and the form still waits"
    assert server.process.poll() is None
    holder.execute("ROLLBACK")
    holder.close()
    slow.join(30)
    assert answers == [200], server.log.read_text()
    assert server.process.wait(BOUND) == 0, server.log.read_text()
    with pytest.raises(OSError, match="refused"):
        server.get("/healthz")


def _answers(server: Server, path: str, expected: tuple[int, str]) -> bool:
    """Whether it does: the process that holds the slow form has no time, so who meets it asks again."""
    until = time.monotonic() + DRAIN
    while time.monotonic() < until:
        try:
            if server.get(path, patience=0.5) == expected:
                return True
        except OSError:
            continue
        time.sleep(0.1)
    return False


def test_its_log_holds_lines_of_json_and_no_secret(server: Server) -> None:
    said = server.log.read_text()
    lines = [line for line in said.splitlines() if line.startswith("{")]
    assert len(lines) >= ASKED
    asked = [line for line in lines if "northing.requests" in line or "django.request" in line]
    assert len(asked) >= ASKED
    assert all('"request_id"' in line for line in asked)
    assert "hunter2x" not in said
    assert "Traceback" not in said


def test_nothing_of_it_is_left(server: Server) -> None:
    assert server.process.poll() == 0
    assert "Stopped." in server.log.read_text()


# ── what a signal does, without a server ─────────────────────────────────────
def _granian() -> Any:
    worker = SimpleNamespace(interrupt_by_parent=False)
    return SimpleNamespace(
        wrks=[worker], interrupt_signal=False, main_loop_interrupt=threading.Event()
    )


def test_without_a_time_to_drain_it_stops_at_once(tmp_path: Path) -> None:
    granian = _granian()
    Stopping(granian, tmp_path, 0).hear(signal.SIGTERM)
    assert granian.interrupt_signal
    assert granian.main_loop_interrupt.is_set()
    assert granian.wrks[0].interrupt_by_parent
    assert (tmp_path / "draining").exists()


def test_a_person_and_a_second_signal_wait_for_nothing(tmp_path: Path) -> None:
    for signals in ((signal.SIGINT,), (signal.SIGTERM, signal.SIGTERM)):
        granian = _granian()
        stopping = Stopping(granian, tmp_path, 200)
        for number in signals[:-1]:
            stopping.hear(number)
            assert not granian.interrupt_signal
        stopping.hear(signals[-1])
        assert granian.interrupt_signal


def test_a_folder_that_somebody_removed_keeps_nobody_from_stopping(tmp_path: Path) -> None:
    for folder in (tmp_path / "gone", tmp_path / "gone" / "with" / "more"):
        granian = _granian()
        Stopping(granian, folder, 0).hear(signal.SIGTERM)
        assert granian.interrupt_signal
    assert (tmp_path / "gone" / "draining").exists()


def test_the_folder_of_a_running_server_is_its_own_locked_and_gone_afterwards() -> None:
    with run_folder() as folder, run_folder() as other:
        assert folder != other
        assert folder.stat().st_mode & 0o077 == 0
        handle = os.open(folder, os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(handle)
    assert not folder.exists()
    assert "NORTHING_RUN" not in os.environ


def test_who_cleans_temporary_folders_does_not_keep_it_from_stopping(tmp_path: Path) -> None:
    granian = _granian()
    Stopping(granian, tmp_path / "gone" / "folder", 0).hear(signal.SIGTERM)
    assert granian.interrupt_signal
