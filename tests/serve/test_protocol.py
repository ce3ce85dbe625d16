"""The SPARQL 1.1 Protocol: the cases of the W3C's list, and what else a client may send."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from httpx import Response
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results
from starlette.testclient import TestClient

from kg.serve.media import GRAPHS, TABLES
from tests.serve.conftest import TOKEN, document, serving, write_documents

FORM = "application/x-www-form-urlencoded"
QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
ONE, TWO, THREE = map(document, (1, 2, 3))
BOTH_DEFAULT = f"ASK {{ <{ONE}> a ?t . <{TWO}> a ?t }}"
BOTH_NAMED = f"ASK {{ GRAPH ?g {{ <{ONE}> a ?t }} GRAPH ?h {{ <{TWO}> a ?t }} }}"

Fields = list[tuple[str, str]]


def post(client: TestClient, body: str | bytes, kind: str = "", fields: Fields | None = None) -> Response:
    headers = {"Content-Type": kind} if kind else {}
    return client.post("/sparql", content=body, headers=headers, params=fields)


def is_true(response: Response) -> bool:
    assert response.status_code == 200, response.text
    answer: bool = response.json()["boolean"]
    return answer


WAYS = ["get", "form", "direct"]


def ask(client: TestClient, way: str, query: str, fields: Fields | None = None) -> Response:
    """Asks a query in one of the three ways."""
    fields = fields or []
    if way == "get":
        return client.get("/sparql", params=[("query", query), *fields])
    if way == "form":
        return post(client, urlencode([("query", query), *fields]), FORM)
    return post(client, query, QUERY, fields)


@pytest.mark.parametrize("way", WAYS)
def test_a_query_is_asked_in_three_ways(client: TestClient, way: str) -> None:
    assert is_true(ask(client, way, "ASK {}"))


@pytest.mark.parametrize("way", WAYS)
def test_the_request_says_which_graphs_are_asked(client: TestClient, way: str) -> None:
    defaults = [("default-graph-uri", ONE), ("default-graph-uri", TWO)]
    named = [("named-graph-uri", ONE), ("named-graph-uri", TWO)]
    assert is_true(ask(client, way, BOTH_DEFAULT))
    assert is_true(ask(client, way, BOTH_DEFAULT, defaults))
    assert not is_true(ask(client, way, BOTH_DEFAULT, defaults[:1]))
    assert is_true(ask(client, way, BOTH_NAMED, named))
    assert not is_true(ask(client, way, BOTH_NAMED, named[:1]))
    assert not is_true(ask(client, way, BOTH_DEFAULT, named))
    third = f"{BOTH_NAMED[:-1]} <{THREE}> a ?t }}"
    assert is_true(ask(client, way, third, [("default-graph-uri", THREE), *named]))
    # What the request says comes before what the query says.
    of_three = BOTH_NAMED.replace("ASK", f"ASK FROM <{THREE}>")
    assert not is_true(ask(client, way, of_three))
    assert is_true(ask(client, way, of_three, named))


@pytest.mark.parametrize("media", TABLES)
@pytest.mark.parametrize("way", WAYS)
def test_rows_in_every_form(client: TestClient, media: str, way: str) -> None:
    headers = {"Accept": media}
    query = "SELECT (1 AS ?value) {}"
    client.headers.update(headers)
    try:
        response = ask(client, way, query)
    finally:
        client.headers["Accept"] = "*/*"
    assert response.headers["content-type"].partition(";")[0] == media
    if TABLES[media] == QueryResultsFormat.CSV:
        assert response.text == "value\r\n1\r\n"
        return
    answer = parse_query_results(response.content, format=TABLES[media])
    assert [row["value"].value for row in answer] == ["1"]


@pytest.mark.parametrize("media", GRAPHS)
@pytest.mark.parametrize("query", [f"DESCRIBE <{ONE}>", "CONSTRUCT { <s> <p> 1 } {}"])
def test_graphs_in_every_form(client: TestClient, media: str, query: str) -> None:
    response = client.get("/sparql", params={"query": query}, headers={"Accept": media})
    assert response.headers["content-type"].partition(";")[0] == media
    [quad] = parse(response.content, format=GRAPHS[media])
    # A relative IRI is resolved against the address of the endpoint.
    assert quad.subject.value in (ONE, "http://127.0.0.1/s")


def test_the_form_that_is_liked_best(client: TestClient) -> None:
    def find(query: str, accept: str) -> str:
        response = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
        return response.headers["content-type"]

    assert find("SELECT * {}", "text/csv;q=0.5, application/sparql-results+xml") == (
        "application/sparql-results+xml"
    )
    assert find("SELECT * {}", "*/*") == "application/sparql-results+json"
    assert find("CONSTRUCT WHERE { ?s ?p ?o }", "*/*") == "text/turtle; charset=utf-8"
    assert find("SELECT * {}", "text/csv") == "text/csv; charset=utf-8; header=present"


@pytest.mark.parametrize(
    ("status", "send"),
    [
        (405, lambda client: client.put("/sparql", params={"query": "ASK {}"})),
        (400, lambda client: client.get("/sparql", params=[("query", "ASK {}"), ("query", "SELECT * {}")])),
        (415, lambda client: post(client, "ASK {}", "text/plain")),
        (415, lambda client: post(client, "query=ASK%20%7B%7D")),
        (415, lambda client: post(client, "ASK {}")),
        (415, lambda client: post(client, "ASK {}".encode("utf-16"), f"{QUERY}; charset=UTF-16")),
        (400, lambda client: post(client, b"ASK {} # \xff", QUERY)),
        (400, lambda client: client.get("/sparql", params={"query": "ASK {"})),
        (400, lambda client: client.get("/sparql?query=ASK%20%7B%7D%20%23%FF")),
        (400, lambda client: client.get("/sparql", params={"update": "CLEAR ALL"})),
        (400, lambda client: post(client, "query=ASK%20%7B%7D&update=CLEAR%20ALL", FORM)),
        (400, lambda client: post(client, "", FORM)),
        (400, lambda client: post(client, "ASK {}", QUERY, [("query", "ASK {}")])),
        (400, lambda client: ask(client, "get", "ASK {}", [("default-graph-uri", "no iri")])),
        (400, lambda client: ask(client, "get", "ASK { ?s sp:statd ?o }")),
        (400, lambda client: ask(client, "get", "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")),
        (400, lambda client: ask(client, "form", "SELECT " + "(" * 60_000)),
        (406, lambda client: client.get("/sparql?query=ASK{}", headers={"Accept": "image/png"})),
        (406, lambda client: client.get("/sparql", headers={"Accept": "image/png"})),
        (413, lambda client: post(client, b"#" * 17_000_000, QUERY)),
        (403, lambda client: post(client, "CLEAR ALL", UPDATE)),
        (404, lambda client: client.get("/sparkle")),
    ],
)
def test_what_cannot_be_answered_is_told(client: TestClient, status: int, send: object) -> None:
    response = send(client)  # type: ignore[operator]
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert len(response.text.splitlines()) == 1


def test_the_refusal_of_a_form_lists_those_that_there_are(client: TestClient) -> None:
    response = client.get("/sparql?query=ASK{}", headers={"Accept": "image/png"})
    assert "text/csv" in response.text and "image/png" in response.text


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client that may write."""
    location = tmp_path_factory.mktemp("writable") / "graph"
    write_documents(location)
    with serving(location, token=TOKEN) as client:
        client.headers["Authorization"] = f"Bearer {TOKEN}"
        yield client


