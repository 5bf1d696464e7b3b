"""Every command that the documentation shows runs as it stands there."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"^```(?:sh|console|bash)?\n(.*?)^```", re.DOTALL | re.MULTILINE)
OURS = re.compile(r"^(?:\$ )?(?:[A-Z_]+=\S+ )*(?:\.venv/bin/)?(northing|curl|make)\b")
ELSEWHERE = "https://okr.example.org"
PATIENCE = 60.0

pytestmark = pytest.mark.xdist_group("docs")


@dataclass(frozen=True)
class Command:
    """One command of one page, as a reader would copy it."""

    page: str
    line: str


@dataclass(frozen=True)
class Stage:
    """A prepared installation, and a token for it."""

    folder: Path
    token: str


def commands() -> Iterator[Command]:
    """Those of ours in the shell blocks: what stands after `#` is a remark."""
    for page in PAGES:
        for block in BLOCK.findall(page.read_text()):
            for line in block.replace("\\\n", " ").splitlines():
                bare = re.sub(r"\s+#\s.*$", "", line).strip()
                if OURS.match(bare):
                    yield Command(page.name, bare.removeprefix("$ "))


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    folder = tmp_path_factory.mktemp("stage")
    made = subprocess.run(
        [sys.executable, "-m", "tests.docs.stage", str(folder)],
        env=_environment(folder), cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return Stage(folder, made.stdout.strip().splitlines()[-1])


def _environment(folder: Path, **more: str) -> dict[str, str]:
    plain = {
        name: value for name, value in os.environ.items()
        if not name.startswith(("NORTHING_", "DATABASE_URL", "MAKE"))
    }  # fmt: skip
    return plain | {
        "NORTHING_DATA": str(folder), "NORTHING_WORKSPACE": "acme",
        "DJANGO_SETTINGS_MODULE": "northing.site.settings",
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", **more,
    }  # fmt: skip


@pytest.mark.parametrize("command", list(commands()), ids=lambda c: f"{c.page}: {c.line[:70]}")
def test_it_runs_as_it_stands(stage: Stage, tmp_path: Path, command: Command) -> None:
    folder = tmp_path / "data"
    shutil.copytree(stage.folder, folder)
    if "northing serve" in command.line:
        with _served(command.line, folder) as url:
            assert url
    elif command.line.startswith("curl"):
        with _served("northing serve", folder) as url:
            _run(command.line.replace(ELSEWHERE, url), folder, TOKEN=stage.token)
    elif command.line.startswith("make"):
        _run(command.line.replace("make", f"make -n -C {ROOT}", 1), folder)
    else:
        _run(command.line.replace(".venv/bin/", ""), folder)


def _run(line: str, folder: Path, **more: str) -> None:
    done = subprocess.run(
        ["bash", "-c", line], env=_environment(folder, **more), cwd=folder, check=False,
        capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"


@contextmanager
def _served(line: str, folder: Path) -> Iterator[str]:
    """Run the server as the line says, on a free port, until it answers; then end it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    bare = re.sub(r"--port \d+|--host \S+", "", line).replace(".venv/bin/", "")
    environment = _environment(folder, NORTHING_URL=f"http://127.0.0.1:{port}")
    with subprocess.Popen(
        ["bash", "-c", f"exec {bare.strip()} --port {port}"], env=environment, cwd=folder,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    ) as server:  # fmt: skip
        try:
            _wait(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, signal.SIGINT)
            server.wait(30)


def _wait(port: int, server: "subprocess.Popen[str]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert server.poll() is None, server.stdout.read() if server.stdout else ""
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("The server did not come up.")


def test_there_are_commands_to_run() -> None:
    """Or the test above would prove nothing."""
    found = [c.line for c in commands()]
    assert len(found) >= 10
    assert any(line.startswith("curl") for line in found)
    assert any("northing serve" in line for line in found)
