"""Write what only all articles of a generation together tell: stories, quotations, what clashes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from pyoxigraph import Quad

from kg.model import Article
from kg.progress import Progress
from kg.store import GraphStore
from kg.store_writing import Generation
from kg.triples.disagreements import disagreement_quads, read_denials, read_disputes, read_tellings
from kg.triples.quotations import quotation_quads, read_reports
from kg.triples.stories import repeat_quads, story_quads
from kg.vocab import DISAGREEMENTS_GRAPH, PROV, QUOTATIONS_GRAPH, SP, STORIES_GRAPH, article_iri


@dataclass(frozen=True)
class Links:
    """Links between articles: from the content hash of one to the id of the original that it copies, or of
    the version that it replaces.
    """

    copies: dict[str, str] = field(default_factory=dict)
    revisions: dict[str, str] = field(default_factory=dict)


def write_told_together(
    generation: Generation,
    articles: Sequence[Article],
    before: Path | None = None,
    progress: Progress | None = None,
) -> None:
    """Write which articles of a generation are one story, what several report as said once, and which claims
    cannot all be so.

    What was compared for the stories of the generation in the folder `before` is not compared again. The
    others are decided anew, and only what has changed of them is written.
    """
    write_stories(generation, articles, before, progress)
    _write_quotations(generation)
    _write_disagreements(generation)


def write_stories(
    generation: Generation,
    articles: Sequence[Article],
    before: Path | None = None,
    progress: Progress | None = None,
) -> None:
    """Write the stories of all articles of a generation; what was compared for the one in the folder `before`
    is not compared again.
    """
    # Where nothing has changed nothing is compared, and numpy is not loaded.
    from kg.stories import find_stories, read_comparisons, write_comparisons

    known = read_comparisons(before)
    stories, comparisons = find_stories(articles, known, progress)
    several = [story for story in stories if len(story.members) > 1]
    repeats = (quad for story in several for quad in repeat_quads(generation.quads, story))
    old = chain(
        generation.quads(None, None, None, STORIES_GRAPH), generation.quads(None, SP.story, None, None)
    )
    generation.replace_quads(old, (*story_quads(stories), *repeats))
    write_comparisons(generation.folder, comparisons)


def _write_quotations(generation: Generation) -> None:
    from kg.quotations import find_quotations

    found = find_quotations(read_reports(generation.quads))
    _replace_graph(generation, QUOTATIONS_GRAPH, quotation_quads(found))


def _write_disagreements(generation: Generation) -> None:
    from kg.disagreements import find_disagreements

    ask = generation.quads
    found = find_disagreements(read_tellings(ask), read_denials(ask), read_disputes(ask))
    _replace_graph(generation, DISAGREEMENTS_GRAPH, disagreement_quads(found))


def _replace_graph(generation: Generation, graph: str, quads: Iterable[Quad]) -> None:
    generation.replace_quads(generation.quads(None, None, None, graph), quads)


def find_links(store: GraphStore) -> Links:
    """Find the links between the articles of a graph."""
    articles = {article_iri(article.content_hash): article for article in store.articles()}
    links: dict[str, dict[str, str]] = {SP.copyOf: {}, PROV.wasRevisionOf: {}}
    for quad in store.quads(STORIES_GRAPH):
        if quad.predicate.value in links:
            subject, value = str(quad.subject).strip("<>"), str(quad.object).strip("<>")
            links[quad.predicate.value][articles[subject].content_hash] = articles[value].id
    return Links(links[SP.copyOf], links[PROV.wasRevisionOf])
