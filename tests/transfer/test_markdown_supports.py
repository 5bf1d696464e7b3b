"""An objective supports what it stands under, never the one that merely stands before it."""

import pytest

from northing.transfer import markdown

SIBLINGS = {
    "headings": "## Objective: Calm nights\n\n- KR: Pages fall from 9 to 3\n\n"
    "## Objective: Quick builds\n\n- KR: Builds fall from 9 to 3 min\n",
    "bold": "**Objective 1: Calm nights**\n\n- KR: Pages fall from 9 to 3\n\n"
    "**Objective 2: Quick builds**\n\n- KR: Builds fall from 9 to 3 min\n",
    "items": "- Objective: Calm nights\n  - KR: Pages fall from 9 to 3\n"
    "- Objective: Quick builds\n  - KR: Builds fall from 9 to 3 min\n",
}


@pytest.mark.parametrize("shape", SIBLINGS)
def test_siblings_support_nothing(shape: str) -> None:
    plan = markdown.read(SIBLINGS[shape].encode(), "plan.md")
    assert [o.title for o in plan.objectives] == ["Calm nights", "Quick builds"]
    assert [o.supports for o in plan.objectives] == ["", ""]


def test_a_nested_objective_supports_the_one_around_it() -> None:
    text = (
        "## Objective: Calm nights\n\n- KR: Pages fall from 9 to 3\n\n"
        "### Objective: Alerts mean something\n\n- KR: Empty alerts fall from 40 to 4\n"
    )
    around, inside = markdown.read(text.encode(), "plan.md").objectives
    assert inside.supports == around.origin_ref


def test_a_remark_under_a_struck_line_does_not_lose_it() -> None:
    text = (
        "## Objective: Calm nights\n\n- KR: Pages fall from 9 to 3 [x]\n"
        "- ~~KR: Rewrite the pager~~\nWe ran out of time.\n"
    )
    done, struck = markdown.read(text.encode(), "plan.md").key_results
    assert (done.title, done.checked, done.dropped) == ("Pages fall from 9 to 3", "done", False)
    assert struck.title.startswith("Rewrite the pager")
    assert struck.dropped
