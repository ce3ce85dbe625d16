"""The identifiers of actors: in order, each by two lists or an official one, and told wherever actors are."""

from __future__ import annotations

import importlib.util
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, parse

from kg import edtf
from kg.errors import OntologyError
from kg.explain import explain
from kg.ontology import gazetteer_quads, identifiers_path, load_actors, load_identifiers
from kg.queries import run_query
from kg.resolve import load_gazetteer
from kg.store import in_memory
from kg.vocab import BASE_IRI, DCTERMS, OWL, RDF, RDFS, SKOS, SP

ROOT = Path(__file__).parents[1]
TRIPLES = list(parse(path=identifiers_path()))
ACTORS = {actor.iri: actor for actor in load_actors()}
ITEMS = load_identifiers()
# Lists that their keepers check by hand; of others two must agree.
ALONE = {"country-coder": "State", "congress-legislators": "Person"}


def values(predicate: str) -> dict[str, list[str]]:
    """The values of each subject, and of none without one."""
    found: dict[str, list[str]] = {}
    for triple in TRIPLES:
        if triple.predicate.value == predicate:
            found.setdefault(triple.subject.value, []).append(triple.object.value)  # type: ignore[union-attr]
    return found


def of_type(name: str) -> set[str]:
    return {iri for iri, types in values(RDF.type).items() if SP[name] in types}


def test_stanzas_stand_in_order() -> None:
    text = identifiers_path().read_text(encoding="utf-8")
    written = re.findall(r"^<([a-z]\S+)> ", text, re.MULTILINE)
    for kind in ("owl:sameAs", "a sp:Forerunner", "a sp:Source"):
        part = re.findall(rf"^<(\S+)> {kind}", text, re.MULTILINE)
        assert part == sorted(part) != []
    assert len(written) == len(set(written))


def test_only_actors_of_the_gazetteer_are_identified_and_no_item_is_two() -> None:
    assert set(ITEMS) <= set(ACTORS)
    assert len(set(ITEMS.values())) == len(ITEMS)
    assert all(re.fullmatch(r"http://www\.wikidata\.org/entity/Q[1-9]\d*", item) for item in ITEMS.values())


def test_two_lists_agree_or_one_is_kept_for_just_such_actors() -> None:
    sources = values(SP.identifiedBy)
    assert set(sources) == set(ITEMS)
    for iri, lists in sources.items():
        names = {one.removeprefix(f"{BASE_IRI}source/") for one in lists}
        assert len(names) >= 2 or ALONE.get(*names) == ACTORS[iri].type, iri


def test_every_list_is_named_with_its_rights_and_used() -> None:
    used = {
        one
        for lists in (*values(SP.identifiedBy).values(), *values(DCTERMS.source).values())
        for one in lists
    }
    assert used == of_type("Source") == set(values(DCTERMS.rights))


def test_every_state_is_identified() -> None:
    assert {iri for iri, actor in ACTORS.items() if actor.type == "State"} <= set(ITEMS)


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("NASA", "Q23548"),
        ("ESA", "Q42262"),
        ("Johnson Space Center", "Q208371"),
        ("US Congress", "Q11268"),
        ("Georgia", "Q230"),
        ("Ireland", "Q27"),
        ("Republic of the Congo", "Q971"),
        ("Joe Biden", "Q6279"),
        ("White House", None),
        ("Pentagon", None),
        ("Bill Nelson", None),
    ],
)
def test_a_well_known_actor_is_its_item(name: str, item: str | None) -> None:
    [actor] = [actor for actor in ACTORS.values() if actor.name == name]
    assert (actor.same_as or "").rpartition("/")[2] == (item or "")


