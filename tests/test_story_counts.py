"""What several outlets print of one text is one piece of evidence, in the graph, queries and network."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kg import pipeline
from kg.model import Article, Extraction, Resolution
from kg.network import to_network
from kg.pipeline import build
from kg.pipeline.reading import Failure, Reading
from kg.queries import run_query
from kg.store import GraphStore, open_store
from kg.verify import verify
from kg.vocab import PROV, SP, STORIES_GRAPH, actor_iri, article_iri
from tests import samples
from tests.conftest import Run

DESK = " The desk of the paper added a closing line of its own to the report."
LATER = " In the evening the palace confirmed the day and the place of the ceremony."


def read_sample(article: Article) -> Reading | Failure:
    """Read an article that begins with the text of the sample as the sample, any other as nothing."""
    if not article.text.startswith(samples.TEXT):
        return Reading(article, Extraction(), Resolution((), ()))
    local = samples.ARTICLE.content_hash[:20], article.content_hash[:20]
    entities = tuple(replace(one, iri=one.iri.replace(*local)) for one in samples.RESOLUTION.entities)
    links = tuple(replace(one, iri=one.iri.replace(*local)) for one in samples.RESOLUTION.links)
    return Reading(article, samples.EXTRACTION, replace(samples.RESOLUTION, entities=entities, links=links))


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a report of three outlets, one of which revised it, and one of its own that says it."""

    def read_all(articles: Sequence[Article], model: str, jobs: int) -> Iterator[Reading | Failure]:
        yield from map(read_sample, articles)

    monkeypatch.setattr(pipeline, "read_all", read_all)
    page = "https://paper.example/pact"
    rows = [
        {"id": "wire", "source": "Wire", "published": "2022-07-27", "text": samples.TEXT},
        {
            "id": "paper",
            "source": "Paper",
            "published": "2022-07-28",
            "text": samples.TEXT + DESK,
            "url": page,
        },
        {
            "id": "late",
            "source": "Paper",
            "published": "2022-07-29",
            "text": samples.TEXT + LATER,
            "url": page,
        },
        {"id": "post", "source": "Post", "published": "2022-07-28", "text": samples.TEXT},
        {"id": "other", "source": "Post", "published": "2022-07-28", "text": samples.TEXT + OWN},
    ]
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "all.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


# So much of its own that the words that all have in common are a small part of it.
OWN = " " + " ".join(
    f"Row {number} of our own table gives {number * 3} crates for pier {number * 5}." for number in range(50)
)


@pytest.fixture
def store(news: Path, tmp_path: Path) -> GraphStore:
    build([news], tmp_path / "graph", report=tmp_path / "report.jsonl")
    return open_store(tmp_path / "graph")


def test_the_graph_tells_copies_versions_and_what_is_repeated(store: GraphStore) -> None:
    ids = {article_iri(article.content_hash): article.id for article in store.articles()}
    edges: dict[str, set[tuple[str, str]]] = {}
    for quad in store.quads(STORIES_GRAPH):
        ends = quad.subject.value, quad.object.value  # type: ignore[union-attr]
        if set(ends) <= ids.keys():
            edges.setdefault(quad.predicate.value, set()).add((ids[ends[0]], ids[ends[1]]))
    assert edges[SP.copyOf] == {("paper", "wire"), ("post", "wire")}
    assert edges[PROV.wasRevisionOf] == {("late", "paper")}
    assert edges[SP.sameStory] == {("paper", "wire"), ("post", "wire"), ("late", "wire")}
    assert verify(store) == []


