"""What a date expression dates: the verb or the noun on which it hangs."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from kg.extract.events.outlooks import Telling
from kg.model import Passage
from kg.rules.events import EVENTS

_NOUNS = EVENTS.index("nouns")
# "Said during an address on Wednesday": the address was on Wednesday.
_TEMPORAL = ("after", "before", "during", "since")
# On the way from a date to the word that it dates: "in April", "no earlier than April".
_LINKS = ("ADP", "ADV", "SCONJ", "NUM", "ADJ", "PART")


def find_dated(doc: Doc, passage: Passage) -> Token | None:
    """Find the word that a date expression hangs on: a verb, or a noun outside of the expression."""
    span = to_span(doc, passage)
    if span is None:
        return None
    token = span.root
    while token.head != token:
        below, token = token, token.head
        is_naming = token.dep_ == "acl" and token.lower_ in EVENTS.words.naming
        is_link = is_naming or token.pos_ in _LINKS or below.lower_ in EVENTS.words.naming
        if token not in span and not is_link and not _is_beside(token, span):
            return token
    return None


def _is_beside(noun: Token, date: Span) -> bool:
    """Tell whether a noun before a date only says where, by what or for whom: "aboard a rocket in April"."""
    if noun.dep_ == "pobj" and noun.head.lower_ in _TEMPORAL:
        return False
    is_thing = noun.pos_ in ("NOUN", "PROPN") and noun.lower_ not in _NOUNS
    return is_thing and noun.dep_ in ("dobj", "pobj") and noun.i < date.start


def to_span(doc: Doc, passage: Passage) -> Span | None:
    """Return the tokens of a passage; None where it has none."""
    return doc.char_span(passage.start, passage.end, alignment_mode="expand")


def find_date(telling: Telling, word: Token, dates: Sequence[Passage]) -> Passage | None:
    """Find the date expression that hangs on the event, or on a word that carries it."""
    carriers = {word, *telling.carriers}
    first, last = word.sent.start_char, word.sent.end_char
    near = (date for date in dates if first <= date.start < last)
    return next((date for date in near if find_dated(word.doc, date) in carriers), None)
