"""docs/rules.md, written from the rules' own docstrings.

`python -m tests.docs.rules` writes it anew; a test compares.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from northing.domain.lint.engine import every_rule
from northing.domain.lint.rule import Rule

DOCS = Path(__file__).parents[2] / "docs" / "rules.md"
HEAD = """# Rules of the writing coach

Every known fault of an OKR that Northing tells of, with the reason and its source, examples and what helps.
`northing lint --explain KR101` prints the same. [Checking the wording](lint.md) says how to choose rules and how heavy
each of them weighs. What stands behind a bar in an example is known beside the text, such as the fields of a form;
indented lines are its key results or objectives.

This page is written from the rules themselves (`python -m tests.docs.rules`).
"""
FAMILIES = {"objective": "Objectives", "key_result": "Key results", "team": "What a team is after"}


def page() -> str:
    """The whole page: a table of all rules, then each of them."""
    rules = sorted(every_rule(), key=lambda rule: (list(FAMILIES).index(rule.family), rule.code))
    return HEAD + "".join(
        _family(FAMILIES[family], list(found))
        for family, found in groupby(rules, lambda r: r.family)
    )


def _family(title: str, rules: list[Rule]) -> str:
    rows = "".join(
        f"| [{rule.code}](#{_anchor(rule)}) | {rule.name} | {rule.severity.value} | {_first(rule)} |\n"
        for rule in rules
    )
    table = f"| code | name | severity | the fault |\n| --- | --- | --- | --- |\n{rows}"
    return f"\n## {title}\n\n{table}" + "".join(_section(rule) for rule in rules)


def _anchor(rule: Rule) -> str:
    return f"{rule.code.lower()}-{rule.name}"


def _first(rule: Rule) -> str:
    return rule.manual.strip().partition("\n\n")[0].replace("\n", " ")


def _section(rule: Rule) -> str:
    text = "\n".join(_lines(rule.manual.strip()))
    return f"\n### {rule.code} {rule.name}\n\n*{rule.severity.value.capitalize()}.* {text}\n"


def _lines(manual: str) -> Iterator[str]:
    """Examples as they stand, in code, so that no sign in them means anything."""
    for line in manual.splitlines():
        example = re.fullmatch(r"(\s*)- (.+)", line)
        yield f"{example[1]}- `{example[2]}`" if example else line


if __name__ == "__main__":
    DOCS.write_text(page(), encoding="utf-8")
