"""Whether the verb over an expression tells of the past or of the future.

The tense decides between the last June and the next one: "launched in June", "will launch in June".
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.rules import load_rules

PAST, UNKNOWN, FUTURE = -1, 0, 1


def find_direction(doc: Doc, start: int, end: int) -> int:
    """PAST, FUTURE or UNKNOWN for the expression at the characters [start, end) of the Doc."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not doc[0].has_dep():
        return UNKNOWN
    toward = doc[span.start - 1].lower_ if span.start else ""
    for token in (span.root, *span.root.ancestors):
        if token.pos_ in ("VERB", "AUX"):
            return FUTURE if _sets_date(token, toward) else _verb_direction(token)
    return UNKNOWN


def _sets_date(verb: Token, preposition: str) -> bool:
    """ "set the launch for June", "postponed it to March": when that was done is another matter."""
    words = load_rules("dates")["tense"]
    verbs = words["planning"] if preposition == "for" else words["postponing"]
    return preposition in ("for", "to", "until", "till") and verb.lemma_.lower() in verbs


def _verb_direction(verb: Token) -> int:
    """What the verb's own form, its auxiliaries and, over an infinitive, its governor say."""
    words = load_rules("dates")["tense"]
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    for auxiliary in auxiliaries:
        if auxiliary.lower_ in words["future"]:
            return FUTURE
    if verb.lemma_.lower() in words["planning"] and verb.tag_ in ("VBN", "VBZ", "VBP"):
        return FUTURE
    if any(auxiliary.tag_ == "TO" for auxiliary in auxiliaries):
        return FUTURE if _is_planned(verb, words["planning"]) else UNKNOWN
    if verb.tag_ in ("VBD", "VBN") or any(auxiliary.lower_ in words["past"] for auxiliary in auxiliaries):
        return PAST
    if verb.tag_ == "VBG" and any(auxiliary.lower_ in words["present"] for auxiliary in auxiliaries):
        return FUTURE
    return UNKNOWN


def _is_planned(infinitive: Token, planning: list[str]) -> bool:
    """ "plans to launch", "is to launch", and the headline "Agency to launch"; not "decided to launch"."""
    head = infinitive.head
    if head.lemma_.lower() == "be":
        return head.tag_ in ("VBZ", "VBP")
    return head is infinitive or head.lemma_.lower() in planning
