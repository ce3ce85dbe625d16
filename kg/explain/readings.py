"""Tell how a thing was read: by what rule, how sure that is, what came next, and what people decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.explain.lookups import Said, find_label, find_place, list_values
from kg.explain.rules import find_measured, find_rule
from kg.store import GraphStore
from kg.vocab import DCTERMS, OA, RDF, SP

# Mentions of a thing whose rules are counted; an agency may have thousands.
COUNTED = 50
_NO_FIGURE = "no annotated text has been counted for this rule"
_NO_OTHER = "the reader keeps no second reading of it"


@dataclass(frozen=True, slots=True)
class How:
    """How a thing was read.

    `rule` is its name, `version` that of kg, `does` what it does, `where` its file. `confidence` is from 0 to
    1 (None: the rule has none), `measured` what it has meant on annotated text, `alternatives` what would
    have been read next; where nothing is known of these they say so. `mentions` counts those read so, of the
    first COUNTED.
    """

    rule: str
    version: str
    does: str
    where: str
    confidence: float | None
    measured: str
    alternatives: tuple[str, ...]
    mentions: int = 1


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided on it: the IRI and kind of the decision, its reason and its day."""

    iri: str
    kind: str
    reason: str
    day: str


def list_how(store: GraphStore, iri: str, said: Iterable[Said], mentions: list[str]) -> list[How]:
    """List how a thing was read: once for a fact, for what is mentioned often once for each rule."""
    own = {one.property for one in said if not one.inverse}
    if SP.extractedBy in own or OA.hasSelector in own:
        return [_tell(store, iri, [iri] if SP.denotes in own else mentions)]
    is_agreement = _is_agreement(said)
    by_rule: dict[str, list[How]] = {}
    for mention in mentions[:COUNTED]:
        how = _tell(store, mention, [mention], is_agreement)
        by_rule.setdefault(how.rule, []).append(how)
    found = [_join(those) for those in by_rule.values()]
    return sorted(found, key=lambda how: (-how.mentions, how.rule))


def list_decided(store: GraphStore, iri: str, said: Iterable[Said]) -> list[Decided]:
    """List the decisions of people on a thing."""
    about = {one.other.value for one in said if one.inverse and one.property in (SP.decidesOn, SP.into)}  # type: ignore[union-attr]
    about |= {one.other.value for one in said if not one.inverse and one.property == SP.confirmedBy}  # type: ignore[union-attr]
    return [_to_decided(store, decision) for decision in sorted(about)]


def _to_decided(store: GraphStore, decision: str) -> Decided:
    def one(predicate: str) -> str:
        return next(list_values(store, decision, predicate), "")

    return Decided(
        decision, one(RDF.type).removeprefix(SP.iri).lower(), one(SP.because), one(DCTERMS.created)
    )


def _is_agreement(said: Iterable[Said]) -> bool:
    types = (one.other for one in said if one.property == RDF.type and not one.inverse)
    return SP.Agreement in {str(getattr(one, "value", "")) for one in types}


def _tell(store: GraphStore, iri: str, mentions: list[str], is_agreement: bool = False) -> How:
    # The IRI of a rule names it: that spares a look-up of what stands in the graph of every article.
    rule_iri = next(list_values(store, iri, SP.extractedBy), "")
    name, _, version = rule_iri.partition("/rule/")[2].rpartition("/")
    if not name:
        is_date = next(list_values(store, iri, SP.timexType), None)
        name = "dates" if is_date else "agreements.mention" if is_agreement else "topics"
    given = next(list_values(store, iri, SP.confidence), None)
    confidence = float(given) if given else None
    rule, measured = find_rule(name), find_measured(name, confidence)
    return How(
        name,
        version,
        rule.does if rule else "",
        rule.where if rule else "",
        confidence,
        measured.tell() if measured else _NO_FIGURE,
        tuple(_list_alternatives(store, mentions)) or (_NO_OTHER,),
    )


def _list_alternatives(store: GraphStore, mentions: list[str]) -> Iterator[str]:
    """List who else the words that a fact rests on may be."""
    for mention in mentions[:COUNTED]:
        for other in list_values(store, mention, SP.alternative):
            place = find_place(store, mention)
            own = [_name(store, one) for one in list_values(store, mention, SP.denotes)]
            words = f"“{place.words}”" if place else "the words"
            yield f"{words} could be {_name(store, other)}, not {' and '.join(own)}"


def _name(store: GraphStore, iri: str) -> str:
    return find_label(store, NamedNode(iri))


def _join(those: list[How]) -> How:
    """Make one of several that are by one rule: the least sure of them stands for all."""
    least = min(those, key=lambda how: 1.0 if how.confidence is None else how.confidence)
    others = Counter(other for how in those for other in how.alternatives if other != _NO_OTHER)
    told = tuple(other for other, _ in others.most_common(3)) or (_NO_OTHER,)
    return How(
        least.rule, least.version, least.does, least.where, least.confidence, least.measured, told, len(those)
    )
