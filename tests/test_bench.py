"""The table of the benchmark, and the copies that its graphs are made of: no copy has a span out of place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.facts import to_facts
from kg.model import Article, Story
from kg.ontology import gazetteer_quads, ontology_quads
from kg.pipeline.collecting import collect_articles
from kg.pipeline.reading import Reading
from kg.store import in_memory
from kg.triples import article_quads, entity_quads
from kg.triples.stories import story_quads
from kg.verify import verify
from kg.vocab import FOAF
from tests import samples

BENCH = Path(__file__).parents[1] / "evaluation" / "bench"


@pytest.fixture(autouse=True)
def _bench_on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCH))


def read_copies(folder: Path, count: int) -> list[Reading]:
    """Copies of the sample article, by way of files as the benchmark makes them."""
    from copies import Copier, write_copies  # type: ignore[import-not-found]

    copier = Copier([Reading(samples.ARTICLE, samples.EXTRACTION, samples.RESOLUTION)])
    paths = list(write_copies(copier, count, folder))
    articles = collect_articles(paths).articles
    assert len(articles) == count
    return [copier.copy_reading(article) for article in articles]


def test_a_graph_of_copies_is_good_and_other_people_are_named(tmp_path: Path) -> None:
    copies = read_copies(tmp_path, 4)
    quads = [
        quad
        for one in copies
        for quad in article_quads(to_facts(one.article, one.extraction, one.resolution))
    ]
    names = {(quad.subject.value, quad.object.value) for quad in quads if quad.predicate.value == FOAF.name}
    shared = [
        *ontology_quads(),
        *gazetteer_quads(),
        *entity_quads(names),
        *story_quads(Story(one.article.content_hash) for one in copies),
    ]
    articles: list[Article] = [one.article for one in copies]
    assert verify(in_memory([*quads, *shared], articles)) == []
    named = [{entity.name for entity in one.resolution.entities} for one in copies]
    assert named[0] != named[1] and len(named[0]) == len(named[1])
    assert len({one.article.content_hash for one in copies}) == len(copies)


def test_a_figure_is_shown_beside_its_goal() -> None:
    from table import Figure, Goal  # type: ignore[import-not-found]

    assert Figure("verify", 1234.5, "CPU s").show().split() == ["verify", "1,234", "CPU", "s"]
    assert Figure("growth", 1.04, "", Goal("at most", 1.05)).show().endswith(" at most 1.05: met")
    assert Figure("ratio", 0.5, "", Goal("at least", 0.8)).show().endswith("at least 0.8: not met")


@pytest.mark.parametrize(("power", "expected"), [(1, 1.0), (2, 2.0)])
def test_an_exponent_is_that_of_the_growth(power: int, expected: float) -> None:
    from table import Goal, to_exponents

    goal = Goal("at most", 1.05)
    figures = list(to_exponents("it", [(size, size**power) for size in (10, 50, 100)], goal))
    assert [figure.value for figure in figures] == pytest.approx([expected] * 3)
    assert [figure.goal for figure in figures] == [None, None, goal]
    assert figures[-1].name == "it, exponent 10 to 100"


@pytest.mark.parametrize(("count", "expected"), [(1, 1), (19, 19), (20, 19), (21, 20), (100, 95)])
def test_95_percent_of_the_runs_end_within_the_percentile(count: int, expected: int) -> None:
    from queries import find_percentile  # type: ignore[import-not-found]

    assert find_percentile(range(count, 0, -1)) == expected


def test_values_are_chosen_from_the_most_to_the_least_used() -> None:
    from queries import choose

    values = [str(rank) for rank in range(1, 1001)]
    assert choose(values, 4) == ["1", "10", "100", "1000"]
    assert choose(values[:2]) == ["1", "2"] and choose([]) == []


def test_a_run_is_one_line_of_the_record(tmp_path: Path) -> None:
    from table import Figure, Goal, append_record

    records = tmp_path / "benchmarks.jsonl"
    for _ in range(2):
        append_record(["articles"], [Figure("ratio", 0.5, "", Goal("at least", 0.8))], records)
    lines: list[dict[str, Any]] = [json.loads(line) for line in records.read_text("utf-8").splitlines()]
    goal = {"kind": "at least", "limit": 0.8}
    assert [line["figures"] for line in lines] == [
        [{"name": "ratio", "value": 0.5, "unit": "", "goal": goal}]
    ] * 2
    assert lines[0]["arguments"] == ["articles"] and lines[0]["when"] and lines[0]["machine"]
