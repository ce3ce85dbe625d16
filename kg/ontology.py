"""Load the ontology folder: actors, demonyms, treaties and accords, and the quads of the Turtle files.

Read with pyoxigraph, not rdflib: every `kg build` and `kg extract` opens the gazetteer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar, get_args

from pyoxigraph import Literal, NamedNode, Quad, parse

from kg import vocab
from kg.errors import OntologyError
from kg.model import ActorType, AgreementKind, Entity, Instrument, Tenure, Topic
from kg.settings import data_folder
from kg.vocab import OWL, RDF, RDFS, SKOS, SP

# Predicate -> values in the order of the file; one such table for each subject.
Properties = dict[str, list[str]]

TYPES: dict[str, ActorType] = {SP[name]: name for name in get_args(ActorType)}
AGREEMENT_KINDS: dict[str, AgreementKind] = {SP[name]: name for name in get_args(AgreementKind)}

_Type = TypeVar("_Type", ActorType, AgreementKind)


def ontology_path() -> Path:
    """Return the file of classes and properties (OWL)."""
    return data_folder("ontology") / "space-policy.ttl"


def shapes_path() -> Path:
    """Return the file of constraints on every graph (SHACL)."""
    return data_folder("ontology") / "shapes.ttl"


def actors_path() -> Path:
    """Return the file of the gazetteer."""
    return data_folder("ontology") / "actors.ttl"


def agreements_path() -> Path:
    """Return the file of the register of treaties and accords."""
    return data_folder("ontology") / "agreements.ttl"


def offices_path() -> Path:
    """Return the file of the register of offices and their holders."""
    return data_folder("ontology") / "offices.ttl"


def rosters_path() -> Path:
    """Return the file of lists of states that a ledger is compared with."""
    return data_folder("ontology") / "rosters.ttl"


def identifiers_path() -> Path:
    """Return the file of identifiers of actors in Wikidata, and of their former names."""
    return data_folder("ontology") / "identifiers.ttl"


def topics_path() -> Path:
    """Return the file of topics and their words."""
    return data_folder("ontology") / "topics.ttl"


def load_agreements(path: Path | None = None) -> tuple[Instrument, ...]:
    """Load the treaties and accords of the register, sorted by IRI.

    Raises OntologyError where the file is missing or broken, or an agreement lacks a label or a kind.
    """
    path = path or agreements_path()
    stanzas = _read_stanzas(path)
    return tuple(
        Instrument(
            iri,
            _read_label(path, iri, stanzas[iri]),
            _read_type(path, iri, stanzas[iri], SP.kind, AGREEMENT_KINDS),
            tuple(stanzas[iri].get(SKOS.altLabel, [])),
        )
        for iri in sorted(stanzas)
    )


def load_actors(path: Path | None = None) -> tuple[Entity, ...]:
    """Load the actors of the gazetteer, sorted by IRI; those of a file of your own have no identifiers.

    Raises OntologyError where the file is missing or broken, or an actor lacks a label, has no type or two,
    uses an `sp:` term that nobody defined, or names a country or parent that has no stanza of its own.
    """
    identifiers = load_identifiers() if path is None else {}
    path = path or actors_path()
    stanzas = _read_stanzas(path)
    labels = {iri: _read_label(path, iri, properties) for iri, properties in stanzas.items()}
    actors = (_to_entity(path, iri, stanzas[iri], labels) for iri in sorted(stanzas))
    return tuple(replace(actor, same_as=identifiers.get(actor.iri)) for actor in actors)


def load_identifiers(path: Path | None = None) -> dict[str, str]:
    """Map the IRI of an actor to that of the item of Wikidata which is the same.

    Raises OntologyError where the file is missing or broken, or an actor has two items.
    """
    path = path or identifiers_path()
    found = {iri: values[OWL.sameAs] for iri, values in _read_stanzas(path).items() if OWL.sameAs in values}
    for iri, items in found.items():
        if len(items) > 1:
            raise OntologyError(f"{path}: <{iri}> has {_listed(items)} as owl:sameAs; keep one")
    return {iri: item for iri, (item,) in found.items()}


def load_tenures(path: Path | None = None) -> tuple[Tenure, ...]:
    """Load the tenures of the register of offices, sorted by IRI.

    Raises OntologyError where the file is missing or broken, or a tenure lacks one of its lines.
    """
    path = path or offices_path()
    return tuple(_to_tenure(path, iri, properties) for iri, properties in sorted(_read_stanzas(path).items()))


def _to_tenure(path: Path, iri: str, properties: Properties) -> Tenure:
    needed = (SP.heldBy, SP.heldAt, SP.heldAs, SP.heldFrom)
    for predicate in needed:
        if not properties.get(predicate):
            raise OntologyError(f"{path}: <{iri}> has no sp:{predicate.removeprefix(SP.iri)}; give it one")
    holder, organization, titles, since = (properties[predicate] for predicate in needed)
    until = properties.get(SP.heldUntil, [None])[0]
    return Tenure(holder[0], organization[0], tuple(titles), since[0], until)


def load_topics(path: Path | None = None) -> tuple[Topic, ...]:
    """Load the topics, sorted by IRI.

    Raises OntologyError where the file is missing or broken, or a topic lacks a label or has a broader one
    without a stanza.
    """
    path = path or topics_path()
    stanzas = _read_stanzas(path)
    return tuple(
        _to_topic(path, iri, properties, stanzas.keys()) for iri, properties in sorted(stanzas.items())
    )


def _to_topic(path: Path, iri: str, properties: Properties, known: Collection[str]) -> Topic:
    broader = properties.get(SKOS.broader, [])
    if len(broader) > 1 or any(iri not in known for iri in broader):
        raise OntologyError(
            f"{path}: <{iri}>: skos:broader must be one topic of this file, not {_listed(broader)}"
        )
    names, hints = (tuple(properties.get(term, [])) for term in (SKOS.altLabel, SKOS.hiddenLabel))
    return Topic(iri, _read_label(path, iri, properties), names, hints, broader[0] if broader else None)


def load_demonyms(path: Path | None = None) -> dict[str, str]:
    """Map adjectives and names of peoples to the label of the state: "Russian" -> "Russia".

    Raises OntologyError as `load_actors` does, and where one demonym belongs to two states.
    """
    return _load_names_of_states(path or actors_path(), SP.demonym)


def load_capitals(path: Path | None = None) -> dict[str, str]:
    """Map capitals to labels of states: "Moscow" -> "Russia". Raises OntologyError as `load_demonyms`
    does.
    """
    return _load_names_of_states(path or actors_path(), SP.capital)


def _load_names_of_states(path: Path, predicate: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for iri, properties in sorted(_read_stanzas(path).items()):
        state = _read_label(path, iri, properties)
        for name in properties.get(predicate, []):
            if names.setdefault(name, state) != state:
                term = "sp:" + predicate.removeprefix(SP.iri)
                raise OntologyError(
                    f"{path}: <{iri}>: {term} {name!r} belongs to {names[name]} too; keep one"
                )
    return names


def ontology_quads() -> Iterator[Quad]:
    """Read the ontology as quads of its named graph."""
    return _name_graph(ontology_path(), vocab.ONTOLOGY_GRAPH)


def gazetteer_quads() -> Iterator[Quad]:
    """Read the gazetteer, its identifiers, the registers, the rosters and the topics as quads of their named
    graph.
    """
    registers = (agreements_path(), offices_path(), rosters_path(), topics_path())
    for path in (actors_path(), identifiers_path(), *registers):
        yield from _name_graph(path, vocab.GAZETTEER_GRAPH)


def ontology_digest() -> str:
    """Compute SHA-256 (hex) over the folder's Turtle files: a graph built under another digest is stale."""
    digest = hashlib.sha256()
    for path in sorted(data_folder("ontology").glob("*.ttl")):
        # The length keeps two files from running into each other.
        content = path.read_bytes()
        digest.update(f"{path.name}\x1f{len(content)}\x1f".encode())
        digest.update(content)
    return digest.hexdigest()


