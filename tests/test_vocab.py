"""The vocabulary is closed: every term is defined in the ontology, and a misspelt one fails at once."""

from __future__ import annotations

import copy
import re

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg import vocab
from kg.model import Passage
from kg.ontology import ontology_path
from kg.settings import data_folder
from kg.vocab import DIRECT_EDGE, SP, slug

DOCS = data_folder("ontology").parent / "docs" / "graph.md"


def defined_terms() -> set[str]:
    graph = rdflib.Graph().parse(ontology_path())
    return {str(term).removeprefix(SP.iri) for term in set(graph.subjects()) if str(term).startswith(SP.iri)}


def test_every_term_is_defined_and_every_definition_is_a_term() -> None:
    assert defined_terms() == SP.terms


def test_a_misspelt_term_fails() -> None:
    with pytest.raises(AttributeError, match="sp:statd is not a term"):
        _ = SP.statd
    with pytest.raises(KeyError, match="sp:statd is not a term"):
        _ = SP["statd"]


def test_a_vocabulary_can_be_copied() -> None:
    assert copy.deepcopy(SP).stated == SP.stated


def test_every_term_of_the_graph_s_description_exists() -> None:
    terms = set(re.findall(r"\bsp:(\w+)", DOCS.read_text(encoding="utf-8")))
    assert terms
    assert terms <= SP.terms


def test_a_plan_or_a_feeling_is_never_stated() -> None:
    stated = {act for act, edge in DIRECT_EDGE.items() if edge == SP.stated}
    assert stated == {"statement", "belief", "decree", "evidence", "question"}
    assert "refusal" not in DIRECT_EDGE


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Centre National d'Études Spatiales", "centre-national-d-etudes-spatiales"),
        ("NASA", "nasa"),
        ("  U.S. – Russia  ", "u-s-russia"),
        ("Роскосмос", "%D1%80%D0%BE%D1%81%D0%BA%D0%BE%D1%81%D0%BC%D0%BE%D1%81"),
        ("!?", "unnamed"),
    ],
)
def test_slug_makes_a_readable_part_of_an_iri(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_slug_is_never_empty_and_fits_an_iri(name: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9%_.~-]+", slug(name))


def test_a_part_is_named_by_where_it_stands() -> None:
    iri = vocab.part_iri("ab" * 32, "claim", [Passage(3, 9), Passage(12, 20)])
    assert iri == f"{vocab.BASE_IRI}article/{'ab' * 10}/claim/3-9_12-20"


def test_a_time_is_named_by_its_edtf() -> None:
    assert vocab.time_iri("2024/..") == f"{vocab.BASE_IRI}time/2024_.."
