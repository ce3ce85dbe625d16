"""Quotations across outlets: the invented articles of evaluation/quotations, all of them and nothing else."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode

from kg.explorer.claim import CLAIM
from kg.explorer.links import to_path
from kg.explorer.pages import MissingError
from kg.explorer.quotations import QUOTATION, QUOTATIONS
from kg.explorer.rendering import to_csv, to_html, to_json
from kg.pipeline import build
from kg.queries import run_query
from kg.settings import BASE_IRI
from kg.store import GraphStore, open_store
from kg.verify import verify
from kg.vocab import SP
from tests.conftest import Run

ROOT = Path(__file__).parents[2]
INVENTED = ROOT / "evaluation" / "quotations"

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> Path:
    location = tmp_path_factory.mktemp("quotations") / "graph"
    build([INVENTED / "articles.jsonl"], location, jobs=1)
    return location


@pytest.fixture(scope="module")
def store(location: Path) -> GraphStore:
    return open_store(location)


@pytest.fixture(scope="module")
def expected() -> list[dict[str, Any]]:
    lines = (INVENTED / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _ask(store: GraphStore, name: str, **params: str) -> list[dict[str, Any]]:
    rows = run_query(store, name, params)
    return [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]


def test_what_was_said_once_is_found_and_nothing_else(
    store: GraphStore, expected: list[dict[str, Any]]
) -> None:
    found: dict[str, dict[str, Any]] = {}
    for row in _ask(store, "quote-variants"):
        one = found.setdefault(row["quotation"], {"reports": {}, "first": []})
        one["reports"][row["article"]] = row["how"]
        one["first"] += [row["article"]] if row["first"] else []
    wanted = [one for one in expected if "reports" in one]
    assert _sort(found.values()) == _sort(wanted)


def test_words_of_two_named_speakers_are_contested(store: GraphStore, expected: list[dict[str, Any]]) -> None:
    found = {tuple(sorted((row["article"], row["other_article"]))) for row in _ask(store, "contested-quotes")}
    assert found == {tuple(one["contested"]) for one in expected if "contested" in one}


def test_the_words_that_differ_are_told(store: GraphStore) -> None:
    told = {row["article"]: (row["differs"], row["about"]) for row in _ask(store, "quote-variants")}
    assert told["engine-ledger"] == ("two → three; 2031 → 2032", "number")
    assert told["race-star"] == ("− not", "negation")
    assert told["partner-wire"] == ("Sylvania → Freedonia", "name")
    assert told["engine-post"] == (None, None)


@pytest.mark.parametrize(
    ("params", "articles"),
    [
        ({"touches": "negation"}, {"race-wire", "race-star"}),
        ({"actor": "Jonas Reed"}, {"split-post", "split-daily"}),
        ({"actor": "Olga Marsh", "kind": "cut"}, {"mixed-post", "mixed-gazette"}),
        ({"outlet": "northern"}, {"single-herald", "single-gazette"}),
        ({"since": "2031-11-01"}, {"single-herald", "single-gazette"}),
        ({"since": "2031-10-22", "actor": "Noor Adel"}, {"again-wire", "again-planet", "again-undated"}),
        ({"kind": "indirect"}, {"indirect-post", "indirect-gazette"}),
        ({"actor": "Dana Pike"}, set()),
    ],
)
def test_the_query_is_narrowed(store: GraphStore, params: dict[str, str], articles: set[str]) -> None:
    assert {row["article"] for row in _ask(store, "quote-variants", **params)} == articles


def test_the_tables_hold_it(location: Path, tmp_path: Path, kg: Run) -> None:
    code, _, _ = kg("export", "tables", tmp_path / "tables", "--store", location)
    assert code == 0
    with (tmp_path / "tables" / "quotations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 27 and sum(not row["variant_of"] for row in rows) == 12
    assert sum(row["first"] == "true" for row in rows) == 18
    assert {row["touches"] for row in rows} == {"", "name", "negation", "number"}
    assert len((tmp_path / "tables" / "contested_claims.csv").read_text("utf-8").splitlines()) == 3


def test_the_graph_conforms(store: GraphStore) -> None:
    assert verify(store) == []


def test_the_command_tells_it(location: Path, kg: Run) -> None:
    code, out, _ = kg(
        "query", "quote-variants", "--store", location, "--param", "touches=number", "--format", "csv"
    )
    assert code == 0
    assert "two → three; 2031 → 2032" in out and "engine-wire" in out and "race-wire" not in out


def _find(store: GraphStore, article: str) -> dict[str, Any]:
    """The row of an article."""
    return next(row for row in _ask(store, "quote-variants") if row["article"] == article)


def test_the_page_sets_the_reports_under_each_other(store: GraphStore) -> None:
    iri = str(_find(store, "engine-ledger")["quotation"])
    asked = QUOTATION.read(iri.removeprefix(BASE_IRI + "quotation/"), {})
    assert asked.iri == iri and to_path(iri).startswith("/quotation/")
    view = QUOTATION.load(store, asked)
    how = [row["how"] for row in view.table.rows]
    assert how[:2] == ["the fullest report", "word for word"] and sorted(how[2:]) == ["altered", "cut"]
    assert [row["first"] for row in view.table.rows] == ["first", "first", None, None]
    assert [row["outlet"] for row in view.table.rows][:2] == ["Coast Wire", "Harbor Post"]
    altered = view.data["aligned"][how.index("altered")]["pieces"]
    assert [piece["text"] for piece in altered if piece["kind"] == "left out"] == ["two", "2031"]
    assert [piece["text"] for piece in altered if piece["kind"] == "added"] == ["three", "2032"]
    for row, report in zip(view.table.rows, view.data["aligned"], strict=True):
        own = "".join(piece["text"] for piece in report["pieces"] if piece["kind"] != "left out")
        assert own == row["words"]
    html = to_html(QUOTATION, view, asked, {})
    assert "three<span" in html and "<ins>" in html and "first report" in html
    assert json.loads(to_json(QUOTATION, view))["iri"] == iri
    assert len(to_csv(view).splitlines()) == 5


def test_the_list_and_the_claim_lead_to_it(store: GraphStore, expected: list[dict[str, Any]]) -> None:
    listed = QUOTATIONS.load(store, QUOTATIONS.read("", {})).table
    assert listed.total == sum("reports" in one for one in expected)
    assert [row["last"] for row in listed.rows][:2] == ["2031-11-03", "2031-10-22"]
    assert sorted(row["differs_in"] for row in listed.rows if row["differs_in"]) == [
        "name",
        "negation",
        "number",
    ]
    (row,) = [row for row in listed.rows if "four leaks" in row["words"] or "4 leaks" in row["words"]]
    assert (row["who"], row["reports"], row["outlets"], row["first"]) == ("Jonas Reed", 2, 2, "2031-06-11")
    asked = QUOTATION.read(row["words_iri"].removeprefix(BASE_IRI + "quotation/"), {})
    claim = QUOTATION.load(store, asked).table.rows[-1]["words_iri"]
    asked = CLAIM.read(claim.removeprefix(BASE_IRI + "article/"), {})
    view = CLAIM.load(store, asked)
    assert view.data["quotation"] == row["words_iri"]
    assert to_path(row["words_iri"]) in to_html(CLAIM, view, asked, {})


def test_a_claim_shows_who_else_is_given_its_words(store: GraphStore) -> None:
    claim = min(
        quad.subject.value for quad in store.rdf.quads_for_pattern(None, NamedNode(SP.otherSpeaker), None)
    )  # type: ignore[union-attr]
    asked = CLAIM.read(claim.removeprefix(BASE_IRI + "article/"), {})
    table = CLAIM.load(store, asked).table
    assert [one["how"] for one in table.rows] == ["the same words, of another speaker"]


def test_what_is_no_quotation_is_missing(store: GraphStore) -> None:
    with pytest.raises(MissingError):
        QUOTATION.load(store, QUOTATION.read("nothing/0-1", {}))


def test_the_site_has_the_quotations(location: Path, tmp_path: Path, kg: Run) -> None:
    code, _, _ = kg("export", "site", tmp_path / "site", "--store", location)
    assert code == 0
    assert len(list((tmp_path / "site" / "quotation").rglob("*.html"))) == 12
    assert "quotation/" in (tmp_path / "site" / "quotations.html").read_text("utf-8")


def _sort(quotations: Any) -> list[tuple[Any, ...]]:
    return sorted((sorted(one["reports"].items()), sorted(one["first"])) for one in quotations)
