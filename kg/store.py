"""Read the graph, on top of pyoxigraph; where it lies is up to `kg.generations`.

A generation folder holds the graph itself (rdf/, oxigraph's), the articles as they were read (articles.jsonl)
and what the pipeline says of the build (manifest.json).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    Variable,
)

from kg.errors import BrokenGraphError, QueryError, StoreError, take_first_line
from kg.finding import Inputs
from kg.generations import ARTICLES, MANIFEST, RDF, current_folder, digest_files
from kg.printable import shorten
from kg.settings import STORE_FORMAT
from kg.sparql import check_query, states_dataset, to_syntax_message
from kg.vocab import KNOWN_PREFIXES, article_iri

if TYPE_CHECKING:
    from kg.model import Article

Answer = QuerySolutions | QueryBoolean | QueryTriples
Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Dataset:
    """The named graphs that a query is asked of: those that are its default graph, and those of GRAPH."""

    default: list[NamedNode | BlankNode | DefaultGraph]
    named: list[NamedNode | BlankNode]


class GraphStore:
    """A graph to read. `rdf` is the pyoxigraph Store itself, for what speaks its language (pySHACL)."""

    def __init__(self, rdf: Store, manifest: dict[str, Any], articles: Path | tuple[Article, ...]) -> None:
        self.rdf = rdf
        self.manifest = manifest
        self._articles = articles
        self._places: dict[str, int] | None = None

    def select(self, sparql: str, substitutions: Mapping[str, Term] | None = None) -> QuerySolutions:
        """Run a SELECT, as `query` does: its rows, indexed by variable."""
        answer = self.query(sparql, substitutions)
        if not isinstance(answer, QuerySolutions):
            raise QueryError(f"no SELECT, which gives rows: {shorten(sparql)}")
        return answer

    def query(
        self,
        sparql: str,
        substitutions: Mapping[str, Term] | None = None,
        services: Collection[str] = (),
        dataset: Dataset | None = None,
        base: str | None = None,
    ) -> Answer:
        """Run a query of whatever form in SPARQL; `substitutions` bind variables ("actor") to values.

        Our prefixes need not be declared. All named graphs are asked as one, unless FROM or FROM NAMED says
        which, or a `dataset`, which comes first. Relative IRIs are resolved against `base`; without, they are
        errors. The union of graphs is no set: a triple that stands in two graphs comes twice (DISTINCT,
        COUNT(DISTINCT ...)). A variable can be substituted only where SELECT, and every sub-SELECT that uses
        it, names it.
        No host is asked but those of `services`.

        Raises QueryError for what is no SPARQL, is refused or fails at once; what fails when its row is asked
        for comes out of the iterator as pyoxigraph raises it, and `kg.queries` wraps it.
        """
        check_query(sparql, services)
        values = {Variable(name): term for name, term in (substitutions or {}).items()}
        default, named = (dataset.default, dataset.named) if dataset else (None, None)
        try:
            return self.rdf.query(
                sparql,
                base_iri=base,
                prefixes=KNOWN_PREFIXES,
                use_default_graph_as_union=dataset is None and not states_dataset(sparql),
                default_graph=default,
                named_graphs=named,
                substitutions=values,
            )
        except SyntaxError as error:
            raise QueryError(to_syntax_message(sparql, str(error))) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"the query cannot be run: {shorten(str(error))}") from error

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """Return the quads of one named graph, or all of them; in no order. Raises BrokenGraphError."""
        try:
            yield from self.rdf.quads_for_pattern(None, None, None, NamedNode(graph) if graph else None)
        except (OSError, RuntimeError) as error:
            raise self.to_broken(error) from error

    def dump(self, path: Path) -> None:
        """Write all quads as N-Quads, one a line; in no order. Raises BrokenGraphError."""
        try:
            self.rdf.dump(str(path), RdfFormat.N_QUADS)
        except RuntimeError as error:
            raise self.to_broken(error) from error

    def graph_names(self) -> list[str]:
        """List the IRIs of the named graphs, sorted."""
        return sorted(name.value for name in self.rdf.named_graphs())

    def articles(self) -> Iterator[Article]:
        """Yield every article as it was read, in the order of the build.

        Raises BrokenGraphError, also where two builds have replaced the graph since it was opened.
        """
        if isinstance(self._articles, tuple):
            yield from self._articles
            return
        try:
            with self._articles.open(encoding="utf-8") as lines:
                for line in lines:
                    article = _read_article(line)
                    article.content_hash  # noqa: B018  An error where a field is no text.
                    yield article
        except (OSError, ValueError, TypeError, RecursionError) as error:
            raise self.to_broken(error) from error

    def find_article(self, iri: str) -> Article | None:
        """Find the article of that IRI; None where its text is not kept. Raises BrokenGraphError.

        Where each article lies is noted when the first is looked for.
        """

        if isinstance(self._articles, tuple):
            found = (one for one in self._articles if article_iri(one.content_hash) == iri)
            return next(found, None)

        try:
            with self._articles.open("rb") as lines:
                if self._places is None:
                    self._places = dict(_find_places(lines))
                if iri not in self._places:
                    return None
                lines.seek(self._places[iri])
                return _read_article(lines.readline())
        except (OSError, ValueError, TypeError, RecursionError) as error:
            raise self.to_broken(error) from error

    @property
    def folder(self) -> Path | None:
        """The folder of its generation; None where it lies in memory or on a server."""
        return self._articles.parent if isinstance(self._articles, Path) else None

    @property
    def inputs(self) -> Inputs:
        """The inputs that the graph was built from; none where its manifest does not say."""
        try:
            said = self.manifest["inputs"]
            return Inputs(tuple(map(str, said["paths"])), tuple(map(str, said["suffixes"])))
        except (KeyError, TypeError):
            return Inputs()

    def check_files(self) -> None:
        """Raise BrokenGraphError where a file of the graph is not what was written."""
        written = self.manifest.get("files")
        if isinstance(self._articles, tuple) or not isinstance(written, dict):  # of a version before
            return
        try:
            digests = digest_files(self._articles.parent)
        except OSError as error:
            raise self.to_broken(error) from error
        for name in sorted(digests.keys() | written.keys()):
            if digests.get(name) != written.get(name):
                raise self.to_broken(ValueError(f"{name} is not what was written"))

    def __enter__(self) -> GraphStore:
        return self

    def __exit__(self, *_: object) -> None:
        # pyoxigraph has no close(): the files are let go with the last reference.
        del self.rdf

    def to_local(self) -> GraphStore:
        """Return the graph on this machine, and nothing besides it: this one, or the copy of a server's."""
        return self

    def to_broken(self, error: Exception) -> BrokenGraphError:
        """Convert an error that came while the graph was read to one for the user."""
        folder = self._articles.parent if isinstance(self._articles, Path) else Path()
        what = f"the graph in {folder} cannot be read ({take_first_line(error)})"
        if not folder.is_dir():
            return BrokenGraphError(what, "two builds have replaced it since it was opened; open it again")
        return BrokenGraphError(what, f"remove {folder}, and make it anew with `kg build articles/`")


