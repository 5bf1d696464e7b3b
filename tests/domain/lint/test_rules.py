"""Each rule is its own manual and its own test: what it flags, what it leaves alone, and what it never does."""

import ast
import re
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from northing.domain.lint import rules as folder
from northing.domain.lint.aims import KeyResultAim, Limits, ObjectiveAim, TeamAims
from northing.domain.lint.engine import (
    CODE,
    MOST,
    Policy,
    every_rule,
    of_history,
    of_key_result,
    of_objective,
    of_team,
    of_team_history,
)
from northing.domain.lint.examples import SECTIONS, Example, examples, sections
from northing.domain.lint.histories import ClosedCycle, KeyResultHistory, TeamHistory
from northing.domain.lint.rule import Fault, Rule, Severity

RULES = every_rule()
LIMITS = Limits()
DECIDABLE = {"OBJ106", "KR106", "KR107", "KR115", "KR116"}
"""Rules that may say `error`: no key result, target and baseline, cycle, unit and direction."""
WORDY = 4
"""Words that a name may have."""
CURES = {
    "prefer",
    "use",
    "require",
    "avoid",
    "add",
    "write",
    "check",
    "ensure",
    "should",
    "must",
    "no",
}
PREFIX = {
    "objective": "OBJ", "key_result": "KR", "team": "SET", "practice": "PRA", "cycles": "PRA"
}  # fmt: skip


def case(section: str) -> list[Any]:
    return [
        pytest.param(rule, one, id=f"{rule.name}: {one.lines[0]}")
        for rule in RULES
        for one in examples(rule, section)
    ]


def source(rule: Rule) -> ast.Module:
    path = Path(str(import_module(f"{folder.__name__}.{rule.name.replace('-', '_')}").__file__))
    return ast.parse(path.read_text(encoding="utf-8"))


