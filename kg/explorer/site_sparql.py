"""Let a site be asked in SPARQL without a server: its graph as a file, and a store that runs in the browser.

Its script is `site-sparql.js` of kg/export/web, with Oxigraph in WebAssembly in its bundle.
"""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from kg.explorer.pages import Asked, Page, View
from kg.explorer.site_search import write_script
from kg.explorer.sparql import FIRST, SPARQL, STYLE, list_terms
from kg.export.rdf import write_nquads
from kg.queries import list_queries
from kg.settings import BASE_IRI, SITE_MOST_QUADS, bundle_path
from kg.store import GraphStore
from kg.vocab import KNOWN_PREFIXES

SCRIPT = "site-sparql.js"
# Where the files of the page lie, from the top of the site.
_FOLDER, _GRAPH, _PAGES = "ask", "graph.nq.gz", "pages.js"
_LEVEL = 6


def find_page(store: GraphStore) -> Page | None:
    """Find the page to ask on, without a script for a graph that is too large; None without the bundle."""
    if not bundle_path(SCRIPT).is_file():
        return None
    if count_quads(store) > SITE_MOST_QUADS:
        return replace(SITE_SPARQL, scripts=(), policy={})
    return SITE_SPARQL


def count_quads(store: GraphStore) -> int:
    """Count the quads of a graph."""
    [row] = store.select("SELECT (COUNT(*) AS ?quads) WHERE { GRAPH ?graph { ?s ?p ?o } }")
    return int(row["quads"].value)


def write_graph(store: GraphStore, site: Path) -> None:
    """Write the graph as N-Quads with gzip, the same bytes each time, and the scripts of the page."""
    folder = site / _FOLDER
    folder.mkdir(exist_ok=True)
    lines = folder / "graph.nq"
    write_nquads(store, lines)
    # A name or a time in the head would make each export another file.
    with (
        lines.open("rb") as source,
        (folder / _GRAPH).open("wb") as raw,
        gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as packed,
    ):
        shutil.copyfileobj(source, packed)
    lines.unlink()
    for name in (SCRIPT, STYLE):
        shutil.copy(bundle_path(name), site / "static")


def write_pages(site: Path, files: Mapping[str, str]) -> None:
    """Write which file of the site is the page of which thing, for the links of answers."""
    ends = {iri.removeprefix(BASE_IRI): file for iri, file in sorted(files.items())}
    write_script(site / _FOLDER / _PAGES, ends)


def _show(store: GraphStore, asked: Asked) -> View:
    known = {
        "graph": _GRAPH,
        "pages": _PAGES,
        "base": BASE_IRI,
        "examples": {query.name: query.sparql for query in list_queries()},
        "terms": list_terms(),
        "prefixes": KNOWN_PREFIXES,
    }
    drawn = {
        "known": known,
        "queries": list_queries(),
        "first": FIRST,
        "quads": count_quads(store),
        "most": SITE_MOST_QUADS,
        "file": _GRAPH,
    }
    return View("Ask in SPARQL", drawn=drawn)


SITE_SPARQL = Page(
    SPARQL.name,
    SPARQL.path,
    SPARQL.summary,
    _show,
    menu="SPARQL",
    template="site_sparql.html",
    scripts=(SCRIPT,),
    policy={"script-src": "'self' file: 'wasm-unsafe-eval'", "worker-src": "blob:", "connect-src": "'self'"},
)
