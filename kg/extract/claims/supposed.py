"""Verbs under another one that leaves open whether it was done: "is said to have told", "may have told"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.rules import word_set


def is_passive(verb: Token) -> bool:
    """True for "is said", "was rumored"."""
    return any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)


def is_raised(verb: Token) -> bool:
    """True for an infinitive whose subject stands with a verb of doubt: "appears to have told"."""
    head = verb.head
    if verb.dep_ != "xcomp" or not any(c.tag_ == "TO" for c in verb.children):
        return False
    lemma = head.lemma_.lower()
    return lemma in word_set("hedges", "verbs", "seeming") or (
        is_passive(head) and lemma in word_set("hedges", "verbs", "passive")
    )


def may_have(verb: Token) -> bool:
    """True for "may have told", "might have promised"."""
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    return "have" in helpers and bool(helpers & word_set("hedges", "verbs", "modal"))
