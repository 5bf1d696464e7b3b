"""docs/settings.md, written from the list of environment variables.

`python -m tests.docs.settings` writes it anew; a test compares.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from northing.kit.options import OPTIONS, Option

DOCS = Path(__file__).parents[2] / "docs" / "settings.md"
HEAD = """# Settings

Everything that an operator may change comes from the environment. This page lists all there is; it is written from
the list that the program itself reads (`python -m tests.docs.settings`).

A value that cannot be followed ends every command with the variable, the value and what to set instead.
`northing doctor` names variables that look like these and are not, such as a misspelt one.
"""
KINDS = {
    "text": "text", "database": "address", "secret": "text", "folder": "folder", "switch": "`0` or `1`",
    "number": "whole number", "choice": "one of", "address": "address", "list": "list", "instant": "day",
    "hour": "time of day",
}  # fmt: skip


def page() -> str:
    """The whole page."""
    return HEAD + "".join(_section(*found) for found in groupby(OPTIONS, lambda o: o.group))


def _section(group: str, options: Iterator[Option]) -> str:
    rows = "".join(_row(option) for option in options if not option.inner)
    return (
        f"\n## {group}\n\n| variable | what it means | value | unless set | example |\n"
        f"| --- | --- | --- | --- | --- |\n{rows}"
    )


def _row(option: Option) -> str:
    example = f"`{option.example}`" if option.example else ""
    default = f"`{option.default}`" if option.default else ""
    return f"| `{option.name}` | {option.meaning} | {_kind(option)} | {default} | {example} |\n"


def _kind(option: Option) -> str:
    kind = KINDS[option.kind]
    if option.choices:
        kind += " " + ", ".join(f"`{one}`" for one in option.choices)
    if option.least is not None and option.most is not None:
        kind += f" {option.least} to {option.most}"
    elif option.least is not None:
        kind += f", at least {option.least}" + (" characters" if option.secret else "")
    return kind


if __name__ == "__main__":
    DOCS.write_text(page(), encoding="utf-8")
