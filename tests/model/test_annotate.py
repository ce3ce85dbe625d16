"""The annotated Doc: paragraphs, known names, the same parse however the matrices are multiplied."""

from __future__ import annotations

import pytest
import spacy

from kg.annotate import annotate, load_model
from kg.errors import ModelError
from kg.model import Article
from kg.ontology import load_actors
from kg.settings import DEFAULT_MODEL

pytestmark = pytest.mark.model

TEXT = (
    "Ministry expresses regret\n\nThe Ministry of Space said on Monday that Roscosmos will leave after 2024."
)


def test_a_heading_is_a_sentence_of_its_own() -> None:
    ((_, doc),) = annotate(load_model(), [Article("a", TEXT)])
    assert [sentence.text.strip() for sentence in doc.sents] == TEXT.split("\n\n")


def test_names_of_the_gazetteer_carry_their_iri() -> None:
    actors = load_actors()
    ((_, doc),) = annotate(load_model(actors=actors), [Article("a", TEXT)])
    roscosmos = next(actor for actor in actors if actor.name == "Roscosmos")
    assert [(e.text, e.label_) for e in doc.ents if e.ent_id_ == roscosmos.iri] == [("Roscosmos", "ORG")]


def test_numpy_and_blis_parse_alike() -> None:
    ours, shipped = load_model(), spacy.load(DEFAULT_MODEL)
    shipped.add_pipe("paragraphs", first=True)
    left, right = ours(TEXT), shipped(TEXT)
    assert [(t.tag_, t.dep_, t.head.i, t.ent_type_) for t in left] == [
        (t.tag_, t.dep_, t.head.i, t.ent_type_) for t in right
    ]


def test_a_model_that_is_not_there_is_told_with_the_remedy() -> None:
    with pytest.raises(ModelError, match="is not installed"):
        load_model("en_core_web_none")


def test_a_stop_behind_a_capital_is_a_word_of_its_own() -> None:
    assert [token.text for token in load_model()("It went to SpaceX.")][-2:] == ["SpaceX", "."]
