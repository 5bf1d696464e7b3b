"""The wheel alone: no source tree, no Node, an empty folder; it serves pages and assets."""

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from tests.operation.running import Server, running
from tests.serving import plain_environment

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as for a release."""
    folder = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (found,) = folder.glob("northing-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel in an environment of its own, beside the locked packages; gives its `northing`.

    The packages are those of this environment, found by their folder: what is installed there in
    editable form, as Northing itself, is not reached that way.
    """
    home = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    installing = subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index",
         str(wheel)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert installing.returncode == 0, installing.stderr
    (packages,) = home.glob("lib/python*/site-packages")
    (packages / "locked.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return home / "bin" / "northing"


def test_it_holds_the_program_and_its_assets_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (about,) = (n for n in names if n.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(archive.read(about).decode())
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"northing"}
    assert not [n for n in names if "/tests/" in n or n.endswith((".ts", ".map", "package.json"))]
    for needed in (
        r"static/northing/northing\.css",
        r"static/northing/northing\.js",
        r"\.woff2",
        r"py\.typed",
    ):
        assert any(re.search(needed, name) for name in names), needed
    templates = {p.name for p in (ROOT / "src").rglob("templates/**/*.html")}
    assert templates <= {Path(name).name for name in names}
    wanted = (ROOT / "requirements" / "app.in").read_text().splitlines()
    assert len(metadata.get_all("Requires-Dist") or []) == len([w for w in wanted if w.strip()])


@pytest.mark.thorough
def test_it_serves_pages_and_assets_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    environment = _alone(tmp_path)
    told = "import northing; print(northing.__file__)"
    where = _run([installed.with_name("python"), "-c", told], environment)
    assert Path(where.strip()).is_relative_to(installed.parents[1])
    with running(tmp_path, environment, program=(str(installed), "serve")) as server:
        status, page = server.get("/")
        assert status == 200
        assert "<title>" in page
        _assets_come(server, page)
        found = _run([installed, "doctor"], environment, cwd=tmp_path)
        assert "error" not in found
    assert not (tmp_path / "node_modules").exists()


def _assets_come(server: Server, page: str) -> None:
    names = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert any(name.endswith(".css") for name in names)
    assert any(name.endswith(".js") for name in names)
    for name in names:
        assert re.search(r"\.[0-9a-f]{12}\.", name), "its name tells its content"
        if not name.endswith(".woff2"):
            assert server.get(name)[0] == 200


def _alone(data: Path) -> dict[str, str]:
    """An environment in which neither Node nor this checkout can be found."""
    plain = plain_environment(data)
    kept = {
        name: plain[name]
        for name in ("NORTHING_DATA", "DJANGO_SETTINGS_MODULE", "LANG")
        if name in plain
    }
    return kept | {"PATH": "/nowhere", "HOME": str(data), "PYTHONUTF8": "1"}


def _run(command: list[object], environment: dict[str, str], cwd: Path | None = None) -> str:
    done = subprocess.run(
        [os.fspath(str(part)) for part in command], env=environment, cwd=cwd or Path(environment["HOME"]),
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
