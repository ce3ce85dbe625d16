"""The queries of the project over HTTP, their description, and what every answer has around it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from starlette.testclient import TestClient

from kg.queries import list_queries, run_query
from kg.rows import to_csv, to_json, to_turtle
from kg.serve.openapi import describe_api
from kg.serve.service import Options, Service
from kg.store import open_store
from tests.serve.conftest import serving


@pytest.fixture(scope="module")
def sample(written_graph: Path) -> Iterator[TestClient]:
    """A client of a server of the sample article."""
    with serving(written_graph) as client:
        yield client


def test_an_answer_is_that_of_the_command_line(sample: TestClient, written_graph: Path) -> None:
    rows = run_query(open_store(written_graph), "who-said-what", {"actor": "Ana Ruiz"})
    address = "/queries/who-said-what"
    plain = sample.get(f"{address}.json?actor=Ana+Ruiz").json()
    assert plain["columns"] == list(rows.columns)
    assert [tuple(row.values()) for row in plain["rows"]] == rows.rows
    assert len(plain["rows"]) > 0
    assert sample.get(f"{address}.csv?actor=Ana+Ruiz").text == to_csv(rows)
    results = {"Accept": "application/sparql-results+json"}
    assert sample.get(f"{address}?actor=Ana+Ruiz", headers=results).text == to_json(rows)
    graph = run_query(open_store(written_graph), "facts-of-actor", {"actor": "Ana Ruiz"})
    assert sample.get("/queries/facts-of-actor.ttl?actor=Ana+Ruiz").text == to_turtle(graph)


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_every_query_is_answered_or_says_what_it_needs(sample: TestClient, query: object) -> None:
    name = query.name  # type: ignore[attr-defined]
    needs = any(parameter.default is None for parameter in query.parameters)  # type: ignore[attr-defined]
    response = sample.get(f"/queries/{name}.json")
    assert response.status_code == (400 if needs else 200), response.text
    assert not needs or "needs a value for" in response.text


def test_a_value_that_must_be_given_is_not_empty(sample: TestClient) -> None:
    needing = {
        query.name: [one.name for one in query.parameters if one.default is None] for query in list_queries()
    }
    asked = {name: needed[0] for name, needed in needing.items() if needed}
    assert len(asked) > 5
    for name, needed in asked.items():
        response = sample.get(f"/queries/{name}.json", params={needed: ""})
        assert response.status_code == 400 and f"needs a value for '{needed}'" in response.text, name


def test_what_cannot_be_asked_is_told(sample: TestClient) -> None:
    unknown = sample.get("/queries/who-said-waht.json")
    assert unknown.status_code == 404
    assert "Did you mean who-said-what" in unknown.text
    # A path, and SPARQL, are no names.
    for name in ("..%2F..%2Fetc%2Fpasswd", "-", "ASK%20%7B%7D", "queries/articles.rq"):
        assert sample.get(f"/queries/{name}").status_code == 404
    for parameters in ("actor=Nobody", "actor=Ana&actor=Leon", "actor=Ana&whom=Leon"):
        response = sample.get(f"/queries/who-said-what.json?{parameters}")
        assert (response.status_code, len(response.text.splitlines())) == (400, 1)
    assert sample.get("/queries/articles.ttl").status_code == 400


def test_the_queries_are_listed(sample: TestClient) -> None:
    names = [query.name for query in list_queries()]
    for address in ("/queries", "/queries.json"):
        assert [one["name"] for one in sample.get(address).json()] == names
    rows = list(csv.reader(io.StringIO(sample.get("/queries.csv").text)))
    assert [row[0] for row in rows] == ["query", *names]
    links = sample.get("/index.json").json()
    for name in ("sparql", "graphs", "queries", "openapi", "health", "metrics", "description"):
        assert sample.get(links[name]).status_code == 200, name


def test_openapi_names_what_there_is(sample: TestClient) -> None:
    described = sample.get("/openapi.json").json()
    assert described == json.loads(json.dumps(describe_api()))
    for query in list_queries():
        [operation] = described["paths"][f"/queries/{query.name}.json"].values()
        given = {(one["name"], one["required"]) for one in operation["parameters"]}
        assert given == {(one.name, one.default is None) for one in query.parameters}


def test_the_description_completes_an_editor(sample: TestClient) -> None:
    void, sh = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/shacl#"

    def ask(query: str) -> list[dict[str, str]]:
        prefixes = f"PREFIX void: <{void}> PREFIX sh: <{sh}> "
        response = sample.get("/sparql", params={"query": prefixes + query})
        found = response.json()["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in found]

    parts = ask(
        "SELECT ?of ?has ?value { ?c void:class ?of ; void:propertyPartition ?p . ?p void:property ?has "
        "OPTIONAL { ?p void:classPartition/void:class ?value } }"
    )
    sp = "https://w3id.org/spacepolicy/ontology#"
    assert {"of": f"{sp}Statement", "has": f"{sp}conveys", "value": f"{sp}Claim"} in parts
    examples = ask("SELECT ?name ?text { ?q a sh:SPARQLExecutable ; rdfs:label ?name ; sh:select ?text }")
    assert len(examples) == len(list_queries()) - 1
    for example in examples:
        assert sample.post("/sparql", data={"query": example["text"]}).status_code == 200, example["name"]
    assert {"p": "sp"} in ask("SELECT ?p { ?d sh:prefix ?p ; sh:namespace ?n }")
    turtle = sample.get("/.well-known/void")
    triples = list(parse(turtle.content, format=RdfFormat.TURTLE))
    endpoints = [quad.object.value for quad in triples if quad.predicate.value == f"{void}sparqlEndpoint"]
    assert endpoints == ["http://127.0.0.1/sparql"]


def test_pages_of_others_read_only_where_they_are_let(client: TestClient) -> None:
    ours, theirs = {"Origin": "https://tool.example"}, {"Origin": "https://evil.example"}
    allowed = "access-control-allow-origin"
    assert client.get("/sparql?query=ASK{}", headers=ours).headers[allowed] == ours["Origin"]
    assert allowed not in client.get("/sparql?query=ASK{}", headers=theirs).headers
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    assert client.options("/sparql", headers=ours | asked).status_code == 200
    assert client.options("/sparql", headers=theirs | asked).status_code == 400


@pytest.mark.parametrize(("host", "status"), [("127.0.0.1:80", 200), ("evil.example", 421), ("", 421)])
def test_the_server_answers_to_its_names_only(client: TestClient, host: str, status: int) -> None:
    assert client.get("/health", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("host", ['a"b', "a b", "<a>", "a/b", "é"])
def test_what_is_no_name_is_refused_by_every_server(sample: TestClient, host: str) -> None:
    assert sample.get("/sparql", headers={"Host": host.encode()}).status_code == 421  # type: ignore[dict-item]
    assert sample.get("/sparql", headers={"Host": "graph.example:80"}).status_code == 200


def test_a_long_answer_is_compressed(sample: TestClient) -> None:
    address = "/queries.json"
    packed = sample.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.json() == sample.get(address, headers={"Accept-Encoding": "identity"}).json()
    assert "content-encoding" not in sample.get("/health").headers


def test_a_request_is_logged_and_counted(written_graph: Path) -> None:
    from kg.serve.app import make_app

    lines: list[str] = []
    service = Service(Options(written_graph, 1), lines.append)
    with TestClient(make_app(service), base_url="http://127.0.0.1") as client:
        client.get("/sparql?query=ASK{}", headers={"User-Agent": "a\x1b[2J"})
        client.get("/nowhere/\u202e")
        figures = client.get("/metrics").text
    first, second, _ = map(json.loads, lines)
    assert (first["method"], first["path"], first["query"], first["status"]) == (
        ("GET", "/sparql", "query=ASK{}", 200)
    )
    assert (second["status"], second["bytes"]) == (404, 44)
    assert not any(character in "".join(lines) for character in "\x1b\u202e\n")
    assert 'kg_requests_total{route="sparql",status="200"} 1' in figures
    assert 'kg_requests_total{route="other",status="404"} 1' in figures
    assert "kg_processes 1" in figures
