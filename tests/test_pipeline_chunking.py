"""Long texts in parts: nothing lost, cut at good places, passages where they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Extraction, Mention, Passage
from kg.pipeline.chunking import merge_extractions, shift_offsets, split_article
from tests.samples import EXTRACTION


@given(st.text(alphabet="ab .\n”", max_size=300), st.integers(2, 40))
def test_the_parts_are_the_text(text: str, longest: int) -> None:
    parts = list(split_article(Article("a", text), longest))
    assert "".join(part.text for _, part in parts) == text
    assert all(text.startswith(part.text, offset) for offset, part in parts)
    assert all(0 < len(part.text) <= longest for _, part in parts) or not text


def test_a_text_of_usual_length_is_left_alone() -> None:
    article = Article("a", "Short.")
    assert [(offset, part) for offset, part in split_article(article, 6)] == [(0, article)]
    assert merge_extractions([(0, EXTRACTION)]) == EXTRACTION


def test_a_paragraph_is_a_better_place_than_a_sentence_and_this_than_a_word() -> None:
    def first(text: str) -> str:
        return next(split_article(Article("a", text), 20))[1].text

    assert first("One two.\n\nThree. Four five six.") == "One two.\n\nThree. "
    assert first("One two 3456.\n\nThree. Four five six.") == "One two 3456.\n\n"
    assert first("One two three. Four five six.") == "One two three. "
    assert first("One two three four five six.") == "One two three four "
    assert first("O" * 30) == "O" * 20


@given(st.integers(0, 10_000))
def test_moving_moves_every_passage_and_nothing_else(offset: int) -> None:
    moved = shift_offsets(EXTRACTION, offset)
    assert shift_offsets(moved, -offset) == EXTRACTION
    assert [claim.content[0].start for claim in moved.claims] == [
        claim.content[0].start + offset for claim in EXTRACTION.claims
    ]
    assert [mention.sentence for mention in moved.mentions] == [m.sentence for m in EXTRACTION.mentions]


def test_sentences_are_counted_on() -> None:
    def mention(start: int, sentence: int) -> Mention:
        return Mention(Passage(start, start + 1), "name", "X", "x", sentence=sentence)

    first = Extraction(mentions=(mention(0, 0), mention(5, 3)))
    whole = merge_extractions([(0, first), (100, Extraction()), (200, first)])
    assert [m.sentence for m in whole.mentions] == [0, 3, 4, 7]
    assert [m.passage.start for m in whole.mentions] == [0, 5, 200, 205]
