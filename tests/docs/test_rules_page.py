"""The page of the writing coach's rules is this version's."""

from tests.docs import rules


def test_the_committed_page_is_this_one() -> None:
    assert rules.DOCS.read_text(encoding="utf-8") == rules.page(), "python -m tests.docs.rules"
