"""The list of commands in docs/cli.md, written from the commands themselves.

`python -m tests.cli.reference` writes it anew; a test compares.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from northing.cli import application

DOCS = Path(__file__).parents[2] / "docs" / "cli.md"
BEGIN, END = "<!-- commands: begin -->\n", "<!-- commands: end -->\n"
COMMON = {"--workspace", "--as", "--json", "--key", "--help"}


def lines() -> Iterator[str]:
    """A table row per command: how it is called, what it does."""
    yield "| command | what it does |"
    yield "| --- | --- |"
    yield from _rows(get_command(application()), "northing")


def _rows(command: Any, path: str) -> Iterator[str]:
    below = getattr(command, "commands", None)
    if below is not None:
        for name in sorted(below):
            yield from _rows(below[name], f"{path} {name}")
        return
    words = [
        path,
        *(p.metavar or p.name.upper() for p in command.params if p.param_type_name == "argument"),
    ]
    words += [
        f"[{p.opts[0]}]"
        for p in command.params
        if p.opts[0].startswith("--") and p.opts[0] not in COMMON
    ]
    yield f"| `{' '.join(words)}` | {' '.join(command.help.split())} |"


def written(text: str) -> str:
    """The page with its list as the commands are now."""
    before, _, rest = text.partition(BEGIN)
    _old, _, after = rest.partition(END)
    return before + BEGIN + "\n".join(lines()) + "\n" + END + after


if __name__ == "__main__":
    DOCS.write_text(written(DOCS.read_text(encoding="utf-8")), encoding="utf-8")
