"""Say what an address may be, and under which paths servers answer queries, take updates and keep graphs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from kg.errors import UsageError
from kg.printable import shorten
from kg.servers.flaws import VIRTUOSO

_ADDRESS = re.compile("https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of a kind of server: for SPARQL Query and Update, and for graphs to read and to write by the
    Graph Store Protocol.

    `union` are the parameters that make it ask all named graphs as one. `atomic`: an update of several
    operations takes effect as a whole. `truth`: an ASK is answered in a column of that name. `flaws`: what it
    gets wrong of SPARQL, see `kg.servers.flaws`.
    """

    name: str
    query: str
    update: str
    read: str
    write: str
    union: tuple[tuple[str, str], ...] = ()
    atomic: bool = False
    truth: str = ""
    flaws: Mapping[str, str] = field(default_factory=dict)


# In the order in which they are tried.
LAYOUTS = (
    Layout("Oxigraph", "query", "update", "store", "store", (("union-default-graph", "true"),), atomic=True),
    Layout(
        "Virtuoso",
        "sparql",
        "sparql-auth",
        "sparql-graph-crud",
        "sparql-graph-crud-auth",
        truth="__ASK_RETVAL",
        flaws=VIRTUOSO,
    ),
)


def is_address(location: str | Path) -> bool:
    """Whether that is the address of a server, and no folder."""
    return isinstance(location, str) and bool(_ADDRESS.match(location))


def split_address(address: str) -> tuple[str, tuple[Layout, ...]]:
    """Split an address into that of the server, ending in "/", and the layouts that it may have.

    It may be the server's, or that of its queries. Raises UsageError.
    """
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  An error where it is no number.
    except ValueError as error:
        raise UsageError(f"{shorten(address)}: no address of a server: {error}") from error
    if not parts.hostname:
        raise UsageError(f"{shorten(address)}: no address of a server: it names no host")
    if "@" in parts.netloc:
        raise UsageError(
            "the address has a name or password in it, which every list of processes would show: put them "
            "into the environment (KG_STORE_USER, KG_STORE_PASSWORD) or into ~/.netrc"
        )
    if parts.query or parts.fragment:
        raise UsageError(f"{shorten(address)}: leave out what follows ? or #")
    base, _, last = address.rstrip("/").rpartition("/")
    named = tuple(layout for layout in LAYOUTS if layout.query == last.lower())
    return (f"{base}/", named) if named else (f"{address.rstrip('/')}/", LAYOUTS)
