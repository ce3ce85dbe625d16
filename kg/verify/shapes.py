"""SHACL as SPARQL: each constraint of the shapes is a query for what breaks it.

An engine of SHACL asks for node after node; queries over many at once take a fraction of the time. What is
translated of SHACL Core is what `ontology/shapes.ttl` uses, and anything else is an error: all four targets,
paths of predicates, inverses and sequences, and the constraints of _FAULTS. tests/test_shapes.py compares the
answers with those of pySHACL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple

from kg.errors import OntologyError
from kg.model import Stage
from kg.ontology import ontology_path, shapes_path
from kg.vocab import RDF, RDFS, XSD

Term = NamedNode | BlankNode | Literal | Triple

SH = "http://www.w3.org/ns/shacl#"
_STAGE_SHAPE = NamedNode("https://w3id.org/spacepolicy/shapes#stage")
# What a shape says beside its targets and constraints.
_ABOUT = frozenset({RDF.type, *(SH + name for name in ("path", "message", "property", "qualifiedMinCount"))})
# Datatypes of which SPARQL can tell whether a value is written as they demand.
_CASTS = frozenset(XSD[name] for name in ("boolean", "date", "decimal", "integer"))
_FIRST, _REST = f"{RDF.iri}first", f"{RDF.iri}rest"


@dataclass(frozen=True, slots=True)
class Constraint:
    """A constraint of a shape, in patterns of SPARQL.

    `target` binds ?focus to the nodes that it is about. `values` lead from there to ?value, the one to blame
    where a single value is, and to what it is compared with; `fault` keeps what is wrong.
    """

    message: str
    target: str
    values: tuple[str, ...]
    fault: str

    @property
    def query(self) -> str:
        """Write the query for all that breaks it, in graphs that hardly repeat each other."""
        targets = f"{{ SELECT DISTINCT ?focus WHERE {{ {self.target} }} }}"
        return f"SELECT DISTINCT ?focus ?value WHERE {{ {targets} {' . '.join(self.values)} {self.fault} }}"

    def query_about(self, focus: NamedNode) -> str:
        """Write the query for how one node breaks it, in graphs that may all say the same of it."""
        # Whoever looks at a single node knows already that it is one of the listed.
        is_target = "" if self.target.startswith("VALUES ?focus") else f"FILTER EXISTS {{ {self.target} }}"
        values = " ".join(f"{{ SELECT DISTINCT * WHERE {{ {one} }} }}" for one in self.values)
        query = f"SELECT DISTINCT ?value WHERE {{ {values} {is_target} {self.fault} }}"
        return query.replace("?focus", str(focus))


def load_shapes() -> Store:
    """Load the shapes of the ontology, with the closed list of stages from the records."""
    shapes = Store()
    shapes.load(path=str(shapes_path()), format=RdfFormat.TURTLE)
    stages = Literal(f"^({'|'.join(get_args(Stage))})$")
    shapes.add(Quad(_STAGE_SHAPE, NamedNode(SH + "pattern"), stages))
    return shapes


def load_constraints() -> list[Constraint]:
    """Load the constraints of all shapes that have targets, and of those that they lead to.

    Raises OntologyError for what is not translated.
    """
    shapes = _Shapes(load_shapes(), _load_subclasses())
    return [
        constraint
        for shape in shapes.subjects()
        if (target := shapes.write_target(shape))
        for constraint in shapes.translate(shape, target)
    ]


@dataclass(frozen=True, slots=True)
class Asked:
    """The IRIs that constraints speak of, and the predicates among them that lead from a node to a value, or
    `back`.
    """

    terms: frozenset[str]
    forward: frozenset[str]
    back: frozenset[str]


def find_asked(constraints: Iterable[Constraint]) -> Asked:
    """Find the IRIs that the constraints speak of."""
    text = " ".join(one.query for one in constraints)
    terms, forward, back = (
        frozenset(re.findall(mark + "<([^<>]*)>", text)) for mark in ("", r"\?focus ", r"\^")
    )
    return Asked(terms | {RDF.type}, forward, back)


def _load_subclasses() -> dict[str, list[str]]:
    """Map each class of the ontology to itself and all below it."""
    ontology = Store()
    ontology.load(path=str(ontology_path()), format=RdfFormat.TURTLE)
    below: dict[str, list[str]] = {}
    query = f"SELECT DISTINCT ?class ?below {{ ?below <{RDFS.subClassOf}>* ?class }} ORDER BY ?below"
    for row in ontology.query(query):  # type: ignore[union-attr]
        below.setdefault(str(row["class"]), []).append(str(row["below"]))
    return below


class _Shapes:
    """The shapes, and how each is written in SPARQL."""

    def __init__(self, triples: Store, subclasses: dict[str, list[str]]) -> None:
        self._triples = triples
        self._subclasses = subclasses

    def subjects(self) -> list[NamedNode]:
        """List the shapes that have names, sorted."""
        subjects = {quad.subject for quad in self._triples}
        return sorted((one for one in subjects if isinstance(one, NamedNode)), key=str)

    def write_target(self, shape: NamedNode) -> str:
        """Write the nodes that a shape targets; empty where other shapes lead to it."""
        nodes = self._values(shape, "targetNode")
        if nodes:
            return f"VALUES ?focus {{ {' '.join(sorted(map(str, nodes)))} }}"
        classes = (below for one in self._values(shape, "targetClass") for below in self._list_below(one))
        parts = [f"{{ ?focus a {name} }}" for name in sorted(set(classes))]
        parts += [
            f"{{ ?from {one} ?focus }}" for one in sorted(map(str, self._values(shape, "targetObjectsOf")))
        ]
        parts += [
            f"{{ ?focus {one} ?to }}" for one in sorted(map(str, self._values(shape, "targetSubjectsOf")))
        ]
        return " UNION ".join(parts)

    def translate(self, shape: NamedNode, target: str) -> Iterator[Constraint]:
        """Translate the constraints of a shape, and of those that it leads to, for the nodes of `target`."""
        path = self._value(shape, "path")
        reach = f"?focus {self._write_path(path)} ?value" if path else "BIND(?focus AS ?value)"
        message = self._value(shape, "message")
        for quad in self._triples.quads_for_pattern(shape, None, None, None):
            predicate = quad.predicate.value
            if predicate.startswith(SH + "target") or predicate in _ABOUT:
                continue
            if predicate not in _FAULTS or not isinstance(message, Literal):
                raise OntologyError(
                    f"{shapes_path()}: {shape} has no sh:message, or {quad.predicate} unknown here"
                )
            values, fault = _FAULTS[predicate](self, reach, quad.object)
            yield Constraint(message.value, target, values, fault)
        for nested in self._values(shape, "property"):
            start = target.replace("?focus", "?start")
            further = f"{start} {reach.replace('?focus', '?start').replace('?value', '?focus')}"
            yield from self.translate(nested, further)  # type: ignore[arg-type]

    def list_items(self, head: Term) -> list[str]:
        """List the items of an RDF list, as SPARQL writes them."""
        items = []
        while first := self._follow(head, _FIRST):
            items.append(str(first[0]))
            head = self._follow(head, _REST)[0]
        return items

    def write_class(self, name: Term, node: str) -> str:
        """Write a filter for what is not of a class."""
        return " ".join(f"FILTER NOT EXISTS {{ {node} a {below} }}" for below in self._list_below(name))

    def list_qualified(self, shape: Term) -> list[str]:
        """List the values that a qualified value shape allows."""
        return self.list_items(self._values(shape, "in")[0])

    def _list_below(self, name: Term) -> list[str]:
        return self._subclasses.get(str(name), [str(name)])

    def _write_path(self, path: Term) -> str:
        if isinstance(path, NamedNode):
            return str(path)
        inverse = self._value(path, "inversePath")
        if inverse:
            return f"^{self._write_path(inverse)}"
        steps = []
        while first := self._follow(path, _FIRST):
            steps.append(self._write_path(first[0]))
            path = self._follow(path, _REST)[0]
        return "/".join(steps)

    def _values(self, subject: Term, name: str) -> list[Term]:
        return self._follow(subject, SH + name)

    def _value(self, subject: Term, name: str) -> Term | None:
        return next(iter(self._values(subject, name)), None)

    def _follow(self, subject: Term, predicate: str) -> list[Term]:
        found = self._triples.quads_for_pattern(subject, NamedNode(predicate), None, None)  # type: ignore[arg-type]
        return [quad.object for quad in found]


_Fault = tuple[tuple[str, ...], str]


def _require(value: Term, *known: str) -> str:
    """Return the text of a value that is one of the known. Raises OntologyError."""
    if getattr(value, "value", None) not in known:
        raise OntologyError(f"{shapes_path()}: {value} where only {' or '.join(known)} is known; write that")
    return str(value.value)  # type: ignore[union-attr]


def _min_count(shapes: _Shapes, reach: str, value: Term) -> _Fault:
    _require(value, "1")
    return (), f"FILTER NOT EXISTS {{ {reach.replace('?value', '?any')} }}"


def _max_count(shapes: _Shapes, reach: str, value: Term) -> _Fault:
    one, other = (reach.replace("?value", name) for name in ("?one", "?other"))
    if _require(value, "0", "1") == "0":
        return (one,), ""
    return (one, other), "FILTER(!sameTerm(?one, ?other))"


def _class(shapes: _Shapes, reach: str, value: Term) -> _Fault:
    return (reach,), shapes.write_class(value, "?value")


def _datatype(shapes: _Shapes, reach: str, value: Term) -> _Fault:
    cast = f" && STRLEN(STR({value}(STR(?value)))) > 0" if value.value in _CASTS else ""  # type: ignore[union-attr]
    return (reach,), f"FILTER(!COALESCE(DATATYPE(?value) = {value}{cast}, false))"


def _node_kind(shapes: _Shapes, reach: str, value: Term) -> _Fault:
    _require(value, SH + "IRI")
    return (reach,), "FILTER(!isIRI(?value))"


def _min_length(shapes: _Shapes, reach: str, value: Term) -> _Fault:
    return (reach,), f"FILTER(isBlank(?value) || STRLEN(STR(?value)) < {value})"


def _pattern(shapes: _Shapes, reach: str, value: Term) -> _Fault:
    return (reach,), f"FILTER(isBlank(?value) || !REGEX(STR(?value), {value}))"


def _in(shapes: _Shapes, reach: str, value: Term) -> _Fault:
    same = "".join(f" || sameTerm(?value, {item})" for item in shapes.list_items(value))
    return (reach,), f"FILTER(!(false{same}))"


def _qualified(shapes: _Shapes, reach: str, value: Term) -> _Fault:
    items = shapes.list_qualified(value)
    return (), " ".join(f"FILTER NOT EXISTS {{ {reach.replace('?value', item)} }}" for item in items)


def _compare_with_value(operator: str) -> Callable[[_Shapes, str, Term], _Fault]:
    def write(shapes: _Shapes, reach: str, value: Term) -> _Fault:
        return (reach,), f"FILTER(!COALESCE(?value {operator} {value}, false))"

    return write


def _compare_with_property(operator: str) -> Callable[[_Shapes, str, Term], _Fault]:
    def write(shapes: _Shapes, reach: str, value: Term) -> _Fault:
        return (reach, f"?focus {value} ?other"), f"FILTER(!COALESCE(?value {operator} ?other, false))"

    return write


# How each constraint is written: the patterns of the values, and the fault.
_FAULTS: dict[str, Callable[[_Shapes, str, Term], _Fault]] = {
    SH + "class": _class,
    SH + "datatype": _datatype,
    SH + "in": _in,
    SH + "lessThan": _compare_with_property("<"),
    SH + "lessThanOrEquals": _compare_with_property("<="),
    SH + "maxCount": _max_count,
    SH + "maxInclusive": _compare_with_value("<="),
    SH + "minCount": _min_count,
    SH + "minInclusive": _compare_with_value(">="),
    SH + "minLength": _min_length,
    SH + "nodeKind": _node_kind,
    SH + "pattern": _pattern,
    SH + "qualifiedValueShape": _qualified,
}
