"""Show an article: its text with all that was read marked in place, and a list of it beside."""

from __future__ import annotations

from typing import Any

from kg.explorer.facts import Fact, find_facts
from kg.explorer.marking import Mark, cut_text
from kg.explorer.missing import check_there
from kg.explorer.pages import Asked, MissingError, Page, View, cut
from kg.explorer.reading import Reading, read_article_graph
from kg.store import GraphStore
from kg.vocab import DCTERMS, SCHEMA, SP

_COLUMNS = ("kind", "words", "fact_iri", "start", "end", "confidence", "read_by")
# The kinds of facts, as the list beside the text groups them.
KINDS = {
    "claim": "Who said what",
    "narration": "What the article tells",
    "signature": "Signatures and other acts",
    "office": "Offices",
    "date": "Dates",
    "agreement": "Agreements",
    "actor": "Actors",
}


def show_article(store: GraphStore, asked: Asked) -> View:
    """Show the article with its marks."""
    check_there(store, "article", asked.iri)
    article = store.find_article(asked.iri)
    if article is None:
        raise MissingError("this article is not in the graph, or its text is not kept")
    reading = read_article_graph(store, asked.iri)
    facts = find_facts(reading)
    ids = {id(fact): f"{fact.kind}-{number}" for number, fact in enumerate(facts, 1)}
    marks = [Mark(span, kind, ids[id(fact)]) for fact in facts for span, kind in fact.marks]
    groups = {
        kind: [(ids[id(fact)], fact) for fact in facts if fact.kind == kind]
        for kind in KINDS
        if any(fact.kind == kind for fact in facts)
    }
    return View(
        article.title or article.id,
        cut(_COLUMNS, [_to_row(fact) for fact in facts], asked),
        {"article": describe_article(reading, asked.iri), "text": article.text},
        {"segments": cut_text(article.text, marks), "groups": groups, "kinds": KINDS},
    )


def describe_article(reading: Reading, iri: str) -> dict[str, Any]:
    """Say what is known of an article besides its text."""
    return {
        "iri": iri,
        "id": reading.first(iri, DCTERMS.identifier),
        "title": reading.first(iri, DCTERMS.title) or reading.first(iri, DCTERMS.identifier),
        "published": reading.first(iri, SCHEMA.datePublished),
        "outlet": reading.first(iri, SP.outlet),
        "url": reading.first(iri, SCHEMA.url),
        "story": reading.first(iri, SP.story),
        "copy_of": reading.first(iri, SP.copyOf),
    }


def _to_row(fact: Fact) -> dict[str, Any]:
    spans = [span for span, _ in fact.marks]
    return {
        "kind": fact.kind,
        "words": fact.title,
        "fact_iri": fact.iri,
        "start": min((span.start for span in spans), default=None),
        "end": max((span.end for span in spans), default=None),
        "confidence": fact.get("confidence"),
        "read_by": fact.get("read by"),
    }


ARTICLE = Page(
    "article",
    "/article/{rest:path}",
    "The text of an article, with claims, speakers, dates, signatures and actors marked in place.",
    show_article,
    template="article.html",
)
