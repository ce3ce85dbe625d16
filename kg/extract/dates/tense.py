"""Find the tense of the verb that governs a time expression.

The tense decides between the last June and the next one: "launched in June", "will launch in June".
"""

from __future__ import annotations

from enum import Enum

from spacy.tokens import Doc, Token

from kg.rules.dates import DATES


class Tense(Enum):
    """The tense of a governing verb."""

    PAST = "past"
    UNKNOWN = "unknown"
    FUTURE = "future"


def find_tense(doc: Doc, start: int, end: int) -> Tense:
    """Find the tense of the verb over the expression at the characters [start, end) of the Doc."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not doc[0].has_dep():
        return Tense.UNKNOWN
    preposition = doc[span.start - 1].lower_ if span.start else ""
    for token in (span.root, *span.root.ancestors):
        if token.pos_ in ("VERB", "AUX"):
            return Tense.FUTURE if _schedules(token, preposition) else _verb_tense(token)
    return Tense.UNKNOWN


def _schedules(verb: Token, preposition: str) -> bool:
    """Whether the verb schedules the date: "set the launch for June", "postponed it to March"."""
    verbs = DATES.tense.planning if preposition == "for" else DATES.tense.postponing
    return preposition in ("for", "to", "until", "till") and verb.lemma_.lower() in verbs


def _verb_tense(verb: Token) -> Tense:
    """Read the tense from the verb form, its auxiliaries and, over an infinitive, its governor."""
    words = DATES.tense
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    forms = {auxiliary.lower_ for auxiliary in auxiliaries}
    if not forms.isdisjoint(words.future):
        return Tense.FUTURE
    if verb.lemma_.lower() in words.planning and verb.tag_ in ("VBN", "VBZ", "VBP"):
        return Tense.FUTURE
    if any(auxiliary.tag_ == "TO" for auxiliary in auxiliaries):
        return Tense.FUTURE if _is_planned(verb) else Tense.UNKNOWN
    if verb.tag_ in ("VBD", "VBN") or not forms.isdisjoint(words.past):
        return Tense.PAST
    if verb.tag_ == "VBG" and not forms.isdisjoint(words.present):
        return Tense.FUTURE
    return Tense.UNKNOWN


def _is_planned(infinitive: Token) -> bool:
    """Whether an infinitive is planned: "plans to launch", "Agency to launch"; not "decided to launch"."""
    head = infinitive.head
    if head.lemma_.lower() == "be":
        return head.tag_ in ("VBZ", "VBP")
    return head is infinitive or head.lemma_.lower() in DATES.tense.planning
