"""Read and write the decisions of a graph: `curation.ttl` in the store's folder, for people, and quads.

The file is no part of a generation: a build never replaces it. Every line of it may be written by hand; what
cannot be read is refused with the reason, so that no decision is lost silently.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kg.curation.decisions import Decision, DecisionKind, Target
from kg.errors import CurationError, explain_unwritable
from kg.files import force_to_disk
from kg.generations import CURATION as NAME
from kg.locks import hold
from kg.model import ActorType
from kg.ontology import TYPES
from kg.printable import shorten
from kg.store import GraphStore
from kg.vocab import CURATION_GRAPH, DCTERMS, PREFIXES, RDF, SP, XSD, decision_iri

_CLASSES: dict[DecisionKind, str] = {
    "merge": SP.Merge,
    "split": SP.Split,
    "rejection": SP.Rejection,
    "confirmation": SP.Confirmation,
}
_KINDS = {iri: kind for kind, iri in _CLASSES.items()}

# What a stanza may say, by an IRI or by a text; as a user writes it.
_BY_IRI = {RDF.type: "a", SP.decidesOn: "sp:decidesOn", SP.into: "sp:into", SP.intoType: "sp:intoType"}
_BY_TEXT = {
    SP.intoName: "sp:intoName",
    SP.forName: "sp:forName",
    SP.inArticle: "sp:inArticle",
    SP.onWords: "sp:onWords",
    SP.because: "sp:because",
    DCTERMS.created: "dcterms:created",
}
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")

# Predicate -> values, in no order.
_Properties = dict[str, list[str]]


def read_decisions(location: Path) -> tuple[Decision, ...]:
    """Read the decisions for the graph at `location`, by number. Raises CurationError for a broken file."""
    path = location / NAME
    if not _is_there(path):
        return ()
    try:
        text = path.read_bytes().decode("utf-8-sig")
        triples = [quad.triple for quad in parse(input=text, format=RdfFormat.TURTLE)]
    except OSError as error:
        raise _unreadable(path, error) from error
    except UnicodeDecodeError as error:
        where = f"byte {error.start}: 0x{error.object[error.start]:02x}"
        raise CurationError(f"{path}: is not UTF-8 ({where}); save it as UTF-8, or move it away") from error
    except (SyntaxError, ValueError) as error:
        raise CurationError(f"{path}: not Turtle: {error}; mend it, or move it away") from error
    return _to_decisions(triples, str(path))


def read_applied_decisions(store: GraphStore) -> tuple[Decision, ...]:
    """Read the decisions that a graph was built with, by number."""
    return _to_decisions((quad.triple for quad in store.quads(CURATION_GRAPH)), "the graph")


def assign_number(decision: Decision, decisions: Iterable[Decision]) -> Decision:
    """Number a decision: keep its own number, or take the next one where that is taken."""
    following = 1 + max((known.number for known in decisions), default=0)
    return replace(decision, number=max(decision.number, following))


def add_decision(location: Path, decision: Decision) -> Decision:
    """Add a decision to those for the graph at `location`; return it with its number."""
    with _changing(location) as decisions:
        numbered = assign_number(decision, decisions)
        decisions.append(numbered)
    return numbered


def remove_decision(location: Path, number: int) -> Decision:
    """Remove the decision of that number and return it. Raises CurationError where there is none."""
    with _changing(location) as decisions:
        found = find_decision(decisions, number)
        decisions.remove(found)
    return found


def find_decision(decisions: Sequence[Decision], number: int) -> Decision:
    """Find the decision of that number. Raises CurationError where there is none."""
    for decision in decisions:
        if decision.number == number:
            return decision
    there = ", ".join(str(decision.number) for decision in decisions) or "none"
    raise CurationError(f"there is no decision {number}; `kg curate list` shows them: {there}")


def discard_decision(location: Path, decision: Decision) -> None:
    """Remove exactly this decision, if it is still there."""
    with _changing(location) as decisions, contextlib.suppress(ValueError):
        decisions.remove(decision)


def check_writable(location: Path) -> None:
    """Raise CurationError where no decision could be added or removed."""
    with _changing(location):
        pass


def curation_quads(decisions: Iterable[Decision]) -> Iterator[Quad]:
    """Write the decisions as quads of their named graph."""
    for triple in _to_triples(decisions):
        yield Quad(triple.subject, triple.predicate, triple.object, NamedNode(CURATION_GRAPH))


def _is_there(path: Path) -> bool:
    """Whether the file exists, links followed. Raises CurationError for anything but a regular file."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if not path.is_symlink():
            return False
        target = os.readlink(path)
        raise CurationError(
            f"{path}: is a link to {target}, which is not there; restore it, or remove the link"
        ) from None
    except OSError as error:
        raise _unreadable(path, error) from error
    if not stat.S_ISREG(mode):
        raise CurationError(f"{path}: is no regular file; decisions stand in a text file, so move it away")
    return True


def _unreadable(path: Path, error: OSError) -> CurationError:
    reason = error.strerror or error
    return CurationError(f"{path}: cannot be read: {reason}; make it readable, or move it away")


@contextlib.contextmanager
def _changing(location: Path) -> Iterator[list[Decision]]:
    """Lock the file and yield its decisions as a list; write the list back at a clean exit.

    A link stays one: its target is replaced.
    """
    path = location / NAME
    _is_there(path)
    target = Path(os.path.realpath(path))
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(hold(target.with_name(target.name + ".lock"), wait=True))
        except OSError as error:
            raise _unwritable(path, error) from error
        decisions = list(read_decisions(location))
        before = tuple(decisions)
        yield decisions
        if tuple(decisions) != before:
            try:
                _write(target, decisions)
            except OSError as error:
                raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> CurationError:
    advice = explain_unwritable(error, "copy the graph and name the copy with --store")
    return CurationError(f"{path}: cannot be written: {advice}")


