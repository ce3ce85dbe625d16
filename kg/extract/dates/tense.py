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
    if span is None or not doc.has_annotation("DEP"):
        return UNKNOWN
    for token in (span.root, *span.root.ancestors):
        if token.pos_ in ("VERB", "AUX"):
            return _verb_direction(token)
    return UNKNOWN


def _verb_direction(verb: Token) -> int:
    """What the verb's own form and its auxiliaries say."""
    words = load_rules("dates")["tense"]
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    for auxiliary in auxiliaries:
        if auxiliary.lower_ in words["future"]:
            return FUTURE
        if auxiliary.lower_ in words["past"]:
            return PAST
    if verb.tag_ == "VBD":
        return PAST
    if any(auxiliary.tag_ == "TO" for auxiliary in auxiliaries):
        return FUTURE
    return _governed_direction(verb, words)


def _governed_direction(verb: Token, words: dict[str, list[str]]) -> int:
    """A participle or infinitive: "scheduled for May", "built in May", "are expected to leave"."""
    if verb.lemma_.lower() in words["planning"]:
        return FUTURE
    if verb.tag_ == "VBN":
        return PAST
    if verb.tag_ == "VBG" and any(child.lower_ in words["present"] for child in verb.children):
        return FUTURE
    return UNKNOWN
