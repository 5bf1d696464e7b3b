"""Every command that the documentation shows runs as it stands there."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer

from northing.cli import application
from tests.serving import plain_environment, serving

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"^```(?:sh|console|bash)?\n(.*?)^```", re.DOTALL | re.MULTILINE)
OURS = re.compile(r"^(?:\$ )?(?:[A-Z_]+=\S+ )*(?:\.venv/bin/)?(northing|curl|make)\b")
IN_A_SENTENCE = re.compile(r"`(?:\.venv/bin/)?(northing [^`]+)`")
ELSEWHERE = "https://okr.example.org"
PATIENCE = 60.0

pytestmark = pytest.mark.xdist_group("docs")


@dataclass(frozen=True)
class Command:
    """A command as a reader would copy it, and the first page that shows it."""

    page: str
    line: str


@dataclass(frozen=True)
class Stage:
    """A prepared installation, and a token for it."""

    folder: Path
    token: str


def commands() -> tuple[Command, ...]:
    """Those of ours in the shell blocks, each once: what stands after `#` is a remark."""
    first: dict[str, str] = {}
    for page in PAGES:
        for block in BLOCK.findall(page.read_text()):
            for line in block.replace("\\\n", " ").splitlines():
                bare = re.sub(r"\s+#\s.*$", "", line).strip()
                if OURS.match(bare):
                    first.setdefault(bare.removeprefix("$ ").replace(".venv/bin/", ""), page.name)
    return tuple(Command(page, line) for line, page in first.items())


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    folder = tmp_path_factory.mktemp("stage")
    made = subprocess.run(
        [sys.executable, "-m", "tests.docs.stage", str(folder)],
        env=_environment(folder), cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return Stage(folder, made.stdout.strip().splitlines()[-1])


@pytest.fixture(scope="module")
def server(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One installation at work for all that is sent to it."""
    folder = Path(shutil.copytree(stage.folder, tmp_path_factory.mktemp("server") / "data"))
    with serving(_environment(folder), folder / "server.log") as url:
        yield url


def _environment(folder: Path, **more: str) -> dict[str, str]:
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return plain_environment(folder, NORTHING_WORKSPACE="acme", PATH=path, **more)


@pytest.mark.parametrize("command", commands(), ids=lambda c: f"{c.page}: {c.line[:70]}")
def test_it_runs_as_it_stands(
    stage: Stage, tmp_path: Path, command: Command, request: pytest.FixtureRequest
) -> None:
    line = command.line
    if line.startswith("make"):
        _run(line.replace("make", f"make -n -C {ROOT}", 1), tmp_path)
    elif line.startswith("curl"):
        url = request.getfixturevalue("server")
        _run(line.replace(ELSEWHERE, url), tmp_path, TOKEN=stage.token)
    else:
        folder = Path(shutil.copytree(stage.folder, tmp_path / "data"))
        if "northing serve" in line:
            _serve(line, folder)
        elif line == "northing work":
            _run(f"{line} --once", folder)  # it would go on until it is interrupted
        else:
            _run(line, folder)


def _serve(line: str, folder: Path) -> None:
    """Until it answers: on this machine only, and on the free port that is named last."""
    words = shlex.split(line.replace("0.0.0.0", "127.0.0.1"))
    with serving(_environment(folder), folder / "server.log", (str(BIN / words[0]), *words[1:])):
        pass


def _run(line: str, folder: Path, **more: str) -> None:
    done = subprocess.run(
        ["bash", "-c", line], env=_environment(folder, **more), cwd=folder, check=False,
        capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"


def test_what_a_sentence_names_is_a_command() -> None:
    """With the options that it names; words in capitals stand for something else."""
    known = typer.main.get_command(application())
    named = [
        (page.name, text.replace("\\|", "|"))
        for page in PAGES
        for text in IN_A_SENTENCE.findall(page.read_text())
    ]
    assert len(named) > 100, "the list of commands is among them"
    wrong = [f"{page}: {text}" for page, text in named if not _is_known(known, text)]
    assert not wrong


def _is_known(command: typer.core.TyperCommand, text: str) -> bool:
    words = re.sub(r"[\[\]]", " ", text).split()[1:]
    while words and hasattr(command, "commands") and not words[0].startswith("-"):
        command = command.commands.get(words.pop(0))
        if command is None:
            return False
    options = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
    asked = {word for word in words if re.match(r"--?[a-z]", word)}
    return asked <= options | {"--help", "-h"}


def test_there_are_commands_to_run() -> None:
    """Or the tests above would prove nothing."""
    found = [c.line for c in commands()]
    assert len(found) >= 10
    assert any(line.startswith("curl") for line in found)
    assert any("northing serve" in line for line in found)
