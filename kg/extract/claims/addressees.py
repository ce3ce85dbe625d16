"""Who was told: "told Putin", "said to reporters", "was told by NASA", "in a letter to Congress"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kg.extract.claims.candidates import ClaimCandidate, ClaimContext
from kg.extract.grammar import objects_of, with_conjuncts
from kg.rules.reporting_words import REPORTING_WORDS


def find_hearers(context: ClaimContext, candidate: ClaimCandidate) -> list[Token]:
    """The head words of those who are told, joined ones included; some may turn out to be no actors."""
    verb = candidate.verb
    found = [*_find_objects(verb), *_find_partners(verb)]
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "to" and candidate.frame != "to":
            found += [token for token in objects_of(child) if context.mentions.at(token)]
        elif child.dep_ == "ccomp" and candidate.frame == "infinitive":
            found += [c for c in child.children if c.dep_ == "nsubj"]
    return [head for token in found for head in with_conjuncts(token)]


def _find_objects(verb: Token) -> Iterator[Token]:
    """ "Told Putin", "promised a seat to Japan", "Putin was told by Borisov"."""
    addressed = verb.lemma_.lower() in REPORTING_WORDS.addressed
    passive = any(c.dep_ == "agent" for c in verb.children)
    for child in verb.children:
        if child.dep_ == "dative":
            yield from objects_of(child) if child.pos_ == "ADP" else (child,)
        elif addressed and child.dep_ == ("nsubjpass" if passive else "dobj"):
            yield child


def _find_partners(verb: Token) -> Iterator[Token]:
    """The other side of an exchange: "in an interview with CNN", "speaking to reporters, she said"."""
    for child in verb.children:
        if child.dep_ == "prep":
            exchanges: Iterable[Token] = (n for n in objects_of(child) if _is_exchange(n))
        elif child.dep_ == "advcl" and child.lemma_.lower() in REPORTING_WORDS.addressing:
            exchanges = (child,)
        else:
            continue
        for exchange in exchanges:
            for preposition in exchange.children:
                if preposition.dep_ == "prep" and preposition.lower_ in ("to", "with"):
                    yield from objects_of(preposition)


def _is_exchange(noun: Token) -> bool:
    return noun.lemma_.lower() in REPORTING_WORDS.exchanges
