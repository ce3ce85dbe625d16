"""Write GEXF 1.3 (https://gexf.net/schema.html), for Gephi and Gephi Lite.

Written here because networkx's writer knows no 1.3, puts `kind` where Gephi merges parallel edges, and lets
control characters through. Color, position and size stand in the GEXF namespace itself, as the official
gexf.xsd wants them; Gephi and graphology-gexf read them by their local names. The file has no date, so the
same graph gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import networkx as nx

from kg.export.options import ExportOptions
from kg.export.styling import TIE_COLORS, Rgb, Styling
from kg.export.xml_text import to_xml_attribute
from kg.network import to_network
from kg.store import GraphStore

NAMESPACE = "http://gexf.net/1.3"

# The columns of Gephi's data table and their types; label, weight and kind are XML attributes of their own.
# The id is the title, because networkx reads columns by title and graphology by id.
NODE_COLUMNS = {
    "node_type": "string",
    "country": "string",
    "wikidata": "string",
    "local": "boolean",
    "mentions": "integer",
    "statements": "integer",
}
EDGE_COLUMNS = {
    "articles": "integer",
    "stories": "integer",
    "statements": "integer",
    "first": "string",
    "last": "string",
    "confidence": "double",
    "acts": "string",
    "quote": "string",
    "article": "string",
    "url": "anyURI",
    "evidence": "string",
}


def write_gexf(store: GraphStore, path: Path, options: ExportOptions) -> None:
    """Write the network, one element a line and after the other.

    With a clock it is dynamic: nodes and edges have spells, days with both ends included. Their columns stay
    static, because graphology-gexf reads no class that mixes both.
    """
    network = to_network(store, options.ties, options.filters, options.clock, options.progress)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_write_file(network, Styling(network, options)))


def _write_file(network: nx.MultiDiGraph, styling: Styling) -> Iterator[str]:
    size = f"{network.number_of_nodes()} actors and agreements, {network.number_of_edges()} ties"
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield f"<gexf{_to_attributes(xmlns=NAMESPACE, version='1.3')}>\n"
    yield f"<meta><creator>spacepolicy-kg</creator><description>{size}</description></meta>\n"
    yield f"<graph{_to_attributes(**_to_settings(network))}>\n"
    yield _write_columns("node", NODE_COLUMNS)
    yield _write_columns("edge", EDGE_COLUMNS)
    yield f"<nodes{_to_attributes(count=network.number_of_nodes())}>\n"
    for iri, values in network.nodes(data=True):
        yield _write_node(iri, values, styling)
    yield f"</nodes>\n<edges{_to_attributes(count=network.number_of_edges())}>\n"
    for number, (source, target, values) in enumerate(network.edges(data=True)):
        yield _write_edge(f"e{number}", source, target, values)
    yield "</edges>\n</graph>\n</gexf>\n"


def _to_settings(network: nx.MultiDiGraph) -> dict[str, str]:
    settings = {"defaultedgetype": "directed", "idtype": "string", "mode": "static"}
    if "bounds" not in network.graph:
        return settings
    start, end = network.graph["bounds"]
    dynamic = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    return settings | dynamic | {"start": start, "end": end}


def _write_columns(subject: str, columns: Mapping[str, str]) -> str:
    leaves = (
        f"<attribute{_to_attributes(id=name, title=name, type=type_)}/>" for name, type_ in columns.items()
    )
    return f'<attributes class="{subject}" mode="static">{"".join(leaves)}</attributes>\n'


def _write_node(iri: str, values: Mapping[str, Any], styling: Styling) -> str:
    (x, y), size = styling.positions[iri], styling.sizes[iri]
    inside = _write_values(NODE_COLUMNS, values) + _write_spells(values) + _write_color(styling.colors[iri])
    place = f'<position x="{x}" y="{y}"/><size value="{size}"/>'
    return f"<node{_to_attributes(id=iri, label=values['label'])}>{inside}{place}</node>\n"


def _write_edge(name: str, source: str, target: str, values: Mapping[str, Any]) -> str:
    kind, weight = values["kind"], float(values["weight"])
    attributes = _to_attributes(id=name, source=source, target=target, kind=kind, label=kind, weight=weight)
    inside = _write_values(EDGE_COLUMNS, values) + _write_spells(values) + _write_color(TIE_COLORS[kind])
    return f"<edge{attributes}>{inside}</edge>\n"


def _write_color(color: Rgb) -> str:
    red, green, blue = color
    return f'<color r="{red}" g="{green}" b="{blue}"/>'


def _write_spells(values: Mapping[str, Any]) -> str:
    spells = "".join(f'<spell start="{start}" end="{end}"/>' for start, end in values.get("spells", ()))
    return f"<spells>{spells}</spells>" if spells else ""


def _write_values(columns: Mapping[str, str], values: Mapping[str, Any]) -> str:
    known = (
        f'<attvalue for="{name}" value={to_xml_attribute(_to_text(values[name]))}/>'
        for name in columns
        if name in values
    )
    return f"<attvalues>{''.join(known)}</attvalues>"


def _to_attributes(**values: str | int | float) -> str:
    return "".join(f" {name}={to_xml_attribute(str(value))}" for name, value in values.items())


def _to_text(value: str | int | float | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
