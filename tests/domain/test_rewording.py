"""Two texts, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from northing.domain.rewording import Kind, pieces

WORDS = st.lists(
    st.sampled_from(["ship", "boring", "is", "very", "night", "a", "quiet."]), max_size=60
)


def _read(found: tuple[object, ...], *kinds: Kind) -> list[str]:
    return "".join(p.text for p in found if p.kind in kinds).split()  # type: ignore[attr-defined]  # pieces


@given(WORDS, WORDS)
def test_both_texts_can_be_read_off_the_pieces(before: list[str], after: list[str]) -> None:
    found = pieces(" ".join(before), " ".join(after), whole=True)
    if before != after:
        assert _read(found, Kind.SAME, Kind.GONE) == before
        assert _read(found, Kind.SAME, Kind.NEW) == after
    else:
        assert not found


def test_only_the_words_that_differ_are_marked() -> None:
    found = pieces("Shipping is boring again", "Shipping is safe again")
    assert [(p.kind.value, p.text.strip()) for p in found] == [
        ("same", "Shipping is"), ("gone", "boring"), ("new", "safe"), ("same", "again"),
    ]  # fmt: skip


def test_two_texts_that_share_nothing_stand_one_after_the_other() -> None:
    assert [p.kind for p in pieces("one two three", "four five six")] == [Kind.GONE, Kind.NEW]


@pytest.mark.parametrize("whole", [True, False])
def test_a_long_unchanged_stretch_is_left_out_unless_all_is_wanted(whole: bool) -> None:
    long = " ".join(f"word{n}" for n in range(80))
    found = pieces(f"{long} old {long}", f"{long} new {long}", whole=whole)
    left_out = [p for p in found if p.kind is Kind.LEFT_OUT]
    assert len(left_out) == (0 if whole else 2)
    assert whole or len(" ".join(p.text for p in found).split()) < 20


def test_very_long_texts_take_no_time() -> None:
    words = [f"w{n % 9}" for n in range(4000)]
    found = pieces(" ".join(words), " ".join(reversed(words)))
    assert {p.kind for p in found} >= {Kind.GONE, Kind.NEW}
