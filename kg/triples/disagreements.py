"""Read what claims tell of each matter, and write where they cannot all be so.

Disagreement -sp:earlier, sp:later-> Claim, -sp:earlierTelling, sp:laterTelling-> Telling, -sp:over-> Matter
later Claim -cito:disagreesWith, cito:disputes, cito:updates-> earlier Claim
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from kg.model import Disagreement, Telling
from kg.rules.denials import DENIALS
from kg.triples.stories import Ask
from kg.vocab import (
    CITO,
    DISAGREEMENTS_GRAPH,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SP,
    disagreement_iri,
)

# Who says these does not say that it is so.
_SAYING_NOTHING = {SP.question, SP.refusal, SP.unclassified}


class _Graph:
    """The named graph of one article, asked for the values of its properties."""

    def __init__(self, ask: Ask, iri: str) -> None:
        self._ask, self._iri = ask, iri

    def values(self, subject: str, predicate: str) -> list[str]:
        """Return all values of a property, sorted."""
        return sorted(_value(quad.object) for quad in self._ask(subject, predicate, None, self._iri))

    def first(self, subject: str, predicate: str) -> str | None:
        """Return a value of a property; None where it has none."""
        return next(iter(self.values(subject, predicate)), None)

    def subjects(self, predicate: str, value: str) -> list[str]:
        """Return all that have that value of a property, sorted."""
        return sorted(_value(quad.subject) for quad in self._ask(None, predicate, value, self._iri))


def read_tellings(ask: Ask) -> Iterator[Telling]:
    """Read what every claim of a dated article tells of a matter; what copies say again is left out.

    Where the words of one claim stand in those of another ("Gatens said that NASA believes ..."), the inner
    one tells it, unless the outer one denies or asks.
    """
    for quad in ask(None, SP.matter, None, None):
        graph, iri = _Graph(ask, _value(quad.graph_name)), _value(quad.subject)
        for claim, statement in _find_saying(graph, iri):
            told = _read_telling(graph, iri, _value(quad.object), claim, statement)
            if told and not next(ask(statement, SP.repeats, None, None), None):
                yield told


def read_denials(ask: Ask) -> Iterator[tuple[Telling, list[Telling]]]:
    """Read every claim of a dated article that is denied, with those that may say what it denies.

    These stand in the same article, or mention an actor that the denial mentions or that is behind it. Who
    "dismissed the plan" or "did not know" denies nothing that others say.
    """
    for quad in ask(None, SP.speechAct, SP.denial, None):
        graph, statement = _Graph(ask, _value(quad.graph_name)), _value(quad.subject)
        if next(ask(statement, SP.repeats, None, None), None):
            continue
        if not DENIALS.is_disputing(graph.first(statement, SP.cue) or ""):
            continue
        for claim in graph.values(statement, SP.conveys):
            denial = _read_words(graph, claim, statement)
            if denial and denial.published:
                yield denial, _read_others(ask, claim, _find_near(ask, quad.graph_name, claim, statement))


def read_disputes(ask: Ask) -> Iterator[Disagreement]:
    """Read which denials point to a claim of somebody else in their article: "denied the report"."""
    for quad in ask(None, CITO.disputes, None, None):
        if _value(quad.graph_name) == DISAGREEMENTS_GRAPH:
            continue
        graph = _Graph(ask, _value(quad.graph_name))
        pair = [_read_first(ask, graph, _value(node)) for node in (quad.object, quad.subject)]
        told, denial = (one and replace(one, name="what was said just before") for one in pair)
        if told and denial:
            yield Disagreement(told, denial, "denied")


def _find_near(ask: Ask, name: Any, claim: str, statement: str) -> dict[str, _Graph]:
    """Find the claims that may say what a claim denies, each with the graph of its article."""
    graph = _Graph(ask, _value(name))
    actors = {*graph.values(claim, SP.mentions), *graph.values(statement, SP.onBehalfOf)}
    actors |= _find_speakers(graph, statement)
    quads = [*ask(None, SP.text, None, _value(name))]
    quads += [quad for actor in actors for quad in ask(None, SP.mentions, actor, None)]
    return {_value(quad.subject): _Graph(ask, _value(quad.graph_name)) for quad in quads}


def disagreement_quads(found: Iterable[Disagreement]) -> Iterator[Quad]:
    """Write each disagreement, and the edge of CiTO between its two claims."""
    for one in found:
        first, second = one.earlier, one.later
        iri = disagreement_iri("shift" if one.is_shift else "contradiction", first.iri, second.iri)
        yield _quad(iri, RDF.type, SP.Shift if one.is_shift else SP.Contradiction)
        yield _quad(iri, SP.earlier, first.claim)
        yield _quad(iri, SP.later, second.claim)
        if first.matter:
            yield _quad(iri, SP.earlierTelling, first.iri)
            yield _quad(iri, SP.laterTelling, second.iri)
            yield _quad(iri, SP.over, first.matter)
        for literal, value in (
            (RDFS.label, first.name),
            (SP.clash, one.clash),
            (SP.earlierSaid, _say(first)),
            (SP.laterSaid, _say(second)),
        ):
            yield _quad(iri, literal, Literal(value))
        for speaker in sorted(one.speakers):
            yield _quad(iri, SP.by, speaker)
        yield _quad(*_cite(one))


def _find_saying(graph: _Graph, telling: str) -> list[tuple[str, str]]:
    """Find the innermost claims that tell it, each with the statements that convey it."""
    conveying = {claim: graph.subjects(SP.conveys, claim) for claim in graph.subjects(SP.tellsOf, telling)}
    inner = [statement for statements in conveying.values() for statement in statements]
    outer = {whole for statement in inner for whole in graph.values(statement, SP.reportedIn)}
    around = [statement for whole in outer for statement in conveying.get(whole, ())]
    acts = {act for statement in around for act in graph.values(statement, SP.speechAct)}
    if acts & (_SAYING_NOTHING | {SP.denial}):
        return []
    return [(claim, one) for claim, some in conveying.items() if claim not in outer for one in some]


def _read_others(ask: Ask, denied: str, places: Mapping[str, _Graph]) -> list[Telling]:
    """Read the words of claims, each by the statement on record that says them first."""
    found = (
        _read_first(ask, graph, claim)
        for claim, graph in sorted(places.items(), key=lambda one: one[0])
        if claim != denied
    )
    return [told for told in found if told and told.published]


def _read_first(ask: Ask, graph: _Graph, claim: str) -> Telling | None:
    """Read the words of a claim by a statement that says them first; None where they only repeat others."""
    for statement in graph.subjects(SP.conveys, claim):
        told = _read_words(graph, claim, statement)
        if told and not next(ask(statement, SP.repeats, None, None), None):
            return told
    return None


def _read_words(graph: _Graph, claim: str, statement: str) -> Telling | None:
    """Read the words of a claim as a telling of no matter; None where they are not said to be so.

    Of an article without a date it is published on "".
    """
    act, source = graph.first(statement, SP.speechAct), graph.first(claim, PROV.wasDerivedFrom)
    published = graph.first(source, SCHEMA.datePublished) if source else None
    if act in _SAYING_NOTHING:
        return None
    return Telling(
        claim,
        claim,
        "",
        "what is denied in its own words",
        published or "",
        _find_speakers(graph, statement),
        "done",
        act == SP.denial,
        act == SP.denial,
        words=graph.first(claim, SP.text) or "",
    )


def _find_speakers(graph: _Graph, statement: str) -> frozenset[str]:
    """Find who speaks, on record or at second hand."""
    edges = (SP.madeStatement, SP.ascribedStatement)
    return frozenset(speaker for edge in edges for speaker in graph.subjects(edge, statement))


def _read_telling(graph: _Graph, event: str, matter: str, claim: str, statement: str) -> Telling | None:
    """Read what a statement tells of a matter; None where it tells nothing, or its day is not known."""
    act = graph.first(statement, SP.speechAct)
    source = graph.first(claim, PROV.wasDerivedFrom)
    published = graph.first(source, SCHEMA.datePublished) if source else None
    outlook = graph.first(event, SP.outlook)
    if act in _SAYING_NOTHING or published is None or outlook is None:
        return None
    time = graph.first(event, SP.takesPlace)
    is_denial = act == SP.denial
    return Telling(
        event,
        claim,
        matter,
        graph.first(matter, RDFS.label) or "",
        published,
        _find_speakers(graph, statement),
        "done" if outlook == SP.done else "due",
        is_denial != (graph.first(event, SP.negated) == "true"),
        is_denial,
        graph.first(event, SP.amount) or (graph.first(time, RDFS.label) if time else None) or "",
        graph.first(time, SP.earliest) if time else None,
        graph.first(time, SP.latest) if time else None,
        _read_number(graph.first(event, SP.least)),
        _read_number(graph.first(event, SP.most)),
        graph.first(event, SP.unit),
        graph.first(claim, SP.text) or "",
    )


def _read_number(value: str | None) -> float | None:
    return None if value is None else float(value)


def _say(telling: Telling) -> str:
    return " ".join(filter(None, ("not" if telling.is_not else "", telling.said)))


def _cite(one: Disagreement) -> tuple[str, str, str]:
    """Return the edge between the two claims: a denial disputes, what is said later updates or disagrees."""
    if one.is_shift:
        return one.later.claim, CITO.updates, one.earlier.claim
    if one.clash == "denied" and (one.earlier.is_denial or one.later.is_denial):
        denial, told = (one.later, one.earlier) if one.later.is_denial else (one.earlier, one.later)
        return denial.claim, CITO.disputes, told.claim
    return one.later.claim, CITO.disagreesWith, one.earlier.claim


def _quad(subject: str, predicate: str, value: str | Literal) -> Quad:
    node = NamedNode(value) if isinstance(value, str) else value
    return Quad(NamedNode(subject), NamedNode(predicate), node, NamedNode(DISAGREEMENTS_GRAPH))


def _value(node: Any) -> str:
    return str(node.value)
