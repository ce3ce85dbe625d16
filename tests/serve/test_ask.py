"""The questions as forms, and SPARQL in a field: answers as tables with links, without a script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from kg.queries import Query, list_queries
from tests.serve.conftest import serving

BROWSER = {"Accept": "text/html,*/*;q=0.8"}


@pytest.fixture(scope="module")
def sample(written_graph: Path) -> Iterator[TestClient]:
    """A client of a server of the sample article."""
    with serving(written_graph) as client:
        yield client


def test_every_question_is_listed_and_can_be_asked(sample: TestClient) -> None:
    links = html.fromstring(sample.get("/ask").content).xpath("//ul[@class='questions']//@href")
    assert links == [f"/ask/{query.name}" for query in list_queries()]


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_a_form_has_a_field_with_a_label_for_each_parameter(sample: TestClient, query: Query) -> None:
    page = sample.get(f"/ask/{query.name}")
    fields = html.fromstring(page.content).xpath("//form//label//input")
    assert [field.get("name") for field in fields] == [one.name for one in query.parameters]
    needed = [field.get("name") for field in fields if field.get("required") is not None]
    assert needed == [one.name for one in query.parameters if one.default is None]
    assert ("<table>" in page.text or 'class="empty"' in page.text) == (not needed)


def test_an_answer_leads_to_what_it_names(sample: TestClient) -> None:
    page = sample.get("/ask/who-said-what?actor=Ana+Ruiz")
    assert "Answer, " in page.text
    assert html.fromstring(page.content).xpath("//input[@name='actor']/@value") == ["Ana Ruiz"]
    data = sample.get("/ask/who-said-what.json?actor=Ana+Ruiz").json()
    asked = sample.get("/queries/who-said-what.json?actor=Ana+Ruiz").json()
    assert [row["words"] for row in data["rows"]] == [row["words"] for row in asked["rows"]]


def test_a_name_that_nobody_has_is_told(sample: TestClient) -> None:
    response = sample.get("/ask/who-said-what?actor=Nobody+At+All", headers=BROWSER)
    assert response.status_code == 400
    assert "Nobody At All" in response.text


def test_sparql_answers_with_names_and_links(sample: TestClient) -> None:
    query = "SELECT ?who ?what WHERE { ?who sp:madeStatement ?what }"
    page = sample.get("/ask/sparql", params={"query": query})
    tree = html.fromstring(page.content)
    assert tree.xpath("//textarea")[0].text == query
    assert "/actor/person/ana-ruiz" in tree.xpath("//td/a/@href")
    data = sample.get("/ask/sparql.json", params={"query": query, "rows": "1"}).json()
    assert data["columns"] == ["who", "who_iri", "what", "what_iri"]
    assert data["pages"] == data["total"] > 1
    assert "sp:Claim" in data["terms"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT", "query of your own: this is not SPARQL"),
        ("/etc/passwd", ""),
        ("-", ""),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }", "SERVICE"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", ""),
        ("</textarea><script>alert(1)</script>", ""),
    ],
)
def test_what_is_no_query_is_told_where_it_stands(sample: TestClient, query: str, told: str) -> None:
    page = sample.get("/ask/sparql", params={"query": query}, headers=BROWSER)
    tree = html.fromstring(page.content)
    assert page.status_code == 200
    assert tree.xpath("//textarea")[0].text == query
    assert told in tree.xpath("//*[@role='alert']")[0].text_content()
    assert tree.xpath("count(//table)") == 0 and len(tree.xpath("//script")) == 1


def test_a_query_of_ours_stands_there_to_begin_with(sample: TestClient) -> None:
    page = html.fromstring(sample.get("/ask/sparql?example=topics").content)
    assert "#+ summary:" in page.xpath("//textarea")[0].text
