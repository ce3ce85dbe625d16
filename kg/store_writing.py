"""Write the graph: a generation, which takes the place of the current one when it is whole."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any

from pyoxigraph import NamedNode, Quad, Store

from kg.errors import QueryError, StoreError, is_full
from kg.generations import ARTICLES, MANIFEST, RDF, Site, building, digest_files, new_folder
from kg.model import Article
from kg.settings import GENERATIONS_KEPT, QUADS_AT_ONCE, STORE_FORMAT
from kg.sparql import to_syntax_message
from kg.store import GraphStore
from kg.vocab import KNOWN_PREFIXES


class Generation:
    """A graph that is being written. `manifest` is the pipeline's: versions, digests, counts.

    It begins empty, or as the graph of `base`, whose files it shares by hard links until it writes its own.
    """

    def __init__(self, folder: Path, base: GraphStore | None = None) -> None:
        self.folder = folder
        self.manifest: dict[str, Any] = {}
        if base is not None:
            try:
                base.rdf.backup(str(folder / RDF))
            except (OSError, RuntimeError) as error:
                unwritable = StoreError.unwritable(folder.parent, error)
                raise unwritable if is_full(error) else base.to_broken(error) from error
        with self._writing():
            self._rdf = Store(str(folder / RDF))
            self._articles: IO[str] = (folder / ARTICLES).open("w", encoding="utf-8")

    def graph_names(self) -> set[str]:
        """Return the IRIs of the named graphs."""
        return {name.value for name in self._rdf.named_graphs() if isinstance(name, NamedNode)}

    def quads(
        self, subject: str | None, predicate: str | None, value: str | None, graph: str | None
    ) -> Iterator[Quad]:
        """Return the quads so far with that subject, predicate, object and graph: IRIs, or None for any."""
        nodes = (None if iri is None else NamedNode(iri) for iri in (subject, predicate, value, graph))
        return self._rdf.quads_for_pattern(*nodes)

    def read(self) -> GraphStore:
        """Return the graph so far, to ask it."""
        return GraphStore(self._rdf, {}, ())

    def add_quads(self, quads: Iterable[Quad]) -> None:
        """Add quads, QUADS_AT_ONCE at a time; each makes new files, so give it those of many articles."""
        rest = iter(quads)
        while some := list(islice(rest, QUADS_AT_ONCE)):
            with self._writing():
                self._rdf.bulk_extend(some)

    def drop_graph(self, name: str) -> None:
        """Remove the quads of a named graph."""
        with self._writing():
            self._rdf.remove_graph(NamedNode(name))

    def update(self, sparql: str, base: str | None = None) -> None:
        """Run a SPARQL Update; our prefixes need not be declared. Raises QueryError for what is none.

        It may fetch what LOAD and SERVICE name: see `kg.sparql.check_update`.
        """
        try:
            with self._writing():
                self._rdf.update(sparql, base_iri=base, prefixes=KNOWN_PREFIXES)
        except SyntaxError as error:
            raise QueryError(to_syntax_message(sparql, str(error))) from error

    def replace_quads(self, old: Iterable[Quad], new: Iterable[Quad]) -> None:
        """Put some quads in the place of others; what is in both is not touched."""
        before, after = set(old), set(new)
        with self._writing():
            for quad in before - after:
                self._rdf.remove(quad)
            self._rdf.extend(after - before)

    def merge_files(self) -> None:
        """Merge the files of all loads, in 2.6 s for a million quads: queries take half the time then."""
        with self._writing():
            self._rdf.optimize()

    def add_article(self, article: Article) -> None:
        """Keep the article as it was read, so that every span can be read again."""
        with self._writing():
            self._articles.write(article.to_line() + "\n")

    def close(self) -> None:
        """Release every file of the generation; nothing can be added after it."""
        try:
            with self._writing():
                self._articles.close()
                self._rdf.flush()
        finally:
            # pyoxigraph has no close(): the files are let go with the last reference.
            del self._rdf

    def write_manifest(self) -> None:
        """Write the manifest of a generation that is closed: the pipeline's, the form of the store that this
        version writes, and the digests of all files.
        """
        with self._writing():
            manifest = self.manifest | {"store_format": STORE_FORMAT, "files": digest_files(self.folder)}
            # Escaped, because a path of the inputs need not be UTF-8.
            text = json.dumps(manifest, indent=2, sort_keys=True) + "\n"
            (self.folder / MANIFEST).write_text(text, encoding="utf-8")

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError) as error:
            raise StoreError.unwritable(self.folder.parent, error) from error


@contextlib.contextmanager
def new_generation(
    where: Path | Site, base: GraphStore | None = None, keep: int = GENERATIONS_KEPT
) -> Iterator[Generation]:
    """Yield a graph to write, empty or as that of `base`, which takes the place of the current graph at a
    clean exit.

    After an exception the graph is what it was, at a clean exit the last `keep` generations stay. `where` is
    the site of a `building`, or a location that is locked for as long as this takes; StoreError while another
    build has locked it.
    """
    site = contextlib.nullcontext(where) if isinstance(where, Site) else building(where)
    with site as held, new_folder(held, keep) as folder:
        generation = Generation(folder, base)
        try:
            yield generation
            if base is None:  # Else files are shared with the generation before, and stay so.
                generation.merge_files()
        finally:
            generation.close()
        generation.write_manifest()
