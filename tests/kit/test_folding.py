"""Words folded: what is one word to search, and what never breaks it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from northing.kit import folding, spelling
from northing.kit.folding import fold, folded, words

LETTERS = st.text("abcdefghijklmnopqrstuvwxyzäöüßéł", min_size=4, max_size=14)


@pytest.mark.parametrize(
    "same",
    [
        ("Müller", "Mueller", "muller", "MULLER", "Mu\u0308ller"),
        ("Straße", "STRASSE", "strasse"),
        ("Łódź", "lodz"), ("Ærø", "aero", "ARO"), ("O'Brien", "O\N{RIGHT SINGLE QUOTATION MARK}Brien", "obrien"),
        ("café", "CAFE\u0301"), ("İstanbul", "istanbul"), ("ﬁn", "fin"), ("Goethe", "Göthe"),
        ("한국어", unicodedata.normalize("NFD", "한국어")),
    ],
)  # fmt: skip
def test_these_are_one_word(same: tuple[str, ...]) -> None:
    assert len({tuple(folded(text)) for text in same}) == 1
    assert len(folded(same[0])) == 1


def test_what_parts_words() -> None:
    assert folded("CI/CD: p99 of e-mail, 0.45 s") == ["ci", "cd", "p99", "of", "e", "mail", "0", "45", "s"]  # fmt: skip
    assert folded("a_b — c…d") == ["a", "b", "c", "d"]
    assert folded("可用性 99") == ["可", "用", "性", "99"]
    assert folded("🚀 ** '' %% \x00 \ud800") == []


@given(st.text())
def test_folding_gives_letters_and_digits_once_and_for_all(text: str) -> None:
    for word in words(text):
        assert word.folded.isalnum()
        assert word.folded == fold(word.folded)
        assert len(word.folded) <= folding.LONGEST
        assert word.folded == fold(text[word.start : word.end])


@given(st.text())
def test_words_stand_apart_and_in_order(text: str) -> None:
    at = 0
    for word in words(text):
        assert at <= word.start < word.end <= len(text)
        at = word.end


@given(LETTERS, st.integers(1, 14))
def test_half_a_word_is_the_start_of_it(word: str, length: int) -> None:
    assert fold(word).startswith(fold(word[:length]))


@given(LETTERS.map(fold), st.data())
def test_one_slip_leaves_remains_in_common(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1)) if word else 0
    slips = {
        word[:at] + word[at + 1 :], f"{word[:at]}q{word[at:]}", f"{word[:at]}q{word[at + 1 :]}",
        word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
    }  # fmt: skip
    for slip in slips:
        assert spelling.distance(word, slip) <= 1
        assert spelling.distance(slip, word) == spelling.distance(word, slip)
        assert spelling.remains(word) & spelling.remains(slip), (word, slip)


def test_how_far_words_are_apart() -> None:
    far = [("platfrom", "platform", 1), ("", "abc", 3), ("kitten", "sitting", 3), ("ca", "abc", 3)]
    assert [(a, b, spelling.distance(a, b)) for a, b, _ in far] == far
    assert [spelling.allowed(w) for w in ("lea", "lena", "platfor", "platform")] == [0, 1, 1, 2]
