"""Bring a graph to a server by the difference to what is there.

Nobody who reads with kg sees half of it. A small difference is one update, which a server with transactions
applies as a whole. For a larger one the manifest says meanwhile that a graph is on its way, and `open_server`
refuses it; the digest of a graph is written after the graph and removed before it, so that what was killed
goes on where it stood.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from kg.errors import StoreError
from kg.model import Article
from kg.printable import shorten
from kg.progress import Progress
from kg.servers.client import describe
from kg.servers.store import (
    GRAPHS,
    HAS_ARTICLE,
    HAS_DIGEST,
    HAS_MANIFEST,
    KEPT,
    LOADING,
    MANIFEST,
    ServerStore,
    connect,
)
from kg.settings import QUADS_IN_ONE_UPDATE, STORE_FORMAT
from kg.store import GraphStore
from kg.vocab import graph_iri

_DIGEST_SIZE = 16


@dataclass(frozen=True, slots=True)
class Brought:
    """How many graphs were written on a server, removed from it, and left as they were."""

    written: int
    removed: int
    unchanged: int
    at_once: bool = True


@dataclass(frozen=True, slots=True)
class _Change:
    """What is to become of the graphs of a server: those to write, in order, and those to remove."""

    server: ServerStore
    source: GraphStore
    articles: dict[str, Article]
    digests: dict[str, str]
    to_write: tuple[str, ...]
    to_remove: tuple[str, ...]
    # Those that have a digest on the server, which goes before the graph is written.
    present: frozenset[str]
    manifest: dict[str, Any]

    def kept(self, name: str) -> list[Triple]:
        """Make what is kept beside a graph: its digest, and its article."""
        node = NamedNode(_to_kept(name))
        kept = [Triple(node, NamedNode(HAS_DIGEST), Literal(self.digests[name]))]
        if name in self.articles:
            record = Literal(self.articles[name].to_line())
            kept.append(Triple(node, NamedNode(HAS_ARTICLE), record))
        return kept


def bring(source: GraphStore, address: str, progress: Progress | None = None, again: bool = False) -> Brought:
    """Make the server's graph that of `source`; graphs that are there already are left alone.

    `again` goes on where another was killed. Raises StoreError while another is at work, and where the server
    cannot be reached or refuses; what `open_server` then finds is the graph before, or a clear error.
    """
    server = connect(address)
    with server:
        before = server.read_manifest() or {}
        if before.get("state") == LOADING and not again:
            raise StoreError(
                f"somebody is bringing a graph to {server.client.base} since "
                f"{shorten(str(before.get('since')))}: wait until it is done, or say --again if it was killed"
            )
        change = _find_change(server, source, progress)
        brought = Brought(
            len(change.to_write), len(change.to_remove), len(change.digests) - len(change.to_write)
        )
        if before == change.manifest and not (change.to_write or change.to_remove):
            return brought
        if server.layout.atomic and (update := _to_update(change)):
            _send(server, "POST", server.layout.update, update.encode(), "application/sparql-update")
            return brought
        _write_in_steps(change, progress)
        return replace(brought, at_once=False)


def _find_change(server: ServerStore, source: GraphStore, progress: Progress | None) -> _Change:
    """Compare the digests of all graphs with those of the server."""
    articles = {graph_iri(article.content_hash): article for article in source.articles()}
    names = source.graph_names()
    digests = {}
    for done, name in enumerate(names):
        if progress:
            progress("comparing graphs", done, len(names))
        digests[name] = _digest(source, name, articles.get(name))
    there = server.digests()
    # Only the readings tell what a graph was made by; paths on this machine are nobody's business there.
    manifest = {"state": "complete", "store_format": STORE_FORMAT} | {
        key: source.manifest[key] for key in ("reading", "built") if key in source.manifest
    }
    return _Change(
        server,
        source,
        articles,
        digests,
        tuple(name for name in names if there.get(name) != digests[name]),
        tuple(sorted(there.keys() - digests.keys())),
        frozenset(there),
        manifest,
    )


def _digest(source: GraphStore, name: str, article: Article | None) -> str:
    digest = blake2b(digest_size=_DIGEST_SIZE)
    for line in _get_lines(source, name):
        digest.update(line.encode())
    if article:
        digest.update(article.to_line().encode())
    return digest.hexdigest()


def _get_lines(source: GraphStore, name: str) -> list[str]:
    """Write the triples of a graph as N-Triples, a line each, sorted."""
    return sorted(f"{quad.triple} .\n" for quad in source.quads(name))


def _to_kept(graph: str) -> str:
    return KEPT + graph.removeprefix(GRAPHS)


def _to_update(change: _Change) -> str | None:
    """Write the whole difference as one update; None where it is too large for that."""
    parts, count = [], 0
    for name in change.to_write:
        lines = _get_lines(change.source, name)
        count += len(lines)
        if count > QUADS_IN_ONE_UPDATE:
            return None
        kept = "".join(f"{triple} .\n" for triple in change.kept(name))
        parts.append(f"GRAPH <{name}> {{\n{''.join(lines)}}}\nGRAPH <{_to_kept(name)}> {{\n{kept}}}\n")
    parts.append(f"GRAPH <{MANIFEST}> {{\n{_to_manifest(change.manifest)} .\n}}\n")
    dropped = [MANIFEST]
    for name in (*change.to_remove, *(name for name in change.to_write if name in change.present)):
        dropped += [name, _to_kept(name)]
    drops = "".join(f"DROP SILENT GRAPH <{name}> ;\n" for name in dropped)
    return f"{drops}INSERT DATA {{\n{''.join(parts)}}}"


def _write_in_steps(change: _Change, progress: Progress | None) -> None:
    """Write graph after graph, the manifest last."""
    server = change.server
    since = datetime.now(UTC).isoformat(timespec="seconds")
    _put(server, MANIFEST, [_to_manifest({"state": LOADING, "since": since})])
    steps = list(_list_steps(change))
    for done, (name, is_written) in enumerate(steps):
        if progress:
            progress("writing graphs", done, len(steps))
        if name in change.present:
            _delete(server, _to_kept(name))
        if is_written:
            _put_lines(server, name, _get_lines(change.source, name))
            _put(server, _to_kept(name), change.kept(name))
        else:
            _delete(server, name)
    _put(server, MANIFEST, [_to_manifest(change.manifest)])


def _list_steps(change: _Change) -> Iterator[tuple[str, bool]]:
    yield from ((name, False) for name in change.to_remove)
    yield from ((name, True) for name in change.to_write)


def _to_manifest(manifest: dict[str, Any]) -> Triple:
    text = json.dumps(manifest, sort_keys=True)
    return Triple(NamedNode(MANIFEST), NamedNode(HAS_MANIFEST), Literal(text))


def _put(server: ServerStore, name: str, triples: Sequence[Triple]) -> None:
    _put_lines(server, name, [f"{triple} .\n" for triple in triples])


def _put_lines(server: ServerStore, name: str, lines: Sequence[str]) -> None:
    """Make a graph that of these lines, by the Graph Store Protocol."""
    content = "".join(lines).encode()
    _send(server, "PUT", server.layout.write, content, "application/n-triples", name)


def _delete(server: ServerStore, name: str) -> None:
    _send(server, "DELETE", server.layout.write, None, "", name)


def _send(
    server: ServerStore, method: str, path: str, content: bytes | None, content_type: str, graph: str = ""
) -> None:
    params = {"graph": graph} if graph else None
    response = server.client.send(method, path, params=params, content=content, content_type=content_type)
    if response.is_success or (method == "DELETE" and response.status_code == 404):
        return
    raise StoreError(f"{server.client.base} does not take what is written to it ({describe(response)})")
