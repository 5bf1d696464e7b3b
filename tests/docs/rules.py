"""docs/rules.md and a page for each rule in docs/rules/, written from the rules' own docstrings.

`python -m tests.docs.rules` writes them anew and removes what no rule has any more; a test compares.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from northing.domain.lint.engine import every_rule
from northing.domain.lint.examples import examples, sections
from northing.domain.lint.rule import Family, Rule, Severity
from northing.web.guide import manuals
from northing.web.guide.told import Told, told

DOCS = Path(__file__).parents[2] / "docs"
CATALOGUE = "rules.md"
HEAD = """# Rules of the writing coach

Every known fault of an OKR that Northing tells of, each on a page with the reason and its source, examples and what
helps. In the product the same pages stand under *Guide*, and `northing lint --explain KR101` prints them.
[Checking the wording](lint.md) and [the writing coach](coach.md) say how to choose rules and how heavy each of them
weighs, in documents and in a workspace.

| severity | means |
| --- | --- |
{weights}"""
FOOT = """
These pages are written from the rules themselves (`python -m tests.docs.rules`).

```{toctree}
:hidden:
:glob:

rules/*
```
"""
IN_A_WORKSPACE = """## Leave it out

In a workspace: `northing rule set {code}=off`, or under *Settings → Writing coach*, where it can also be given another
weight. A single finding can be [let stand](../coach.md#let-one-stand), with a reason and until a day.
"""
IN_DOCUMENTS = """
In documents, for one run: `northing lint --ignore {code} plan.md`. For good, in the `northing.toml` beside them or in a
folder above:

```toml
{out}```

Or say there how heavy it weighs{moved}; what is not set stays as it is:

```toml
{settings}```
"""
NO_DOCUMENT = """
It looks at how OKRs are kept, which no document says: documents are never asked.
"""


def pages() -> dict[str, str]:
    """Every page by its path in docs/: the catalogue, then each rule."""
    rules = {path(rule): page(rule) for rule in every_rule()}
    return {CATALOGUE: catalogue(), **rules}


def path(rule: Rule) -> str:
    """`rules/KR101-output-as-key-result.md`."""
    return f"rules/{rule.code}-{rule.name}.md"


def stale() -> set[str]:
    """Pages that are there and belong to no rule."""
    return {f"rules/{one.name}" for one in (DOCS / "rules").glob("*")} - set(pages())


def catalogue() -> str:
    """All rules by family, one line each."""
    weights = manuals.weights().values()
    said = "".join(f"| {weight.word} | {weight.meaning} |\n" for weight in weights)
    families = "".join(_family(family, title) for family, title in manuals.families().items())
    return HEAD.format(weights=said) + families + FOOT


def _family(family: Family, title: str) -> str:
    rows = "".join(
        f"| [{rule.code}]({path(rule)}) | {rule.name} | {rule.severity.value} | {_first(rule)} |\n"
        for rule in every_rule()
        if rule.family == family
    )
    return (
        f"\n## {title}\n\n| code | name | severity | the fault |\n| --- | --- | --- | --- |\n{rows}"
    )


def _first(rule: Rule) -> str:
    return " ".join(sections(rule.manual)[""].split())


def page(rule: Rule) -> str:
    """The page of a rule."""
    found = sections(rule.manual)
    parts = (
        f"# {rule.code} {rule.name}\n\n*{rule.severity.value.capitalize()}.* {_first(rule)}\n",
        f"## Why\n\n{found['Why.']}\n",
        f"## Flagged\n\n{_listed(rule, 'Flagged')}",
        f"## Fine\n\n{_listed(rule, 'Fine')}",
        f"## How to fix\n\n{found['How to fix.']}\n",
        f"## Options\n\n{found['Options.']}\n",
        _leaving_out(rule),
        "[All rules](../rules.md)\n",
    )
    return "\n".join(parts)


def _listed(rule: Rule, section: str) -> str:
    found = (told(one.aim) for one in examples(rule, section))
    return "".join(line for one in found for line in _lines(one, ""))


def _lines(one: Told, indent: str) -> Iterator[str]:
    """Examples as they stand, in code, so that no sign in them means anything; behind them what is known."""
    known = f" ({', '.join(one.facts)})" if one.facts else ""
    yield f"{indent}- `{one.text}`{known}\n".replace("\u00a0", " ").replace("\u202f", " ")
    for below in one.below:
        yield from _lines(below, f"{indent}  ")


def _leaving_out(rule: Rule) -> str:
    """How it is left out, made to weigh otherwise, and how its limits are moved."""
    here = IN_A_WORKSPACE.format(code=rule.code)
    if rule.family not in manuals.STATED:
        return here + NO_DOCUMENT
    other = Severity.WARNING if rule.severity is Severity.HINT else Severity.HINT
    weight = f'[lint.severity]\n{rule.code} = "{other.value}"\n'
    return here + IN_DOCUMENTS.format(
        code=rule.code,
        out=manuals.leaving_out(rule),
        moved=" and where it draws the line" if rule.options else "",
        settings="\n".join(filter(None, (weight, manuals.limits(rule)))),
    )


def write() -> None:
    """Write all of them, and remove what is stale."""
    (DOCS / "rules").mkdir(exist_ok=True)
    for name in stale():
        (DOCS / name).unlink()
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "northing.site.settings")
    write()
