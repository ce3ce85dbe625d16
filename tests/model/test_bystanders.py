"""Nobody holds an office where a person and an organization merely stand together in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.annotate import load_model
from kg.extract import extract
from kg.model import Article
from kg.ontology import load_actors

pytestmark = pytest.mark.model

PATTERNS = Path(__file__).parents[2] / "evaluation" / "bystanders" / "patterns.txt"
NAMES = [("Mirela Strand", "Orbita Systems"), ("Tomas Okoye", "the Norland Space Agency")]


def test_at_most_three_of_a_hundred_bystanders_hold_an_office() -> None:
    patterns = PATTERNS.read_text(encoding="utf-8").splitlines()
    sentences = [line.format(person=person, body=body) for line in patterns for person, body in NAMES]
    sentences = [sentence[:1].upper() + sentence[1:] for sentence in sentences]
    assert len(set(sentences)) == 100
    nlp = load_model(actors=load_actors())
    read = [extract(Article(id=str(n), text=text), nlp(text)) for n, text in enumerate(sentences)]
    false = [text for text, extraction in zip(sentences, read, strict=True) if extraction.roles]
    assert len(false) <= 3, false
