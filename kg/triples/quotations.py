"""Read claims as reports of what was said, and write the graph of quotations.

Claim -sp:quotation-> Quotation -sp:fullestReport, sp:firstReport-> Claim, -prov:wasAttributedTo-> Actor
Claim -sp:variantOf-> Claim of the same quotation, with sp:variantKind, sp:changes, sp:touches
Claim -sp:otherSpeaker-> Claim with the same words, of another named speaker
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from kg.model import Quotation, Quotations, Report, Variant
from kg.triples.stories import Ask
from kg.vocab import (
    PROV,
    QUOTATIONS_GRAPH,
    RDF,
    SCHEMA,
    SP,
    article_of,
    is_local_actor,
    quotation_iri,
)

_Values = dict[str, list[str]]


def read_reports(ask: Ask) -> Iterator[Report]:
    """Read all claims that are firmly read, at first hand and not said again in their story."""
    statements = _read(ask, SP.conveys)
    speakers, principals = _turn(_read(ask, SP.madeStatement)), _read(ask, SP.onBehalfOf)
    firm = {str(quad.subject.value) for quad in ask(None, RDF.type, SP.FirmStatement, None)}  # type: ignore[union-attr]
    passed_over = {*_read(ask, SP.repeats), *_read(ask, SP.reportedIn)}
    texts, kinds, acts = _read(ask, SP.text), _read(ask, SP.quotationKind), _read(ask, SP.speechAct)
    stories, days = _read(ask, SP.story), _read(ask, SCHEMA.datePublished)
    said_on, earliest, latest = (_read(ask, edge) for edge in (SP.statedOn, SP.earliest, SP.latest))
    told_by = {claim: statement for statement, (claim, *_) in sorted(statements.items(), reverse=True)}
    for claim, statement in told_by.items():
        article = article_of(claim)
        if statement not in firm or statement in passed_over:
            continue
        told = said_on.get(statement, [""])[0]
        yield Report(
            claim,
            article,
            stories[article][0],
            texts[claim][0],
            kinds[claim][0],  # type: ignore[arg-type]
            _share(speakers.get(statement, ())),
            _share(principals.get(statement, ())),
            days.get(article, [None])[0],
            (earliest.get(told, [None])[0], latest.get(told, [None])[0]),
            SP.denial in acts[statement],
        )


def quotation_quads(quotations: Quotations) -> Iterator[Quad]:
    """Write each quotation with its reports, and the same words of two named speakers."""
    for quotation in quotations.gathered:
        yield from _write_quotation(quotation)
    for one, other in quotations.contested:
        yield _quad(one, SP.otherSpeaker, NamedNode(other))
        yield _quad(other, SP.otherSpeaker, NamedNode(one))


def _write_quotation(quotation: Quotation) -> Iterator[Quad]:
    iri = quotation_iri(quotation.fullest)
    yield _quad(iri, RDF.type, NamedNode(SP.Quotation))
    yield _quad(iri, SP.fullestReport, NamedNode(quotation.fullest))
    for claim in quotation.first:
        yield _quad(iri, SP.firstReport, NamedNode(claim))
    for speaker in quotation.speakers:
        yield _quad(iri, PROV.wasAttributedTo, NamedNode(speaker))
    yield _quad(quotation.fullest, SP.quotation, NamedNode(iri))
    for variant in quotation.variants:
        yield _quad(variant.claim, SP.quotation, NamedNode(iri))
        yield from _write_variant(variant)


def _write_variant(variant: Variant) -> Iterator[Quad]:
    yield _quad(variant.claim, SP.variantOf, NamedNode(variant.of))
    yield _quad(variant.claim, SP.variantKind, Literal(variant.kind))
    if variant.changes:
        yield _quad(variant.claim, SP.changes, Literal("; ".join(variant.changes)))
    for touched in variant.touches:
        yield _quad(variant.claim, SP.touches, Literal(touched))


def _quad(subject: str, predicate: str, value: NamedNode | Literal) -> Quad:
    return Quad(NamedNode(subject), NamedNode(predicate), value, NamedNode(QUOTATIONS_GRAPH))


def _read(ask: Ask, predicate: str) -> _Values:
    """Read the values of a property, sorted, by subject."""
    values: defaultdict[str, set[str]] = defaultdict(set)
    for quad in ask(None, predicate, None, None):
        subject: Any = quad.subject
        value: Any = quad.object
        values[subject.value].add(value.value)
    return {subject: sorted(found) for subject, found in values.items()}


def _turn(values: _Values) -> _Values:
    """Turn values round: subjects by value."""
    turned: defaultdict[str, list[str]] = defaultdict(list)
    for subject, found in sorted(values.items()):
        for value in found:
            turned[value].append(subject)
    return turned


def _share(actors: Iterable[str]) -> frozenset[str]:
    """Keep the actors that all articles share."""
    return frozenset(actor for actor in actors if not is_local_actor(actor))
