"""Phrases by the parse: what is a subject, what only modifies, and where a noun phrase begins and ends."""

from __future__ import annotations

from spacy.tokens import Span, Token

# A description keeps the phrases that tell it apart: "an official at the ministry".
_DESCRIBING = {"of", "from", "at", "for", "with", "in", "on"}
# Prepositions that make a place of what follows.
_PLACING = {"across", "at", "from", "in", "inside", "into", "near", "outside", "over", "throughout"}
# Longer descriptions are sentences in disguise; more than this many words behind the head are cut.
_LONGEST_TAIL = 10
# "The head of the office of the chair of": so many phrases at most hang one on the other.
_DEEPEST = 10


def is_subject(token: Token) -> bool:
    """Whether a token is the subject of a clause, active or passive, or a conjunct of it."""
    head = token
    while head.dep_ == "conj":
        head = head.head
    return head.dep_ in ("nsubj", "nsubjpass")


def is_modifier_only(token: Token) -> bool:
    """Whether a name only modifies a noun or says where something is, so that its bearer does nothing.

    "US officials", "in Spain", "Rota, Spain".
    """
    if token.dep_ == "pobj":
        return token.head.lower_ in _PLACING
    return token.dep_ in ("compound", "amod", "nmod") or (
        token.dep_ == "appos" and token.head.ent_type_ in ("GPE", "LOC", "FAC")
    )


def entity_at(token: Token) -> Span:
    """Return the entity that a token with an entity type is a word of."""
    doc, start, end = token.doc, token.i, token.i + 1
    while doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return doc[start:end]


def description_span(token: Token, depth: int = _DEEPEST) -> Span:
    """Return the noun phrase of `token` up to its head, with the describing phrases right behind it, and at
    most `depth` in these.
    """
    start = token.left_edge.i
    for left in token.lefts:
        # A clause or a stray comma in front belongs to the sentence, not to the phrase.
        if left.dep_ in ("det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "predet", "neg"):
            start = left.left_edge.i
            break
    else:
        start = token.i
    end = token.i + 1
    for right in token.rights:
        if right.dep_ != "prep" or right.lower_ not in _DESCRIBING or right.i != end:
            break
        # The pronoun of a relative clause may stand in front: "one that they rely on".
        objects = [child for child in right.rights if child.dep_ == "pobj"]
        if not depth or not objects or objects[0].ent_type_ in ("DATE", "TIME"):
            break
        is_pronoun = objects[0].pos_ == "PRON"
        edge = objects[0].i + 1 if is_pronoun else description_span(objects[0], depth - 1).end
        if edge - token.i > _LONGEST_TAIL:
            break
        end = edge
    return token.doc[start:end]