def named(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def fault(rule: Rule, aim: Any) -> Fault | None:
    return rule.check(aim, LIMITS)


@pytest.mark.parametrize(("rule", "example"), case("Flagged"))
def test_what_stands_under_flagged_is_flagged(rule: Rule, example: Example) -> None:
    found = fault(rule, example.aim)
    assert found is not None
    assert str(found.message)
    if found.words is not None and isinstance(example.aim, KeyResultAim | ObjectiveAim):
        start = found.words.start
        assert example.aim.text[start : start + len(found.words.text)] == found.words.text


@pytest.mark.parametrize(("rule", "example"), case("Fine"))
def test_what_stands_under_fine_is_left_alone(rule: Rule, example: Example) -> None:
    assert fault(rule, example.aim) is None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
class TestManual:
    def test_has_every_section_in_order(self, rule: Rule) -> None:
        found = sections(rule.manual)
        assert list(found) == ["", *SECTIONS]
        assert all(found.values())
        assert len(found[""].splitlines()) == 1
        assert found[""].endswith(".")

    def test_gives_one_reason_with_a_source_and_its_year(self, rule: Rule) -> None:
        assert re.search(r"\b(?:19|20)\d\d\b|re:Work", sections(rule.manual)["Why."])

    def test_has_examples_of_both_sorts(self, rule: Rule) -> None:
        assert examples(rule, "Flagged")
        assert examples(rule, "Fine")

    def test_tells_of_its_options(self, rule: Rule) -> None:
        told = re.findall(r"`(\w+)`", sections(rule.manual)["Options."])
        assert sorted(rule.options) == sorted(told)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
class TestShape:
    def test_its_code_tells_its_family(self, rule: Rule) -> None:
        assert CODE.fullmatch(rule.code)
        assert rule.code.startswith(PREFIX[rule.family])

    def test_its_name_is_the_fault_and_not_the_cure(self, rule: Rule) -> None:
        words = rule.name.split("-")
        assert len(words) <= WORDY + 1
        assert words[0] not in CURES - {"no"}

    def test_an_error_is_decidable(self, rule: Rule) -> None:
        assert rule.severity is not Severity.ERROR or rule.code in DECIDABLE

    def test_it_knows_no_sibling_and_owns_no_words(self, rule: Rule) -> None:
        tree = source(rule)
        imported = {
            node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
        }
        assert not any(module.startswith(folder.__name__) for module in imported)
        assert "re" not in imported
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
        assigned = {
            t.id
            for n in tree.body
            if isinstance(n, ast.Assign)
            for t in n.targets
            if isinstance(t, ast.Name)
        }
        assert assigned == {"CODE", "FAMILY", "SEVERITY", "OPTIONS"}

    def test_its_options_are_the_limits_that_it_reads(self, rule: Rule) -> None:
        nodes = list(ast.walk(source(rule)))
        asked = [n for n in nodes if isinstance(n, ast.Attribute) and named(n.value, "limits")]
        assert set(rule.options) == {n.attr for n in asked}
        assert len(rule.options) == len(set(rule.options))
        handed_on = [n for n in nodes if named(n, "limits")]
        assert len(handed_on) == len(asked), "what is handed on whole may be read by anything"


def test_every_limit_is_an_option_of_some_rule() -> None:
    assert {name for rule in RULES for name in rule.options} == set(Limits.__slots__)


def test_no_code_and_no_name_is_used_twice() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


class TestNeverFails:
    figures = st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=2)
    words = st.none() | st.text(max_size=20)
    days = st.none() | st.dates()
    pieces = st.sampled_from(
        [
            "Reduce", "churn", "from", "to", "by", "20%", "-3", "0", "zero", "$N", "XX", "1.2M", "every", "->", "um",
            "und", "Wir", "senken", "10x", "per hour spent", "followers", "(", "(today:", "²", "٣", "\x00", "…", "/",
        ]
    )  # fmt: skip
    texts = st.text(max_size=80) | st.lists(pieces, max_size=12).map(" ".join)
    key_results = st.builds(
        KeyResultAim, texts, kind=st.none() | st.sampled_from(["increase", "decrease", "keep", "yes_no", "?"]),
        unit=words | st.sampled_from(["min", "%", "EUR", "people"]), baseline=figures, target=figures, low=figures,
        high=figures, has_baseline=st.none() | st.booleans(), has_target=st.none() | st.booleans(),
        good_direction=st.sampled_from([None, "up", "down", "sideways"]), owner=words, start=days, due=days,
        cycle_start=days, cycle_end=days, source=words, guards=st.none() | st.integers(0, 3),
    )  # fmt: skip
    objectives = st.builds(
        ObjectiveAim, texts, why=words, owner=words, supports=st.none() | st.integers(0, 2),
        ambition=st.sampled_from([None, "committed", "aspirational"]),
        key_results=st.none() | st.lists(key_results, max_size=6).map(tuple),
    )  # fmt: skip

    dated = st.lists(st.tuples(st.dates(), st.decimals(0, 10, places=0)), max_size=6).map(
        lambda found: tuple(sorted(found))
    )
    histories = st.builds(
        KeyResultHistory, texts, today=st.dates(), start=st.dates(), end=st.dates(), cadence_days=st.integers(1, 400),
        heard=st.lists(st.dates(), max_size=6).map(lambda found: tuple(sorted(found))), confidences=dated,
        targets=dated, baseline=figures, good_direction=st.sampled_from([None, "up", "down"]),
    )  # fmt: skip
    scores = st.lists(st.decimals(0, 1, places=1), max_size=6).map(tuple)
    cycles = st.builds(
        ClosedCycle,
        st.text(max_size=8),
        scores=scores,
        aspirational=st.lists(st.booleans(), max_size=6).map(tuple),
    )

    @settings(max_examples=150, deadline=None)
    @given(key_results)
    def test_of_a_key_result(self, aim: KeyResultAim) -> None:
        self.asked("key_result", aim)
        self.in_order(of_key_result(aim))

    @settings(max_examples=60, deadline=None)
    @given(objectives)
    def test_of_an_objective(self, aim: ObjectiveAim) -> None:
        self.asked("objective", aim)
        self.in_order(of_objective(aim))

    @settings(max_examples=30, deadline=None)
    @given(st.lists(objectives, max_size=6).map(tuple))
    def test_of_a_team(self, found: tuple[ObjectiveAim, ...]) -> None:
        self.asked("team", TeamAims("Library", found))
        self.in_order(of_team(TeamAims("Library", found)))

    @settings(max_examples=150, deadline=None)
    @given(histories)
    def test_of_a_history(self, history: KeyResultHistory) -> None:
        self.asked("practice", history)
        self.in_order(of_history(history))

    @settings(max_examples=60, deadline=None)
    @given(st.lists(cycles, max_size=5).map(tuple))
    def test_of_a_teams_cycles(self, found: tuple[ClosedCycle, ...]) -> None:
        self.asked("cycles", TeamHistory("Library", found))
        self.in_order(of_team_history(TeamHistory("Library", found)))

    def asked(self, family: str, aim: Any) -> None:
        for rule in RULES:
            if rule.family == family:
                found = fault(rule, aim)
                assert found is None or str(found.message)

    def in_order(self, findings: Any) -> None:
        assert len(findings) <= MOST
        ranks = [one.severity.rank for one in findings]
        assert ranks == sorted(ranks)


