"""A part of a fact, as pages show it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """A part of a fact: its name, its value, and the IRI of the thing that the value names."""

    name: str
    value: str
    iri: str = ""
