"""Agreements: one IRI, one label and the parties, out of what the text says and the acts on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.facts.signatures import Act
from kg.model import Agreement, Entity, Instrument, Passage, Resolution
from kg.vocab import agreement_iri, part_iri


@dataclass(frozen=True, slots=True)
class AgreementFact:
    """An agreement as its article tells of it.

    `instrument` is what the register knows of it. `between` are the parties that the text names as such,
    `parties` these and all that took part in an act.
    """

    iri: str
    label: str
    agreement: Agreement
    instrument: Instrument | None
    between: tuple[Entity, ...]
    parties: tuple[Entity, ...]
    acts: tuple[Act, ...]


def to_agreement(
    content_hash: str, agreement: Agreement, acts: tuple[Act, ...], resolution: Resolution
) -> AgreementFact:
    """Give the fact: shared by all articles where the agreement has a name, else this article's own."""
    instrument = resolution.instrument_of(agreement.passage)
    named = [(passage, resolution.entity_of(passage)) for passage in agreement.parties]
    between = _in_order(named)
    # Where the text says between whom it is, a signatory's office makes no further party.
    took_part = [
        (signature.words[-1], signature.party)
        for act in acts
        if act.signing.stage != "unsigned"
        for signature in act.signatures
        if signature.party and (not between or signature.words[-1] in act.signing.signers)
    ]
    parties = _in_order([*named, *took_part])
    if instrument is not None:
        iri, label = instrument.iri, instrument.name
    elif agreement.named:
        iri, label = agreement_iri(agreement.name), agreement.name
    else:
        iri = part_iri(content_hash, "agreement", [agreement.passage])
        label = _describe(agreement, parties)
    return AgreementFact(iri, label, agreement, instrument, between, parties, acts)


def _in_order(named: Iterable[tuple[Passage, Entity | None]]) -> tuple[Entity, ...]:
    """Each entity once, in the order of the text."""
    ordered = sorted(named, key=lambda pair: pair[0])
    return tuple({entity.iri: entity for _, entity in ordered if entity}.values())


def _describe(agreement: Agreement, parties: Iterable[Entity]) -> str:
    """A bare "agreement" with its parties, so that a table of agreements can be read."""
    names = [entity.name for entity in parties]
    if " " in agreement.name or not names:
        return agreement.name
    return f"{agreement.name} of {', '.join(names[:-1])}{' and ' if len(names) > 1 else ''}{names[-1]}"