def test_queries_count_stories(store: GraphStore) -> None:
    def rows(query: str, *columns: str, **parameters: str) -> list[tuple[object, ...]]:
        answer = run_query(store, query, parameters)
        return [tuple(row[answer.columns.index(name)] for name in columns) for row in answer.rows]

    assert ("Ana Ruiz", 2, 2) in rows("most-quoted", "who", "statements", "stories")
    assert rows("activity-over-time", "articles", "stories", "statements", "signings") == [(5, 2, 6, 2)]
    assert rows("agreements", "agreement", "signings", "stories") == [("Harbor Accord", 2, 2)]
    card = rows("actor-card", "property", "value", actor="Leon Falk")
    assert ("stories", 2) in card and ("claims that mention it", 2) in card
    assert [count for _, count in rows("unknown-actors", "name", "stories")] == [2] * 4
    assert len(rows("latest-statements", "words")) == len(set(rows("latest-statements", "words", "article")))
    assert len(rows("signature-ledger", "article", agreement="Harbor Accord")) == 2


def test_a_story_is_listed_with_its_outlets(store: GraphStore, tmp_path: Path, kg: Run) -> None:
    answer = run_query(store, "same-story", {})
    (story,) = {row[answer.columns.index("story")] for row in answer.rows}
    named = [tuple(row[answer.columns.index(name)] for name in ("how", "outlet")) for row in answer.rows]
    assert named == [("original", "Wire"), ("copy", "Paper"), ("copy", "Post"), ("later version", "Paper")]
    assert run_query(store, "same-story", {"words": "nothing like it"}).rows == []
    original = next(article for article in store.articles() if article.id == "wire")
    for iri in (str(story), article_iri(original.content_hash)):
        outlets = run_query(store, "outlets-of-story", {"story": iri})
        assert [row[:4] for row in outlets.rows] == [
            ("Wire", 1, "2022-07-27", "2022-07-27"),
            ("Paper", 2, "2022-07-28", "2022-07-29"),
            ("Post", 1, "2022-07-28", "2022-07-28"),
        ]
    code, out, _ = kg("query", "same-story", "--store", tmp_path / "graph", "--format", "csv")
    assert code == 0 and "later version" in out


def test_a_tie_weighs_as_many_stories_as_there_are(store: GraphStore) -> None:
    told = to_network(store).edges[actor_iri("Person", "Ana Ruiz"), actor_iri("Person", "Leon Falk"), "told"]
    assert {name: told[name] for name in ("weight", "articles", "stories", "statements")} == {
        "weight": 2,
        "articles": 5,
        "stories": 2,
        "statements": 2,
    }


def test_the_report_and_the_summary_tell_of_copies(
    store: GraphStore, news: Path, tmp_path: Path, kg: Run
) -> None:
    def read_links() -> dict[str, tuple[str | None, str | None]]:
        rows = map(json.loads, (tmp_path / "report.jsonl").read_text("utf-8").splitlines())
        return {row["article"]: (row.get("copy_of"), row.get("revision_of")) for row in rows}

    links = {
        "wire": (None, None),
        "paper": ("wire", None),
        "late": (None, "paper"),
        "post": ("wire", None),
        "other": (None, None),
    }
    assert read_links() == links
    summary = build([news], tmp_path / "graph", report=tmp_path / "report.jsonl")
    assert not summary.changed and read_links() == links
    code, out, _ = kg("build", news, "--store", tmp_path / "graph")
    counts = {line.split()[0]: line.split()[1] for line in out.splitlines() if len(line.split()) == 2}
    assert code == 0 and (counts["stories"], counts["copies"], counts["revisions"]) == ("2", "2", "1")


def test_a_story_whose_original_goes_has_another(store: GraphStore, news: Path, tmp_path: Path) -> None:
    lines = (news / "all.jsonl").read_text("utf-8").splitlines(keepends=True)
    (news / "all.jsonl").write_text("".join(lines[1:]), encoding="utf-8")
    summary = build([news], tmp_path / "graph")
    assert (summary.read, summary.removed) == (0, 1)
    left = open_store(tmp_path / "graph")
    answer = run_query(left, "same-story", {})
    assert [row[answer.columns.index("how")] for row in answer.rows] == ["original", "copy", "later version"]
    assert verify(left) == []
