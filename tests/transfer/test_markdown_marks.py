"""What a line says besides its words: scores, checks, owners, priorities, redactions."""

from decimal import Decimal

import pytest

from northing.domain.plan import PlanKeyResult, PlanObjective
from northing.transfer.markdown import read


def objective(*lines: str, head: str = "## Objective: Thrive") -> PlanObjective:
    text = "\n".join([head, *(f"- KR: {line}" for line in lines)])
    return read(text.encode(), "plan.md").objectives[0]


def result(line: str) -> PlanKeyResult:
    return objective(line).key_results[0]


@pytest.mark.parametrize(
    ("line", "title", "value"),
    [
        ("Sign 30 farms => 66%", "Sign 30 farms", "0.66"),
        ("Sign 30 farms ==> 50%, two are late", "Sign 30 farms", "0.5"),
        ("Sign 30 farms --> 120%", "Sign 30 farms", "1.2"),
        ("Sign 30 farms = 70% done", "Sign 30 farms", "0.7"),
        ("Sign 30 farms **75% completed**", "Sign 30 farms", "0.75"),
        ("Sign 30 farms - 0% done - now June", "Sign 30 farms", "0"),
        ("Sign 30 farms: 24/30 => 80%", "Sign 30 farms", "0.8"),
        ("Sign 30 farms => [33%](https://x.example/1)", "Sign 30 farms", "0.33"),
        ("Sign 30 farms => 1500%", "Sign 30 farms", "15"),
        ("Sign 30 farms => -17%", "Sign 30 farms", "-0.17"),
        ("Sign 30 farms => DONE", "Sign 30 farms", "1"),
        ("Sign 30 farms => 7/10 signed", "Sign 30 farms", "0.7"),
        ("Sign 30 farms: 0.8", "Sign 30 farms", "0.8"),
        ("Sign 30 farms (.8)", "Sign 30 farms", "0.8"),
        ("Sign 30 farms (done)", "Sign 30 farms", "1"),
        ("Sign 30 farms => in progress", "Sign 30 farms", None),
        ("Sign 30 farms (WIP: _half drafted_)", "Sign 30 farms", None),
        ("Sign 30 farms => X%", "Sign 30 farms", None),
    ],
)
def test_takes_the_result_off_the_title(line: str, title: str, value: str | None) -> None:
    found = result(line)
    assert found.title == title
    assert found.score is not None
    assert found.score.value == (Decimal(value) if value else None)


@pytest.mark.parametrize(
    "line",
    [
        "Renewal rate of 90%",
        "Renewal rate: 90%",
        "Be ready for the harvest (99.95% of fields)",
        "Raise the rate from 10% -> 20%",
        "Grow from 12 => 25 farms",
        "Visit 40 farms (MQL)",
        "Reduce waste (see the plan)",
    ],
)
def test_leaves_targets_in_the_wording(line: str) -> None:
    found = result(line)
    assert (found.title, found.score) == (line, None)


def test_a_percentage_behind_a_colon_is_a_result_only_where_that_is_the_habit() -> None:
    found = objective("Draw 5 maps: 100%", "Call 9 farms (50%)", "Write 3 guides - 83%", "Rest")
    assert [kr.title for kr in found.key_results[:3]] == [
        "Draw 5 maps",
        "Call 9 farms",
        "Write 3 guides",
    ]
    scores = [kr.score for kr in found.key_results[:3] if kr.score]
    assert [score.value for score in scores] == [Decimal(1), Decimal("0.5"), Decimal("0.83")]
    assert all(score.ambiguous for score in scores)


def test_several_percentages_for_one_line_are_ambiguous() -> None:
    found = result("Two maps, three guides => 17%, 36%")
    assert found.score is not None
    assert found.score.ambiguous
    assert found.score.text == "17%, 36%"


def test_check_marks_and_struck_out_text() -> None:
    text = """## Objective: Thrive
- [x] KR: one is done
- [ ] KR: two is open
- [~] KR: three is half way
- ✅ KR: four is done
- 🚫 KR: five was missed
- ~~KR: six was dropped~~
- KR: seven counts ~~old~~ new farms
- [On our way] KR: eight moves
"""
    found = read(text.encode(), "plan.md").key_results
    checks = [kr.checked for kr in found]
    assert checks == ["done", "not", "partial", "done", "not", None, None, None]
    assert [kr.dropped for kr in found] == [False] * 5 + [True, False, False]
    assert found[5].title == "six was dropped"
    assert found[6].title == "seven counts new farms"
    assert found[7].score is not None
    assert found[7].score.text == "On our way"


