"""The annotated Doc: paragraphs, known names, the same parse however the matrices are multiplied."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy

from kg.annotate import annotate, load_model
from kg.annotate.boilerplate import blank
from kg.annotate.paragraphs import unwrap
from kg.errors import ModelError
from kg.model import Article
from kg.ontology import load_actors
from kg.settings import ATTRIBUTION, DEFAULT_MODEL

# Words whose lemma or part of speech hangs on their neighbor, and white space that the parser labels.
PAIRS = (
    "It ain't over, y'all. We're gonna go; there's a way, there are more.  \n\n I've got ta see. Let's go!"
)
SAMPLES = [path.read_text() for path in sorted(Path("articles").glob("*.*"))]

pytestmark = pytest.mark.model

TEXT = (
    "Ministry expresses regret\n\nThe Ministry of Space said on Monday that Roscosmos will leave after 2024."
)


def test_a_heading_is_a_sentence_of_its_own() -> None:
    ((_, doc),) = annotate(load_model(), [Article("a", TEXT)])
    assert [sentence.text.strip() for sentence in doc.sents] == TEXT.split("\n\n")


def test_a_name_goes_on_behind_the_end_of_a_wrapped_line() -> None:
    text = "The pilots of the ferry said that the United\nStates will not pay for\nit."
    ((_, doc),) = annotate(load_model(), [Article("a", text)])
    assert len(list(doc.sents)) == 1
    assert [(entity.text, text[entity.start_char : entity.end_char]) for entity in doc.ents] == [
        ("United States", "United\nStates")
    ]


def test_names_of_the_gazetteer_carry_their_iri() -> None:
    actors = load_actors()
    ((_, doc),) = annotate(load_model(actors=actors), [Article("a", TEXT)])
    roscosmos = next(actor for actor in actors if actor.name == "Roscosmos")
    assert [(e.text, e.label_) for e in doc.ents if e.ent_id_ == roscosmos.iri] == [("Roscosmos", "ORG")]


def test_a_nationality_is_known_where_no_other_name_stands() -> None:
    text = "Palauan fishers met the Palauan Bank of Commerce."
    ((_, doc),) = annotate(load_model(demonyms=["Palauan"]), [Article("a", text)])
    assert [(doc[0].ent_type_, doc[0].ent_iob_)] == [("NORP", "B")]
    assert not any(doc[i].ent_type_ == "NORP" for i in range(3, len(doc)))


def test_a_nationality_is_known_in_a_name_that_the_reader_does_not_mark() -> None:
    text = "Norland hosted Palauan Space Weather Officer Ana Ruiz on Monday."
    ((_, doc),) = annotate(load_model(demonyms=["Palauan"]), [Article("a", text)])
    assert [entity.text for entity in doc.ents if entity.label_ == "NORP"] == ["Palauan"]


def test_what_is_read_faster_is_read_alike() -> None:
    ours, shipped = load_model(), spacy.load(DEFAULT_MODEL)
    # The trained reader writes other names over those of the recognizer.
    ours.remove_pipe(ATTRIBUTION)
    shipped.add_pipe("paragraphs", first=True)
    attributes = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE"]
    for text in [TEXT, PAIRS, "", " \n ", *SAMPLES]:
        assert np.array_equal(
            ours(text).to_array(attributes), shipped(blank(unwrap(text))).to_array(attributes)
        )


def test_a_model_that_is_not_there_is_told_with_the_remedy() -> None:
    with pytest.raises(ModelError, match="is not installed"):
        load_model("en_core_web_none")


def test_a_stop_behind_a_capital_is_a_word_of_its_own() -> None:
    assert [token.text for token in load_model()("It went to SpaceX.")][-2:] == ["SpaceX", "."]