INSERT = "".join(f"GRAPH <{iri}> {{ <{iri}> a foaf:Document }} " for iri in (ONE, TWO, THREE))
RESULT = "http://example.org/result"
MARK = f"DROP ALL ; INSERT DATA {{ {INSERT} }} ; INSERT {{ GRAPH <{RESULT}> {{ ?s sp:cue ?in }} }} WHERE "


def marked(client: TestClient) -> set[str]:
    """The documents that an update has marked."""
    query = f"SELECT ?s {{ GRAPH <{RESULT}> {{ ?s ?p ?o }} }}"
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    return {row["s"]["value"] for row in rows}


@pytest.mark.parametrize(
    ("fields", "where", "found"),
    [
        ([("using-graph-uri", ONE)], "{ ?s a foaf:Document BIND(1 AS ?in) }", {ONE}),
        (
            [("using-graph-uri", ONE), ("using-graph-uri", TWO)],
            "{ ?s a foaf:Document BIND(1 AS ?in) }",
            {ONE, TWO},
        ),
        (
            [("using-named-graph-uri", ONE), ("using-named-graph-uri", TWO)],
            "{ GRAPH ?in { ?s a foaf:Document } }",
            {ONE, TWO},
        ),
        (
            [("using-graph-uri", ONE), ("using-named-graph-uri", TWO)],
            "{ { GRAPH ?in { ?s a foaf:Document } } UNION { ?s a foaf:Document BIND(1 AS ?in) } }",
            {ONE, TWO},
        ),
        ([], "{ GRAPH ?in { ?s a foaf:Document } }", {ONE, TWO, THREE}),
    ],
)
def test_an_update_of_the_graphs_that_the_request_names(
    writable: TestClient, fields: Fields, where: str, found: set[str]
) -> None:
    response = post(writable, MARK + where, UPDATE, fields)
    assert (response.status_code, response.text) == (204, "")
    assert marked(writable) == found


