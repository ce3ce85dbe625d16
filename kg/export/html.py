"""Write the network as one page for any browser: all is in it, and it asks no other host for anything.

It draws with sigma.js, which is not ours to ship in the sources: `make web` fetches and bundles it, the wheel
has it. The network stands in the page as JSON.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.errors import ExportError
from kg.export.options import ExportOptions
from kg.export.styling import COMMUNITY_COLORS, NODE_COLORS, OTHER_COLOR, TIE_COLORS, Styling, to_hex
from kg.network import to_network
from kg.settings import bundle_path
from kg.store import GraphStore

WEB = Path(__file__).parent / "web"

# What the page shows; the rest of the attributes would only make it larger.
NODE_KEYS = ("label", "node_type", "country", "mentions", "statements")
EDGE_KEYS = ("kind", "weight", "quote", "article", "url", "first", "spells")


def write_html(store: GraphStore, path: Path, options: ExportOptions) -> None:
    """Write the page; its clock is `options.clock`, "said" if left out.

    Raises ExportError where the bundle was not made.
    """
    bundle = bundle_path()
    if not bundle.is_file():
        raise ExportError(f"the page needs its script, {bundle}: `make web` makes it once, with Node.js")
    page = (WEB / "page.html").read_text(encoding="utf-8")
    parts = {
        "css": (WEB / "page.css").read_text(encoding="utf-8"),
        "network": _to_json(_to_page(store, options)),
        "script": bundle.read_text(encoding="utf-8").replace("</script", "<\\/script"),
    }
    # Split, not replaced: the words of an article may look like a place of the page.
    written = []
    for piece in page.split("{{"):
        name, end, rest = piece.partition("}}")
        written.append(parts[name] + rest if end else piece)
    path.write_text("".join(written), encoding="utf-8", errors="replace")


def _to_page(store: GraphStore, options: ExportOptions) -> dict[str, Any]:
    clock = options.clock or "said"
    network = to_network(store, options.ties, options.filters, clock, options.progress)
    styling = Styling(network, options)
    communities = {
        iri: number
        for number, members in enumerate(styling.communities)
        if len(members) > 1
        for iri in members
    }
    nodes = [
        {"id": iri, "size": styling.sizes[iri], "community": communities.get(iri)}
        | dict(zip("xy", styling.positions[iri], strict=True))
        | {key: values[key] for key in NODE_KEYS if key in values}
        for iri, values in network.nodes(data=True)
    ]
    edges = [
        {"source": source, "target": target} | {key: values[key] for key in EDGE_KEYS if key in values}
        for source, target, values in network.edges(data=True)
    ]
    said = {"said": "said", "about": "to be, or had been"}[clock]
    colors, ties = (
        {kind: to_hex(color) for kind, color in table.items()} for table in (NODE_COLORS, TIE_COLORS)
    )
    palette = [to_hex(color) for color in COMMUNITY_COLORS]
    return {
        "clock": said,
        "bounds": network.graph["bounds"],
        "colors": colors,
        "ties": ties,
        "palette": palette,
        "other": to_hex(OTHER_COLOR),
        "nodes": nodes,
        "edges": edges,
    }


def _to_json(value: dict[str, Any]) -> str:
    """Write JSON that cannot end the script element it stands in."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
