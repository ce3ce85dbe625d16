"""Words and rows of marks without end: cut, but nothing of the text lost."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from kg.annotate.long_words import LONGEST_ROW, LONGEST_WORD, cut_long_words


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    cut_long_words(nlp)
    return nlp


@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "(", '"', "-", "_", " ", "\n", "b.", "’s"]), st.integers(1, 2_500)),
        max_size=6,
    )
)
def test_the_words_are_the_text(nlp: Language, parts: list[tuple[str, int]]) -> None:
    text = "".join(part * times for part, times in parts)
    doc = nlp(text)
    assert doc.text == text
    assert all(len(token) <= LONGEST_WORD for token in doc if not token.is_space)
    assert all(text.startswith(token.text, token.idx) for token in doc)


def test_what_people_write_is_read_as_it_was(nlp: Language) -> None:
    text = f'The "harbor" (in Norland) -- see https://example.org/{"a" * 900} -- {"-" * LONGEST_ROW} closed.'
    assert [token.text for token in nlp(text)] == [token.text for token in spacy.blank("en")(text)]


def test_a_row_of_marks_is_one_word(nlp: Language) -> None:
    doc = nlp(f"Above {'()' * LONGEST_ROW} below{'“' * LONGEST_WORD}“.")
    assert [len(token) for token in doc] == [5, 2 * LONGEST_ROW, 5, LONGEST_WORD, 2]
    assert [token.whitespace_ for token in doc] == [" ", " ", "", "", ""]


def test_a_word_that_is_too_long_is_cut(nlp: Language) -> None:
    doc = nlp(f"A {'b' * (2 * LONGEST_WORD + 1)} c")
    assert [len(token) for token in doc] == [1, LONGEST_WORD, LONGEST_WORD, 1, 1]
