"""Make facts of stated counts: how many have signed, and who of them joins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.facts.index import PassageIndex
from kg.model import DateExpression, Entity, Passage, StatedCount


@dataclass(frozen=True, slots=True)
class CountFact:
    """How many have signed an agreement by the article's count; `signers` are the states that join.

    `again` are the counts of the article that only tell it again.
    """

    iri: str
    count: StatedCount
    signers: tuple[Entity, ...]
    date: DateExpression | None
    again: tuple[StatedCount, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The words that it rests on."""
        told = (
            (one.passage, one.cue, one.agreement, one.date, *one.signers) for one in (self.count, *self.again)
        )
        return tuple(dict.fromkeys(passage for passages in told for passage in passages if passage))


def to_counts(index: PassageIndex, counts: Iterable[StatedCount]) -> tuple[CountFact, ...]:
    """Make the counts of one agreement, each number once, without those that people rejected.

    A number that is told again without a day, or without who joins, is the one told before.
    """
    found: list[CountFact] = []
    for count in counts:
        fact = _to_fact(index, count)
        place = next((place for place, one in enumerate(found) if _is_same(one, fact)), None)
        if place is None:
            found.append(fact)
        else:
            found[place] = _join(found[place], fact)
    rejected = set(index.extraction.rejected)
    return tuple(fact for fact in found if fact.iri not in rejected)


def _to_fact(index: PassageIndex, count: StatedCount) -> CountFact:
    # Countries are counted: who hosts the ceremony, be it an agency, is none of them.
    parties = (one for one in index.entities(count.signers) if one.type == "State")
    iri = index.iri("count", [count.passage, count.cue])
    return CountFact(iri, count, tuple(parties), index.date(count.date))


def _is_same(one: CountFact, other: CountFact) -> bool:
    """Whether two are one number of one kind, with no other day and not without another signer."""
    days = {fact.date.edtf for fact in (one, other) if fact.date}
    kinds = {
        (fact.count.number, fact.count.bound, fact.count.stage, fact.count.includes_signer is False)
        for fact in (one, other)
    }
    return len(days) < 2 and len(kinds) == 1


def _join(first: CountFact, second: CountFact) -> CountFact:
    """Make one fact of two: that of the first words, with the day and the signers of whichever has them."""
    count = first.count
    if count.includes_signer is None:
        count = replace(count, includes_signer=second.count.includes_signer)
    return replace(
        first,
        count=count,
        signers=first.signers or second.signers,
        date=first.date or second.date,
        again=(*first.again, second.count),
    )
