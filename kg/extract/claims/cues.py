"""Cues: the verbs that report, what they can take, and the words that go with them."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from kg.extract.grammar import is_asserted
from kg.extract.reporting import Frames, reporting_verbs, verb_with_particle
from kg.rules.reporting_words import REPORTING_WORDS

_CUE_PARTS = ("aux", "auxpass", "neg", "advmod")


def find_cues(doc: Doc) -> list[tuple[Token, Frames]]:
    """The reporting verbs of a Doc with their frames, without those that nobody asserts."""
    verbs = reporting_verbs()
    found = []
    for token in doc:
        if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("amod", "compound", "aux", "auxpass"):
            continue
        frames = verbs.get(verb_with_particle(token)) or verbs.get(token.lemma_.lower())
        if frames and is_asserted(token, hedged=True):
            found.append((token, frames))
    return found


def is_denying(verb: Token) -> bool:
    """True for a verb that denies what it brings: "denied", "ruled out"."""
    denying = REPORTING_WORDS.denying
    return verb.lemma_.lower() in denying or verb_with_particle(verb) in denying


def cue_span(token: Token) -> Span:
    """The verb with its particle and the auxiliaries and negations before it: "has not said"."""
    start, end = token.i, token.i + 1
    first = start
    while first and token.doc[first - 1].head == token and token.doc[first - 1].dep_ in _CUE_PARTS:
        first -= 1
        # An adverb counts only between an auxiliary and the verb; the "to" of an infinitive never does.
        if token.doc[first].dep_ != "advmod" and token.doc[first].tag_ != "TO":
            start = first
    if end < len(token.doc) and token.doc[end].head == token and token.doc[end].dep_ == "prt":
        end += 1
    return token.doc[start:end]
