"""The SPARQL Update of two graphs turns one into the other, byte for byte."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.curation import Decision, add_decision
from kg.diff import find_differences, to_update
from kg.export.rdf import write_nquads
from kg.generations import list_generations
from kg.pipeline import build, rebuild
from kg.settings import BASE_IRI
from kg.store import GraphStore, in_memory, open_generation
from kg.vocab import actor_iri
from tests.conftest import Run
from tests.first_words import TEXTS, to_nquads, write_articles

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NODES = st.sampled_from(["urn:a", "urn:b", f"{BASE_IRI}time/2024_..", "urn:\u00e9%20"]).map(NamedNode)
VALUES = NODES | TEXT.map(Literal) | TEXT.map(lambda text: Literal(text, datatype=NamedNode("urn:type")))
QUADS = st.lists(st.builds(Quad, NODES, NODES, VALUES, NODES), max_size=12)


def to_bytes(store: GraphStore) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        write_nquads(store, Path(folder, "graph.nq"))
        return Path(folder, "graph.nq").read_bytes()


@settings(max_examples=60, deadline=None)
@given(QUADS, QUADS, QUADS)
def test_an_update_makes_any_graph_into_any_other(old: list[Quad], new: list[Quad], both: list[Quad]) -> None:
    before, after = in_memory([*old, *both]), in_memory([*new, *both])
    before.rdf.update("".join(to_update(find_differences(before, after))))
    assert to_bytes(before) == to_bytes(after)


def test_an_update_is_cut_into_operations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.diff.update.TRIPLES_AN_OPERATION", 4)
    nodes = [NamedNode(f"urn:{number}") for number in range(10)]
    before = in_memory(Quad(node, node, node, NamedNode("urn:old")) for node in nodes)
    after = in_memory(Quad(node, node, node, NamedNode("urn:new")) for node in nodes)
    operations = "".join(to_update(find_differences(before, after))).split("\n;\n")
    assert [one.split()[0] for one in operations] == ["INSERT"] * 3 + ["DELETE"] * 3
    for operation in operations:
        before.rdf.update(operation)
    assert to_bytes(before) == to_bytes(after)


@pytest.fixture
def changed(tmp_path: Path, read_ids: list[str]) -> Path:
    """Where a graph lies whose last build found one article more, one changed and one gone."""
    build(write_articles(tmp_path / "in", TEXTS), tmp_path / "graph")
    (tmp_path / "in" / "mars.txt").unlink()
    write_articles(
        tmp_path / "in", {"sun": "Orbita said that the sun is hot and that it stays away from it."}
    )
    write_articles(tmp_path / "in", {"moon": TEXTS["moon"] + " Again."})
    build([tmp_path / "in"], tmp_path / "graph")
    return tmp_path / "graph"


def test_the_printed_update_makes_the_generation_before_the_current_one(kg: Run, changed: Path) -> None:
    printed = kg("diff", "--format", "update", "--store", changed)
    assert printed.code == 0 and not printed.err
    store = Store()
    store.bulk_extend(open_generation(list_generations(changed)[0], changed).quads())
    store.update(printed.out)
    assert to_bytes(GraphStore(store, {}, ())) == to_nquads(changed)
    brief = kg("diff", "--store", changed).out
    assert "articles: 1 came, 1 revised, 0 reread, 1 went" in brief


def test_so_many_generations_stay_as_a_build_is_told(kg: Run, tmp_path: Path, changed: Path) -> None:
    def numbers() -> list[int]:
        return [int(folder.name[-6:]) for folder in list_generations(changed)]

    def build_again(*more: object) -> None:
        write_articles(tmp_path / "in", {"sun": f"Orbita said that the sun is hot {more} {len(numbers())}."})
        assert kg("build", tmp_path / "in", "--store", changed, *more).code == 0

    assert numbers() == [1, 2]
    build_again("--keep", "4")
    assert numbers() == [1, 2, 3]
    add_decision(changed, Decision("rejection", actor_iri("Organization", "x")))
    rebuild(changed)
    assert numbers() == [1, 2, 3, 4]
    build_again("--keep", "1")
    assert numbers() == [5] and sorted(path.name for path in changed.glob("gen*")) == ["generation-000005"]
    assert kg("build", tmp_path / "in", "--keep", "0").code == 2
