"""Keep a graph on a SPARQL 1.1 server: the same face as that of a folder, over HTTP.

address.py   what an address may be, and where such servers answer
client.py    HTTP: time-outs, retries, messages
login.py     name and password, from the environment or netrc
values.py    values put into the text of a query
store.py     the graph to read
writing.py   a graph brought there, whole or not at all for whoever reads with kg
"""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

from kg.servers.address import is_address, split_address
from kg.store import GraphStore, open_store

__all__ = ["find_workplace", "is_address", "open_graph"]


def open_graph(location: str | Path) -> GraphStore:
    """Open the graph in a folder, or on the server at an address, to read.

    Raises StoreError where there is none, or the server cannot be asked; BrokenGraphError for a broken one.
    """
    if not is_address(location):
        return open_store(Path(location))
    from kg.servers.store import open_server  # HTTP takes a tenth of a second to import.

    return open_server(str(location))


def find_workplace(location: str) -> Path:
    """Find the folder in which the graph for `location` is built: for a server, one of the cache folder.

    Raises UsageError, and StoreError where the server cannot be asked: before anything is read.
    """
    if not is_address(location):
        return Path(location)
    from kg.servers.store import connect

    connect(location).client.close()
    base, _ = split_address(location)
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "kg" / blake2b(base.encode(), digest_size=8).hexdigest()
