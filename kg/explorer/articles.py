"""Show the list of articles."""

from __future__ import annotations

from kg.explorer.asking import ask_table
from kg.explorer.pages import Asked, Page, View
from kg.store import GraphStore


def list_articles(store: GraphStore, asked: Asked) -> View:
    """List the articles, the newest first."""
    return View("Articles", ask_table(store, "articles", asked))


ARTICLES = Page(
    "articles",
    "/articles",
    "All articles of the graph, the newest first, and how many claims were read out of each.",
    list_articles,
    menu="Articles",
)
