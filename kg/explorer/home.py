"""Show what there is: figures, and the newest articles."""

from __future__ import annotations

from kg.explorer.asking import ask_page, ask_table
from kg.explorer.pages import Asked, Page, View
from kg.store import GraphStore


def show_home(store: GraphStore, asked: Asked) -> View:
    """Show how much there is of each kind, and the newest articles."""
    _, figures = ask_page(store, "figures")
    return View("Who said and signed what", ask_table(store, "articles", asked), {"figures": figures})


HOME = Page(
    "home", "/", "How much is in the graph, and its newest articles.", show_home, template="home.html"
)
