"""Whether an act on an agreement is told as done, as planned, or as not done."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.agreements.ranks import find_ranked, is_borne
from kg.extract.agreements.stages import doers
from kg.extract.grammar import is_asserted, is_infinitive, is_negated
from kg.model import Stage
from kg.rules.agreements import AGREEMENTS

_WITHOUT = {"against", "instead", "without"}


def find_told_stage(stage: Stage, cue: Token) -> Stage:
    """Correct the stage that the network gives by the grammar: what is only planned is proposed, and what
    somebody refused to do is not done.
    """
    if stage == "proposed" and _is_concluded(cue):
        return "announced"
    if stage in ("proposed", "unsigned"):
        return stage
    if is_denied(cue):
        return "unsigned"
    return stage if has_happened(cue) else "proposed"


def _is_concluded(talks: Token) -> bool:
    """True for the talks of "concluded the talks on"."""
    verb = talks.head
    return talks.dep_ == "dobj" and verb.lemma_.lower() in AGREEMENTS.words.concluding and has_happened(verb)


def is_denied(act: Token) -> bool:
    """True for "have not signed", "refused to sign", "instead of signing", "signed neither", "no party",
    "wrongly reported that they had signed".
    """
    if act.dep_ == "ccomp" and any(c.lower_ in AGREEMENTS.words.wrongly for c in act.head.children):
        return True
    if is_negated(act) or any(_is_none(child) for child in act.children if child.dep_ == "dobj"):
        return True
    head = act.head
    if act.pos_ == "NOUN" and act.dep_ == "attr":
        return is_negated(head)
    if act.dep_ in ("pcomp", "pobj"):
        return not _WITHOUT.isdisjoint((head.lower_, *(child.lower_ for child in head.lefts)))
    refusing = act.dep_ in ("xcomp", "ccomp") and head.lemma_.lower() in AGREEMENTS.words.refusing
    return refusing and not is_negated(head)


def _is_none(thing: Token) -> bool:
    """True for the object of "signed neither treaty", "signed no treaty"."""
    return any(child.lower_ in ("neither", "no", "none") for child in (thing, *thing.lefts))


def has_happened(act: Token) -> bool:
    """False for what is planned or only possible; a noun has happened if what is told of it has."""
    ranked = act if act.lemma_.lower() in doers() else find_ranked(act)
    if ranked is not None:
        return is_borne(ranked)
    if act.pos_ == "VERB":
        return (is_asserted(act) or _is_brought_about(act)) and not _is_planned(act)
    if act.head.lower_ in ("before", "until", "ahead") or act.head.head.lower_ == "ahead":
        return False
    verb = next((token for token in act.ancestors if token.pos_ in ("VERB", "AUX")), None)
    return verb is None or is_asserted(verb)


def _is_brought_about(verb: Token) -> bool:
    """True for an infinitive of what has happened: "voted to ratify", "led Norland to accede", "took action
    to ratify", "proud to announce".
    """
    head, words = verb.head, AGREEMENTS.words
    if not is_infinitive(verb) or verb.dep_ not in ("acl", "advcl", "ccomp", "xcomp"):
        return False
    is_step = head.lower_ in words.steps and head.head.pos_ == "VERB"
    cause = head.head if is_step else head
    is_cause = is_step or cause.lower_ in words.pleased or cause.lemma_.lower() in words.causing
    return is_cause and not is_infinitive(cause) and is_asserted(cause) and not is_negated(cause)


def _is_planned(verb: Token) -> bool:
    """True for "plans to sign", "is considering signing", "in the process of signing"."""
    if verb.dep_ == "pcomp" and verb.head.head.lemma_.lower() in AGREEMENTS.words.plans:
        return True
    planning = verb.head.lemma_.lower() in AGREEMENTS.words.planning
    return planning and (is_infinitive(verb) or (verb.dep_ == "xcomp" and verb.tag_ == "VBG"))