def test_a_forerunner_is_dated_and_its_names_are_aliases_of_the_same_body_only() -> None:
    titles, aliases, same = values(DCTERMS.title), values(SKOS.altLabel), values(SP.renamedTo)
    known = {name: iri for iri, actor in ACTORS.items() for name in (actor.name, *actor.aliases)}
    others = values(SP.succeededBy)
    assert of_type("Forerunner") == same.keys() | others.keys()
    for iri in of_type("Forerunner"):
        names = [*titles[iri], *aliases.get(iri, [])]
        assert {known.get(name) for name in names} == ({same[iri][0]} if iri in same else {None}), iri
        days = [values(SP.activeFrom)[iri][0], values(SP.activeUntil)[iri][0]]
        assert days == sorted(days) and all(edtf.bounds(day) for day in days)


def test_the_names_of_one_agency_in_time_do_not_overlap() -> None:
    starts, ends, same = values(SP.activeFrom), values(SP.activeUntil), values(SP.renamedTo)
    for actor in {owner for owners in same.values() for owner in owners}:
        periods = sorted((starts[iri][0], ends[iri][0]) for iri, owners in same.items() if owners == [actor])
        assert all(one[1] <= other[0] for one, other in pairwise(periods)), actor


def test_the_measure_takes_bodies_of_states_and_the_union_for_agencies_and_no_company() -> None:
    spec = importlib.util.spec_from_file_location("ids", ROOT / "evaluation" / "ids.py")
    assert spec and spec.loader
    measure = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(measure)
    agencies = {ACTORS[iri].name for iri in measure.find_agencies(ACTORS.values())}
    assert agencies >= {"NASA", "Stennis Space Center", "JAXA", "US Congress", "European Commission", "FAA"}
    assert not agencies & {"SpaceX", "Boeing", "Reuters", "Planetary Society"}


def test_an_actor_of_an_article_is_that_of_the_gazetteer() -> None:
    agency = load_gazetteer().find("NASA")
    assert agency is not None and agency.same_as == "http://www.wikidata.org/entity/Q23548"


STORE = in_memory(gazetteer_quads())


def test_the_card_of_an_actor_shows_its_item_and_what_it_was() -> None:
    told = {row[1:] for row in run_query(STORE, "actor-card", {"actor": "id:organization/roscosmos"}).rows}
    assert ("in Wikidata", "http://www.wikidata.org/entity/Q190795") in told
    assert ("was called", "Russian Aviation and Space Agency (1999/2004)") in told
    told = {row[1:] for row in run_query(STORE, "actor-card", {"actor": "id:organization/jaxa"}).rows}
    assert ("came after", "National Space Development Agency of Japan (1969-10/2003-10-01)") in told


def test_explaining_an_actor_names_the_lists_that_identify_it() -> None:
    facts = {fact.property: fact.others for fact in explain(STORE, "id:organization/boeing").facts}
    assert facts["owl:sameAs"] == ("http://www.wikidata.org/entity/Q66",)
    assert any("ROR" in name for name in facts["sp:identifiedBy"])


def write(folder: Path, *items: str) -> Path:
    path = folder / "mine.ttl"
    lines = (
        f"<https://example.org/a> <{OWL.sameAs}> <http://www.wikidata.org/entity/{one}> ." for one in items
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_an_actor_with_two_items_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"mine\.ttl: <https://example\.org/a> has .*Q1.*Q2.*; keep one"):
        load_identifiers(write(tmp_path, "Q1", "Q2"))


@given(st.integers(min_value=1, max_value=10**9))
def test_any_item_is_read_as_it_is_written(number: int) -> None:
    graph = NamedNode("https://example.org/g")
    subject, item = NamedNode("https://example.org/a"), f"http://www.wikidata.org/entity/Q{number}"
    quads = [
        Quad(subject, NamedNode(RDF.type), NamedNode(SP.State), graph),
        Quad(subject, NamedNode(RDFS.label), Literal("A"), graph),
        Quad(subject, NamedNode(OWL.sameAs), NamedNode(item), graph),
    ]
    rows = run_query(in_memory(quads), "actor-card", {"actor": subject.value}).rows
    assert ("A", "in Wikidata", item) in rows
