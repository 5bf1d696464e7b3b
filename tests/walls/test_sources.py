"""Walls that can be read off the sources; each failure says what to write instead."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.static

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "northing"
LONGEST = 360  # lines; past 200 a file is worth a second look, past this it is two files

IMPURE = frozenset({
    "time", "random", "secrets", "uuid", "socket", "os", "pathlib", "io", "subprocess", "tempfile",
    "threading", "asyncio", "logging", "sqlite3", "urllib.request", "http.client", "httpx",
})  # fmt: skip
CLOCKS = frozenset({"now", "today", "utcnow"})
MAY_OPEN_THE_GUARD = {
    "store/guard.py": "defines it",
    "actions/change.py": "is the one door",
    "actions/workspaces.py": "founds the workspace in which a change can begin",
    "actions/sealed.py": "seals the same text by another key, in whatever table it lies: no change of meaning",
}
# Written with a gap, so that this file does not break its own rule.
ADDRESSES = tuple(
    written.replace("_", "")
    for written in (
        "registry.npm_js",
        "registry.yarn_pkg",
        "pyp_i.org",
        "python_hosted.org",
        "deb.deb_ian",
    )
)
MACHINE_PATHS = re.compile(r"(?<![\w.~}/-])/(?:work|root|tmp|home/\w+|Users/\w+)(?:/|\b)")


@cache
def tracked() -> tuple[Path, ...]:
    """Every text file that is, or is about to be, part of the project."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("not a git checkout: there is no list of the project's files")
    return tuple(p for line in listed.stdout.splitlines() if (p := ROOT / line).is_file())


def texts() -> Iterator[tuple[str, int, str]]:
    """File, line number and line of everything tracked that is text."""
    for path in tracked():
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(lines, 1):
            yield str(path.relative_to(ROOT)), number, line


def modules(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    """Path and syntax tree of every module of these rooms (all, if none is named)."""
    for room in rooms or ("",):
        for path in sorted((PACKAGE / room).rglob("*.py")):
            name = path.relative_to(PACKAGE).as_posix()
            if "/tests/" not in name and "/migrations/" not in name:
                yield name, ast.parse(path.read_text(encoding="utf-8"))


def test_the_domain_knows_neither_clock_nor_chance_nor_the_outside() -> None:
    found = [
        f"domain/{name}:{line}: {what}"
        for name, tree in modules("domain")
        for line, what in (*_imports(tree, IMPURE), *_clocks(tree))
    ]
    assert not found, f"Take the moment, the seed or the content as an argument: {found}"


def test_actions_and_queries_take_their_moment_from_the_caller() -> None:
    found = [
        f"{name}:{line}: {what}"
        for name, tree in modules("actions", "queries", "transfer")
        for line, what in (*_imports(tree, frozenset({"time", "random"})), *_clocks(tree))
    ]
    assert not found, f"Use caller.now and caller.today, or an argument: {found}"


def _imports(tree: ast.Module, banned: frozenset[str]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        yield from ((node.lineno, n) for n in names if n in banned)


def _clocks(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value)
            if node.func.attr in CLOCKS and owner.rpartition(".")[2] in {
                "datetime",
                "date",
                "timezone",
                "clock",
            }:
                yield node.lineno, ast.unparse(node.func)


def test_only_the_one_door_opens_the_guard() -> None:
    found = {
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if (
            isinstance(node, ast.Attribute)
            and node.attr == "writing"
            and ast.unparse(node) == "guard.writing"
        )
        or (isinstance(node, ast.ImportFrom) and node.module == "northing.store.guard")
    }
    assert found <= set(MAY_OPEN_THE_GUARD), "Write by `with change(...)` of actions/change.py."


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    found = [
        p.name
        for p in PACKAGE.rglob("*")
        if re.fullmatch(r"(utils?|helpers?|misc|common)(\.py)?", p.name)
    ]
    assert not found, "Name the file for what it does, and put it into the room it belongs to."


def test_files_stay_short_enough_to_be_read_at_once() -> None:
    long = {
        name: lines
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in (name := path.relative_to(PACKAGE).as_posix())
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert not long, f"Ask what each of these is really two of: {long}"


def test_every_exemption_has_its_reason_beside_it() -> None:
    bare = re.compile(
        r"#\s*(?:type: ignore(?:\[[\w, -]+\])?|noqa(?:: [\w, ]+)?|pragma: no cover)\s*$"
    )
    found = [
        f"{file}:{n}" for file, n, line in texts() if file.endswith(".py") and bare.search(line)
    ]
    assert not found, f"Say beside each exemption why it is right: {found}"


def test_no_file_names_a_package_index() -> None:
    found = [f"{file}:{n}" for file, n, line in texts() if any(a in line for a in ADDRESSES)]
    assert not found, f"Locks name versions and hashes alone, so that any mirror serves: {found}"


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    found = [
        f"{file}:{n}: {line.strip()[:80]}"
        for file, n, line in texts()
        if MACHINE_PATHS.search(line)
    ]
    assert not found, f"Use a relative path, an option or the system's temporary folder: {found}"