def _write(path: Path, decisions: Sequence[Decision]) -> None:
    """Replace the file atomically; it is on the disk when this returns. What a kill leaves goes with the next
    time: the name is always the same, and the lock is held.
    """
    used = {prefix: PREFIXES[prefix] for prefix in ("sp", "dcterms", "xsd")}
    text = serialize(_to_triples(decisions), format=RdfFormat.TURTLE, prefixes=used)
    temporary = path.with_name(f".{path.name}.new")
    try:
        temporary.unlink(missing_ok=True)
        temporary.write_bytes(text or b"")
        if path.exists():
            shutil.copymode(path, temporary)
        force_to_disk(temporary)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    force_to_disk(path.parent)


def _to_triples(decisions: Iterable[Decision]) -> Iterator[Triple]:
    for decision in decisions:
        subject = NamedNode(decision_iri(decision.number))
        into = decision.into
        pairs: list[tuple[str, NamedNode | Literal | None]] = [
            (RDF.type, NamedNode(_CLASSES[decision.kind])),
            (SP.decidesOn, NamedNode(decision.subject)),
            (SP.into, NamedNode(into.iri) if into else None),
            (SP.intoName, Literal(into.name) if into else None),
            (SP.intoType, NamedNode(SP[into.type]) if into else None),
            *((SP.forName, Literal(name)) for name in decision.names),
            *((SP.inArticle, Literal(article)) for article in decision.articles),
            (SP.onWords, Literal("\n".join(decision.words)) if decision.words else None),
            (SP.because, Literal(decision.reason) if decision.reason else None),
            (DCTERMS.created, Literal(decision.day, datatype=NamedNode(XSD.date)) if decision.day else None),
        ]
        for predicate, value in pairs:
            if value is not None:
                yield Triple(subject, NamedNode(predicate), value)


def _to_decisions(triples: Iterable[Triple], where: str) -> tuple[Decision, ...]:
    stanzas: dict[str, _Properties] = {}
    for triple in triples:
        if not isinstance(triple.subject, NamedNode):
            raise CurationError(f"{where}: {triple} is no part of a decision; give it the IRI of one")
        subject, predicate = triple.subject.value, triple.predicate.value
        _check_value(subject, predicate, triple.object, where)
        stanzas.setdefault(subject, {}).setdefault(predicate, []).append(triple.object.value)  # type: ignore[union-attr]
    decisions = [_to_decision(iri, properties, where) for iri, properties in stanzas.items()]
    return tuple(sorted(decisions, key=lambda decision: decision.number))


def _check_value(iri: str, predicate: str, value: object, where: str) -> None:
    """Raise CurationError for an unknown predicate, and for an IRI in the place of a text or vice versa."""
    if predicate not in _BY_IRI | _BY_TEXT:
        known = ", ".join([*_BY_IRI.values(), *_BY_TEXT.values()])
        raise CurationError(f"{where}: <{iri}> says <{predicate}>, which decisions do not; they say {known}")
    if predicate in _BY_IRI and not isinstance(value, NamedNode):
        raise CurationError(
            f"{where}: <{iri}>: {_BY_IRI[predicate]} must be an IRI, not {shorten(str(value))}"
        )
    if predicate in _BY_TEXT and not isinstance(value, Literal):
        raise CurationError(f"{where}: <{iri}>: {_BY_TEXT[predicate]} must be a text in quotes, not {value}")


def _to_decision(iri: str, properties: _Properties, where: str) -> Decision:
    def one(predicate: str) -> str:
        """The only value, or ""."""
        values = properties.get(predicate, [])
        if len(values) > 1:
            raise CurationError(f"{where}: <{iri}> has {len(values)} values of <{predicate}>; keep one")
        return values[0] if values else ""

    number = iri.removeprefix(decision_iri(0)[:-1])
    if not _NUMBER.fullmatch(number):
        raise CurationError(
            f"{where}: <{shorten(iri)}> is no decision; its IRI should be like <{decision_iri(1)}>"
        )
    kind = _KINDS.get(one(RDF.type))
    if kind is None:
        raise CurationError(f"{where}: <{iri}> is no sp:Merge, sp:Split, sp:Rejection or sp:Confirmation")
    if not one(SP.decidesOn) or (kind == "merge" and not one(SP.into)):
        raise CurationError(f"{where}: <{iri}> does not say what it decides on (sp:decidesOn, sp:into)")
    into = (
        Target(one(SP.into), one(SP.intoName), _to_type(iri, one(SP.intoType), where))
        if one(SP.into)
        else None
    )
    return Decision(
        kind,
        one(SP.decidesOn),
        into,
        names=tuple(sorted(properties.get(SP.forName, []))),
        articles=tuple(sorted(properties.get(SP.inArticle, []))),
        reason=one(SP.because),
        day=one(DCTERMS.created),
        number=int(number),
        words=tuple(one(SP.onWords).split("\n")) if one(SP.onWords) else (),
    )


def _to_type(iri: str, name: str, where: str) -> ActorType:
    if name not in TYPES:
        raise CurationError(f"{where}: <{iri}> does not say of what type the actor is (sp:intoType)")
    return TYPES[name]
