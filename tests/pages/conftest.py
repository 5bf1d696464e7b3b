"""The house of the browser's tests: `northing serve` as people run it, with the cast's workspace in it."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.cast import NOW
from tests.pages.house import House, opened
from tests.serving import plain_environment, serving

BUILD = """
import sys, pathlib, django
django.setup()
from tests.pages.house import build
build(pathlib.Path(sys.argv[1]))
"""
PREPARE = """
import django
django.setup()
from northing.cli.base import preparing
preparing.everything(demo=False)
"""


@pytest.fixture(scope="session")
def house(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A server with its own data, built and compressed static files, and the sessions of the cast."""
    data = tmp_path_factory.mktemp("house")
    _run(BUILD, data)
    with serving(_environment(data), data / "server.log") as url:
        yield opened(url, data, chromium)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with empty tables and the static files, to be copied: making it takes seconds."""
    data = tmp_path_factory.mktemp("prepared")
    _run(PREPARE, data)
    return data


@pytest.fixture
def empty_data(prepared: Path, tmp_path: Path) -> Path:
    """The data folder of a server that was just started for the first time."""
    return Path(shutil.copytree(prepared, tmp_path / "data"))


@pytest.fixture
def empty(empty_data: Path) -> Iterator[str]:
    """The address of a server in which there is nobody yet."""
    with serving(_environment(empty_data), empty_data / "server.log") as url:
        yield url


def _environment(data: Path) -> dict[str, str]:
    return plain_environment(data, NORTHING_TODAY=NOW.date().isoformat())


def _run(program: str, data: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", program, str(data)], env=_environment(data), check=False,
        capture_output=True, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