def _name_graph(path: Path, graph: str) -> Iterator[Quad]:
    name = NamedNode(graph)
    for quad in _read_turtle(path):
        yield Quad(quad.subject, quad.predicate, quad.object, name)


def _read_turtle(path: Path) -> Iterator[Quad]:
    """Read the triples of a Turtle file. OntologyError, with the line, where it is missing or broken."""
    try:
        yield from parse(path=path)
    except FileNotFoundError:
        raise OntologyError(f"{path}: there is no such file; reinstall the package or restore it") from None
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = f"{path}:{line}" if line else str(path)
        raise OntologyError(f"{where}: not Turtle: {error.args[0]}; mend that line") from error


def _read_stanzas(path: Path) -> dict[str, Properties]:
    """Read the properties of each subject of the gazetteer. OntologyError for an undefined `sp:` term."""
    stanzas: dict[str, Properties] = {}
    for quad in _read_turtle(path):
        subject, predicate, value = quad.subject, quad.predicate.value, quad.object
        if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
            raise OntologyError(f"{path}: {quad.triple} is no line of a stanza; write IRIs and literals only")
        _check_term(path, subject.value, predicate)
        stanzas.setdefault(subject.value, {}).setdefault(predicate, []).append(value.value)
    return stanzas


def _check_term(path: Path, iri: str, predicate: str) -> None:
    if predicate.startswith(SP.iri) and predicate.removeprefix(SP.iri) not in SP.terms:
        choices = "sp:capital, sp:country, sp:demonym and sp:parent"
        raise OntologyError(f"{path}: <{iri}>: nobody defined {predicate}; an actor may have {choices}")


def _read_label(path: Path, iri: str, properties: Properties) -> str:
    labels = properties.get(RDFS.label, [])
    if len(labels) != 1:
        found = f"{len(labels)} labels" if labels else "no label"
        raise OntologyError(f"{path}: <{iri}> has {found}; give it exactly one rdfs:label")
    return labels[0]


def _to_entity(path: Path, iri: str, properties: Properties, labels: dict[str, str]) -> Entity:
    return Entity(
        iri=iri,
        name=labels[iri],
        type=_read_type(path, iri, properties, RDF.type, TYPES),
        aliases=tuple(properties.get(SKOS.altLabel, [])),
        country=_follow(path, iri, properties, SP.country, labels),
        parent=_follow(path, iri, properties, SP.parent, labels),
    )


def _read_type(
    path: Path, iri: str, properties: Properties, predicate: str, known: dict[str, _Type]
) -> _Type:
    types = properties.get(predicate, [])
    if len(types) == 1 and types[0] in known:
        return known[types[0]]
    choices = ", ".join(f"sp:{name}" for name in known.values())
    raise OntologyError(f"{path}: <{iri}> needs exactly one type out of {choices}; it has {_listed(types)}")


def _follow(
    path: Path, iri: str, properties: Properties, predicate: str, labels: dict[str, str]
) -> str | None:
    """Look up the label of the actor that `predicate` points to; None where the stanza has no such line."""
    targets = properties.get(predicate, [])
    if not targets:
        return None
    if len(targets) > 1 or targets[0] not in labels:
        name = "sp:" + predicate.removeprefix(SP.iri)
        raise OntologyError(f"{path}: <{iri}>: {name} must be one actor of this file, not {_listed(targets)}")
    return labels[targets[0]]


def _listed(values: Iterable[str]) -> str:
    return ", ".join(f"<{value}>" for value in values) or "none"
