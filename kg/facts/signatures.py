"""Make signatures: one hand or one party each, and the party that a hand signs for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.facts.index import PassageIndex, once
from kg.facts.offices import Posts
from kg.model import ActorType, DateExpression, Entity, Passage, Signing

_PARTIES: tuple[ActorType, ...] = ("Organization", "State")


@dataclass(frozen=True, slots=True)
class Signer:
    """An actor in an act, and its mention there."""

    entity: Entity
    passage: Passage


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature of one hand, or of one party without a hand, in an act.

    `person` is None where only the party is named, `party` where it is unknown for whom the person signs;
    both where the act has no signer. `words` are the mentions of both.
    """

    iri: str
    person: Entity | None = None
    party: Entity | None = None
    words: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """One act on an agreement, read from the words of `signing`, and the signatures in it; `again` are the
    acts that only tell it again.
    """

    signing: Signing
    date: DateExpression | None
    signatures: tuple[Signature, ...]
    again: tuple[Act, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The words that the act rests on; a signature rests on those of its signer, too."""
        told = (
            (one.cue, one.agreement, one.place, one.date, one.rank[1] if one.rank else None)
            for one in (self.signing, *(act.signing for act in self.again))
        )
        return tuple(dict.fromkeys(passage for passages in told for passage in passages if passage))

    @property
    def persons(self) -> tuple[Entity, ...]:
        """The persons who sign with their own hand, each once."""
        return once(signature.person for signature in self.signatures)

    @property
    def parties(self) -> tuple[Entity, ...]:
        """The states and organizations that are bound by the act, each once."""
        return once(signature.party for signature in self.signatures)

    @property
    def pairs(self) -> tuple[tuple[Entity, Entity], ...]:
        """Each person with the party that he or she signs for."""
        return tuple((one.person, one.party) for one in self.signatures if one.person and one.party)


def to_signatures(
    index: PassageIndex, signing: Signing, between: Sequence[Passage], posts: Posts
) -> tuple[Signature, ...]:
    """Make the signatures of an act on an agreement `between` parties.

    Which party a hand signs for is told in `_pair`.
    """
    signers, told, behalf = (
        [Signer(entity, passage) for passage in passages if (entity := index.entity(passage))]
        for passages in (signing.signers, between, signing.on_behalf_of)
    )
    hands, parties = _choose(signers, ("Person",)), _choose(signers, _PARTIES)
    known, behalf = [*parties, *_choose(told, _PARTIES)], _choose(behalf, _PARTIES)
    pairs = _pair(hands, known, behalf, _find_told(signing, index), posts)
    signed_for = {party.entity.iri for _, party in pairs if party}
    alone = [party for party in parties if party.entity.iri not in signed_for]
    found: list[tuple[Signer | None, Signer | None]] = [*pairs, *((None, party) for party in alone)]
    return tuple(_to_signature(index, signing, *pair) for pair in found or [(None, None)])


def _choose(signers: Iterable[Signer], types: Sequence[ActorType]) -> list[Signer]:
    """Return the signers of these types, each once, at its first passage."""
    found: dict[str, Signer] = {}
    for signer in signers:
        if signer.entity.type in types:
            found.setdefault(signer.entity.iri, signer)
    return list(found.values())


def _find_told(signing: Signing, index: PassageIndex) -> dict[str, Signer]:
    """The party of each hand (its IRI) that the words of the act themselves pair with one."""
    found: dict[str, Signer] = {}
    for person, party in signing.pairs:
        hand, signed_for = index.entity(person), index.entity(party)
        if hand and signed_for and signed_for.type in _PARTIES:
            found.setdefault(hand.iri, Signer(signed_for, party))
    return found


def _pair(
    hands: Sequence[Signer],
    known: Sequence[Signer],
    behalf: Sequence[Signer],
    told: Mapping[str, Signer],
    posts: Posts,
) -> list[tuple[Signer, Signer | None]]:
    """Find the party that each hand signs for, None where it is unknown.

    That is, of the parties `known`, the one where its owner holds an office, or whose country that office is
    of; else the one that the words pair it with (`told`), unless another hand holds an office there; else, of
    two parties, the one that nobody else signs for; else the one on whose behalf all of them sign; else
    where he or she holds the office.
    """
    found = {hand.entity.iri: _find_home(hand, known, posts) for hand in hands}
    taken = {home.entity.iri for home in found.values() if home}
    for hand in hands:
        pair = told.get(hand.entity.iri)
        if (
            pair
            and _may_serve(hand, pair, posts)
            and (pair.entity.iri not in taken or len(known) < len(hands))
        ):
            found[hand.entity.iri] = found[hand.entity.iri] or pair
    _give_last(found, known)
    return [(hand, found[hand.entity.iri] or _find_represented(hand, hands, behalf, posts)) for hand in hands]


def _find_home(hand: Signer, known: Sequence[Signer], posts: Posts) -> Signer | None:
    """Find the party that the owner of a hand leads as its minister, or where he or she holds an office, or
    whose country that office is of.
    """
    held = posts.get(hand.entity.iri, ())
    ministries = [party for party in known if any(post.leads(party.entity.name) for post in held)]
    offices = _find_offices(hand, posts)
    own = {office.entity.iri for office in offices}
    countries = {office.entity.country for office in offices}
    at_home = [party for party in known if party.entity.iri in own]
    of_country = [party for party in known if party.entity.name in countries]
    return next(iter((*ministries, *at_home, *of_country)), None)


def _may_serve(hand: Signer, party: Signer, posts: Posts) -> bool:
    """False where the owner of a hand holds offices of the party's kind, and none of them there: a president
    of Norland does not sign for Ostravia.
    """
    offices = [office.entity for office in _find_offices(hand, posts)]
    if party.entity.type == "State":
        states = {office.name if office.type == "State" else office.country for office in offices} - {None}
        return not states or party.entity.name in states
    bodies = {office.iri for office in offices if office.type == "Organization"}
    return not bodies or party.entity.iri in bodies


def _give_last(found: dict[str, Signer | None], known: Sequence[Signer]) -> None:
    """Give the last of two parties to the last of two hands."""
    open_hands = [hand for hand, party in found.items() if party is None]
    taken = {party.entity.iri for party in found.values() if party}
    parties = {party.entity.iri: party for party in known}
    left = [party for iri, party in parties.items() if iri not in taken]
    if len(found) == len(parties) == 2 and len(open_hands) == len(left) == 1:
        found[open_hands[0]] = left[0]


def _find_represented(
    hand: Signer, hands: Sequence[Signer], behalf: Sequence[Signer], posts: Posts
) -> Signer | None:
    """Find the one party on whose behalf all sign, else where the owner of the hand holds an office."""
    if len(behalf) == 1 and (len(hands) == 1 or not _hold_offices(hands, behalf[0], posts)):
        return behalf[0]
    return next(iter(_find_offices(hand, posts)), None)


def _find_offices(hand: Signer, posts: Posts) -> list[Signer]:
    """Find the present offices of the person, in the order of the text."""
    held = posts.get(hand.entity.iri, ())
    return _choose(
        (Signer(post.place, post.passage) for post in held if post.place and post.passage), _PARTIES
    )


def _hold_offices(hands: Sequence[Signer], party: Signer, posts: Posts) -> bool:
    """Whether one of several hands holds an office at the party: it need not be the others' too."""
    held = (office for hand in hands for office in _find_offices(hand, posts))
    return any(office.entity.iri == party.entity.iri for office in held)


def _to_signature(
    index: PassageIndex, signing: Signing, hand: Signer | None, party: Signer | None
) -> Signature:
    """Make the signature of a hand for a party; its IRI is that of the act with the signer."""
    words = tuple(signer.passage for signer in (hand, party) if signer)
    return Signature(
        index.iri("signing", [signing.cue, signing.agreement, *words[:1]]),
        hand.entity if hand else None,
        party.entity if party else None,
        words,
    )
