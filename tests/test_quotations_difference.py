"""The quotations of a graph that is built by its difference to the one before are those of a fresh one."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg import pipeline
from kg.model import Article, Claim, Entity, Extraction, Link, Mention, Passage, Resolution
from kg.pipeline import build
from kg.pipeline.reading import Failure, Reading
from kg.store import open_store
from kg.verify import verify
from kg.vocab import QUOTATIONS_GRAPH, actor_iri
from tests.first_words import to_nquads

WORDS = (
    "We counted four leaks in the hull of the tug, and nobody was hurt",
    "We counted five leaks in the hull of the tug, and nobody was hurt",
    "We counted four leaks in the hull of the tug",
    "The tower will be closed until the wind has turned",
)
OUTLETS = ("wire", "post", "star", "ledger")
DAYS = (None, "2031-03-04", "2031-03-05", "2031-06-01")
# An outlet prints who said what on which day, or nothing.
PRINTED = st.tuples(
    st.sampled_from(OUTLETS), st.sampled_from(("Ana", "Ed")), st.integers(0, 3), st.sampled_from(DAYS)
)
STEPS = st.lists(st.lists(PRINTED | st.sampled_from(OUTLETS), min_size=1, max_size=4), min_size=1, max_size=3)


def read(article: Article) -> Reading | Failure:
    """Read an article of the form 'NAME said: “WORDS” ...'."""
    name, said = article.text.split()[:2]
    start, end = article.text.index("“") + 1, article.text.index("”")
    speaker, words = Passage(0, len(name)), Passage(start, end)
    cue = Passage(len(name) + 1, len(name) + 1 + len(said))
    claim = Claim((words,), (cue,), (speaker,), "direct", "statement", "test", 0.9, speakers=(speaker,))
    extraction = Extraction(
        mentions=(Mention(speaker, "name", name, name.lower(), "Person"),), claims=(claim,)
    )
    actor = Entity(actor_iri("Person", name), name, "Person")
    return Reading(article, extraction, Resolution((actor,), (Link(speaker, actor.iri, "name", 0.9),)))


def read_all(articles: Sequence[Article], model: str, jobs: int) -> Iterator[Reading | Failure]:
    """In the place of `kg.pipeline.read_all`."""
    yield from map(read, articles)


def write(folder: Path, news: dict[str, tuple[str, int, str | None]]) -> Path:
    """Write the news of each outlet, with so much of its own that none is a copy."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for outlet, (name, number, day) in news.items():
        own = " ".join(f"{outlet} {place} {place * len(outlet)} of pier {place * 7}." for place in range(30))
        text = f"{name} said: “{WORDS[number]}” That was all. {own}"
        rows.append({"id": outlet, "source": outlet, "text": text} | ({"published": day} if day else {}))
    file = folder / "news.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def list_quotations(location: Path) -> set[str]:
    return {str(quad) for quad in open_store(location).quads(QUOTATIONS_GRAPH)}


FIRST: dict[str, tuple[str, int, str | None]] = {
    "wire": ("Ana", 0, DAYS[1]),
    "post": ("Ana", 1, DAYS[1]),
    "star": ("Ed", 0, DAYS[2]),
}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
@example([["wire"], [("wire", "Ana", 2, DAYS[2])], [("ledger", "Ana", 0, None), "post"]])
@example([[("star", "Ana", 0, DAYS[3])], [("star", "Ana", 0, DAYS[2])], [("wire", "Ana", 3, DAYS[1])]])
def test_any_steps_lead_to_the_quotations_of_what_there_is(
    monkeypatch: pytest.MonkeyPatch, steps: list[list[tuple[str, str, int, str | None] | str]]
) -> None:
    monkeypatch.setattr(pipeline, "read_all", read_all)
    with tempfile.TemporaryDirectory() as temporary:
        folder, location = Path(temporary, "in"), Path(temporary, "graph")
        news = dict(FIRST)
        build([write(folder, news)], location)
        assert list_quotations(location)
        for number, step in enumerate(steps):
            for change in step:
                if isinstance(change, str):
                    news.pop(change, None)
                else:
                    news[change[0]] = change[1:]
            if not news:
                return
            build([write(folder, news)], location)
            anew = Path(temporary, f"anew-{number}")
            back = dict(reversed(news.items()))
            build([write(Path(temporary, "back"), back)], anew)
            assert to_nquads(location) == to_nquads(anew)
        assert verify(open_store(location)) == []
