"""All pages of a graph whose every name would do harm: nothing of it gets out of the text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import html
from starlette.testclient import TestClient

from kg.printable import to_printable
from tests.hostile import ADDRESS, ARTICLE, TEXT, write_hostile
from tests.serve.conftest import serving

BROWSER = {"Accept": "text/html"}
# The elements that our templates are made of.
ELEMENTS = """
    html head meta title link body a header nav ul li main footer p h1 h2 h3 dl dt dd div table
    caption thead tbody tr th td bdi span section aside details summary ol small form fieldset
    legend label input select datalist option button time blockquote mark code pre figure figcaption svg g
    text line rect polyline circle script noscript output textarea
    """


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a server of the hostile graph."""
    location = write_hostile(tmp_path_factory.mktemp("hostile") / "graph")
    with serving(location) as client:
        yield client


def crawl(client: TestClient, most: int) -> Iterator[tuple[str, str]]:
    """Follows all links to our own pages: address and HTML of each."""
    seen, waiting = {"/"}, ["/"]
    while waiting and most > 0:
        path, most = waiting.pop(0), most - 1
        response = client.get(path, headers=BROWSER)
        assert response.status_code == 200, (path, response.text[-500:])
        yield path, response.text
        for link in html.fromstring(response.content).xpath("//a/@href"):
            target = link.partition("#")[0]
            if (
                target.startswith("/")
                and not target.partition("?")[0].endswith((".json", ".csv"))
                and target not in seen
            ):
                seen.add(target)
                waiting.append(target)


def test_nothing_gets_out_of_the_text(hostile: TestClient) -> None:
    paths = []
    for path, text in crawl(hostile, 120):
        paths.append(path)
        tree = html.fromstring(text.encode())
        for element in tree.iter():
            if element.tag is html.etree.Comment:
                raise AssertionError(f"a comment in {path}")
            assert element.tag in ELEMENTS.split(), (path, element.tag)
            if element.tag == "script":
                assert (element.get("src", "").startswith("/static/"), element.text) == (True, None), path
            for name, value in element.attrib.items():
                assert not name.startswith(("on", "style", "formaction", "srcdoc")), (path, name)
                if name in ("href", "src"):
                    assert value.startswith(("/", "#", "http://", "https://")), (path, value)
        assert "\u202e" not in text, path
    kinds = {path.split("/")[1].partition("?")[0] for path in paths}
    assert kinds >= {
        "",
        "articles",
        "article",
        "actors",
        "actor",
        "agreements",
        "agreement",
        "claim",
        "timeline",
    }


def test_the_text_is_shown_whole_and_marked_in_its_place(hostile: TestClient) -> None:
    path = f"/article/{ARTICLE.content_hash[:20]}"
    tree = html.fromstring(hostile.get(path).content)
    [section] = tree.xpath("//section[@class='text']")
    assert section.text_content() == to_printable(TEXT, keep="\n\t")
    marks = section.xpath("a")
    assert len(marks) > 20
    for one in marks:
        start = int(one.get("data-start"))
        assert to_printable(TEXT[start:]).startswith(to_printable(one.text_content()))
        assert all(tree.xpath("//*[@id=$id]", id=id) for id in one.get("data-facts").split())
    assert ADDRESS not in tree.xpath("//a/@href")


def test_the_twins_have_the_words_as_they_are(hostile: TestClient) -> None:
    data = hostile.get(f"/article/{ARTICLE.content_hash[:20]}.json").json()
    assert (data["text"], data["title"]) == (TEXT, ARTICLE.title)


@pytest.mark.parametrize(
    "path",
    [
        "/actor/%3Cscript%3E",
        "/actor/organization/%22%3E%3Cimg%3E",
        "/actor/",
        "/actor/person/%E2%80%AE",
        "/article/nothing",
        "/claim/x/claim/1-2",
        "/topic/%00",
        "/story/x",
        "/agreement/artemis%20accord",
        "/nowhere/%3Cscript%3E",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(hostile: TestClient, path: str) -> None:
    response = hostile.get(path, headers=BROWSER)
    assert (response.status_code, "<script" in response.text) == (404, False)
    assert "There is nothing here" in response.text


def test_the_nearest_names_are_offered(hostile: TestClient) -> None:
    page = hostile.get("/agreement/harbour-acord", headers=BROWSER).text
    assert '<a href="/agreement/harbor-accord">' in page
    near = hostile.get("/actor/organization/nassa.json").json()["near"]
    assert "organization/nasa" in [one["iri"].partition("/id/")[2] for one in near]
