"""The stage that words bring an agreement to: "sign", "the signing of", "entered into force", "signatory"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from spacy.tokens import Span, Token

from kg.model import Stage
from kg.rules.agreements import AGREEMENTS

# (verb, preposition or "", noun) -> stage
_Phrases = dict[tuple[str, str, str], Stage]


@cache
def stage_nouns() -> dict[str, Stage]:
    """The stage that each noun of an act tells of."""
    return _invert(AGREEMENTS.nouns)


@cache
def stage_verbs() -> dict[str, Stage]:
    """The stage that each verb brings an agreement to."""
    return _invert(AGREEMENTS.stages)


@cache
def doers() -> dict[str, Stage]:
    """The stage that each noun for those who act tells of: "signatory"."""
    return _invert(AGREEMENTS.doers)


@cache
def _phrases() -> _Phrases:
    split = {tuple(phrase.split()): stage for phrase, stage in _invert(AGREEMENTS.phrases).items()}
    return {
        (words[0], words[1] if len(words) > 2 else "", words[-1]): stage for words, stage in split.items()
    }


def _invert(table: Mapping[Stage, frozenset[str]]) -> dict[str, Stage]:
    return {word: stage for stage, words in table.items() for word in words}


def find_phrase(verb: Token) -> Stage | None:
    """The stage that a verb with what follows it tells of: "was opened for signature", "took effect"."""
    lemma = verb.lemma_.lower()
    for child in verb.children:
        nouns = [child] if child.dep_ == "dobj" else list(child.children)
        preposition = "" if child.dep_ == "dobj" else child.lower_
        for noun in nouns:
            if (stage := _phrases().get((lemma, preposition, noun.lower_))) is not None:
                return stage
    return None


def find_stage(token: Token) -> Stage | None:
    """The stage that one word tells of: a verb, the noun of an act, or a noun for those who act."""
    if token.pos_ == "VERB":
        return stage_verbs().get(token.lemma_.lower())
    if token.pos_ != "NOUN":
        return None
    return stage_nouns().get(token.lower_) or doers().get(token.lemma_.lower())


def believe_stage(stage: Stage, cue: Span) -> Stage:
    """Give the stage that the network tells; for a signature of which no word of the cue tells, that of the
    phrase ("deposited their instruments"), else "announced": "brokered", "worked out".
    """
    words = AGREEMENTS.words.signing | AGREEMENTS.words.as_signing
    if stage != "signed" or any(token.lemma_.lower() in words for token in cue):
        return stage
    return find_phrase(cue.root) or "announced"
