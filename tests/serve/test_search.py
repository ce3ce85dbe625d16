"""The page /search over HTTP: its form, its links, its twins, and that nothing that is typed is an error."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import html
from starlette.testclient import TestClient

from kg.generations import current_folder
from kg.search import is_indexed
from kg.store_writing import new_generation
from tests.serve.conftest import serving
from tests.test_search import ANN, BASE, STATION, STORE

HOSTILE = ['"', "*", "-", "AND NOT (", "title:x", "\x00", "<script>alert(1)</script>", "é" * 3000, "\u202e"]


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the graph lies."""
    location = tmp_path_factory.mktemp("searched") / "graph"
    with new_generation(location) as generation:
        generation.add_quads(STORE.quads())
    return location


@pytest.fixture(scope="module")
def client(location: Path) -> Iterator[TestClient]:
    with serving(location) as client:
        yield client


def test_the_first_search_makes_the_index_and_a_new_generation_another(tmp_path: Path) -> None:
    location = tmp_path / "graph"
    with new_generation(location) as generation:
        generation.add_quads(STORE.quads())
    with serving(location) as client:
        assert client.get("/search.json?q=station").json()["total"] == 1
        folder = current_folder(location)
        assert folder is not None and is_indexed(folder)
        with new_generation(location) as generation:
            generation.add_quads(quad for quad in STORE.quads() if STATION not in str(quad))
        assert client.get("/search.json?q=station").json()["total"] == 0
        assert client.get("/search.json?q=base").json()["total"] == 1


def test_what_is_found_is_marked_and_linked(client: TestClient) -> None:
    page = html.fromstring(client.get("/search?q=station+fly").text)
    assert [mark.text for mark in page.iter("mark")] == ["stations", "fly"]
    [found] = page.xpath("//ol/li")
    assert found.xpath(".//a/@href")[0].startswith("/claim/a/claim/")
    assert [field.get("value") for field in page.xpath("//input[@name='q']")] == ["station fly"]


def test_every_facet_leads_to_as_many_as_it_says(client: TestClient) -> None:
    page = html.fromstring(client.get("/search").text)
    links = [
        (link.get("href"), int(link.xpath("string(following-sibling::span)")))
        for link in page.xpath("//nav[@class='facets']//a")
    ]
    assert {href.partition("?")[2].partition("=")[0] for href, _ in links} == {
        "kind", "act", "actor", "topic", "outlet", "said", "about",
    }  # fmt: skip
    for href, count in links:
        assert client.get(href.replace("/search?", "/search.json?")).json()["total"] == count


def test_the_twins_have_the_same_rows(client: TestClient) -> None:
    asked = f"actor={quote(ANN, safe='')}&kind=claim&all=1&sort=oldest"
    data = client.get(f"/search.json?{asked}").json()
    rows = list(csv.DictReader(io.StringIO(client.get(f"/search.csv?{asked}").text)))
    assert [row["words"] for row in rows] == [row["words"] for row in data["rows"]]
    assert {row["words"] for row in rows} == {STATION, "It may be doubtful."}
    assert (
        client.get("/search.json?actor=Ann+Lee&kind=claim").json()["rows"][0]["found_iri"].startswith("http")
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_that_is_typed_is_an_error_or_obeyed(client: TestClient, words: str) -> None:
    response = client.get(f"/search?q={quote(words)}&kind=claim")
    assert response.status_code == 200
    assert "<script" not in response.text
    assert html.fromstring(response.text).xpath("//script") == []


@pytest.mark.parametrize(
    "given", ["kind=x", "sort=x", "said_since=2022", "confidence=x", "actor=Nobody+Known", "colour=red"]
)
def test_a_value_that_does_not_fit_is_told(client: TestClient, given: str) -> None:
    response = client.get(f"/search?{given}")
    assert (response.status_code, len(response.text.splitlines())) == (400, 1)


def test_nothing_found_says_what_to_do(client: TestClient) -> None:
    assert "try other words" in client.get("/search?q=unheard").text
    assert BASE in client.get("/search?q=base").text.replace("<mark>", "").replace("</mark>", "")
