"""Write the figures that a claim gives.

Claim -sp:tellsOf-> Figure -sp:matter-> Matter, which all claims about one measure of one thing share
"""

from __future__ import annotations

from pyoxigraph import Literal

from kg.facts import FigureFact
from kg.triples.events import write_matter
from kg.triples.literals import quantity
from kg.triples.writer import GraphWriter
from kg.vocab import RDF, SP


def write_figure(writer: GraphWriter, claim: str, fact: FigureFact) -> None:
    """Write a figure of a claim: how much of what, between which bounds, as it is or as it is to come."""
    figure = fact.figure
    writer.add(claim, SP.tellsOf, fact.iri)
    writer.add(fact.iri, RDF.type, SP.Figure)
    write_matter(writer, fact)
    writer.add(fact.iri, SP.outlook, SP[figure.outlook])
    writer.add(fact.iri, SP.amount, *writer.words([figure.amount]))
    writer.add(fact.iri, SP.unit, Literal(figure.unit))
    writer.add(fact.iri, SP.least, quantity(figure.least))
    writer.add(fact.iri, SP.most, quantity(figure.most))
    writer.add(fact.matter, SP.measure, Literal(figure.measure))
    words = [figure.amount, figure.theme, *([figure.date] if figure.date else [])]
    writer.ground(fact.iri, words, figure.rule, figure.confidence)
