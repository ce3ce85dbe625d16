"""Sentences without end: cut where nobody writes on, and nowhere else."""

from __future__ import annotations

import spacy

from kg.annotate.long_sentences import LONGEST_SENTENCE, cut_long_sentences


def find_starts(text: str) -> list[int]:
    doc = cut_long_sentences(spacy.blank("en")(text))
    return [token.i for token in doc if token.i and token.is_sent_start]


def test_a_row_of_words_is_cut() -> None:
    assert find_starts("harbor " * (2 * LONGEST_SENTENCE + 1)) == [LONGEST_SENTENCE, 2 * LONGEST_SENTENCE]


def test_what_has_stops_or_lines_is_left_to_the_parser() -> None:
    sentence = "harbor " * (LONGEST_SENTENCE - 3)
    assert find_starts(f"{sentence}. {sentence}!\n{sentence}\n\n{sentence}? {sentence}") == []
