"""Denials that only point to what somebody else said just before, read by the trained model."""

from __future__ import annotations

from functools import cache

import pytest
from spacy.language import Language

from kg.annotate import annotate, load_model
from kg.extract import extract
from kg.model import Article
from kg.ontology import load_actors, load_demonyms
from kg.settings import DEFAULT_MODEL

pytestmark = pytest.mark.model


@cache
def _load() -> Language:
    return load_model(DEFAULT_MODEL, load_actors(), load_demonyms())


DISPUTED = {
    "Senator Ana Ruiz said that Orbita hid the cost of the probe. Orbita denied the allegation.": (
        "that Orbita hid the cost of the probe"
    ),
    "Critics said that the probe is leaking. It rained. Orbita disputes this.": ("that the probe is leaking"),
    # Who denies it is spoken of in what is denied.
    "Ana Ruiz said that Orbita hid the cost of the probe. Max Keller said that the sea was rough. "
    "Orbita rejected those claims.": "that Orbita hid the cost of the probe",
    # "Keller's claim" is Keller's.
    "Max Keller said that the probe is leaking. Ana Ruiz said that the sea was rough. "
    "Orbita rejected Keller's claim.": "that the probe is leaking",
}
NOT_DISPUTED = (
    # An offer is turned down.
    "Senator Ana Ruiz suggested that they meet in May. Max Keller rejected that.",
    # What is denied stands in the denial.
    "Senator Ana Ruiz said that the sea was rough. Max Keller denied the claim that the probe is leaking.",
    "Senator Ana Ruiz said that the sea was rough. Max Keller said that the probe is leaking.",
    # Nobody disputes what nobody has said.
    "Max Keller denied the report.",
)


def _find(text: str) -> list[str]:
    nlp = _load()
    [(article, doc)] = annotate(nlp, [Article(text, text, published="2031-06-02")])
    claims = extract(article, doc).claims
    by_cue = {cue: claim for claim in claims for cue in claim.cue}
    return [by_cue[one.disputes].content[0].of(text) for one in claims if one.disputes]


@pytest.mark.parametrize("text", DISPUTED)
def test_a_denial_points_to_what_was_said_before(text: str) -> None:
    assert _find(text) == [DISPUTED[text]]


@pytest.mark.parametrize("text", NOT_DISPUTED)
def test_what_points_to_nothing_disputes_nothing(text: str) -> None:
    assert _find(text) == []
