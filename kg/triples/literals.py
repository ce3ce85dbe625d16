"""Make typed literals, so that the same value has the same text on every machine; None for nothing."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kg.vocab import XSD


def text(value: str | None) -> Literal | None:
    """Make a plain literal; None for no words."""
    return Literal(value) if value else None


def boolean(value: bool | None) -> Literal | None:
    """Make an xsd:boolean."""
    return None if value is None else _typed("true" if value else "false", XSD.boolean)


def integer(value: int | None) -> Literal | None:
    """Make an xsd:integer."""
    return None if value is None else _typed(str(value), XSD.integer)


def decimal(value: float) -> Literal:
    """Make an xsd:decimal with two places."""
    return _typed(f"{value:.2f}", XSD.decimal)


def quantity(value: float | None) -> Literal | None:
    """Make an xsd:decimal with up to four places."""
    return None if value is None else _typed(f"{value:.4f}".rstrip("0").rstrip("."), XSD.decimal)


def iso_date(value: str | None) -> Literal | None:
    """Make an xsd:date."""
    return _typed(value, XSD.date) if value else None


def any_uri(value: str | None) -> Literal | None:
    """Make an xsd:anyURI."""
    return _typed(value, XSD.anyURI) if value else None


def _typed(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=NamedNode(datatype))
