"""Typed literals, written so that the same value has the same text on every machine."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kg.vocab import XSD


def boolean(value: bool) -> Literal:
    """An xsd:boolean."""
    return Literal("true" if value else "false", datatype=NamedNode(XSD.boolean))


def integer(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=NamedNode(XSD.integer))


def decimal(value: float) -> Literal:
    """An xsd:decimal with two places, so that the same value has the same text on every machine."""
    return Literal(f"{value:.2f}", datatype=NamedNode(XSD.decimal))


def iso_date(value: str | None) -> Literal | None:
    """An xsd:date, or None."""
    return Literal(value, datatype=NamedNode(XSD.date)) if value else None