def test_an_update_in_both_ways(writable: TestClient) -> None:
    insert = f"INSERT DATA {{ GRAPH <{RESULT}> {{ <rel> sp:cue 1 }} }}"
    assert post(writable, f"update={insert}".replace(" ", "+"), FORM).status_code == 204
    assert marked(writable) >= {"http://127.0.0.1/rel"}
    assert post(writable, "CLEAR ALL", UPDATE).status_code == 204
    assert marked(writable) == set()


@pytest.mark.parametrize(
    ("status", "send"),
    [
        (400, lambda client: post(client, "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM)),
        (415, lambda client: post(client, "CLEAR NAMED", "text/plain")),
        (415, lambda client: post(client, "update=CLEAR%20NAMED")),
        (415, lambda client: post(client, "CLEAR NAMED".encode("utf-16"), f"{UPDATE}; charset=UTF-16")),
        (400, lambda client: post(client, "update=CLEAR%20XYZ", FORM)),
        (400, lambda client: post(client, "LOAD <http://127.0.0.1:1/x>", UPDATE)),
        (
            400,
            lambda client: post(
                client, "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", UPDATE
            ),
        ),
        (
            400,
            lambda client: post(
                client,
                f"WITH <{ONE}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
                UPDATE,
                [("using-named-graph-uri", TWO)],
            ),
        ),
        (
            401,
            lambda client: client.post(
                "/sparql", data={"update": "CLEAR ALL"}, headers={"Authorization": "Bearer wrong"}
            ),
        ),
    ],
)
def test_an_update_that_cannot_be_done(writable: TestClient, status: int, send: object) -> None:
    assert send(writable).status_code == status  # type: ignore[operator]


def test_who_only_reads_needs_no_token(writable: TestClient) -> None:
    response = writable.get("/sparql?query=ASK{}", headers={"Authorization": "Bearer wrong"})
    assert response.status_code == 200


def test_the_endpoint_describes_itself(client: TestClient, writable: TestClient) -> None:
    endpoint = "<http://127.0.0.1/sparql>"
    sd = "http://www.w3.org/ns/sparql-service-description#"
    for asked, languages in ((client, 1), (writable, 2)):
        response = asked.get("/sparql", headers={"Accept": "application/n-triples"})
        lines = response.text.splitlines()
        assert f"{endpoint} <{sd}endpoint> {endpoint} ." in lines
        assert f"{endpoint} <{sd}feature> <{sd}UnionDefaultGraph> ." in lines
        assert len([line for line in lines if "supportedLanguage" in line]) == languages
        assert len(list(parse(response.content, format=RdfFormat.N_TRIPLES))) == len(lines)


def test_a_graph_by_its_name(client: TestClient, documents: Path) -> None:
    def get(address: str, media: str = "application/n-triples") -> Response:
        return client.get(address, headers={"Accept": media})

    of_one = get(f"/graphs?graph={ONE}")
    assert [line.split()[0] for line in of_one.text.splitlines()] == [f"<{ONE}>"]
    assert len(get("/graphs?default").text.splitlines()) == 3
    for media, form in GRAPHS.items():
        assert len(list(parse(get(f"/graphs?graph={ONE}", media).content, format=form))) == 1
    head = client.head(f"/graphs?graph={ONE}", headers={"Accept": "text/turtle"})
    assert (head.status_code, head.headers["content-type"]) == (200, "text/turtle; charset=utf-8")
    assert get("/graphs?graph=http://example.org/none").status_code == 404
    assert client.head("/graphs?graph=http://example.org/none").status_code == 404
    for wrong in ("/graphs", "/graphs?graph=", f"/graphs?default&graph={ONE}", "/graphs?graph=no%20iri"):
        assert get(wrong).status_code == 400
    assert get(f"/graphs?graph={ONE}", "image/png").status_code == 406
    assert client.put(f"/graphs?graph={ONE}", content="").status_code == 405
    assert client.delete("/graphs?default").status_code == 405
