"""Write which claims cannot all be so into a generation."""

from __future__ import annotations

from kg.store_writing import Generation
from kg.triples.disagreements import disagreement_quads, read_denials, read_tellings
from kg.vocab import DISAGREEMENTS_GRAPH


def write_disagreements(generation: Generation) -> None:
    """Write the contradictions and shifts among all claims of a generation, whose stories are written.

    All are decided anew, and only what has changed is written: tellings are few, and comparing them takes no
    time beside reading.
    """
    from kg.disagreements import find_disagreements

    found = find_disagreements(read_tellings(generation.quads), read_denials(generation.quads))
    old = generation.quads(None, None, None, DISAGREEMENTS_GRAPH)
    generation.replace_quads(old, disagreement_quads(found))
