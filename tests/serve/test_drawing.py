"""What the network page fetches: the drawing by a clock, and the scripts and stylesheets of others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.network import DRAWN_TIES, to_network
from kg.store import open_store
from tests.serve.conftest import serving


@pytest.fixture(scope="module")
def sample(written_graph: Path) -> Iterator[TestClient]:
    """A client of a server of the sample article."""
    with serving(written_graph) as client:
        yield client


def test_the_drawing_has_the_network(sample: TestClient, written_graph: Path) -> None:
    network = to_network(open_store(written_graph), DRAWN_TIES)
    first, again = (sample.get("/network/drawing.json").json() for _ in range(2))
    assert [node["id"] for node in first["nodes"]] == list(network)
    assert len(first["edges"]) == network.number_of_edges()
    assert first == again and first["clock"] == "published"
    assert sample.get("/network/drawing.json?clock=about").json()["clock"] == "to be, or had been"


def test_the_page_names_the_drawing_by_its_clock(sample: TestClient) -> None:
    page = sample.get("/network?clock=said")
    assert page.headers["content-security-policy"].endswith("script-src 'self'; connect-src 'self'")
    assert "unsafe" not in page.headers["content-security-policy"]
    assert "/network/drawing.json?clock=said" in page.text or "make web" in page.text


@pytest.mark.parametrize(
    "address", ["/network?clock=noon", "/network/drawing.json?clock=noon", "/network/drawing.json?x=1"]
)
def test_what_is_not_there_is_told(sample: TestClient, address: str) -> None:
    response = sample.get(address)
    assert response.status_code == 400
    assert "clock" in response.text


def test_styles_and_scripts_are_sent_or_the_remedy(sample: TestClient) -> None:
    assert sample.get("/static/network.css").headers["content-type"].startswith("text/css")
    script = sample.get("/static/network.js")
    assert script.status_code == 200 or "make web" in script.text
