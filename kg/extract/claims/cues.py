"""Cues: the verbs that report, what they can take, and the words that go with them."""

from __future__ import annotations

from functools import cache
from typing import cast, get_args

from spacy.tokens import Doc, Span, Token

from kg.errors import RulesError
from kg.extract.claims.supposed import is_raised, may_have
from kg.model import SpeechAct
from kg.rules import load_rules, word_set

Frames = dict[str, SpeechAct]

# "could say", "might announce": nobody has said anything yet.
_UNREAL = {"will", "would", "could", "can", "may", "might", "should", "must", "shall", "'ll", "’ll"}

_NEGATING = {"never", "no", "nobody", "none", "neither", "nor"}
# "went on to say", "took to the floor to announce".
_GOING_ON = {"begin", "continue", "go", "proceed", "take"}
_CUE_PARTS = ("aux", "auxpass", "neg", "advmod")


@cache
def reporting_verbs() -> dict[str, Frames]:
    """For each verb of kg/rules/reporting_verbs.toml the speech act of each frame it takes.

    Raises RulesError when two tables give the same verb the same frame.
    """
    verbs: dict[str, Frames] = {}
    for act in get_args(SpeechAct):
        for verb, frames in load_rules("reporting_verbs").get(act, {}).items():
            for frame in frames.split():
                if frame in verbs.setdefault(verb, {}):
                    raise RulesError(f"reporting_verbs.toml: {verb!r} has the frame {frame!r} in two tables")
                verbs[verb][frame] = cast(SpeechAct, act)
    return verbs


def find_cues(doc: Doc) -> list[tuple[Token, Frames]]:
    """The reporting verbs of a Doc with their frames, without those that report nothing (see `is_real`)."""
    verbs = reporting_verbs()
    found = []
    for token in doc:
        if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("amod", "compound", "aux", "auxpass"):
            continue
        frames = verbs.get(verb_with_particle(token)) or verbs.get(token.lemma_.lower())
        if frames and is_real(token, hedged=True):
            found.append((token, frames))
    return found


def verb_with_particle(token: Token) -> str:
    """The lemma with its particle or the preposition right behind: "point out", "point to"."""
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), None)
    if particle is None and token.i + 1 < len(token.doc) and token.nbor().dep_ == "prep":
        particle = token.nbor().lower_
    lemma = token.lemma_.lower()
    return f"{lemma} {particle}" if particle else lemma


def is_real(token: Token, hedged: bool = False) -> bool:
    """False for what is only possible, planned or supposed: "could say", "plans to say", "if NASA says".

    With `hedged`, what somebody is said to have done, or may have done, counts as real.
    """
    if any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.children):
        if hedged and is_raised(token):
            return is_real(token.head) and not is_negated(token.head)
        return token.dep_ in ("xcomp", "advcl") and token.head.lemma_.lower() in _GOING_ON
    head = token
    while head.dep_ == "conj" and head.head.pos_ in ("VERB", "AUX"):
        head = head.head
    for verb in (token, head):
        for child in verb.children:
            if child.dep_ == "aux" and child.lower_ in _UNREAL and not (hedged and may_have(verb)):
                return False
            if child.dep_ == "mark" and child.lower_ in ("if", "unless"):
                return False
    return True


def is_negated(token: Token) -> bool:
    """True for "did not say", "no longer believes", "no official said", "neither confirmed nor denied"."""
    subjects = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")]
    if any(c.dep_ == "neg" or c.lower_ in _NEGATING or _is_no_longer(c) for c in token.children):
        return True
    if token.dep_ == "conj" and not subjects and _joins_alternatives(token.head):
        return is_negated(token.head)
    return any(c.lower_ in _NEGATING for subject in subjects for c in (subject, *subject.lefts))


def _is_no_longer(adverb: Token) -> bool:
    return adverb.lower_ == "longer" and any(c.lower_ == "no" for c in adverb.children)


def _joins_alternatives(verb: Token) -> bool:
    """ "Did not confirm or deny": the negation holds for both; behind "and" or "but" it does not."""
    return any(c.dep_ == "cc" and c.lower_ in ("or", "nor") for c in verb.children)


def is_denying(verb: Token) -> bool:
    """True for a verb that denies what it brings: "denied", "ruled out"."""
    denying = word_set("reporting_verbs", "phrases", "denying")
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
