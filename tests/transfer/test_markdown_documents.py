"""Whole documents: objectives and key results, each with its owner and score."""

from decimal import Decimal

import pytest

from northing.domain.plan import Plan
from northing.transfer.markdown import read
from tests.transfer import markdown_cases as cases

ALL = [*cases.LEVELS, *cases.MARKERS, *cases.LISTS]


def found(plan: Plan) -> cases.Expected:
    return {
        objective.title: [result.title for result in objective.key_results]
        for objective in plan.objectives
    }


@pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
def test_finds_what_a_careful_reader_finds(case: cases.Case) -> None:
    plan = read(case.text.encode(), case.source_name)

    assert found(plan) == case.expected
    results = {result.title: result for result in plan.key_results}
    for title, owners in case.owners.items():
        assert results[title].owners == owners
    for title, value in case.scores.items():
        score = results[title].score
        assert (score.value if score else None) == (Decimal(value) if value else None)
