"""The graph is built anew while it is served: who reads sees the old one, then the new one, and no error."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

from starlette.testclient import TestClient

from tests.serve.conftest import serving, write_documents

COUNT = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a foaf:Document }"


def count(client: TestClient) -> int:
    response = client.get("/sparql", params={"query": COUNT})
    assert response.status_code == 200, response.text
    return int(response.json()["results"]["bindings"][0]["n"]["value"])


def test_no_request_fails_while_the_graph_is_replaced(tmp_path: Path) -> None:
    location = tmp_path / "graph"
    write_documents(location, range(1, 3))
    seen: list[list[int]] = [[], []]
    is_over = threading.Event()

    def read(client: TestClient, found: list[int]) -> None:
        while not is_over.is_set():
            found.append(count(client))

    with serving(location, processes=2) as client:
        readers = [threading.Thread(target=read, args=(client, found)) for found in seen]
        for reader in readers:
            reader.start()
        # More generations than are kept, so that folders go while they are read.
        for last in range(4, 12):
            write_documents(location, range(1, last))
        is_over.set()
        for reader in readers:
            reader.join()
        assert count(client) == 10
    for found in seen:
        assert len(found) > 10
        assert found == sorted(found)


def test_the_entity_tag_is_that_of_the_generation(tmp_path: Path) -> None:
    location = tmp_path / "graph"
    write_documents(location)
    with serving(location) as client:
        address = "/sparql?query=SELECT%20*%20{?s%20?p%20?o}"
        tag = client.get(address).headers["etag"]

        def ask(**headers: str) -> int:
            return client.get(address, headers={"If-None-Match": tag, **headers}).status_code

        assert ask() == 304
        assert ask(Accept="text/csv") == 200
        assert client.get(address + "%20", headers={"If-None-Match": tag}).status_code == 200
        again = client.get(address, headers={"If-None-Match": f'"other", {tag}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        write_documents(location, range(1, 9))
        assert ask() == 200
        changing = client.get("/sparql?query=SELECT%20(NOW()%20AS%20?n)%20{}")
        assert "etag" not in changing.headers


def test_where_there_is_no_graph_it_says_so(tmp_path: Path) -> None:
    location = tmp_path / "graph"
    write_documents(location)
    with serving(location) as client:
        assert client.get("/health").json()["status"] == "ok"
        shutil.rmtree(location)
        for address in ("/health", "/sparql?query=ASK{}", "/queries/articles.json"):
            response = client.get(address)
            assert (response.status_code, response.headers["retry-after"]) == (503, "2")
            assert "kg build" in response.text
        write_documents(location)
        assert count(client) == 3
