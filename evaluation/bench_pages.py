"""Measure what each page of `kg serve` takes on a graph: median and 95th percentile, in ms of the processor.

    python evaluation/bench_pages.py build/graph

Each thing is looked at once, so no answer is kept from before; of the lists the first view is named too.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import quantiles
from time import process_time

from kg.explorer.asking import ask_page
from kg.explorer.registry import MENU, PAGES_BY_NAME
from kg.explorer.rendering import to_html
from kg.settings import BASE_IRI
from kg.store import GraphStore, open_store

# So many things of a kind are looked at: those that most is told of, which take longest.
SAMPLE = 40
TABS = ("said", "about", "reactions", "signatures", "offices", "topics", "positions", "links")
LISTS = (
    *("home", "articles", "actors", "agreements", "topics", "stories", "unnamed", "timeline"),
    *("quotations", "promises", "shifts", "contradictions"),
)


def time_view(store: GraphStore, name: str, iri: str = "", **given: str) -> float:
    """Return the milliseconds that a view took."""
    page = PAGES_BY_NAME[name]
    rest = iri.removeprefix(BASE_IRI)
    # An actor has its whole IRI in its address, as what stands in one article only.
    rest = (
        rest
        if name == "actor" or (rest.startswith("article/") and name == "agreement")
        else rest.partition("/")[2]
    )
    began = process_time()
    asked = page.read(rest, given)
    to_html(page, page.load(store, asked), asked, MENU)
    return 1000 * (process_time() - began)


def list_views(store: GraphStore) -> Iterator[tuple[str, list[Callable[[], float]]]]:
    """List what is looked at, by the name of the page."""

    def things(query: str, column: str, **given: str) -> list[str]:
        rows = ask_page(store, query, **given)[1]
        return list(dict.fromkeys(row[column] for row in rows if row[column]))[:SAMPLE]

    for name in LISTS:
        yield name, [lambda name=name: time_view(store, name)] * 5
    actors = things("actors", "who_iri")
    for tab in TABS:
        yield (
            f"actor, {tab}",
            [lambda iri=iri, tab=tab: time_view(store, "actor", iri, show=tab) for iri in actors],
        )
    found = {
        "article": things("articles", "article_iri"),
        "claim": things("unnamed", "statement"),
        "agreement": things("agreements", "agreement_iri"),
        "topic": things("topics", "topic_iri"),
        "quotation": things("quotations", "words_iri"),
    }
    for name, iris in found.items():
        yield name, [lambda name=name, iri=iri: time_view(store, name, iri) for iri in iris]
    yield (
        "agreement, roster",
        [lambda iri=iri: time_view(store, "agreement", iri, roster="G20") for iri in found["agreement"]],
    )


def main() -> None:
    """Print a line for each page."""
    with open_store(Path(sys.argv[1])) as store:
        time_view(store, "timeline")  # The templates are parsed.
        print(f"{'page':20} {'n':>4} {'first':>7} {'median':>7} {'p95':>7}")
        for name, views in list_views(store):
            taken = [view() for view in views]
            if len(taken) < 2:
                continue
            cuts = quantiles(taken, n=20, method="inclusive")
            print(f"{name:20} {len(taken):4} {taken[0]:7.0f} {cuts[9]:7.0f} {cuts[18]:7.0f}")


if __name__ == "__main__":
    main()