POOR = KeyResultAim(
    "Reduce the wait from 9 min to 9 min", owner="", source="", due=date(2026, 7, 1), cycle_end=date(2026, 6, 30)
)  # fmt: skip


def test_the_worst_come_first_and_three_at_most() -> None:
    found = of_key_result(POOR)
    assert [one.severity for one in found] == [Severity.ERROR, Severity.ERROR, Severity.WARNING]


def test_a_fault_may_weigh_less_than_its_rule() -> None:
    (covered,) = (
        r for r in of_key_result(KeyResultAim("Raise test coverage to 80%")) if r.code == "KR101"
    )
    (plain,) = (r for r in of_key_result(KeyResultAim("Build a test bench")) if r.code == "KR101")
    assert (covered.severity, plain.severity) == (Severity.HINT, Severity.WARNING)


def test_a_policy_has_the_last_word() -> None:
    strict = Policy(severity={"KR101": Severity.ERROR})
    found = of_key_result(KeyResultAim("Raise test coverage to 80%"), strict)
    assert found[0].code == "KR101"
    assert found[0].severity is Severity.ERROR


def test_nobody_complains_of_what_nobody_asked() -> None:
    about_fields = {"KR107", "KR110", "KR115", "KR116", "KR118"}
    found = {
        r.code
        for r in RULES
        if r.family == "key_result" and fault(r, KeyResultAim("Cut waste from 9% to 4%"))
    }
    assert not found & about_fields
    aim = ObjectiveAim("Neighbours feel welcome")
    assert not [r.code for r in RULES if r.family == "objective" and fault(r, aim)]


@pytest.mark.parametrize(
    ("text", "code", "rewrite"),
    [
        ("Reduce support requests by 20%", "KR117", "Reduce support requests from __ to __ by __"),
        (
            "Reduce support requests by 20% by 31 March",
            "KR117",
            "Reduce support requests from __ to __ by 31 March",
        ),
        ("Win 1,200 paying members", "KR104", "Win 1,200 paying members (today: __)"),
        (
            "Reduce the wait from 9 min to 4 min",
            "KR108",
            "Reduce the wait from 9 min to 4 min by __",
        ),
        ("Implement a booking page", "KR101", "__ from __ to __ by __, through a booking page"),
        ("Die Wartezeit um 20 % senken", "KR117", "Die Wartezeit bis __ von __ auf __ senken"),
        (
            "Improve the intake process",
            "KR103",
            "Improve the intake process: __ from __ to __ by __",
        ),
        ("Reduce the wait from 20 min to 19 min", "KR111", "Reduce the wait from 20 min to __"),
    ],
)
def test_a_rewrite_keeps_the_statements_own_words(text: str, code: str, rewrite: str) -> None:
    (rule,) = (r for r in RULES if r.code == code)
    found = fault(rule, KeyResultAim(text, has_due=False))
    assert found is not None
    assert found.rewrite == rewrite


def test_a_line_of_a_manual_means_an_aim() -> None:
    (rule,) = (r for r in RULES if r.code == "KR106")
    aim = examples(rule, "Flagged")[1].aim
    assert isinstance(aim, KeyResultAim)
    assert (aim.text, aim.unit, aim.baseline) == ("Reduce deployment time", "min", Decimal(2700))
