"""docs/cli.md lists every command as it is."""

import pytest

from tests.cli import reference


@pytest.mark.static
def test_the_manual_lists_every_command() -> None:
    text = reference.DOCS.read_text(encoding="utf-8")
    assert text == reference.written(text), "python -m tests.cli.reference"


@pytest.mark.static
def test_every_command_says_what_it_does() -> None:
    rows = list(reference.lines())[2:]
    assert len(rows) > 50
    assert all(row.rstrip(" |").endswith(".") for row in rows), rows
