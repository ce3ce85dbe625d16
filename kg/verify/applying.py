"""Apply the shapes to some graphs at a time, with the answer that the whole gives.

What some graphs lack, another may say: so what breaks a shape there is a suspect, and the whole is asked.
What no graph breaks alone is found in what they share, or around the strangers (kg.verify.batches).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Store

from kg.printable import shorten
from kg.store import GraphStore
from kg.verify.findings import LONGEST_VALUE, REBUILD, Finding
from kg.verify.shapes import Constraint, Term

# A constraint, a node that breaks it in some part, and the value to blame.
Suspect = tuple[Constraint, Term, Term | None]


def find_suspects(rdf: Store, constraints: Iterable[Constraint]) -> Iterator[Suspect]:
    """Find what breaks the constraints in a part."""
    for constraint in constraints:
        for row in rdf.query(constraint.query, use_default_graph_as_union=True):  # type: ignore[union-attr]
            yield constraint, row["focus"], row["value"]


def confirm(store: GraphStore, suspect: Suspect) -> Iterator[Finding]:
    """Find out whether a suspect breaks the constraint in the whole, and with what. Raises BrokenGraphError.

    Of a literal or a blank node no other part knows more.
    """
    constraint, focus, value = suspect
    if not isinstance(focus, NamedNode):
        yield _to_finding(constraint, focus, value)
        return
    try:
        for row in store.select(constraint.query_about(focus)):
            yield _to_finding(constraint, focus, row["value"])
    except (OSError, RuntimeError) as error:
        raise store.to_broken(error) from error


def _to_finding(constraint: Constraint, focus: Term, value: Term | None) -> Finding:
    found = "" if value is None else f" (found: {shorten(_to_text(value), LONGEST_VALUE)})"
    return Finding("shape", _to_text(focus), f"{constraint.message}{found}; {REBUILD}")


def _to_text(term: Term) -> str:
    """Show an IRI or the text of a literal bare."""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
