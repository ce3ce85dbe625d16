"""Hedges: the article marks the act of saying as uncertain, or as known at second hand only.

"NASA reportedly told", "is said to believe", "may have promised", "it appears that she said", "amid reports
that he told" are hedged: what is in doubt is that it was said. "She said the launch may slip" is not: the
doubt is part of what she said. "Was quoted as saying" is not either: it tells where, not that nobody is sure.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.claims.candidates import ClaimCandidate
from kg.extract.grammar import is_passive, is_raising_complement, may_have_happened
from kg.rules.hedges import HEDGES


def is_hedged(candidate: ClaimCandidate) -> bool:
    """True where the words around the cue leave open whether anything was said."""
    adverbs = HEDGES.adverbs
    phrases = HEDGES.phrases
    if any(token.lower_ in adverbs for token in candidate.cue) or any(
        p in candidate.surroundings for p in phrases
    ):
        return True
    return any(
        is_raising_complement(verb)
        or may_have_happened(verb)
        or _is_only_reported(verb)
        or any(_is_hedge(child) and not candidate.in_content(child) for child in verb.children)
        for verb in _governors(candidate.verb)
    )


def _governors(verb: Token) -> Iterator[Token]:
    """The verb, and those that it shares its subject with: reportedly denied the plan and said ..."""
    yield verb
    while verb.dep_ in ("conj", "xcomp", "pcomp") and not any(c.dep_ == "nsubj" for c in verb.children):
        verb = verb.head
        yield verb


def _is_hedge(child: Token) -> bool:
    """An adverb of doubt, or an aside: "Falk, it seems, told Lund"."""
    if child.dep_ == "advmod":
        return child.lower_ in HEDGES.adverbs
    return child.dep_ in ("parataxis", "ccomp") and _is_aside(child)


def _is_aside(verb: Token) -> bool:
    seeming = verb.lemma_.lower() in HEDGES.verbs.seeming
    return _of_nobody(verb) and seeming and not any(c.dep_ in ("ccomp", "xcomp") for c in verb.children)


def _is_only_reported(verb: Token) -> bool:
    """ "It was rumored that NASA told ...", "amid reports that NASA told ..."."""
    head = verb.head
    if verb.dep_ == "ccomp":
        doubtful = head.lemma_.lower() in HEDGES.verbs.seeming or (
            is_passive(head) and head.lemma_.lower() in HEDGES.verbs.passive
        )
        return doubtful and _of_nobody(head)
    marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children)
    return verb.dep_ == "acl" and marked and head.lemma_.lower() in HEDGES.nouns


def _of_nobody(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") and c.lower_ == "it" for c in verb.children)
