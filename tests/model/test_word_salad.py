"""Whatever stands in a text, it is read without an error and every passage lies inside it."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.annotate import load_model
from kg.extract import extract
from kg.facts import to_facts
from kg.model import Article, Passage
from kg.ontology import load_actors
from kg.pipeline.reading import read_text
from kg.resolve import load_gazetteer, resolve
from kg.triples import article_quads

pytestmark = pytest.mark.model

WORDS = [
    *[
        "Ana",
        "Ruiz",
        "said",
        "that",
        "told",
        "NASA",
        "signed",
        "the",
        "Artemis",
        "Accords",
        "according",
        "to",
    ],
    *[
        "will",
        "by",
        "2030",
        "he",
        "she",
        "they",
        "it",
        "agreement",
        "between",
        "and",
        "denied",
        "not",
        "Monday",
    ],
    *[
        "$5",
        "million",
        "refused",
        "comment",
        "of",
        "in",
        "on",
        "The",
        "a",
        "😀",
        "\n",
        "\n\n",
        "\u202e",
        "\u200f",
    ],
    *["“", "”", '"', "'", "‘", "’", ",", ".", ":", "(", ")", "–", "?"],
]


@cache
def model() -> Language:
    return load_model(actors=load_actors())


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(WORDS), max_size=60),
    st.sampled_from([" ", ""]),
    st.sampled_from([None, "2022-07-27"]),
)
def test_any_text_is_read(words: list[str], joint: str, published: str | None) -> None:
    article = Article("salad", joint.join(words), published=published)
    extraction = extract(article, model()(article.text))
    whole = Passage(0, len(article.text))
    passages = [p for claim in extraction.claims for p in (*claim.content, *claim.cue, *claim.source)]
    passages += [mention.passage for mention in extraction.mentions]
    passages += [date.passage for date in extraction.dates]
    assert all(whole.holds(passage) and passage.start < passage.end for passage in passages)
    actors = load_gazetteer()
    assert article_quads(to_facts(article, extraction, resolve(article, extraction, actors)))


@pytest.mark.parametrize(
    "text", ["", " ", "“" * 500, "' " * 500, "\u202e\u200f", "NASA said that it flies and " * 100]
)
def test_hard_texts_are_read(text: str) -> None:
    article = Article("hard", text)
    extraction = extract(article, model()(text))
    assert all(part.of(text) for claim in extraction.claims for part in claim.content)


def test_a_text_in_parts_has_the_claims_of_each_sentence() -> None:
    sentence = "Ana Ruiz told Leon Falk on Monday that the station will fly until 2030. "
    text = sentence * 40
    found = read_text(model(), Article("salad", text), longest=500)
    assert len(found.claims) == 40
    for number, claim in enumerate(found.claims):
        assert claim.content[0].of(text).endswith("the station will fly until 2030")
        assert claim.content[0].start // len(sentence) == number
