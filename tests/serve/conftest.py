"""A server in this process, on a graph of three documents and of the sample article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad
from starlette.testclient import TestClient

from kg.serve.app import make_app
from kg.serve.service import Options, Service
from kg.store_writing import new_generation

TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
DOCUMENT = NamedNode("http://xmlns.com/foaf/0.1/Document")
DATA = "http://example.org/data/"
# A token as a password generator makes it.
TOKEN = "3f9c2a7be1d04586a0"

Open = Callable[..., object]


def document(number: int) -> str:
    """The IRI of a document, and of the graph that says what it is."""
    return f"{DATA}{number}"


def write_documents(location: Path, numbers: range = range(1, 4)) -> None:
    """Writes a graph of documents, each in a named graph of its own."""
    with new_generation(location) as generation:
        generation.add_quads(
            Quad(NamedNode(document(n)), TYPE, DOCUMENT, NamedNode(document(n))) for n in numbers
        )


@contextmanager
def serving(location: Path, **given: object) -> Iterator[TestClient]:
    """Serves a graph with two processes to a client in this process."""
    options = Options(location, **({"processes": 1} | given))  # type: ignore[arg-type]
    with TestClient(make_app(Service(options)), base_url="http://127.0.0.1") as client:
        yield client


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the graph of documents lies."""
    location = tmp_path_factory.mktemp("documents") / "graph"
    write_documents(location)
    return location


@pytest.fixture(scope="session")
def client(documents: Path) -> Iterator[TestClient]:
    """A client of a server that only reads the graph of documents."""
    with serving(documents, hosts=("127.0.0.1",), origins=("https://tool.example",)) as client:
        yield client
