"""Signatures: one hand or one party each, and for which party a hand signs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model import ActorType, Entity, Extraction, Passage, Resolution, Signing
from kg.vocab import part_iri

_PARTIES: tuple[ActorType, ...] = ("Organization", "State")


@dataclass(frozen=True, slots=True)
class Signer:
    """An actor in an act, and the words that name it there."""

    entity: Entity
    passage: Passage


@dataclass(frozen=True, slots=True)
class Signature:
    """What one hand, or one party of which no hand is told, does in an act.

    `person` is None where only the party is told, `party` where nobody knows for whom the person signs; both
    where the act is told without those who do it. `words` are those that name them.
    """

    iri: str
    person: Entity | None = None
    party: Entity | None = None
    words: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """One act on an agreement as it was read, and the signatures in it."""

    signing: Signing
    signatures: tuple[Signature, ...]

    @property
    def persons(self) -> tuple[Entity, ...]:
        """Those who act with their own hand, each once."""
        return _once(signature.person for signature in self.signatures)

    @property
    def parties(self) -> tuple[Entity, ...]:
        """The states and organizations that are bound by the act, each once."""
        return _once(signature.party for signature in self.signatures)

    @property
    def pairs(self) -> tuple[tuple[Entity, Entity], ...]:
        """Each person with the party that he or she signs for."""
        return tuple((one.person, one.party) for one in self.signatures if one.person and one.party)


def to_signatures(
    content_hash: str,
    signing: Signing,
    between: Sequence[Passage],
    extraction: Extraction,
    resolution: Resolution,
) -> tuple[Signature, ...]:
    """Give the signatures of an act on an agreement `between` parties, without those that people rejected.

    A hand signs for the party where its owner holds an office, or whose country that office is of; else for
    the one party on whose behalf all of them sign; else for where he or she holds the office.
    """
    hands = _find_signers(signing.signers, ("Person",), resolution)
    parties = _find_signers(signing.signers, _PARTIES, resolution)
    known = [*parties, *_find_signers(between, _PARTIES, resolution)]
    behalf = _find_signers(signing.on_behalf_of, _PARTIES, resolution)
    pairs = [(hand, _find_party(hand, hands, known, behalf, extraction, resolution)) for hand in hands]
    signed_for = {party.entity.iri for _, party in pairs if party}
    alone = [party for party in parties if party.entity.iri not in signed_for]
    found = [_to_signature(content_hash, signing, hand, party) for hand, party in pairs]
    found += [_to_signature(content_hash, signing, None, party) for party in alone]
    found = found or [_to_signature(content_hash, signing, None, None)]
    return tuple(one for one in found if not _is_rejected(one.iri, extraction.rejected))


def _is_rejected(iri: str, rejected: Iterable[str]) -> bool:
    """Whether the signature, or the whole act, which is named by its beginning, was taken out."""
    return any(iri == one or iri.startswith(f"{one}_") for one in rejected)


def _find_signers(
    passages: Iterable[Passage], types: Sequence[ActorType], resolution: Resolution
) -> list[Signer]:
    """The actors of these types that the passages stand for, each once, at its first passage."""
    found: dict[str, Signer] = {}
    for passage in passages:
        entity = resolution.entity_of(passage)
        if entity is not None and entity.type in types:
            found.setdefault(entity.iri, Signer(entity, passage))
    return list(found.values())


def _find_party(
    hand: Signer,
    hands: Sequence[Signer],
    known: Sequence[Signer],
    behalf: Sequence[Signer],
    extraction: Extraction,
    resolution: Resolution,
) -> Signer | None:
    """The party that a hand signs for, or None where nobody can tell."""
    offices = _find_offices(hand, extraction, resolution)
    own = {office.entity.iri for office in offices}
    countries = {office.entity.country for office in offices}
    at_home = [party for party in known if party.entity.iri in own]
    of_country = [party for party in known if party.entity.name in countries]
    if at_home or of_country:
        return (at_home or of_country)[0]
    if len(behalf) == 1 and (len(hands) == 1 or not _hold_offices(hands, behalf, extraction, resolution)):
        return behalf[0]
    return offices[0] if offices else None


def _find_offices(hand: Signer, extraction: Extraction, resolution: Resolution) -> list[Signer]:
    """Where the person holds an office now, in the order of the text."""
    places = (
        role.organization or role.nation
        for role in extraction.roles
        if not role.former and (holder := resolution.entity_of(role.person)) and holder.iri == hand.entity.iri
    )
    return _find_signers((place for place in places if place), _PARTIES, resolution)


def _hold_offices(
    hands: Sequence[Signer], behalf: Sequence[Signer], extraction: Extraction, resolution: Resolution
) -> bool:
    """Whether the one party is where one of several hands holds an office: it need not be the others'."""
    places = {p.entity.iri for hand in hands for p in _find_offices(hand, extraction, resolution)}
    return any(party.entity.iri in places for party in behalf)


def _to_signature(
    content_hash: str, signing: Signing, hand: Signer | None, party: Signer | None
) -> Signature:
    """The signature of a hand for a party; it is known by the act and by whose it is."""
    who = [(hand or party).passage] if hand or party else []  # type: ignore[union-attr]
    return Signature(
        part_iri(content_hash, "signing", [signing.cue, signing.agreement, *who]),
        hand.entity if hand else None,
        party.entity if party else None,
        tuple(signer.passage for signer in (hand, party) if signer),
    )


def _once(entities: Iterable[Entity | None]) -> tuple[Entity, ...]:
    return tuple({entity.iri: entity for entity in entities if entity}.values())
