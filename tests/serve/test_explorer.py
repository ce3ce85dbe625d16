"""The pages of the explorer over HTTP: each as HTML, JSON and CSV, with what keeps a browser from harm."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.explorer.pages import Page
from kg.explorer.registry import MENU, PAGES
from tests.serve.conftest import serving

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
LISTS = [page for page in PAGES if not page.kind]


@pytest.fixture(scope="module")
def sample(written_graph: Path) -> Iterator[TestClient]:
    """A client of a server of the sample article."""
    with serving(written_graph) as client:
        yield client


@pytest.mark.parametrize("page", LISTS, ids=lambda page: page.name)
def test_a_page_has_twins_with_the_same_rows(sample: TestClient, page: Page) -> None:
    shown = sample.get(page.path)
    assert (shown.status_code, shown.headers["content-type"]) == (200, "text/html; charset=utf-8")
    base = page.path if page.path != "/" else f"/{page.name}"
    for twin in (f"{base}.json", f"{base}.csv"):
        assert f'href="{twin}"' in shown.text
    data = sample.get(f"{base}.json").json()
    assert (data["page"], data["total"] >= len(data["rows"])) == (page.name, True)
    rows = list(csv.DictReader(io.StringIO(sample.get(f"{base}.csv").text)))
    assert [list(row.values()) for row in rows] == [
        ["" if row[column] is None else str(row[column]) for column in data["columns"]]
        for row in data["rows"]
    ]


def test_what_is_in_the_navigation_is_there(sample: TestClient) -> None:
    home = sample.get("/").text
    for name, path in MENU.items():
        assert f'<a href="{path}">{name}</a>' in home
        assert sample.get(path).status_code == 200


def test_a_page_may_do_nothing_but_be_shown(sample: TestClient) -> None:
    for path, status in (("/", 200), ("/nowhere", 404), ("/articles?page=x", 400)):
        response = sample.get(path, headers=BROWSER)
        assert (response.status_code, "<html" in response.text) == (status, True)
        policy = response.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'")
        assert "unsafe" not in policy
        assert "script-src" not in policy
        assert response.headers["referrer-policy"] == "no-referrer"
        assert response.headers["x-content-type-options"] == "nosniff"
    assert sample.get("/static/style.css").headers["content-type"].startswith("text/css")
    assert sample.get("/static/../rendering.py").status_code == 404


@pytest.mark.parametrize(
    "given", ["page=0", "page=-1", "page=x", "rows=", "rows=0", "colour=red", "page=1&page=2"]
)
def test_what_a_page_does_not_take_is_told(sample: TestClient, given: str) -> None:
    response = sample.get(f"/articles?{given}")
    assert (response.status_code, response.headers["content-type"]) == (400, "text/plain; charset=utf-8")
    assert len(response.text.splitlines()) == 1


def test_rows_are_leafed_through(sample: TestClient) -> None:
    one = sample.get("/articles.json?rows=1").json()
    assert (len(one["rows"]), one["number"], one["pages"]) == (1, 1, one["total"])
    assert sample.get(f"/articles.json?page={one['total'] + 1}").json()["rows"] == []


def test_a_page_about_a_thing_has_twins(sample: TestClient) -> None:
    article = sample.get("/articles.json").json()["rows"][0]["article_iri"].rpartition("/")[2]
    claims = sample.get("/actor/person/ana-ruiz.json").json()["rows"]
    assert [row["words"] for row in claims] == ['the station "will fly until 2030"']
    claim = "/claim/" + claims[0]["words_iri"].partition("/article/")[2]
    for path in ("/actor/person/ana-ruiz", f"/article/{article}", claim, "/agreement/harbor-accord"):
        assert sample.get(path).status_code == 200
        data = sample.get(f"{path}.json").json()
        rows = list(csv.DictReader(io.StringIO(sample.get(f"{path}.csv").text)))
        assert (len(rows), data["total"]) == (len(data["rows"]), len(data["rows"]))


@pytest.mark.parametrize("show", ["said", "about", "reactions", "signatures", "offices", "topics", "links"])
def test_an_actor_is_shown_in_parts(sample: TestClient, show: str) -> None:
    data = sample.get(f"/actor/person/ana-ruiz.json?show={show}").json()
    assert (data["name"], data["show"], data["total"] > 0) == ("Ana Ruiz", show, show != "about")
    assert sample.get(f"/actor/person/ana-ruiz?show={show}").status_code == 200


def test_statements_are_narrowed(sample: TestClient) -> None:
    address = "/actor/person/leon-falk.json"
    assert [row["act"] for row in sample.get(address).json()["rows"]] == ["refusal"]
    assert sample.get(f"{address}?act=denial").json()["rows"] == []
    ruiz = "/actor/person/ana-ruiz.json?topic="
    assert sample.get(f"{ruiz}id:topic/human-spaceflight").json()["total"] == 1
    assert sample.get(f"{ruiz}id:topic/orbital-debris").json()["total"] == 0
    assert sample.get(f"{ruiz}nonsense").status_code == 400
    assert sample.get("/actor/person/ana-ruiz?show=nonsense").status_code == 400


def test_a_ledger_has_a_row_a_party(sample: TestClient) -> None:
    data = sample.get("/agreement/harbor-accord.json?roster=G7").json()
    [row] = data["rows"]
    assert (row["party"], row["person"], row["stage"], row["on"]) == (
        "Freedonia",
        "Ana Ruiz",
        "signed",
        "2022-05-04",
    )
    assert (row["party_iri"].rpartition("/")[2], row["evidence"]) == ("freedonia", 1)
    assert len(data["not_seen"]) == 7


def test_a_first_build_has_no_changes(sample: TestClient) -> None:
    assert "no generation before" in sample.get("/changes.json").json()["note"]


def test_pages_are_described(sample: TestClient) -> None:
    paths = sample.get("/openapi.json").json()["paths"]
    for page in PAGES:
        base = page.path.replace("{rest:path}", "{rest}") if page.path != "/" else f"/{page.name}"
        given = [one["name"] for one in paths[f"{base}.json"]["get"]["parameters"] if one["in"] == "query"]
        assert given == [one.name for one in page.all_parameters]
        assert f"{base}.csv" in paths
