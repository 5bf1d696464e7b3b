"""What is taken into an item can be seen there: no word of its lines is swallowed."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from northing.domain.plan import Plan, PlanKeyResult, PlanObjective, normalized
from northing.transfer.markdown import read
from tests.transfer import test_markdown_accounting as accounting
from tests.transfer import test_markdown_handbooks as handbooks
from tests.transfer import test_markdown_lists as lists
from tests.transfer import test_markdown_markers as markers
from tests.transfer import test_markdown_pasted_tables as pasted
from tests.transfer import test_markdown_variety as variety

STRUCTURE = frozenset(
    re.findall(
        r"\w+",
        """objective objectives goal goals ziel ziele okr okrs key result results owner owners
        responsible verantwortlich dri status notes note initiative initiatives final score
        scores rationale know successful when priority progress topline problem area
        schlüsselergebnis kernergebnis tracked due measure measures measured success metrics
        period team""",
    )
)
"""Words that only say what the rest of their line is."""

DOCUMENTS = {
    **{name: text for name, (text, _expected) in handbooks.CASES.items()},
    **{name: text for name, (text, _expected) in pasted.CASES.items()},
    **{name: text for name, (text, _expected) in variety.CASES.items()},
    **{case.name: case.text for case in (*lists.CASES, *markers.CASES)},
    "figures before the arrow, issues, more than one owner": """# OKRs

## Objective: Source more seed

- KR: Visit 30 farms (12/30) => 40% done
- KR: Hire 2 buyers: 8/10 talks held => 50%
- KR: Sign two contracts (#217)
- KR: Map the valley - Epic 31
- KR: Test soil @mira
  - Owner: Jon
  - Priority: P1
  - Score: 0.4
  - Progress: half of it
  - Due: 2031-04-01
  - Confidence: shaky
- KR: Buy scales: 80%
- KR: Buy carts: 20%
""",
}


def unseen(text: str) -> list[str]:
    """Words of the items' lines that none of the items on that line shows."""
    plan = read(text.encode(), "plan.md")
    lines = text.splitlines()
    shown = _shown(plan)
    return [
        f"{number}: {word}"
        for number, seen in sorted(shown.items())
        for word in _words(_bare(lines[number - 1]))
        if word not in seen and word not in STRUCTURE
    ]


def _shown(plan: Plan) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for objective in plan.objectives:
        items: list[PlanObjective | PlanKeyResult] = [objective, *objective.key_results]
        for item in items:
            seen = {word for part in _parts(item) for word in _words(part)}
            for line in item.lines:
                found.setdefault(line, set()).update(seen)
    return found


def _parts(item: PlanObjective | PlanKeyResult) -> list[str]:
    parts = [item.title, item.priority, *item.owners, *item.team, *item.shared_with]
    parts += [item.score.text if item.score else "", item.ambition or ""]
    parts += [note.text for note in item.notes]
    if isinstance(item, PlanObjective):
        return [*parts, item.why, item.period.text if item.period else ""]
    measure = item.measure
    parts += [step.text for step in item.steps] + [item.due_on.isoformat() if item.due_on else ""]
    return [*parts, f"{measure.baseline:f}" if measure.baseline else "", _number(item)]


def _number(item: PlanKeyResult) -> str:
    return f"{item.measure.target.normalize():f}" if item.measure.target else ""


def _bare(line: str) -> str:
    """A line without addresses, tags, short codes and numbered markers."""
    line = re.sub(r"(?i)\bKR\d+|\browspan=|&\w+;", " ", line)
    return re.sub(r"\]\([^()]*\)|<[^<>]*>|https?://\S+|\]\[[^\]]*\]|:[a-z_]+:", " ", line)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]{3,}", normalized(text))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_word_of_an_item_can_be_seen(name: str) -> None:
    assert unseen(DOCUMENTS[name]) == []


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(accounting.PIECES), max_size=20))
def test_every_word_of_any_plan_can_be_seen(pieces: list[str]) -> None:
    assert unseen("\n".join(pieces)) == []
