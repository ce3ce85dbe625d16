"""Show the network of actors, drawn by a script, and what its ties mean."""

from __future__ import annotations

from typing import get_args

from kg.errors import UsageError
from kg.explorer.links import to_address
from kg.explorer.pages import Asked, Page, View, cut
from kg.export.html import CLOCK_WORDS, SCRIPT, WEB
from kg.network import DRAWN_TIES, TIE_KINDS, Clock
from kg.queries import Parameter
from kg.settings import bundle_path
from kg.store import GraphStore

_CLOCKS: tuple[Clock, ...] = get_args(Clock)


def show_network(store: GraphStore, asked: Asked) -> View:
    """Show where the drawing goes; the script fetches what it draws from an address of its own."""
    clock = asked.parameters["clock"] or "published"
    if clock not in _CLOCKS:
        raise UsageError.unknown("clock", clock, _CLOCKS)
    kinds = [{"tie": kind, "meaning": TIE_KINDS[kind]} for kind in DRAWN_TIES]
    drawn = {
        "clock": clock,
        "body": (WEB / "body.html").read_text(encoding="utf-8"),
        "source_of_drawing": to_address("/network/drawing.json", {"clock": clock}),
        "clocks": {name: f"by when it was {words}" for name, words in CLOCK_WORDS.items()},
        "is_bundled": bundle_path(SCRIPT).is_file(),
    }
    return View("Who is tied to whom", cut(("tie", "meaning"), kinds, asked), drawn=drawn)


NETWORK = Page(
    "network",
    "/network",
    "The network of actors: who told whom, who signed with whom, who represents whom.",
    show_network,
    parameters=(
        Parameter("clock", "text", "", "The time of a tie: published (if left out), said, or about"),
    ),
    menu="Network",
    template="network.html",
    scripts=("network.js",),
    policy={"connect-src": "'self'"},
)
