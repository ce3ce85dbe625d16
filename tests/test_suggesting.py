"""Which actors may be one: evidence for and against, and pairs that are nobody's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.curation import Suggestion, suggest_merges
from kg.store import in_memory
from kg.triples import entity_quads
from kg.vocab import SP, actor_iri, is_local_actor
from tests.graphs import ArticleGraph, all_quads

Article = tuple[str, ...]


def suggest(
    *articles: Article, type_: str = "Person", offices: dict[str, str] | None = None
) -> list[Suggestion]:
    """The suggestions for a graph of articles that name these actors; `offices` tells who works where."""
    graphs, labels = [], {}
    for number, names in enumerate(articles):
        graph = ArticleGraph(f"a{number}")
        for name in names:
            iri = actor_iri(type_, name)  # type: ignore[arg-type]
            graph.add(f"{graph.iri}/mention/{len(graph.quads)}", SP.denotes, NamedNode(iri))
            labels[iri] = name
            if offices and name in offices:
                graph.hold(iri, "director", actor_iri("Organization", offices[name]))
                labels[actor_iri("Organization", offices[name])] = offices[name]
        graphs.append(graph)
    return suggest_merges(in_memory([*all_quads(*graphs), *entity_quads(labels.items())]))


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Dmitri Rogosin", "Dmitry Rogozin", "the same name in another spelling"),
        ("B. Saxton", "Brad Saxton", "one given name may be short for the other"),
        ("Jay Friedlander", "Jay Friendlander", "97% of the letters"),
    ],
)
def test_people_are_compared_by_letters_sound_and_given_name(one: str, other: str, reason: str) -> None:
    (found,) = suggest((one,), (other,), (other,))
    assert (found.name, found.other_name) == (one, other)
    assert reason in found.reasons and 0.88 <= found.score <= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Scott Kelly", "Scott Tingle"), ("Anil Menon", "Anna Menon"), ("Mark Kelly", "Scott Kelly")],
)
def test_different_people_are_left_alone(one: str, other: str) -> None:
    assert suggest((one,), (other,)) == []


def test_who_works_at_one_place_is_likelier_one() -> None:
    names = ("Susan Lederer",), ("Sue Lederer",)
    assert suggest(*names) == []
    (found,) = suggest(*names, offices={"Susan Lederer": "Orbita", "Sue Lederer": "Orbita"})
    assert "both hold an office at Orbita" in found.reasons


def test_who_stands_beside_the_other_in_an_article_is_hardly_the_same() -> None:
    assert suggest(("Jay Friedlander", "Jay Friendlander")) == []


def test_organizations_are_compared_by_letters_and_by_acronym() -> None:
    (found,) = suggest(("Office of Communication",), ("Office of Communications",), type_="Organization")
    assert found.score > 0.95
    (found,) = suggest(("Dust Removal Tool",), ("DRT",), type_="Organization")
    assert "one is the acronym of the other" in found.reasons
    assert suggest(("Emblem Academy",), ("EA",), type_="Organization") == []


@given(st.lists(st.text(alphabet="abé Z.", min_size=1, max_size=12).filter(str.strip), max_size=6))
def test_any_names_give_pairs_of_different_actors(names: list[str]) -> None:
    for found in suggest(*((f"{name} {name}",) for name in names)):
        assert found.iri != found.other_iri and not is_local_actor(found.iri)
        assert found.score <= 1 and found.reasons
