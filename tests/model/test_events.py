"""The kinds of events by verbs with particles and prepositions, read by the trained model."""

from __future__ import annotations

import pytest

from kg.annotate import annotate, load_model
from kg.extract import extract
from kg.model import Article
from kg.ontology import load_actors, load_demonyms
from kg.settings import DEFAULT_MODEL

pytestmark = pytest.mark.model

TEXTS = {
    "Norland will pull out of the Harbor Treaty in 2032, Minister Olga Brandt said.": "withdrawal",
    "Norland will withdraw from the Harbor Treaty in 2032, Minister Olga Brandt said.": "withdrawal",
    "Norland will leave the Harbor Treaty in 2032, Minister Olga Brandt said.": "withdrawal",
    "Minister Olga Brandt said that Petrel 1 lifted off from the island on Monday.": "launch",
    "Minister Olga Brandt said that Petrel 1 will touch down on Mars in 2032.": "landing",
}


def test_a_particle_or_a_preposition_makes_the_kind() -> None:
    nlp = load_model(DEFAULT_MODEL, load_actors(), load_demonyms())
    articles = [Article(text, text, published="2031-06-02") for text in TEXTS]
    found = {
        article.id: [(event.kind, event.theme.of(article.text)) for event in extract(article, doc).events]
        for article, doc in annotate(nlp, articles)
    }
    assert found == {
        text: [(kind, "Harbor Treaty" if kind == "withdrawal" else "Petrel 1")]
        for text, kind in TEXTS.items()
    }
