"""`kg serve` as a process of its own, and the clients that people use."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import pytest
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, SPARQLWrapper

from tests.conftest import Run
from tests.serve.test_stopping import COUNT

# rdflib wants to see them; the server knows them by itself.
PREFIXES = "PREFIX foaf: <http://xmlns.com/foaf/0.1/> PREFIX sp: <https://w3id.org/spacepolicy/ontology#>"
COMMAND = "import sys; from kg.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server keeps its files."""
    return tmp_path_factory.mktemp("room")


@pytest.fixture(scope="module")
def server(written_graph: Path, room: Path) -> Iterator[str]:
    """The address of a server, which is ended by Ctrl-C and leaves nothing behind."""
    program = [sys.executable, "-c", COMMAND, "serve", "--store", str(written_graph), "--port", "0"]
    environment = os.environ | {"TMPDIR": str(room), "PYTHONPATH": os.pathsep.join(sys.path)}
    with (
        (room.parent / "access.jsonl").open("w+") as log,
        subprocess.Popen(program, stdout=log, stderr=subprocess.PIPE, text=True, env=environment) as process,
    ):
        assert process.stderr is not None
        line = process.stderr.readline()
        assert " is served at http://127.0.0.1:" in line
        try:
            yield line.split()[-1]
        finally:
            process.send_signal(signal.SIGINT)
            rest = process.stderr.read()
        assert (process.wait(20), rest) == (0, "")
        log.seek(0)
        assert {json.loads(line)["status"] for line in log} == {200, 400, 415, 499}
    assert list(room.iterdir()) == []


def test_rdflib_asks_it(server: str) -> None:
    store = SPARQLStore(server)
    rows = list(
        store.query(f"{PREFIXES} SELECT ?name {{ ?actor a sp:Person ; foaf:name ?name }} ORDER BY ?name")
    )
    assert "Ana Ruiz" in {str(name) for (name,) in rows}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper_asks_it(server: str, method: str) -> None:
    wrapper = SPARQLWrapper(server)
    wrapper.setMethod(method)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery("SELECT (COUNT(DISTINCT ?claim) AS ?n) { ?claim a sp:Claim }")
    [row] = wrapper.queryAndConvert()["results"]["bindings"]
    assert int(row["n"]["value"]) > 0
    wrapper.setReturnFormat("turtle")
    wrapper.setQuery("CONSTRUCT { ?a sp:stated ?c } WHERE { ?a sp:stated ?c }")
    assert b"sp:stated" in wrapper.query().convert()


def test_a_request_that_is_broken_off_ends_nothing(server: str) -> None:
    address = urlsplit(server)
    with socket.create_connection((address.hostname, address.port), 10) as connection:
        connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nquery=")
    with socket.create_connection((address.hostname, address.port), 10) as connection:
        connection.sendall(b"GET /sparql?query=ASK{ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 400")
    test_rdflib_asks_it(server)


def read_figure(server: str, name: str) -> int:
    """A figure of the metrics."""
    text = urlopen(server.replace("/sparql", "/metrics")).read().decode()
    [figure] = re.findall(rf"^{name} (\d+)$", text, re.MULTILINE)
    return int(figure)


def wait_for(server: str, name: str, value: int) -> None:
    """Waits, some seconds at most, until a figure has that value."""
    for _ in range(200):
        if read_figure(server, name) == value:
            return
        sleep(0.05)
    raise AssertionError(f"{name} is {read_figure(server, name)}, not {value}")


def test_a_client_that_goes_stops_its_query(server: str) -> None:
    address = urlsplit(server)
    with socket.create_connection((address.hostname, address.port), 10) as connection:
        request = f"GET /sparql?query={quote(COUNT)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        connection.sendall(request.encode())
        wait_for(server, "kg_processes_busy", 1)
    wait_for(server, "kg_stopped_gone_total", 1)
    wait_for(server, "kg_processes_busy", 0)


def test_what_cannot_be_served_is_told(kg: Run, tmp_path: Path, written_graph: Path) -> None:
    answer = kg("serve", "--store", tmp_path / "nowhere")
    assert (answer.code, "kg build" in answer.err) == (1, True)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = kg("serve", "--store", written_graph, "--port", port)
    assert (answer.code, "--port 0 takes a free one" in answer.err) == (2, True)
    answer = kg("serve", "--store", "http://127.0.0.1:1/")
    assert (answer.code, "SPARQL server already" in answer.err) == (2, True)


def test_a_writable_server_needs_a_token(
    kg: Run, written_graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for token in ("", "short"):
        monkeypatch.setenv("KG_SERVE_TOKEN", token)
        answer = kg("serve", "--store", written_graph, "--writable")
        assert (answer.code, "KG_SERVE_TOKEN" in answer.err) == (2, True)
