"""Run the W3C's tests of the SPARQL 1.1 Protocol and of service descriptions against `kg serve`.

    git clone https://github.com/w3c/rdf-tests
    python evaluation/protocol.py rdf-tests

They are read from the checkout that is named, and stay there. The server runs on a graph of the data that the
tests want, in a temporary folder; each test that fails is printed, and the exit code is then 1.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib import Graph, Namespace
from rdflib.collection import Collection
from rdflib.term import Node
from starlette.testclient import TestClient

from kg.serve.app import make_app
from kg.serve.media import GRAPHS, TABLES
from kg.serve.service import Options, Service
from kg.store_writing import new_generation

HT, CNT = Namespace("http://www.w3.org/2011/http#"), Namespace("http://www.w3.org/2011/content#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
SD = "http://www.w3.org/ns/sparql-service-description#"
PROTOCOL, DESCRIPTION = "sparql/sparql11/protocol", "sparql/sparql11/service-description"
RDFS_LABEL = Namespace("http://www.w3.org/2000/01/rdf-schema#").label


def main() -> int:
    """Run the tests and print what fails."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("checkout", type=Path, help="a checkout of w3c/rdf-tests")
    checkout = parser.parse_args().checkout
    manifest = checkout / PROTOCOL / "manifest.ttl"
    if not manifest.is_file():
        sys.exit(f"{manifest} is missing: name a checkout of https://github.com/w3c/rdf-tests")
    tests = Graph().parse(manifest)
    passed, failed = 0, []
    with tempfile.TemporaryDirectory() as room:
        for number, test in enumerate(list_tests(tests)):
            location = Path(room, str(number))
            write_data(tests, location, manifest.parent)
            faults = list(run_test(tests, test, location))
            passed += not faults
            failed += [f"{tests.value(test, MF.name)}: {fault}" for fault in faults]
        faults = list(check_description(Path(room, "0")))
        passed += 3 - len(faults)
        failed += faults
    print(*failed, sep="\n", end="\n" if failed else "")
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed else 0


def list_tests(tests: Graph) -> list[Node]:
    """List the tests in the order of the manifest."""
    [entries] = tests.objects(None, MF.entries)
    return list(Collection(tests, entries))


def write_data(tests: Graph, location: Path, folder: Path) -> None:
    """Write a graph with the data that any of the tests wants."""
    wanted = {
        (str(tests.value(data, RDFS_LABEL)), str(tests.value(data, UT.graph)))
        for data in tests.objects(None, UT.graphData)
    }
    with new_generation(location) as generation:
        for name, path in wanted:
            lines = (folder / Path(path).name).read_bytes()
            found = parse(lines, format=RdfFormat.N_TRIPLES)
            generation.add_quads([Quad(q.subject, q.predicate, q.object, NamedNode(name)) for q in found])


def run_test(tests: Graph, test: Node, location: Path) -> Iterator[str]:
    """Send the requests of a test, and yield what is wrong with the answers."""
    token = secrets.token_hex(16)
    with TestClient(make_app(Service(Options(location, 1, token=token)))) as client:
        action = tests.value(test, MF.action)
        for request in Collection(tests, tests.value(action, HT.requests)):
            yield from check_answer(tests, tests.value(request, HT.resp), send(tests, request, client, token))


def send(tests: Graph, request: Node, client: TestClient, token: str) -> Any:
    """Send one request as the manifest writes it."""
    headers = {"Authorization": f"Bearer {token}"}
    listed = tests.value(request, HT.headers)
    for header in Collection(tests, listed) if listed else ():
        headers[str(tests.value(header, HT.fieldName))] = str(tests.value(header, HT.fieldValue))
    body = tests.value(request, HT.body)
    encoding = str(tests.value(body, CNT.characterEncoding)) if body else "UTF-8"
    content = str(tests.value(body, CNT.chars)).encode(encoding) if body else b""
    address = str(tests.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1)
    return client.request(str(tests.value(request, HT.methodName)), address, content=content, headers=headers)


def check_answer(tests: Graph, expected: Node, response: Any) -> Iterator[str]:
    """Yield what is wrong with an answer: its status, its form, its truth."""
    statuses = [str(status)[-3] for status in tests.objects(expected, MF.expectedStatus)]
    if str(response.status_code)[0] not in statuses:
        yield f"status {response.status_code}, not {'/'.join(statuses)}xx: {response.text[:200]}"
        return
    form, truth = tests.value(expected, MF.expectedFormat), tests.value(expected, MF.expectedBoolean)
    media = response.headers.get("content-type", "").partition(";")[0]
    if form is not None and media not in (GRAPHS if str(form) == "RDF" else TABLES):
        yield f"written as {media}, not as {form}"
    if truth is not None and response.json()["boolean"] != bool(truth.toPython()):  # type: ignore[attr-defined]
        yield f"the answer is {response.json()['boolean']}"


def check_description(location: Path) -> Iterator[str]:
    """Yield what is wrong with the description of the service: the three tests of the W3C say what it is."""
    with TestClient(make_app(Service(Options(location, 1)))) as client:
        response = client.get("/sparql")
    try:
        found = Graph().parse(
            data=response.content, format=response.headers["content-type"].partition(";")[0]
        )
    except Exception as error:
        yield f"GET on the endpoint returns no RDF: {error}"
        return
    triples = [tuple(map(str, triple)) for triple in found]
    endpoints = {value for _, has, value in triples if has == f"{SD}endpoint"}
    if endpoints != {"http://testserver/sparql"}:
        yield f"the endpoint is described as {endpoints}"
    services = {one for one, has, value in triples if value == f"{SD}Service"}
    known = {"Service", "Dataset", "Graph"}
    used = {value for _, has, value in triples if has.endswith("#type") and value.startswith(SD)}
    if len(services) != 1 or not used <= {SD + name for name in known}:
        yield f"the description does not conform: {services}, {used}"


if __name__ == "__main__":
    sys.exit(main())
