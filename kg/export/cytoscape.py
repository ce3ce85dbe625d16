"""Write Cytoscape.js JSON (https://js.cytoscape.org), for Cytoscape and programs that use its library."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.export.options import ExportOptions
from kg.export.styling import TIE_COLORS, Styling, to_hex
from kg.network import to_network
from kg.store import GraphStore


def write_cytoscape(store: GraphStore, path: Path, options: ExportOptions) -> None:
    """Write the network with the styling of every node and tie, one element a line."""
    network = to_network(store, options.ties, options.filters, options.clock, options.progress)
    styling = Styling(network, options)
    nodes = (
        {
            "data": _to_data(values, id=iri, color=to_hex(styling.colors[iri]))
            | {"size": styling.sizes[iri]},
            "position": dict(zip("xy", styling.positions[iri], strict=True)),
        }
        for iri, values in network.nodes(data=True)
    )
    edges = (
        {
            "data": _to_data(values, id=f"e{number}", source=source, target=target)
            | {"color": to_hex(TIE_COLORS[values["kind"]])}
        }
        for number, (source, target, values) in enumerate(network.edges(data=True))
    )
    with path.open("w", encoding="utf-8", errors="replace") as file:
        file.write('{"elements": {"nodes": [\n')
        file.write(",\n".join(json.dumps(node, ensure_ascii=False) for node in nodes))
        file.write('\n], "edges": [\n')
        file.write(",\n".join(json.dumps(edge, ensure_ascii=False) for edge in edges))
        file.write("\n]}}\n")


def _to_data(values: Mapping[str, Any], **more: str) -> dict[str, Any]:
    return more | dict(values)
