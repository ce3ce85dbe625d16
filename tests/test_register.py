"""The register of treaties and accords: in order, closed, and found by every name."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import NamedNode

from kg.facts import to_facts
from kg.model import Agreement, Article, Extraction, Passage
from kg.ontology import agreements_path, gazetteer_quads, load_actors, load_agreements
from kg.resolve import Gazetteer, resolve
from kg.spelling import fold
from kg.triples import article_quads
from kg.vocab import RDF, RDFS, SP, agreement_iri

REGISTER = load_agreements()


def test_stanzas_stand_in_order_under_the_iri_of_their_label() -> None:
    written = re.findall(r"^<(\S+)> a ", agreements_path().read_text(encoding="utf-8"), re.MULTILINE)
    assert written == sorted(written)
    assert [instrument.iri for instrument in REGISTER] == [agreement_iri(one.name) for one in REGISTER]


def test_no_name_stands_for_two() -> None:
    names = [fold(name) for one in REGISTER for name in (one.name, *one.aliases)]
    assert len(names) == len(set(names))


def test_who_keeps_a_treaty_is_an_actor_of_the_gazetteer() -> None:
    known = {actor.iri for actor in load_actors()}
    keepers = {quad.object for quad in gazetteer_quads() if quad.predicate == NamedNode(SP.depositary)}
    assert keepers
    assert all(isinstance(keeper, NamedNode) and keeper.value in known for keeper in keepers)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Outer Space Treaty", "Outer Space Treaty"),
        ("Outer Space Treaty of 1967", "Outer Space Treaty"),
        ("1967 Outer Space Treaty", "Outer Space Treaty"),
        ("the Moon Treaty", "Moon Agreement"),
        ("Rescue and Return Agreement", "Rescue Agreement"),
        ("Harbor Accords", None),
    ],
)
def test_a_treaty_is_found_by_its_names(name: str, label: str | None) -> None:
    found = Gazetteer([], instruments=REGISTER).find_instrument(name)
    assert (found.name if found else None) == label


def test_all_articles_speak_of_one_node() -> None:
    text = "1967 Outer Space Treaty"
    agreement = Agreement(Passage(0, 23), text, "Treaty", True, (Passage(0, 23),))
    article, extraction = Article("a", text), Extraction(agreements=(agreement,))
    resolution = resolve(article, extraction, Gazetteer([], instruments=REGISTER))
    quads = {
        (quad.predicate.value, getattr(quad.object, "value", ""))
        for quad in article_quads(to_facts(article, extraction, resolution))
        if quad.subject == NamedNode(agreement_iri("Outer Space Treaty"))
    }
    assert (RDFS.label, "Outer Space Treaty") in quads and (RDF.type, SP.Treaty) in quads
