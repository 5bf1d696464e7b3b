"""The files of deploy/: what they name exists, and where this machine can, they are really run."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from northing.cli import application
from northing.kit.options import BY_NAME, read

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
MOST_EXPOSED = 2.0
"""Of 10, as systemd counts; a service without any of it has 9.6."""
OF_POSTGRESQL = {"POSTGRES_PASSWORD", "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_INITDB_ARGS"}

needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")


def _is_command(words: list[str]) -> bool:
    """Whether `northing` knows these words: the command and every option of it."""
    known: Any = get_command(application())
    while words and hasattr(known, "commands"):
        if words[0] not in known.commands:
            return False
        known, words = known.commands[words[0]], words[1:]
    options = {name for one in known.params for name in (*one.opts, *one.secondary_opts)}
    return {word for word in words if word.startswith("-")} <= options


def test_a_command_that_is_none_would_be_found() -> None:
    """Or the tests below would prove nothing."""
    assert _is_command(["serve", "--host", "::1"])
    assert not _is_command(["serve", "--no-such-option"])
    assert not _is_command(["no-such-command"])


# ── systemd ───────────────────────────────────────────────────────────────────
def _unit(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in path.read_text().splitlines():
        name, sign, value = line.partition("=")
        if sign and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


@pytest.mark.parametrize("path", UNITS, ids=lambda p: p.name)
def test_a_unit_starts_a_command_that_exists_with_settings_that_exist(path: Path) -> None:
    unit = _unit(path)
    program, *words = shlex.split(unit["ExecStart"][0])
    assert program.endswith("/bin/northing")
    assert _is_command(words)
    for said in unit["Environment"]:
        name, _, value = said.partition("=")
        read(name, {name: value})
    assert unit["KillMode"] == ["mixed"], "or the processes would end before they are told to"
    assert int(unit["TimeoutStopSec"][0]) >= 50


@needs_systemd
@pytest.mark.parametrize("path", UNITS, ids=lambda p: p.name)
def test_systemd_finds_no_fault(path: Path, tmp_path: Path) -> None:
    """With a program that is there in place of the one that will be."""
    text = path.read_text().replace(
        "/opt/northing/bin/northing", shutil.which("true") or "/bin/true"
    )
    (tmp_path / path.name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / path.name)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    ours = [line for line in done.stderr.splitlines() if path.name in line]
    assert (done.returncode, ours) == (0, []), done.stderr


@needs_systemd
@pytest.mark.parametrize("path", UNITS, ids=lambda p: p.name)
def test_a_unit_may_touch_little(path: Path) -> None:
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", done.stdout)
    assert found, done.stdout + done.stderr
    assert float(found[1]) <= MOST_EXPOSED


def test_the_environment_of_the_units_can_be_read() -> None:
    lines = (DEPLOY / "northing.env").read_text().splitlines()
    said = [line.removeprefix("# ") for line in lines if re.match(r"(# )?[A-Z_]+=", line)]
    assert len(said) >= 5
    for name, _, value in (line.partition("=") for line in said):
        read(name, {name: value})


# ── containers ────────────────────────────────────────────────────────────────
def _compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return found


def test_compose_names_only_what_exists() -> None:
    services = _compose()["services"]
    for name in ("web", "worker"):
        service = services[name]
        assert _is_command(list(map(str, service["command"])))
        assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
        assert set(service["environment"]) - {"TMPDIR"} <= set(BY_NAME)
        assert service["tmpfs"] == [service["environment"]["TMPDIR"]], (
            "the one place to write beside data"
        )
    for service in services.values():
        for volume in service["volumes"]:
            assert volume.partition(":")[0] in _compose()["volumes"]
        for other in service.get("depends_on", {}):
            assert "healthcheck" in services[other]


def test_what_compose_asks_for_is_a_setting_or_the_databases() -> None:
    text = (DEPLOY / "compose.yaml").read_text()
    asked = re.findall(r"\$\{(\w+)(:[-?])([^}]*)\}", text)
    assert {name for name, _, _ in asked} <= set(BY_NAME) | OF_POSTGRESQL
    for name, how, default in asked:
        if how == ":-" and default:
            read(name, {name: default})


def test_containers_have_no_rights_and_one_open_port_on_this_machine() -> None:
    services = _compose()["services"]
    for name in ("web", "worker"):
        service = services[name]
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["stop_grace_period"] == "60s"
    ports = [port for service in services.values() for port in service.get("ports", ())]
    assert ports == ["127.0.0.1:8000:8000"]


def test_the_image_is_made_of_what_exists() -> None:
    lines = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ").splitlines()
    copied = [line.split()[1] for line in lines if line.startswith("COPY") and "--from" not in line]
    assert copied
    assert all((ROOT / one).exists() for one in copied)
    assert 'northing = "northing.cli:main"' in (ROOT / "pyproject.toml").read_text()
    assert 'ENTRYPOINT ["northing"]' in lines
    (words,) = (
        yaml.safe_load(line.removeprefix("CMD ")) for line in lines if line.startswith("CMD")
    )
    assert _is_command(words)
    (said,) = (line.removeprefix("ENV ") for line in lines if line.startswith("ENV"))
    ours = [one.partition("=") for one in said.split() if one.startswith("NORTHING_")]
    assert [read(name, {name: value}) for name, _, value in ours] == [Path("/data")]
    users = [line for line in lines if line.startswith("USER")]
    assert users == ["USER northing"], "not root"


def test_every_file_of_the_folder_is_told_of() -> None:
    told = (ROOT / "docs" / "administration.md").read_text()
    missing = {path.name for path in DEPLOY.iterdir() if f"deploy/{path.name}" not in told}
    assert not missing
