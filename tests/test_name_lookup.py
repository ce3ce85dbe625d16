"""Things are found by their names: in the index of a graph, and without one."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg.name_lookup import ACTOR, AGREEMENT, ROSTER, TOPIC
from kg.ontology import gazetteer_quads
from kg.pipeline import build
from kg.store import in_memory, open_store
from kg.triples import name_quads
from kg.vocab import FOAF, NAMES_GRAPH, RDF, SP, actor_iri, fold_name
from tests.first_words import TEXTS, write_articles

NAMES = st.text("aBßİé-. ", min_size=1, max_size=9).filter(str.strip)


@given(st.lists(NAMES, min_size=1, max_size=6), NAMES)
def test_the_index_finds_what_a_search_through_all_names_finds(names: list[str], wanted: str) -> None:
    graph = NamedNode("https://example.org/g")
    called = [(f"https://example.org/{number}", name) for number, name in enumerate(names)]
    quads = [
        quad
        for iri, name in called
        for quad in (
            Quad(NamedNode(iri), NamedNode(RDF.type), NamedNode(SP.State), graph),
            Quad(NamedNode(iri), NamedNode(FOAF.name), Literal(name), graph),
        )
    ]

    def find(*more: Quad) -> list[str] | str:
        try:
            return ACTOR.find(in_memory([*quads, *more]), wanted)
        except ValueError as error:
            return str(error)

    assert find(*name_quads(called)) == find()


def test_the_index_of_a_built_graph_has_the_names_of_what_is_in_it(
    tmp_path: Path, read_ids: list[str]
) -> None:
    def index() -> set[tuple[str, str]]:
        quads = open_store(tmp_path / "graph").quads(NAMES_GRAPH)
        return {(quad.object.value, quad.subject.value) for quad in quads}  # type: ignore[union-attr]

    build(write_articles(tmp_path / "in", TEXTS), tmp_path / "graph")
    store = open_store(tmp_path / "graph")
    names = {pair for kind in (ACTOR, AGREEMENT, ROSTER, TOPIC) for pair in kind.list_names(store)}
    assert {(fold_name(name), iri) for name, iri in names} <= index()
    assert ("freedonia", actor_iri("Organization", "Freedonia")) in index()
    (tmp_path / "in" / "mars.txt").unlink()
    build([tmp_path / "in"], tmp_path / "graph")
    assert "freedonia" not in {name for name, _ in index()}
    assert ("orbita", actor_iri("Organization", "Orbita")) in index()


def test_a_topic_is_found_by_any_of_its_names() -> None:
    (iri,) = TOPIC.find(in_memory(gazetteer_quads()), "SPACE  debris")
    assert iri == "https://w3id.org/spacepolicy/id/topic/orbital-debris"
