"""The pages of the explorer over HTTP: each as HTML, JSON and CSV, with what keeps a browser from harm."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from kg.curation import read_decisions
from kg.explorer.pages import Page
from kg.explorer.registry import MENU, PAGES
from kg.settings import BASE_IRI
from tests.serve.conftest import TOKEN, serving

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
    assert f'href="{base}.json"' in shown.text
    assert f'href="{base}.csv?rows=10000"' in shown.text
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
    "wrong", ["page=0", "page=-1", "page=x", "rows=", "rows=0", "colour=red", "page=1&page=2"]
)
def test_what_a_page_does_not_take_is_told(sample: TestClient, wrong: str) -> None:
    response = sample.get(f"/articles?{wrong}")
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


@pytest.mark.parametrize(
    "show", ["said", "about", "reactions", "signatures", "offices", "topics", "positions", "links"]
)
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


def test_a_topic_tells_who_has_not_spoken_on_it(sample: TestClient) -> None:
    address = "/topic/space-stations"
    data = sample.get(f"{address}.json?roster=G7").json()
    assert data["total"] == 1
    assert [row["who"] for row in data["not_heard"]][:2] == ["Canada", "France"]
    assert "no statement seen" in sample.get(f"{address}?roster=G7").text
    assert sample.get(f"{address}.json").json()["not_heard"] == []
    assert sample.get(f"{address}?roster=nonsense").status_code == 400


def test_a_first_build_has_no_changes(sample: TestClient) -> None:
    assert "no generation before" in sample.get("/changes.json").json()["note"]


def test_pages_are_described(sample: TestClient) -> None:
    paths = sample.get("/openapi.json").json()["paths"]
    for page in PAGES:
        base = page.path.replace("{rest:path}", "{rest}") if page.path != "/" else f"/{page.name}"
        given = [one["name"] for one in paths[f"{base}.json"]["get"]["parameters"] if one["in"] == "query"]
        assert given == [one.name for one in page.all_parameters]
        assert f"{base}.csv" in paths


def test_pages_answer_as_they_are_described(sample: TestClient) -> None:
    kinds = {
        str: "string",
        int: "number",
        float: "number",
        bool: "boolean",
        type(None): "null",
        list: "array",
    }
    paths = sample.get("/openapi.json").json()["paths"]
    for address in ("/search.json?q=ruiz", "/actors.json", "/unnamed.json", "/topics.json", "/timeline.json"):
        answers = paths[address.partition("?")[0]]["get"]["responses"]
        allowed = answers["200"]["content"]["application/json"]["schema"]["properties"]["rows"]["items"]
        rows = sample.get(address).json()["rows"]
        assert rows
        assert {kinds[type(value)] for row in rows for value in row.values()} <= set(
            allowed["additionalProperties"]["type"]
        )
    answers = paths["/actor/{rest}.csv"]["get"]["responses"]
    response = sample.get("/actor/person/nobody.csv")
    assert response.status_code == 404
    schema = answers["404"]["content"][response.headers["content-type"].partition(";")[0]]["schema"]
    assert set(response.json()) == set(schema["required"])


@pytest.fixture
def writable(written_graph: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A client of a server of a copy of the sample article, which takes decisions."""
    location = tmp_path / "graph"
    shutil.copytree(written_graph, location)
    with serving(location, token=TOKEN) as client:
        client.location = location  # type: ignore[attr-defined]
        yield client


def find_claim(client: TestClient) -> str:
    """The IRI of the claim of the sample article's first speaker."""
    iri = client.get("/actor/person/ana-ruiz.json").json()["rows"][0]["words_iri"]
    assert isinstance(iri, str)
    return iri


def test_a_claim_tells_of_its_events(sample: TestClient) -> None:
    page = sample.get("/claim/" + find_claim(sample).partition("/article/")[2]).text
    assert "end of station, due ../2030" in page


