"""Read a graph on a server: SPARQL 1.1 Query for questions, the Graph Store Protocol for whole graphs.

What a server cannot tell of its own stands there in graphs beside those of the graph (KEPT): the articles as
they were read, a digest of each graph, and a manifest, which comes last when a graph is brought there.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import httpx
from pyoxigraph import (
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from kg.errors import BrokenGraphError, QueryError, StoreError
from kg.model import Article
from kg.printable import shorten
from kg.servers.address import Layout, split_address
from kg.servers.client import Client, describe, is_page
from kg.servers.flaws import find_flaw
from kg.servers.values import put_values
from kg.settings import BASE_IRI, QUADS_AT_ONCE, STORE_FORMAT
from kg.sparql import check_query, states_dataset, to_syntax_message
from kg.store import Answer, Dataset, GraphStore, Term
from kg.vocab import KNOWN_PREFIXES

GRAPHS, ARTICLES, KEPT = BASE_IRI + "graph/", BASE_IRI + "article/", BASE_IRI + "kept/"
MANIFEST = KEPT + "manifest"
# The properties of what is kept, all of them with text: JSON, JSON and a hash.
HAS_MANIFEST, HAS_ARTICLE, HAS_DIGEST = (
    KEPT + name for name in ("has-manifest", "has-article", "has-digest")
)
LOADING = "loading"

_TABLE, _TRIPLES = "application/sparql-results+json", "application/n-triples"
# Virtuoso writes booleans as numbers. Inside a text the quotation marks would be escaped.
_BOOLEAN = re.compile(rb'(XMLSchema#boolean", "value": ")([01])(")')
_TRUTHS = {b"0": b"false", b"1": b"true"}
_NOTHING = Store()


class ServerStore(GraphStore):
    """A graph on a server. Its `rdf` is a copy on this machine's disk, made when it is first asked for."""

    def __init__(self, client: Client, layout: Layout) -> None:
        self.client, self.layout = client, layout
        self.manifest: dict[str, Any] = {}
        self._articles = ()

    @cached_property
    def rdf(self) -> Store:  # type: ignore[override]
        """The copy of all graphs, for what speaks pyoxigraph only: SHACL, sorted exports."""
        self._room = tempfile.TemporaryDirectory(prefix="kg-copy-", ignore_cleanup_errors=True)
        copy = Store(str(Path(self._room.name, "rdf")))
        quads = self.quads()
        while some := list(islice(quads, QUADS_AT_ONCE)):
            copy.bulk_extend(some)
        return copy

    def to_local(self) -> GraphStore:
        """Return the copy: the server holds more than the graph."""
        return GraphStore(self.rdf, self.manifest, ())

    def query(
        self,
        sparql: str,
        substitutions: Mapping[str, Term] | None = None,
        services: Collection[str] = (),
        dataset: Dataset | None = None,
        base: str | None = None,
    ) -> Answer:
        """Run a query as `GraphStore.query` does, on the server; on the copy where the server would err, or
        where a `dataset` or `base` is given.

        SERVICE is refused whatever `services` say.

        Raises QueryError, also where the server has cut its answer, and StoreError where it cannot be asked.
        """
        if services:
            raise QueryError(
                "a server is sent no SERVICE: it would ask the other host itself; ask a graph in a folder"
            )
        if dataset or base:
            return super().query(sparql, substitutions, dataset=dataset, base=base)
        check_query(sparql)
        text = put_values(sparql, substitutions or {})
        try:
            form = _NOTHING.query(text, prefixes=KNOWN_PREFIXES)
        except SyntaxError as error:
            raise QueryError(to_syntax_message(text, str(error))) from error
        union = {} if states_dataset(text) else dict(self.layout.union)
        accept = _TRIPLES if isinstance(form, QueryTriples) else _TABLE
        query = {"query": _declare_prefixes(text)} | union
        if find_flaw(text, self.layout.flaws):
            return super().query(sparql, substitutions)
        response = self.client.send("POST", self.layout.query, form=query, accept=accept)
        if response.is_error and self.layout.flaws:  # It is SPARQL, for it was parsed above.
            return super().query(sparql, substitutions)
        if not response.is_success or is_page(response):
            raise QueryError(f"{self.client.base} cannot run the query ({describe(response)})")
        _check_whole(response)
        try:
            return self._read(response.content, form)
        except (SyntaxError, ValueError) as error:
            raise QueryError(
                f"{self.client.base} gave no answer that can be read: {shorten(str(error))}"
            ) from error

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """Return the quads of one named graph, or all of them. Raises StoreError."""
        for name in [graph] if graph else self.graph_names():
            node = NamedNode(name)
            for triple in self.get_graph(name):
                yield Quad(triple.subject, triple.predicate, triple.object, node)

    def get_graph(self, name: str) -> list[Triple]:
        """Get the triples of a named graph, by the Graph Store Protocol; none where there is no such one."""
        response = self.client.send("GET", self.layout.read, params={"graph": name}, accept=_TRIPLES)
        if response.status_code == httpx.codes.NOT_FOUND:
            return []
        if not response.is_success or is_page(response):
            raise StoreError(f"{self.client.base} does not give the graph {name} ({describe(response)})")
        try:
            return [quad.triple for quad in parse(response.content, format=RdfFormat.N_TRIPLES)]
        except SyntaxError as error:
            raise StoreError(
                f"{self.client.base}: the graph {name} cannot be read: {shorten(str(error))}"
            ) from error

    def graph_names(self) -> list[str]:
        """List the IRIs of the named graphs that kg brought there, sorted."""
        return sorted(self.digests())

    def digests(self) -> dict[str, str]:
        """Read the digest of each graph, by its name."""
        rows = self.select(f"SELECT ?it ?digest WHERE {{ GRAPH ?it {{ ?it <{HAS_DIGEST}> ?digest }} }}")
        return {GRAPHS + row["it"].value.removeprefix(KEPT): row["digest"].value for row in rows}

    def articles(self) -> Iterator[Article]:
        """Yield every article as it was read, sorted by its hash."""
        names = self.select(f"SELECT ?it WHERE {{ GRAPH ?it {{ ?it <{HAS_ARTICLE}> ?article }} }}")
        for name in sorted(row["it"].value for row in names):
            yield from self._get_articles(name)

    def find_article(self, iri: str) -> Article | None:
        """Find the article of that IRI, as `GraphStore.find_article` does."""
        return next(self._get_articles(KEPT + iri.removeprefix(ARTICLES)), None)

    def _get_articles(self, name: str) -> Iterator[Article]:
        """Get the one article of a graph that keeps it, or none."""
        for triple in self.get_graph(name):
            if triple.predicate.value == HAS_ARTICLE:
                yield _to_article(triple, name)

    def check_files(self) -> None:
        """Do nothing: what its disk holds is the server's to check."""

    def read_manifest(self) -> dict[str, Any] | None:
        """Read the manifest; None where there is none."""
        for triple in self.get_graph(MANIFEST):
            if triple.predicate.value == HAS_MANIFEST:
                try:
                    manifest = json.loads(triple.object.value)  # type: ignore[union-attr]
                except ValueError as error:
                    raise BrokenGraphError(f"the manifest on {self.client.base} cannot be read") from error
                return manifest if isinstance(manifest, dict) else None
        return None

    def to_broken(self, error: Exception) -> BrokenGraphError:
        """Convert an error that came while the graph was read to one for the user."""
        return BrokenGraphError(f"the graph on {self.client.base} cannot be read ({shorten(str(error))})")

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def _read(self, content: bytes, form: Answer) -> Answer:
        if isinstance(form, QueryTriples):
            triples = Store()
            triples.bulk_extend(Quad(*quad.triple) for quad in parse(content, format=RdfFormat.N_TRIPLES))
            return triples.query("CONSTRUCT WHERE { ?s ?p ?o }")
        if self.layout.truth:
            content = _BOOLEAN.sub(lambda match: match[1] + _TRUTHS[match[2]] + match[3], content)
        answer = parse_query_results(content, format=QueryResultsFormat.JSON)
        if isinstance(form, QueryBoolean) and isinstance(answer, QuerySolutions):
            is_true = any(row[self.layout.truth].value == "1" for row in answer)
            return _NOTHING.query(f"ASK {{ FILTER({str(is_true).lower()}) }}")
        return answer


