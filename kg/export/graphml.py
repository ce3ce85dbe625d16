"""Write GraphML (http://graphml.graphdrawing.org), for networkx, igraph, yEd and Cytoscape.

GraphML knows no kinds of edges: `kind` is a plain attribute, and a program that allows one edge a pair merges
the others. Gephi does, so give it GEXF.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import networkx as nx

from kg.export.options import ExportOptions
from kg.export.xml_text import to_xml_text
from kg.network import to_network
from kg.store import GraphStore


def write_graphml(store: GraphStore, path: Path, options: ExportOptions) -> None:
    """Write the network of actors and agreements; edges are numbered, since ids must be unique."""
    network = to_network(store, options.ties, options.filters, progress=options.progress)
    numbered = nx.MultiDiGraph()
    for iri, values in network.nodes(data=True):
        numbered.add_node(iri, **_to_values(values))
    for number, (source, target, values) in enumerate(network.edges(data=True)):
        numbered.add_edge(source, target, key=f"e{number}", **_to_values(values))
    nx.write_graphml(numbered, path, named_key_ids=True)


def _to_values(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: to_xml_text(value) if isinstance(value, str) else value for name, value in values.items()}