def test_a_decision_is_shown_before_it_is_taken(sample: TestClient, writable: TestClient) -> None:
    claim = find_claim(sample)
    page = sample.get("/claim/" + claim.partition("/article/")[2]).text
    assert "/decide?kind=reject&amp;subject=https%3A%2F%2F" in page
    shown = sample.get("/decide", params={"kind": "reject", "subject": claim})
    assert (f"kg curate reject {claim}" in shown.text, "Lunar pact signed" in shown.text) == (True, True)
    assert 'type="password"' not in shown.text
    assert 'type="password"' in writable.get("/decide", params={"kind": "reject", "subject": claim}).text
    merge = {"kind": "merge", "subject": "id:person/ana-ruiz"}
    assert sample.get("/decide.json", params=merge).json()["is_complete"] is False
    assert "no actor" in sample.get("/decide.json", params=merge | {"into": "Nobody"}).json()["problem"]
    data = sample.get("/decide.json", params=merge | {"into": "Leon Falk"}).json()
    assert (data["is_complete"], [row["article"] for row in data["rows"]]) == (True, ["Lunar pact signed"])
    assert sample.get("/decide?kind=nonsense").status_code == 400


def test_whoever_has_the_token_decides(writable: TestClient) -> None:
    location: Path = writable.location  # type: ignore[attr-defined]
    form = {"kind": "reject", "subject": find_claim(writable), "because": "<b>a caption</b>"}
    for token in ("", TOKEN[:-1], TOKEN + "0"):
        assert writable.post("/decide", data=form | {"token": token}).status_code == 401
    assert writable.post("/decide", json=form | {"token": TOKEN}).status_code == 415
    assert read_decisions(location) == ()
    answer = writable.post("/decide", data=form | {"token": TOKEN})
    assert (answer.status_code, "Decision 1" in answer.text) == (200, True)
    [decision] = read_decisions(location)
    assert (decision.kind, decision.subject, decision.reason) == (
        "rejection",
        form["subject"],
        form["because"],
    )
    wrong = writable.post(
        "/decide", data={"kind": "merge", "subject": "Ana Ruiz", "into": "Nobody", "token": TOKEN}
    )
    assert (wrong.status_code, len(read_decisions(location))) == (400, 1)


def test_a_server_that_reads_takes_no_decision(sample: TestClient) -> None:
    form = {"kind": "reject", "subject": find_claim(sample), "token": ""}
    assert sample.post("/decide", data=form).status_code == 403


STRANGE = (
    *(
        "",
        "id:",
        "id:topic/debris",
        "<x>",
        "https://example.org/",
        "id:person/ana-ruiz",
        "a b",
        "\u202e",
        "%",
        "{}",
        "'\"",
    ),
    *(f"{BASE_IRI}{rest}" for rest in ("a b", "article/ /claim/1-2", "article/x/claim/1-2", "person/", "<>")),
)
IRI = st.sampled_from(STRANGE)


@settings(max_examples=60)
@given(page=st.sampled_from(PAGES), rest=IRI | st.text(max_size=20), data=st.data())
def test_no_address_is_too_much(sample: TestClient, page: Page, rest: str, data: st.DataObject) -> None:
    names = st.sampled_from([one.name for one in page.all_parameters])
    given = data.draw(st.dictionaries(names, IRI | st.text(max_size=10), max_size=3))
    path = page.path.replace("{rest:path}", quote(rest, errors="ignore"))
    response = sample.get(path, params=given, headers=BROWSER)
    assert response.status_code in (200, 400, 404), (path, given, response.text)


def test_nameless_people_are_told_apart(sample: TestClient) -> None:
    data = sample.get("/unnamed.json").json()
    assert data["sources"] == {"a senior official": 1}
    assert sample.get("/unnamed.json?source=Senior+Official").json()["total"] == 1
    assert sample.get("/unnamed.json?source=scientists").json()["total"] == 0
