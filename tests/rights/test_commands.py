"""Every command, as everybody: the rows of commands.py. The rules of roles hold for `--as` too."""

import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from typing import Any

import pytest
from typer.main import get_command

from northing.cli import application
from northing.cli.base import refusals
from tests.rights.cells import Bench, wrong_writes
from tests.rights.commands import COMMANDS, OPERATORS
from tests.rights.house import HANDLES
from tests.rights.rows import Row, few_of, others_of
from tests.rights.who import INSIDE

pytestmark = pytest.mark.django_db

CODES = {"yes": 0, "no": refusals.FORBIDDEN, "none": refusals.NOT_FOUND}
NOT_HERE = {"outsider": "otto", "inactive": "ines", "nobody": "nemo"}
"""People who act in no command here, by the names under which one might try."""


@cache
def northing() -> Any:
    """All commands, built once: building them takes longer than running one."""
    return get_command(application())


def known(group: Any = None, before: str = "") -> Iterator[str]:
    """Every command with its group: `objective close`."""
    for name, one in (group or northing()).commands.items():
        if hasattr(one, "commands"):
            yield from known(one, f"{before}{name} ")
        else:
            yield before + name


def test_every_command_has_its_rows() -> None:
    found, listed = set(known()), {row.route for row in COMMANDS}
    missing = found - listed - set(OPERATORS)
    assert not missing, (
        f"No rights are written down for {sorted(missing)}: add `run(…)` rows to tests/rights/commands.py,"
        " with a right of tests/rights/who.py, or name it among OPERATORS if it acts for nobody."
    )
    assert not listed - found, f"These are no commands any more: {sorted(listed - found)}"
    assert not listed & set(OPERATORS)
    labels = [row.label for row in COMMANDS]
    assert len(set(labels)) == len(labels), "Two rows of one command need notes that differ."


@pytest.fixture(autouse=True)
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a command reads that asks for something."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("a very long pass phrase\n" * 20))


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.label.strip())
def test_those_may_who_should(bench: Bench, row: Row) -> None:
    """Some of each sort, others for each row, and people who act in no command here."""
    _all_right(bench, row, (*few_of(row), *NOT_HERE))


@pytest.mark.thorough
@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.label.strip())
def test_so_do_all_others(bench: Bench, row: Row) -> None:
    _all_right(bench, row, others_of(row))


def _all_right(bench: Bench, row: Row, roles: Iterable[str]) -> None:
    wrong = [line for role in roles for line in _wrong(bench, row, role)]
    assert not wrong, "\n".join([row.label, *wrong])


def _wrong(bench: Bench, row: Row, role: str) -> Iterator[str]:
    cell = row.cell(role) if role in INSIDE else "none"
    said = paper()
    seen = bench.cell(lambda: _run(bench, row, HANDLES.get(role) or NOT_HERE[role], said))
    seen.body = read(said).encode()
    if seen.status != CODES[cell]:
        yield f"  {role}: {seen.status} instead of {CODES[cell]}: {read(said)[:300]}"
        return
    yield from wrong_writes(bench, row.leaves if cell == "yes" else "", role, seen)


def _run(bench: Bench, row: Row, handle: str, said: io.TextIOWrapper) -> int:
    words = bench.house.words(str(row.body or ""))
    return run(said, *row.route.split(), *words, "--workspace", "kestrel", "--as", handle)


def run(said: io.TextIOWrapper, *words: str) -> int:
    """The exit code of a command; what it prints is added to `said`."""
    with redirect_stdout(said), redirect_stderr(said):
        return refusals.ending(lambda: northing()(args=list(words), prog_name="northing"))


def paper() -> io.TextIOWrapper:
    """Something to print on, bytes too."""
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)


def read(said: io.TextIOWrapper) -> str:
    """What was printed."""
    return said.buffer.getvalue().decode(errors="replace")  # type: ignore[attr-defined]  # a BytesIO, see above