def _find_places(lines: IO[bytes]) -> Iterator[tuple[str, int]]:
    """Yield the IRI of each article, and where its line begins."""
    start = 0
    for line in lines:
        yield article_iri(_read_article(line).content_hash), start
        start += len(line)


def _read_article(line: str | bytes) -> Article:
    """Read one line of articles.jsonl."""
    from kg.model import Article  # no query needs it, and to import it takes as long as a small query

    return Article(**json.loads(line))


def open_store(location: Path) -> GraphStore:
    """Open the current graph to read.

    Raises StoreError where there is none, BrokenGraphError where it cannot be read.
    """
    folder = current_folder(location)
    if folder is None:
        raise StoreError(f"no graph at {location}: make one with `kg build articles/`")
    return open_generation(folder, location)


def open_generation(folder: Path, location: Path) -> GraphStore:
    """Open one generation of the graph at `location` to read. Raises BrokenGraphError where it cannot be."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["store_format"] != STORE_FORMAT:
            form = f"form {shorten(str(manifest['store_format']))}, this one reads {STORE_FORMAT}"
            raise BrokenGraphError(f"the graph at {location} was written by another version of kg ({form})")
        rdf = Store.read_only(str(folder / RDF))
    except (OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
        raise BrokenGraphError(f"the graph at {location} is broken ({take_first_line(error)})") from error
    return GraphStore(rdf, manifest, folder / ARTICLES)


def in_memory(quads: Iterable[Quad], articles: Iterable[Article] = ()) -> GraphStore:
    """Make a graph that lives in memory only."""
    rdf = Store()
    rdf.bulk_extend(quads)
    return GraphStore(rdf, {}, tuple(articles))
