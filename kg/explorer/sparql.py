"""Ask in SPARQL: a field of text, which a script makes an editor, and the answer as rows like all others."""

from __future__ import annotations

from functools import cache

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.errors import QueryError
from kg.explorer.pages import Asked, Page, Table, View
from kg.explorer.questions import ASK, to_table
from kg.ontology import ontology_path
from kg.queries import Parameter, Query, ask, list_queries
from kg.settings import bundle_path
from kg.store import GraphStore
from kg.vocab import KNOWN_PREFIXES, RDF, abbreviate

SCRIPT, STYLE = "sparql.js", "sparql.css"
# What stands in the field before anything is asked.
FIRST = "SELECT * WHERE { ?article a sp:Article ; dcterms:title ?title } LIMIT 10"


def show_sparql(store: GraphStore, asked: Asked) -> View:
    """Show the field, and the answer to what stands in it."""
    text = asked.parameters["query"]
    examples = {query.name: query for query in list_queries()}
    example = examples.get(asked.parameters["example"])
    error, table = "", Table()
    if text:
        try:
            table = to_table(store, ask(store, Query("of your own", "", (), "", "", text), {}), asked)
        except QueryError as problem:
            error = str(problem)
    drawn = {
        "text": text or (example.sparql if example else FIRST),
        "examples": list(examples.values()),
        "is_asked": bool(text) and not error,
        "is_bundled": bundle_path(SCRIPT).is_file(),
    }
    return View(
        "Ask in SPARQL", table, {"terms": list_terms(), "prefixes": KNOWN_PREFIXES, "error": error}, drawn
    )


@cache
def list_terms() -> tuple[str, ...]:
    """List the classes and properties of the ontology as a query writes them."""
    subjects = {
        quad.subject.value
        for quad in parse(path=str(ontology_path()), format=RdfFormat.TURTLE)
        if quad.predicate.value == RDF.type and isinstance(quad.subject, NamedNode)
    }
    return tuple(sorted({abbreviate(iri) for iri in subjects}))


SPARQL = Page(
    "sparql",
    f"{ASK}/sparql",
    "Ask whatever the graph can answer, in SPARQL.",
    show_sparql,
    parameters=(
        Parameter("query", "text", "", "The query"),
        Parameter("example", "text", "", "The name of a query of ours, to begin with"),
    ),
    template="sparql.html",
    scripts=(SCRIPT,),
    policy={"connect-src": "'self'"},
)
