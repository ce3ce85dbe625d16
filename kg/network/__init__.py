"""Build the networkx graph of actors: which actor is tied to which, every tie with its evidence.

Each kind of tie is one SPARQL query of `queries/networks/`; only what two share, a signature or an office, is
paired up here. A symmetric tie stands in both directions, as in `networkx.Graph.to_directed`:
GEXF readers disagree on graphs that mix directed and undirected edges (networkx refuses them), and in-degree
or PageRank must treat both ends alike.

filters.py     which evidence counts
evidence.py    the queries and their rows
attributes.py  the attributes of nodes and edges
clocks.py      when each edge is alive, for a network that plays in time
communities.py communities, for tables, colors and layout
simplify.py    simple and undirected graphs for the measures
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import networkx as nx

from kg.errors import UsageError
from kg.network.attributes import QUOTE_LIMIT, to_edge, to_node
from kg.network.clocks import Clock, add_spells
from kg.network.communities import find_communities
from kg.network.evidence import (
    Evidence,
    read_activity,
    read_evidence,
    read_names,
    read_on_topic,
    read_publications,
    read_repeats,
)
from kg.network.filters import EvidenceFilter
from kg.network.simplify import SYMMETRIC, to_simple, to_undirected
from kg.progress import Progress
from kg.store import GraphStore

# What the kinds of tie mean; `kg export`, `kg analyse` and docs/gephi.md name them in this order.
TIE_KINDS = {
    "told": "the first said something to the second",
    "reacted-to": "the first reacted to the words or deeds of the second, or declined to comment on them",
    "mentioned": "the second stands in the words that the first said",
    "co-signed": "both signed, ratified or acceded to the same agreement",
    "represents": "the first holds an office of the second, or signed for it",
    "same-office": "both hold, or held, the same office at the same place",
    "signed": "the actor signed, ratified or acceded to the agreement",
    "party": "the agreement is between this party and others",
    "speaks-of": "the actor said something about that time",
    "discusses": "the actor said something about that topic",
}
# Ties between actors are measured; those with agreements are drawn, too.
ACTOR_TIES = ("told", "reacted-to", "mentioned", "co-signed", "represents")
DRAWN_TIES = (*ACTOR_TIES, "signed")

__all__ = [
    "ACTOR_TIES",
    "DRAWN_TIES",
    "QUOTE_LIMIT",
    "SYMMETRIC",
    "TIE_KINDS",
    "Clock",
    "EvidenceFilter",
    "find_communities",
    "to_network",
    "to_simple",
    "to_undirected",
    "without_collector",
]


@contextmanager
def without_collector() -> Iterator[None]:
    """Pause garbage collection while rows and edges are made by the million, none of them in a cycle.

    To look for cycles among them again and again takes a tenth of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@without_collector()
def to_network(
    store: GraphStore,
    kinds: Iterable[str] = ACTOR_TIES,
    filters: EvidenceFilter | None = None,
    clock: Clock | None = None,
    progress: Progress | None = None,
) -> nx.MultiDiGraph:
    """Build the network of actors; the edge key is the kind of tie, no tie leads to itself.

    Nodes are the ends of edges, and, where everything is selected, the actors that made a statement. They
    carry `label`, `node_type`, `country`, `wikidata` (its id there), `local` (known in one article only),
    `mentions` and `statements` (counts, over the whole graph). Edges carry `kind`, `weight` (the number of
    independent sources: outlets that printed a story first, or stories where no outlet is known; copies add
    nothing), `articles`, `stories`, `statements` (pieces of evidence, each once a story), `first` and `last`
    (ISO dates of publication), `confidence` (the highest), `acts` (the speech acts; "denial" for what was
    denied), `quote` (the earliest) with the title (`article`) and the `url` of its article, and `evidence`
    (IRIs). What is not known is left out. Nodes and edges come sorted.

    With a `clock` nodes and edges carry `spells` too, see `kg.network.clocks`. Raises UsageError for a kind
    that does not exist.
    """
    wanted = _check_kinds(kinds)
    chosen = filters or EvidenceFilter()
    names, publications, activity = read_names(store), read_publications(store), read_activity(store)
    repeats = read_repeats(store)
    on_topic = read_on_topic(store, chosen.topic) if chosen.topic else None
    ties: dict[tuple[str, str, str], list[Evidence]] = {}
    for done, kind in enumerate(kind for kind in TIE_KINDS if kind in wanted):
        if progress:
            progress(f"reading ties: {kind}", done, len(wanted))
        for row in read_evidence(store, kind, names, publications, chosen, on_topic):
            ties.setdefault((row.source, row.target, kind), []).append(row)
    speakers = {actor for actor, (_, statements) in activity.items() if statements and chosen.is_empty}
    network = nx.MultiDiGraph()
    for iri in sorted(speakers.union(*(tie[:2] for tie in ties))):
        network.add_node(iri, **to_node(iri, names, *activity.get(iri, (0, 0))))
    for (source, target, kind), found in sorted(ties.items()):
        network.add_edge(source, target, key=kind, **to_edge(kind, found, publications, repeats))
    if clock:
        add_spells(network, store, clock, ties, publications)
    return network


def _check_kinds(kinds: Iterable[str]) -> set[str]:
    """Return the kinds as a set. Raises UsageError for one that does not exist."""
    wanted = set(kinds)
    for kind in sorted(wanted):
        if kind not in TIE_KINDS:
            raise UsageError.unknown("kind of tie", kind, TIE_KINDS)
    return wanted
