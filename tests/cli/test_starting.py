"""Start-up itself: how fast help comes, what is said without a database, serving and stopping."""

import os
import resource
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import pytest

MAIN = "import sys; from northing.cli import main; sys.exit(main())"
ENOUGH = 60


def _command(
    *words: str, folder: Path, more: Mapping[str, str] | None = None, **options: object
) -> "subprocess.Popen[str]":
    env = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith(("NORTHING_", "DATABASE_", "DJANGO_"))
    }
    env |= {"NORTHING_DATA": str(folder), "PYTHONUTF8": "1"} | dict(more or {})
    pipes = {
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
    } | options
    return subprocess.Popen([sys.executable, "-c", MAIN, *words], env=env, text=True, **pipes)  # type: ignore[call-overload,no-any-return]  # options by name


def _ended(
    *words: str, folder: Path, typed: str = "", more: Mapping[str, str] | None = None
) -> tuple[int, str, str]:
    process = _command(*words, folder=folder, more=more)
    out, err = process.communicate(typed, timeout=ENOUGH)
    return process.returncode, out, err


def test_help_comes_at_once_and_loads_nothing_heavy(tmp_path: Path) -> None:
    check = (
        "import sys; from northing.cli import main; main(['--help']); "
        "heavy = {'django', 'rich', 'pydantic', 'granian'}; print(sorted(heavy & set(sys.modules)))"
    )
    times = []
    for _ in range(3):
        start = _processor_seconds()
        done = subprocess.run(
            [sys.executable, "-c", check], capture_output=True, text=True, check=True
        )
        times.append(_processor_seconds() - start)
    assert done.stdout.endswith("[]\n")
    # 0.17 s measured; processor time, so that a busy machine does not count.
    assert min(times) < 0.45, times


def _processor_seconds() -> float:
    """What the processes started from here have used so far."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def test_without_a_database_and_with_a_wrong_address(tmp_path: Path) -> None:
    code, out, err = _ended("show", folder=tmp_path)
    assert (code, out) == (6, "")
    assert "northing migrate" in err
    code, _out, err = _ended("show", folder=tmp_path, more={"DATABASE_URL": "mysql://nowhere/x"})
    assert code == 1
    assert "postgresql://" in err
    code, _out, err = _ended(
        "show", folder=tmp_path, more={"DATABASE_URL": "postgresql://127.0.0.1:1/x"}
    )
    assert code == 6
    assert "DATABASE_URL" in err
    assert "Traceback" not in err


def test_from_nothing_to_an_admin(tmp_path: Path) -> None:
    words = ("init", "--workspace", "Acme Works", "--admin", "Ann Lee")
    weak = (*words, "--email", "ann@acme.example", "--password-stdin")
    code, _out, err = _ended(*weak, folder=tmp_path, typed="short\n")
    assert (code, "Traceback" in err) == (1, False)
    code, out, _err = _ended(*weak, folder=tmp_path, typed="a long and rare sentence\n")
    assert code == 0
    assert "/acme-works/" in out
    code, out, _err = _ended("init", "--workspace", "Second", "--admin", "Bo", folder=tmp_path)
    assert code == 0
    assert "/invite/nin_" in out
    assert _ended("init", folder=tmp_path)[0] == 1
    assert _ended(*words, folder=tmp_path)[0] == 1, "it is there already"
    assert _ended("show", "-w", "second", folder=tmp_path)[0] == 0, "the invited admin is one"


def test_the_document_is_printed_as_it_is_committed(tmp_path: Path) -> None:
    code, out, _err = _ended("openapi", folder=tmp_path)
    assert code == 0
    assert out == (Path(__file__).parents[2] / "docs" / "openapi.json").read_text(encoding="utf-8")


def test_a_reader_that_has_seen_enough(tmp_path: Path) -> None:
    with _command("openapi", folder=tmp_path) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(ENOUGH) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_serving_answers_and_stops_when_asked(how: signal.Signals, tmp_path: Path) -> None:
    port = _free_port()
    with _command(
        "serve", "--port", str(port), folder=tmp_path, stderr=subprocess.STDOUT
    ) as process:
        _serve_and_stop(process, port, how, tmp_path)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def _serve_and_stop(
    process: "subprocess.Popen[str]", port: int, how: signal.Signals, folder: Path
) -> None:
    try:
        assert process.stdout is not None
        said = ""
        while "answers at" not in said:
            line = process.stdout.readline()
            assert line, f"it ended: {said}"
            said += line
        with urllib.request.urlopen(
            f"http://127.0.0.1:{port}/api/v1/openapi.json", timeout=10
        ) as answer:
            assert answer.status == 200
        code, _out, err = _ended("serve", "--port", str(port), folder=folder)
        assert code == 1
        assert f"--port {port + 1}" in err
        process.send_signal(how)
        assert process.wait(ENOUGH) == 0
    finally:
        process.kill()


def test_the_demo_stays_on_this_machine(tmp_path: Path) -> None:
    code, _out, err = _ended("serve", "--demo", "--host", "0.0.0.0", folder=tmp_path)
    assert code == 1
    assert "this machine only" in err
    assert not list(tmp_path.iterdir()), "nothing was prepared"
