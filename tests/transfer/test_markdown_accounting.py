"""No line of a document is lost in silence, whatever stands in it."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from northing.domain.plan import Plan
from northing.transfer.markdown import read

PIECES = [
    "# OKRs Q1 2031",
    "## Objective: Growers come back",
    "## Growers come back every week",
    "### Key Results",
    "**Objective 2: Be fast**",
    "Objective",
    "===",
    "---",
    "- KR1: Raise it from 10 to 20 => 50%",
    "  - Initiative: new page",
    "    - [ ] step",
    "* [x] Draw a map [P0] - @mira",
    "1. **CRO: Build the pipeline**",
    "   1. CRO KR: Sign 30 farms",
    "\t* two tabs",
    "1.1 Dotted",
    "Owner: Mira",
    "Some prose that explains.",
    "| Objective | Key Result | Owner |",
    "|---|---|---|",
    "| Feed the valley | 40 farms | Jon |",
    "| | 5 schools |",
    "|-|-|",
    "Date | KR #1 | KR #2",
    "```",
    "<!-- note",
    "-->",
    "<br />",
    "<details><summary>Key results</summary>",
    "</details>",
    "{|",
    "|}",
    "[a]: https://x.example",
    "- **Final Score**",
    "- Notes:",
    "GOOD",
    "- TBD",
    "> quoted",
    "> - KR: quoted",
    "",
    "",
    "x" * 5000,
]


def accounted(plan: Plan) -> set[int]:
    items = {line for objective in plan.objectives for line in objective.lines}
    items |= {line for result in plan.key_results for line in result.lines}
    return items | {line.line for line in plan.context} | {line.line for line in plan.unread}


def filled(text: str) -> set[int]:
    return {number for number, line in enumerate(text.splitlines(), 1) if line.strip()}


def check(text: str) -> None:
    plan = read(text.encode(), "plan.md")

    assert accounted(plan) == filled(text)
    placed = {line.line for line in plan.context} & {line.line for line in plan.unread}
    assert not placed
    for objective in plan.objectives:
        assert objective.title or objective.key_results
        for result in objective.key_results:
            assert result.title
            assert result.line in result.lines
            noted = {line.line for line in (*result.steps, *result.notes)}
            assert noted <= set(result.lines)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
@example(["- **Final Score**", "Date | KR #1 | KR #2", "|---|---|---|"])
@example(["# OKRs Q1 2031", "* [x] Draw a map [P0] - @mira", "x" * 5000])
def test_every_line_of_a_plan_is_an_item_context_or_unread(pieces: list[str]) -> None:
    check("\n".join(pieces))


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("#*-+|_~`[](){}<>!:=>1.%@ \t\naKRO&\\/"), max_size=300))
def test_every_line_of_any_text_is_accounted_for(text: str) -> None:
    check(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=15))
def test_references_are_distinct_and_the_same_when_read_again(pieces: list[str]) -> None:
    data = "\n".join(pieces).encode()
    plan, again = read(data, "plan.md"), read(data, "plan.md")
    refs = [objective.origin_ref for objective in plan.objectives]
    refs += [result.origin_ref for result in plan.key_results]
    assert plan == again
    assert len(refs) == len(set(refs))
    assert all(
        not objective.supports or objective.supports in refs for objective in plan.objectives
    )
