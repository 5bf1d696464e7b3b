"""docs/security.md names requirements and tests: every test is there, and every row says how it stands."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if re.match(r"\| \d+\.\d+\.\d+ \|", line)
]
STATES = {"met", "**not met**", "not applicable"}

pytestmark = pytest.mark.static


@cache
def _tests_of(file: str) -> frozenset[str]:
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    return frozenset(n.name for n in tree.body if isinstance(n, ast.FunctionDef))


def test_every_test_that_is_named_is_there() -> None:
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", PAGE)
    assert len(named) > 150
    missing = {
        f"{file}::{name}" for file, name in named
        if not (TESTS / file).is_file() or name not in _tests_of(file)
    }  # fmt: skip
    assert not missing, f"docs/security.md names tests that are not there: {sorted(missing)}"


def test_every_requirement_stands_once_in_order_and_says_how() -> None:
    numbers = [tuple(map(int, row[0].split("."))) for row in ROWS]
    assert numbers == sorted(set(numbers))
    assert len(numbers) > 230
    for number, asked, state, how, shown in ROWS:
        assert state in STATES, number
        assert asked, number
        assert how or shown, f"{number}: say how, or name a test"
        assert state != "**not met**" or how, f"{number}: say why not"


def test_the_sums_are_those_of_the_table() -> None:
    told = re.search(
        r"Of (\d+) requirements (\d+) are met, (\d+) are not, (\d+) do not apply", PAGE
    )
    assert told is not None
    states = [row[2] for row in ROWS]
    assert list(map(int, told.groups())) == [
        len(ROWS), states.count("met"), states.count("**not met**"), states.count("not applicable"),
    ]  # fmt: skip
