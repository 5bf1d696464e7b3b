"""Shapes as JSON: no digit lost, none invented."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from northing.kit.shapes import as_json, plain


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Leaf:
    value: Decimal | None
    on: date


@dataclass(frozen=True, slots=True)
class Tree:
    leaves: tuple[Leaf, ...]
    pairs: tuple[tuple[date, Decimal], ...]
    at: datetime
    colour: Colour
    more: dict[str, Decimal]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("412", "412"), ("0.3080000000", "0.308"), ("1E+3", "1000"), ("100", "100"), ("-0.0", "0"),
        ("-1.50", "-1.5"), ("0", "0"), ("1E-10", "0.0000000001"),
    ],
)  # fmt: skip
def test_decimals_as_people_write_them(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=10, min_value=-(10**19), max_value=10**19
    )
)
def test_no_digit_is_lost(value: Decimal) -> None:
    assert Decimal(plain(value)) == value
    assert "E" not in plain(value)


def test_a_tree_at_every_depth() -> None:
    day = date(2026, 3, 12)
    tree = Tree(
        (Leaf(Decimal("0.50"), day), Leaf(None, day)), ((day, Decimal("7.0")),),
        datetime(2026, 3, 12, 6, 40, tzinfo=UTC), Colour.RED, {"a": Decimal("2.00")},
    )  # fmt: skip
    assert json.loads(as_json((tree,), tuple[Tree, ...]))[0] == {
        "leaves": [{"value": "0.5", "on": "2026-03-12"}, {"value": None, "on": "2026-03-12"}],
        "pairs": [["2026-03-12", "7"]],
        "at": "2026-03-12T06:40:00Z",
        "colour": "red",
        "more": {"a": "2"},
    }
