"""Claims about one event, compared: the invented articles of evaluation/claims_compared."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from kg.cli import main
from kg.pipeline import build
from kg.queries import run_query
from kg.store import GraphStore, open_store
from kg.vocab import DISAGREEMENTS_GRAPH

ROOT = Path(__file__).parents[2]
INVENTED = ROOT / "evaluation" / "claims_compared"

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    location = tmp_path_factory.mktemp("compared") / "graph"
    build([INVENTED / f"{name}.jsonl" for name in ("articles", "more", "promises")], location, jobs=1)
    return open_store(location)


def _ask(store: GraphStore, name: str, columns: tuple[str, ...], **params: str) -> list[tuple[Any, ...]]:
    rows = run_query(store, name, params, everything=True)
    places = [rows.columns.index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in rows.rows]


def test_contradictions_are_found_and_none_is_invented(store: GraphStore) -> None:
    expected = {
        (pair["first"], pair["second"], pair["clash"])
        for pair in map(json.loads, (INVENTED / "contradictions.jsonl").read_text().splitlines())
    }
    # What is in promises.jsonl moves within sixty days of nothing.
    found = {
        (*sorted((first, second)), clash)
        for first, second, clash in _ask(store, "contradictions", ("article", "other_article", "clash"))
    }
    assert found <= expected, found - expected
    assert len(found) >= 0.8 * len(expected)


def test_a_promise_is_met_moved_missed_or_due(store: GraphStore) -> None:
    found = _ask(store, "promises", ("article", "status", "later_article"), as_of="2035-01-01")
    kinds = ("met", "moved", "missed", "silent", "open", "belief", "told", "plan")
    own = {row for row in found if row[0].split("-")[0] in kinds}
    assert own == {
        ("met-1", "met", "met-2"),
        ("moved-1", "moved", "moved-2"),
        ("moved-2", "no word", None),
        ("missed-1", "missed", "missed-2"),
        ("silent-1", "no word", None),
        ("open-1", "due", None),
        # In the words of the article itself.
        ("told-1", "met", "told-2"),
        # What has no name is known by whose it is.
        ("plan-1", "moved", "plan-2"),
        ("plan-2", "due", None),
    }
    assert ("treaty-a", "disputed", "treaty-b") in found
    earlier = _ask(store, "promises", ("article", "status"), as_of="2031-02-01")
    assert earlier == [("met-1", "due")]


def test_a_date_that_moves_is_a_shift_and_a_step_of_its_curve(store: GraphStore) -> None:
    assert _ask(store, "shifts", ("who", "said", "later_said")) == [
        ("Freedonia", "2040", "2044"),
        ("Grayrock", "2032", "2034"),
    ]
    curve = _ask(store, "promised-dates", ("said_on", "promised"), theme="Tern Station")
    assert curve == [("2031-02-10", "2032"), ("2031-12-10", "2034")]


def test_what_clashes_is_decided_anew_by_difference(tmp_path: Path) -> None:
    lines = (INVENTED / "articles.jsonl").read_text().splitlines()[:12]
    grown, fresh = tmp_path / "grown", tmp_path / "fresh"
    for number, some in enumerate((lines[:5], lines, lines[2:])):
        path = tmp_path / f"articles-{number}.jsonl"
        path.write_text("\n".join(some))
        assert main(["build", str(path), "--store", str(grown), "--jobs", "1"]) == 0
    assert main(["build", str(path), "--store", str(fresh), "--jobs", "1"]) == 0
    links = [sorted(map(str, open_store(place).quads(DISAGREEMENTS_GRAPH))) for place in (grown, fresh)]
    assert links[0] == links[1]
    assert len({line.split()[0] for line in links[0] if "/contradiction/" in line.split()[0]}) == 5


def test_a_person_asks_for_what_clashes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "graph"
    lines = (INVENTED / "articles.jsonl").read_text().splitlines()[4:6]
    (tmp_path / "articles.jsonl").write_text("\n".join(lines))
    assert main(["build", str(tmp_path / "articles.jsonl"), "--store", str(place), "--jobs", "1"]) == 0
    capsys.readouterr()
    assert main(["query", "contradictions", "--store", str(place), "--format", "csv"]) == 0
    [row] = csv.DictReader(capsys.readouterr().out.splitlines())
    assert (row["clash"], row["article"], row["other_article"]) == ("denied", "cancel-a", "cancel-b")
    disputes = "SELECT ?denial ?told { ?denial cito:disputes ?told }"
    assert main(["query", disputes, "--store", str(place), "--format", "csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
