"""Values in the text of a query: the answer is that of a bound variable, and nothing in them is SPARQL."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, QueryTriples, Store

from kg.errors import QueryError
from kg.queries import Query, list_queries
from kg.query_parameters import Value, to_runs
from kg.servers.flaws import VIRTUOSO, find_flaw
from kg.servers.values import put_values
from kg.store import GraphStore, Term
from kg.vocab import SP
from tests import samples_second

STORE = samples_second.both()
ORBITA = NamedNode("https://w3id.org/spacepolicy/id/organization/orbita")


def to_text(answer: object) -> list[str]:
    if isinstance(answer, QueryTriples):
        return sorted(map(str, answer))
    assert isinstance(answer, QuerySolutions)
    return sorted(str([row[variable] for variable in answer.variables]) for row in answer)


def both_ways(store: GraphStore, sparql: str, values: dict[str, Term]) -> tuple[list[str], list[str]]:
    """The rows with bound variables, and with values in the text."""
    return to_text(store.query(sparql, values)), to_text(store.query(put_values(sparql, values)))


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_every_query_answers_the_same(query: Query) -> None:
    values: dict[str, Value] = {
        "actor": NamedNode("https://w3id.org/spacepolicy/id/person/ana-ruiz"),
        "shown": NamedNode(SP.Statement),
        "year": Literal("2032"),
        "strength": Literal("named"),
    }
    names = [parameter.name for parameter in query.parameters]
    ((sparql, given),) = to_runs(query.sparql, names, {n: [values[n]] for n in names if n in values})
    bound, written = both_ways(STORE, sparql, given)
    assert bound == written


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?it ?name { ?it rdfs:label ?name }",
        "SELECT ?it (COUNT(?name) AS ?n) { ?it rdfs:label ?name } GROUP BY ?it",
        "SELECT ?it ?p (COUNT(*) AS ?n) { ?it ?p ?name } GROUP BY ?it ?p ORDER BY ?it DESC(?n)",
        "SELECT ?it ?n { { SELECT ?it (COUNT(*) AS ?n) { ?it ?p ?o } GROUP BY ?it } ?it a sp:Organization }",
        "SELECT ?it ?s { ?s ?p ?it FILTER(BOUND(?it)) FILTER NOT EXISTS { ?s rdfs:label ?it } }",
        'SELECT ?it ("?it # {" AS ?text) { ?it a ?type } # ?it',
        "SELECT ?it ('''a ' ?it''' AS ?text) { ?it a ?type }",
    ],
)
def test_a_query_of_ones_own_answers_the_same(sparql: str) -> None:
    bound, written = both_ways(STORE, sparql, {"it": ORBITA})
    assert bound == written
    assert bound


@pytest.mark.parametrize("sparql", ["SELECT ?it { BIND(1 AS ?it) }", "SELECT ?it { VALUES ?it { 1 } }"])
def test_a_query_that_gives_the_parameter_a_value_is_refused(sparql: str) -> None:
    with pytest.raises(QueryError, match="gives it a value itself"):
        put_values(sparql, {"it": ORBITA})


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",))))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    (row,) = Store().query(put_values("SELECT ?it (?it AS ?copy) {}", {"it": Literal(text)}))  # type: ignore[union-attr]
    assert row["it"] == row["copy"] == Literal(text)


@pytest.mark.parametrize(
    ("sparql", "is_flawed"),
    [
        ("SELECT ?x { ?x skos:broader* ?y }", True),
        ("SELECT ?x { ?x (sp:a|sp:b)? ?y }", True),
        ("SELECT (?a / 2 AS ?x) { ?s sp:n ?a }", True),
        ("SELECT ?x { ?x sp:conveys/sp:text ?y }", False),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", False),
        ('SELECT ?x { ?x sp:text "a / 2, sp:a* and BIND(?a AS ?b)" }', False),
        ("SELECT ?x { BIND(?a AS ?x) }", True),
        ("SELECT ?x { BIND(?a > ?b AS ?x) }", True),
        ('SELECT ?x { ?x sp:text ?t FILTER(STRSTARTS(?t, LCASE(""))) }', True),
        ('SELECT ?x { ?x sp:text ?t FILTER(STRSTARTS(?t, "a")) }', False),
    ],
)
def test_what_virtuoso_gets_wrong_is_found(sparql: str, is_flawed: bool) -> None:
    assert bool(find_flaw(sparql, VIRTUOSO)) == is_flawed
