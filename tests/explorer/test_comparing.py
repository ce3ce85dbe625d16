"""The pages that compare claims: promises by a day, the curve of a matter, what clashes side by side."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from kg.errors import QueryError
from kg.explorer.pages import View
from kg.explorer.registry import MENU, PAGES_BY_NAME
from kg.explorer.rendering import to_csv, to_html, to_json
from kg.store import GraphStore, in_memory
from tests import samples_second
from tests.graphs import ArticleGraph

STATION = "end/station"
BASE = "https://w3id.org/spacepolicy/id/article/"


def show(store: GraphStore, name: str, rest: str = "", **given: str) -> tuple[View, Any]:
    """A page as what it shows, and as HTML."""
    page = PAGES_BY_NAME[name]
    asked = page.read(rest, given)
    view = page.load(store, asked)
    assert to_json(page, view)
    assert len(to_csv(view).splitlines()) == len(view.table.rows) + 1
    return view, html.fromstring(to_html(page, view, asked, MENU))


@pytest.fixture(scope="module")
def store() -> GraphStore:
    return samples_second.both()


def test_the_ledger_is_as_of_the_newest_article_unless_a_day_is_given(store: GraphStore) -> None:
    view, page = show(store, "promises")
    [row] = view.table.rows
    assert (row["who"], row["what"], row["promised"], row["status"]) == (
        "Norland Space",
        "end of station",
        "2032",
        "due",
    )
    assert "the day of the newest article" in page.text_content()
    assert page.xpath("//input[@name='as_of']/@value") == ["2022-08-01"]
    linked = {row["words_iri"].replace(BASE, "/claim/"), f"/matter/{STATION}"}
    assert set(page.xpath("//td//a/@href")) >= linked
    later, page = show(store, "promises", as_of="2033-01-01")
    assert [row["status"] for row in later.table.rows] == ["no word"]
    assert "the day of the newest article" not in page.text_content()
    assert show(store, "promises", as_of="2022-07-30")[0].table.rows == ()
    assert show(store, "promises", status="met")[0].table.rows == ()


def test_a_day_that_is_none_is_refused(store: GraphStore) -> None:
    with pytest.raises(QueryError, match="write it as"):
        show(store, "promises", as_of="tomorrow")


def test_a_graph_without_days_has_no_ledger() -> None:
    _, page = show(in_memory(ArticleGraph("a").quads), "promises")
    assert "No article of this graph has a date" in page.text_content()


def test_a_curve_leads_to_its_claims_and_has_a_table(store: GraphStore) -> None:
    view, page = show(store, "matter", STATION)
    assert view.title == "end of station"
    points = page.xpath("//*[local-name()='svg']//*[local-name()='a']/@href")
    assert points == [row["words_iri"].replace(BASE, "/claim/") for row in view.table.rows]
    assert len(page.xpath("//*[local-name()='polyline']/@points")[0].split()) == len(points) == 2
    assert [(row["said_on"], row["said"]) for row in view.table.rows] == [
        ("2022-07-27", "../2030"),
        ("2022-08-01", "2032"),
    ]


def test_both_passages_stand_side_by_side_with_the_words_that_clash(store: GraphStore) -> None:
    view, page = show(store, "contradictions")
    [row] = view.table.rows
    assert (row["what"], row["clash"], row["earlier_said"], row["later_said"]) == (
        "end of station",
        "time",
        "../2030",
        "2032",
    )
    quoted = [one.text_content() for one in page.xpath("//blockquote")]
    assert quoted == ['the station "will fly until 2030"', "the station would close in 2032"]
    assert page.xpath("//blockquote//mark[contains(@class, 'clash')]/text()") == ["until 2030", "in 2032"]
    assert show(store, "shifts")[0].table.rows == ()
