"""The rosters: in order, made of actors of the gazetteer, and named where the query asks for one."""

from __future__ import annotations

import re

from pyoxigraph import parse

from kg.ontology import load_actors, rosters_path
from kg.queries import load_query
from kg.vocab import RDF, RDFS, SKOS, SP

TRIPLES = list(parse(path=rosters_path()))


def values(predicate: str) -> list[str]:
    return [triple.object.value for triple in TRIPLES if triple.predicate.value == predicate]  # type: ignore[union-attr]


def test_stanzas_stand_in_order() -> None:
    written = re.findall(r"^<(\S+)> a ", rosters_path().read_text(encoding="utf-8"), re.MULTILINE)
    assert written == sorted(written)
    assert set(values(RDF.type)) == {SP.Roster}


def test_members_are_actors_of_the_gazetteer() -> None:
    assert values(SP.member) and set(values(SP.member)) <= {actor.iri for actor in load_actors()}


def test_no_name_stands_for_two_and_the_query_names_them_all() -> None:
    names = [name.casefold() for name in values(RDFS.label) + values(SKOS.altLabel)]
    assert len(names) == len(set(names))
    for query in ("who-has-not-signed", "who-has-not-spoken"):
        asked = next(p.help for p in load_query(query).parameters if p.name == "roster")
        assert all(label in asked for label in values(RDFS.label))
