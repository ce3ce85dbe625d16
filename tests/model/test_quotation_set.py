"""Quotations across outlets: the invented articles of evaluation/quotations, all of them and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.pipeline import build
from kg.queries import run_query
from kg.store import GraphStore, open_store
from kg.verify import verify
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
        ({"kind": "indirect"}, {"indirect-post", "indirect-gazette"}),
        ({"actor": "Dana Pike"}, set()),
    ],
)
def test_the_query_is_narrowed(store: GraphStore, params: dict[str, str], articles: set[str]) -> None:
    assert {row["article"] for row in _ask(store, "quote-variants", **params)} == articles


def test_the_graph_conforms(store: GraphStore) -> None:
    assert verify(store) == []


def test_the_command_tells_it(location: Path, kg: Run) -> None:
    code, out, _ = kg(
        "query", "quote-variants", "--store", location, "--param", "touches=number", "--format", "csv"
    )
    assert code == 0
    assert "two → three; 2031 → 2032" in out and "engine-wire" in out and "race-wire" not in out


def _sort(quotations: Any) -> list[tuple[Any, ...]]:
    return sorted((sorted(one["reports"].items()), sorted(one["first"])) for one in quotations)
