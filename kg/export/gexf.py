"""GEXF 1.3 (https://gexf.net/schema.html), for Gephi and Gephi Lite.

Written here because networkx's writer knows no 1.3, puts `kind` where Gephi merges parallel edges, and lets
control characters through. Color, position and size stand in the GEXF namespace itself, as the official
gexf.xsd wants them; Gephi and graphology-gexf read them by their local names. The file has no date, so the
same graph gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import networkx as nx
from lxml import etree

from kg.export.appearance import TIE_COLORS, Appearance, Rgb
from kg.export.drawing import Drawing
from kg.export.xml_text import to_xml_text
from kg.network import to_network
from kg.store import GraphStore

NAMESPACE = "http://gexf.net/1.3"

# The columns of Gephi's data table and their types; label, weight and kind are XML attributes of their own.
# The id is the title, because networkx reads columns by title and graphology by id.
NODE_COLUMNS = {
    "node_type": "string",
    "country": "string",
    "local": "boolean",
    "mentions": "integer",
    "statements": "integer",
}
EDGE_COLUMNS = {
    "articles": "integer",
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


def write_gexf(store: GraphStore, path: Path, drawing: Drawing) -> None:
    """Write the network, one element after the other.

    With a clock it is dynamic: nodes and edges have spells, days with both ends included. Their columns stay
    static, because graphology-gexf reads no class that mixes both.
    """
    network = to_network(store, drawing.ties, drawing.selection, drawing.clock, drawing.report)
    with etree.xmlfile(str(path), encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(_tag("gexf"), nsmap={None: NAMESPACE}, version="1.3"):
            _write_meta(xml, network)
            with xml.element(_tag("graph"), _to_settings(network)):
                _write_columns(xml, "node", NODE_COLUMNS)
                _write_columns(xml, "edge", EDGE_COLUMNS)
                _write_nodes(xml, network, Appearance(network, drawing))
                _write_edges(xml, network)


def _to_settings(network: nx.MultiDiGraph) -> dict[str, str]:
    settings = {"defaultedgetype": "directed", "idtype": "string", "mode": "static"}
    if "bounds" not in network.graph:
        return settings
    start, end = network.graph["bounds"]
    dynamic = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    return settings | dynamic | {"start": start, "end": end}


@cache
def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _write_leaf(xml: Any, name: str, attributes: Mapping[str, str]) -> None:
    with xml.element(_tag(name), attributes):
        pass


def _write_meta(xml: Any, network: nx.MultiDiGraph) -> None:
    size = f"{network.number_of_nodes()} actors and agreements, {network.number_of_edges()} ties"
    xml.write("\n")
    with xml.element(_tag("meta")):
        for name, text in (("creator", "spacepolicy-kg"), ("description", size)):
            with xml.element(_tag(name)):
                xml.write(text)


def _write_columns(xml: Any, subject: str, columns: Mapping[str, str]) -> None:
    xml.write("\n")
    with xml.element(_tag("attributes"), {"class": subject, "mode": "static"}):
        for name, type_ in columns.items():
            _write_leaf(xml, "attribute", {"id": name, "title": name, "type": type_})


def _write_nodes(xml: Any, network: nx.MultiDiGraph, looks: Appearance) -> None:
    xml.write("\n")
    with xml.element(_tag("nodes"), count=str(network.number_of_nodes())):
        for iri, values in network.nodes(data=True):
            xml.write("\n")
            with xml.element(_tag("node"), id=iri, label=to_xml_text(values["label"])):
                _write_values(xml, NODE_COLUMNS, values)
                _write_spells(xml, values.get("spells", ()))
                _write_color(xml, looks.colors[iri])
                x, y = looks.positions[iri]
                _write_leaf(xml, "position", {"x": str(x), "y": str(y)})
                _write_leaf(xml, "size", {"value": str(looks.sizes[iri])})


def _write_edges(xml: Any, network: nx.MultiDiGraph) -> None:
    xml.write("\n")
    with xml.element(_tag("edges"), count=str(network.number_of_edges())):
        for number, (source, target, values) in enumerate(network.edges(data=True)):
            attributes = {
                "id": f"e{number}",
                "source": source,
                "target": target,
                "kind": values["kind"],
                "label": values["kind"],
                "weight": str(float(values["weight"])),
            }
            xml.write("\n")
            with xml.element(_tag("edge"), attributes):
                _write_values(xml, EDGE_COLUMNS, values)
                _write_spells(xml, values.get("spells", ()))
                _write_color(xml, TIE_COLORS[values["kind"]])


def _write_color(xml: Any, color: Rgb) -> None:
    _write_leaf(xml, "color", dict(zip("rgb", map(str, color), strict=True)))


def _write_spells(xml: Any, spells: Sequence[tuple[str, str]]) -> None:
    if not spells:
        return
    with xml.element(_tag("spells")):
        for start, end in spells:
            _write_leaf(xml, "spell", {"start": start, "end": end})


def _write_values(xml: Any, columns: Mapping[str, str], values: Mapping[str, Any]) -> None:
    with xml.element(_tag("attvalues")):
        for name in columns:
            if name in values:
                _write_leaf(xml, "attvalue", {"for": name, "value": _to_text(values[name])})


def _to_text(value: str | int | float | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else to_xml_text(str(value))
