"""Loops are found, and nothing else is called one."""

from hypothesis import given
from hypothesis import strategies as st

from northing.domain.alignment import loop


def test_a_link_to_oneself_is_a_loop() -> None:
    assert loop([], 1, 1) == (1, 1)


def test_the_loop_is_told_as_a_path() -> None:
    assert loop([(2, 3), (3, 4)], 4, 2) == (4, 2, 3, 4)


def test_two_parents_are_no_loop() -> None:
    assert loop([(1, 2), (1, 3), (2, 4), (3, 4)], 4, 5) == ()


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=30))
def test_links_accepted_one_by_one_never_close_a_loop(wanted: list[tuple[int, int]]) -> None:
    kept: list[tuple[int, int | None]] = []
    for child, parent in wanted:
        found = loop(kept, child, parent)
        if found:
            assert found[0] == found[-1] == child
            steps = set(zip(found, found[1:], strict=False))
            assert steps <= {*kept, (child, parent)}
        else:
            kept.append((child, parent))
    assert _is_acyclic(kept)


def _is_acyclic(edges: list[tuple[int, int | None]]) -> bool:
    left = set(edges)
    while left:
        leaves = {c for c, _p in left} - {p for _c, p in left}
        if not leaves:
            return False
        left = {(c, p) for c, p in left if c not in leaves}
    return True