def connect(address: str) -> ServerStore:
    """Find out how a server is laid out. Raises UsageError for no address, StoreError where none answers."""
    base, layouts = split_address(address)
    client = Client(base)
    answers = []
    for layout in layouts:
        response = client.send("POST", layout.query, form={"query": "ASK {}"}, accept=_TABLE)
        if response.is_success and "sparql-results+json" in response.headers.get("Content-Type", ""):
            return ServerStore(client, layout)
        answers.append(f"{layout.query} ({describe(response)})")
    raise StoreError(
        f"no SPARQL at {base}: asked {', '.join(answers)}. Name the address of an Oxigraph or Virtuoso, such "
        "as http://localhost:7878 or http://localhost:8890/sparql"
    )


def open_server(address: str) -> ServerStore:
    """Open the graph on a server to read. Raises StoreError where there is none, or only half of one."""
    store = connect(address)
    manifest = store.read_manifest()
    if manifest is None:
        raise StoreError(f"no graph on {store.client.base}: bring one there with `kg load`")
    if manifest.get("state") == LOADING:
        raise StoreError(
            f"a graph is being brought to {store.client.base} since {shorten(str(manifest.get('since')))}: "
            "wait until that is done, or do it again with `kg load --again` if it was killed"
        )
    if manifest.get("store_format") != STORE_FORMAT:
        raise BrokenGraphError(f"the graph on {store.client.base} was written by another version of kg")
    store.manifest = manifest
    return store


def _declare_prefixes(sparql: str) -> str:
    """Declare our prefixes on the first line, but none that the query declares itself."""
    declared = {name.lower() for name in re.findall(r"prefix\s+([\w.-]*):", sparql, re.IGNORECASE)}
    ours = (f"PREFIX {name}: <{iri}>" for name, iri in KNOWN_PREFIXES.items() if name not in declared)
    return f"{' '.join(ours)} {sparql}"


def _check_whole(response: httpx.Response) -> None:
    """Raise QueryError where the server says that it has left out rows, as Virtuoso does in headers."""
    most = response.headers.get("X-SPARQL-MaxRows")
    if most is not None:
        raise QueryError(
            f"the server cuts answers at {shorten(most)} rows: raise its limit (Virtuoso: ResultSetMaxRows)"
        )
    if response.headers.get("X-SQL-State") == "S1TAT":
        raise QueryError(
            "the server ran out of time and gave a part of the answer: raise its limit, or ask for less"
        )


def _to_article(triple: Triple, name: str) -> Article:
    try:
        return Article(**json.loads(triple.object.value))  # type: ignore[union-attr]
    except (ValueError, TypeError) as error:
        raise BrokenGraphError(f"the article in {name} cannot be read") from error
