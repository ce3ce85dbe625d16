"""Write the network as one page for any browser: all is in it, and it asks no other host for anything.

It draws with sigma.js, which is not ours to ship in the sources: `make web` fetches and bundles it, the wheel
has it. The network stands in the page as JSON.
"""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.errors import ExportError
from kg.export.options import ExportOptions
from kg.export.styling import COMMUNITY_COLORS, NODE_COLORS, OTHER_COLOR, TIE_COLORS, Styling, to_hex
from kg.network import SYMMETRIC, Clock, to_network
from kg.settings import BASE_IRI, bundle_path
from kg.store import GraphStore

WEB = Path(__file__).parent / "web"
SCRIPT = "network.js"

# What the page shows; the rest of the attributes would only make it larger.
NODE_KEYS = ("label", "node_type", "country", "local", "mentions", "statements")
EDGE_KEYS = ("kind", "weight", "quote", "article", "url", "first", "spells")
# The clocks in the words of the page: "Time, by when it was ...".
CLOCK_WORDS: dict[Clock, str] = {"published": "published", "said": "said", "about": "to be, or had been"}


def write_html(store: GraphStore, path: Path, options: ExportOptions) -> None:
    """Write the page; its clock is `options.clock`, "published" if left out.

    Raises ExportError where the bundle was not made.
    """
    page, css, body = (
        (WEB / name).read_text(encoding="utf-8") for name in ("page.html", "network.css", "body.html")
    )
    script = _read_bundle().replace("</script", "<\\/script")
    parts = {
        "css": css,
        "css-hash": _to_hash(css),
        "body": body,
        "network": _to_json(to_page(store, options)),
        "script": script,
        "script-hash": _to_hash(script),
    }
    # Split, not replaced: the words of an article may look like a place of the page.
    written = []
    for piece in page.split("{{"):
        name, end, rest = piece.partition("}}")
        written.append(parts[name] + rest if end else piece)
    path.write_text("".join(written), encoding="utf-8", errors="replace", newline="\n")


def _read_bundle() -> str:
    """Read the script of the page. Raises ExportError where it was not made."""
    bundle = bundle_path(SCRIPT)
    if not bundle.is_file():
        raise ExportError(f"the page needs its script, {bundle}: `make web` makes it once, with Node.js")
    return bundle.read_text(encoding="utf-8")


def to_page(store: GraphStore, options: ExportOptions) -> dict[str, Any]:
    """Make what the page draws: nodes and ties with their places, and the colors of both."""
    clock = options.clock or "published"
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
    colors, ties = (
        {kind: to_hex(color) for kind, color in table.items()} for table in (NODE_COLORS, TIE_COLORS)
    )
    return {
        "base": BASE_IRI,
        "clock": CLOCK_WORDS[clock],
        "bounds": network.graph["bounds"],
        "colors": colors,
        "ties": ties,
        "symmetric": sorted(SYMMETRIC),
        "palette": [to_hex(color) for color in COMMUNITY_COLORS],
        "other": to_hex(OTHER_COLOR),
        "nodes": nodes,
        "edges": edges,
    }


def _to_hash(code: str) -> str:
    """Hash a script or a stylesheet as a Content-Security-Policy names it."""
    return f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'"


def _to_json(value: dict[str, Any]) -> str:
    """Write JSON that cannot end the script element it stands in."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