@pytest.mark.parametrize(
    ("line", "owners"),
    [
        ("Draw the map - @mira", ("mira",)),
        ("Draw the map (@mira, @jon)", ("mira", "jon")),
        ("@mira: Draw the map", ("mira",)),
        ("[mira] Draw the map", ("mira",)),
        ("Draw the map (owner: Mira Lund)", ("Mira Lund",)),
        ("Draw the map. **Owner:** Mira & Jon", ("Mira", "Jon")),
        ("Draw the map @mira + @jon", ("mira", "jon")),
        ("Write to crew@larkfield.example", ()),
    ],
)
def test_finds_owners(line: str, owners: tuple[str, ...]) -> None:
    found = result(line)
    assert found.owners == owners
    assert found.title.startswith(("Draw the map", "Write to crew@"))
    assert not owners or found.title == "Draw the map"


def test_names_in_brackets_are_owners_where_most_lines_end_with_one() -> None:
    found = objective("Call farms (Mira)", "Draw maps (Mira, Jon)", "Visit Sandham (Jon)", "Rest")
    assert [kr.owners for kr in found.key_results] == [("Mira",), ("Mira", "Jon"), ("Jon",), ()]
    assert result("Visit the harbour (Sandham)").owners == ()


def test_labelled_lines_below_an_item() -> None:
    text = """## Objective: Thrive
- **Responsible:** Mira Lund
- **Why:** Growers asked for it.
- KR1: Draw the map
  - Owner: Jon
  - Due: 2031-06-30
  - Baseline: 20 %
  - Target: 60 %
  - Status: on track
- KR2: Print the map
"""
    found = read(text.encode(), "plan.md").objectives[0]
    first = found.key_results[0]
    assert (found.owners, found.why) == (("Mira Lund",), "Growers asked for it.")
    assert (first.owners, str(first.due_on)) == (("Jon",), "2031-06-30")
    assert (first.measure.baseline, first.measure.target) == (Decimal("0.2"), Decimal("0.6"))
    assert first.score is not None
    assert first.score.text == "on track"
    assert found.key_results[1].title == "Print the map"


@pytest.mark.parametrize(
    ("line", "priority"),
    [
        ("[P0] Draw the map", "P0"),
        ("P1: Draw the map", "P1"),
        ("Draw the map [p2]", "P2"),
        ("Draw the map `P1`", "P1"),
        ("Draw the map ![p0](https://x.example/p0.svg)", "P0"),
    ],
)
def test_priorities(line: str, priority: str) -> None:
    assert (result(line).title, result(line).priority) == ("Draw the map", priority)


def test_ambition_and_teams_in_brackets() -> None:
    found = result("[COMMITTED] Draw the map [APP][WEB]")
    assert (found.title, found.ambition) == ("Draw the map", "committed")
    assert found.shared_with == ("APP", "WEB")
    assert result("Draw the map (aspirational)").ambition == "aspirational"


@pytest.mark.parametrize(
    "line",
    [
        "Earn $N from renewals",
        "Lift the rate to N%",
        "Cost per farm < $X",
        "Move from X to Y farms",
        "Reach the [Internal only] number",
    ],
)
def test_redacted_numbers_stay_in_the_title_and_are_no_target(line: str) -> None:
    found = result(line)
    assert found.title == line
    assert (found.measure.baseline, found.measure.target) == (None, None)


def test_reference_links_and_entities() -> None:
    text = """## Objective: Thrive
- KR: Lift signups to [_N<sub>5</sub>_][n5] &amp; keep [the rate]
- KR: Ship it[^1] &gt; 3 times

[n5]: https://x.example/n5
[the rate]: https://x.example/rate
[^1]: weather permitting
"""
    plan = read(text.encode(), "plan.md")
    assert [kr.title for kr in plan.key_results] == [
        "Lift signups to N5 & keep the rate",
        "Ship it > 3 times",
    ]


def test_the_same_key_result_twice_has_two_references_that_stay() -> None:
    lines = ("Draw the map", "Draw the map", "Print it")
    first = [kr.origin_ref for kr in objective(*lines).key_results]
    again = [kr.origin_ref for kr in objective(*lines, "New one").key_results]
    assert len(set(first)) == 3
    assert first[1] == f"{first[0]}-2"
    assert again[:3] == first


def test_a_result_in_prose_is_ambiguous() -> None:
    found = result("Raise the rate => we reached 11.5% of it").score
    assert found is not None
    assert (found.value, found.ambiguous) == (Decimal("0.115"), True)


def test_a_result_behind_a_year_or_a_target_is_one() -> None:
    assert result("Reviews done by Jan 31, 2031 => 100%").title == "Reviews done by Jan 31, 2031"
    assert result("Raise it from 10 to 11 => 66%").title == "Raise it from 10 to 11"
