"""Write which articles are one story, and what several report as said once, into a generation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from kg.model import Article
from kg.progress import Progress
from kg.store import GraphStore
from kg.store_writing import Generation
from kg.triples.quotations import quotation_quads, read_reports
from kg.triples.stories import repeat_quads, story_quads
from kg.vocab import PROV, QUOTATIONS_GRAPH, SP, STORIES_GRAPH, article_iri


@dataclass(frozen=True)
class Links:
    """Links between articles: from the content hash of one to the id of the original that it copies, or of
    the version that it replaces.
    """

    copies: dict[str, str] = field(default_factory=dict)
    revisions: dict[str, str] = field(default_factory=dict)


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


def write_quotations(generation: Generation) -> None:
    """Write the quotations of all articles of a generation whose stories are written."""
    from kg.quotations import find_quotations

    found = find_quotations(read_reports(generation.quads))
    old = generation.quads(None, None, None, QUOTATIONS_GRAPH)
    generation.replace_quads(old, quotation_quads(found))


def find_links(store: GraphStore) -> Links:
    """Find the links between the articles of a graph."""
    articles = {article_iri(article.content_hash): article for article in store.articles()}
    links: dict[str, dict[str, str]] = {SP.copyOf: {}, PROV.wasRevisionOf: {}}
    for quad in store.quads(STORIES_GRAPH):
        if quad.predicate.value in links:
            subject, value = str(quad.subject).strip("<>"), str(quad.object).strip("<>")
            links[quad.predicate.value][articles[subject].content_hash] = articles[value].id
    return Links(links[SP.copyOf], links[PROV.wasRevisionOf])
