"""Make agreement facts: one IRI, one label and the parties, from the text and the acts on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.facts.counts import CountFact, to_counts
from kg.facts.index import Key, PassageIndex, join_told_again, once
from kg.facts.offices import Posts
from kg.facts.signatures import Act, Signature, to_signatures
from kg.model import Agreement, DateExpression, Entity, Instrument, Passage, Topic
from kg.vocab import agreement_iri


@dataclass(frozen=True, slots=True)
class AgreementFact:
    """An agreement, read from the words of `agreement`.

    `instrument` is the register's entry for it. `between` are the parties that the text names as such,
    `parties` these and all that took part in an act. `counts` say how many have signed.
    """

    iri: str
    label: str
    agreement: Agreement
    instrument: Instrument | None
    between: tuple[Entity, ...]
    parties: tuple[Entity, ...]
    topics: tuple[tuple[Passage, Topic], ...]
    acts: tuple[Act, ...]
    counts: tuple[CountFact, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The words that it rests on."""
        binding = self.agreement.binding
        return (*self.agreement.words, *((binding[1],) if binding else ()))

    @property
    def signatories(self) -> tuple[Entity, ...]:
        """The persons who signed it with their own hand, each once."""
        return once(person for act in self.acts if act.signing.stage == "signed" for person in act.persons)

    @property
    def date(self) -> DateExpression | None:
        """The date on which it was signed, else that of its first act that has one."""
        ordered = sorted(self.acts, key=lambda act: act.signing.stage != "signed")
        return next((act.date for act in ordered if act.date), None)


def to_agreements(index: PassageIndex, posts: Posts) -> tuple[AgreementFact, ...]:
    """Make the agreements with the acts on them, without the signatures that people rejected."""
    parties = {agreement.passage: agreement.parties for agreement in index.extraction.agreements}
    acts: dict[Passage, list[Act]] = {passage: [] for passage in parties}
    # By its words each comes behind the same others, in whatever order they were read.
    for signing in sorted(index.extraction.signings, key=lambda one: (one.cue, repr(one))):
        signatures = to_signatures(index, signing, parties[signing.agreement], posts)
        acts[signing.agreement].append(Act(signing, index.date(signing.date), signatures))
    return tuple(
        _to_agreement(index, agreement, _keep_acts(acts[agreement.passage], index.extraction.rejected))
        for agreement in index.extraction.agreements
    )


def _keep_acts(acts: Iterable[Act], rejected: Sequence[str]) -> tuple[Act, ...]:
    """Make the acts, each once however often it is told, without the signatures that people rejected in any
    of the tellings.
    """
    told = join_told_again(acts, is_told_again, join_acts, _find_keys)
    return tuple(replace(act, signatures=_keep_signatures(act, rejected)) for act in told)


def _keep_signatures(act: Act, rejected: Sequence[str]) -> tuple[Signature, ...]:
    taken_out = {
        (one.person, one.party)
        for telling in (act, *act.again)
        for one in telling.signatures
        if _is_rejected(one.iri, rejected)
    }
    return tuple(one for one in act.signatures if (one.person, one.party) not in taken_out)


def is_told_again(first: Act, second: Act) -> bool:
    """Whether two acts are one: the same stage, no day or rank that differs, and who signs in one of them,
    and for whom, signs in the other too.
    """
    known = ({act.date.edtf for act in (first, second) if act.date}, _ranks_of(first) | _ranks_of(second))
    signers, others = ({(one.person, one.party) for one in act.signatures} for act in (first, second))
    is_known = (None, None) not in signers | others and bool(signers and others)
    is_same = first.signing.stage == second.signing.stage and all(len(values) < 2 for values in known)
    return is_same and is_known and (signers <= others or others <= signers)


def _find_keys(act: Act) -> list[Key]:
    """What two acts that are one share, and the day, which one of them may lack."""
    day = act.date.edtf if act.date else None
    signers = ((one.person, one.party) for one in act.signatures)
    return [
        ((act.signing.stage, person and person.iri, party and party.iri), day) for person, party in signers
    ]


def join_acts(first: Act, second: Act) -> Act:
    """Make one act of two that tell the same: the one with more signatures, with what the other adds."""
    fuller, other = sorted((first, second), key=lambda one: -len(one.signatures))
    return replace(
        fuller,
        signing=replace(fuller.signing, place=fuller.signing.place or other.signing.place),
        date=fuller.date or other.date,
        again=(*fuller.again, replace(other, again=()), *other.again),
    )


def _ranks_of(act: Act) -> set[int]:
    return {act.signing.rank[0]} if act.signing.rank else set()


def _is_rejected(iri: str, rejected: Iterable[str]) -> bool:
    """Whether the signature was rejected, or its whole act, whose IRI begins it."""
    return any(iri == one or iri.startswith(f"{one}_") for one in rejected)


def _to_agreement(index: PassageIndex, agreement: Agreement, acts: tuple[Act, ...]) -> AgreementFact:
    """Make the fact: shared by all articles where the agreement has a name, else this article's own."""
    instrument = index.resolution.instrument_of(agreement.passage)
    named = [(passage, index.entity(passage)) for passage in agreement.parties]
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
        iri = index.iri("agreement", [agreement.passage])
        label = _describe(agreement, parties)
    topics = index.resolution.topics_in(agreement.words)
    counts = to_counts(index, (one for one in index.extraction.counts if one.agreement == agreement.passage))
    return AgreementFact(iri, label, agreement, instrument, between, parties, topics, acts, counts)


def _in_order(named: Iterable[tuple[Passage, Entity | None]]) -> tuple[Entity, ...]:
    """Return each entity once, in the order of the text."""
    return once(entity for _, entity in sorted(named, key=lambda pair: pair[0]))


def _describe(agreement: Agreement, parties: Iterable[Entity]) -> str:
    """Describe a bare "agreement" by its parties, so that a table of agreements can be read."""
    names = [entity.name for entity in parties]
    if " " in agreement.name or not names:
        return agreement.name
    return f"{agreement.name} of {', '.join(names[:-1])}{' and ' if len(names) > 1 else ''}{names[-1]}"
