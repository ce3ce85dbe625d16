"""Quotations with the reporting verb beside them, where the parse does not connect the two."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.claims.candidates import ClaimCandidate, ClaimContext, SourceMatch, find_source
from kg.extract.claims.cues import cue_span
from kg.extract.grammar import is_negated
from kg.extract.quotations import Quotation
from kg.model import Passage, Places

# Between the closing mark and the cue verb, or the verb and the opening mark, at most so many words.
_REACH = 12
_ENDS = (".", "?", "!", ";", ":")
# A quotation of fewer words that nobody introduces is a word in inverted commas.
_SHORTEST_QUOTATION = 3


def find_quotation_claims(context: ClaimContext, taken: list[ClaimCandidate]) -> Iterator[ClaimCandidate]:
    """Quotations that no clause has claimed yet, with the reporting verb beside them."""
    claimed = Places((passage, candidate) for candidate in taken for passage in candidate.content)
    for quotation in context.quotations:
        if claimed.meet(quotation.inside):
            continue
        verb = _cue_beside(context, quotation)
        if verb is None:
            continue
        act = context.quoting[verb.i]
        who = find_source(context, verb) or _source_beside(context, verb)
        if who is None or is_negated(verb):
            continue
        yield ClaimCandidate("claims.quotation", act, verb, cue_span(verb), *who, (quotation.passage,))


def find_cue_behind(context: ClaimContext, quotation: Passage) -> Token | None:
    """Find the verb of a quotation's own "X said" behind it, in the same sentence: “We stay,” he said."""
    if not context.text[quotation.start : quotation.end - 1].endswith((",", "?", "!")):
        return None
    span = context.doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
    for token in context.doc[span.end : span.end + _REACH] if span is not None else ():
        if token.is_quote or token.text in _ENDS or "\n" in token.text:
            return None
        if token.i in context.quoting:
            return token
    return None


def _cue_beside(context: ClaimContext, quotation: Quotation) -> Token | None:
    """The nearest verb that takes quotations: behind the closing mark, or before the opening one."""
    span = context.doc.char_span(quotation.passage.start, quotation.passage.end, alignment_mode="expand")
    if span is None:
        return None
    behind = context.doc[span.end : min(span.end + _REACH, context.doc[span.end - 1].sent.end)]
    # A parser may end the sentence with the quotation: "...," / said Nelson.
    if not len(behind) and span.end < len(context.doc) and context.doc[span.end].text[:1].islower():
        behind = context.doc[span.end : min(span.end + _REACH, context.doc[span.end].sent.end)]
    before = context.doc[max(span.start - _REACH, context.doc[span.start].sent.start) : span.start]
    if span.end - span.start < _SHORTEST_QUOTATION + 2 and not (
        len(before) and before[-1].text in (",", ":")
    ):
        return None
    for token in behind:
        if token.i in context.quoting:
            return token
        if context.quotation_at(token):
            break
    for token in reversed(list(before)):
        if token.i in context.quoting:
            return token
        if context.quotation_at(token):
            break
    return None


def _source_beside(context: ClaimContext, verb: Token) -> SourceMatch | None:
    """Where the parser lost the subject: the name right behind the verb or right before it."""
    for i in (verb.i + 1, verb.i - 1):
        if 0 <= i < len(context.doc) and context.doc[i].ent_type_ in ("PERSON", "ORG", "GPE"):
            mention = context.mentions.at(context.doc[i])
            if mention is not None:
                return context.mentions.span_of(mention), (mention,)
    return None
