"""Markdown for people: headings, sentences, and a fenced block per objective for what a sentence cannot say."""

from collections.abc import Iterator
from typing import IO

from northing.domain import notation
from northing.domain.plan import PlanKeyResult, PlanObjective
from northing.queries.exports import Export
from northing.transfer.markdown.own import block
from northing.transfer.markdown.own.sentences import escaped, say
from northing.transfer.values import period


def write(found: Export, to: IO[bytes]) -> None:
    """The whole plan; cycles are headings, teams below them, objectives below these."""
    for line in _lines(found):
        to.write(f"{line}\n".encode())


def _lines(found: Export) -> Iterator[str]:
    yield f"# OKRs of {escaped(found.name)}"
    yield ""
    yield f"As of {found.day.isoformat()}."
    cycle = team = None
    for o in found.objectives():
        if (now := period(o.period)) != cycle:
            cycle, team = now, None
            yield from ("", f"## {escaped(cycle)}")
        if o.team != team:
            team = o.team
            yield from ("", f"### {escaped(notation.path(team))}")
        yield from _objective(o)


def _objective(o: PlanObjective) -> Iterator[str]:
    yield from ("", f"#### {o.key}: {escaped(o.title)}")
    if o.why:
        yield ""
        yield from (f"> {escaped(line)}" for line in o.why.split("\n"))
    if o.key_results:
        yield ""
    for kr in o.key_results:
        yield from _key_result(kr)
    yield ""
    yield from block.lines(o)


def _key_result(kr: PlanKeyResult) -> Iterator[str]:
    yield f"- {kr.key}: {say(kr)}"
    for step in notation.steps(kr.milestones).split("\n"):
        if step:
            yield f"  - {step[:4]}{escaped(step[4:])}"
