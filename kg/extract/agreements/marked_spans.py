"""The words of an agreement that the network marks: which of them name it, and what kind it is."""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.extract.agreements.nouns import agreement_kinds, is_named, noun_of
from kg.rules.agreements import AGREEMENTS

DETERMINERS = {"the", "a", "an", "this", "that", "these", "its", "their", "our", "his", "her", "said", "new"}
_NOUNS = ("NOUN", "PROPN", "NUM", "X", "SYM")
# What a mention neither is nor ends with: it goes on to its noun, "the final" "text", or ends before.
_NO_END = ("DET", "ADP", "CCONJ", "SCONJ", "PRON", "PART", "PUNCT", "ADJ", "ADV", "VERB", "AUX", "SPACE")
_DASHES = ("--", "–", "—")
# So many words behind the marked ones its noun may be found.
_FARTHEST = 4


def mend_mention(span: Span) -> Span | None:
    """Give the mention up to a noun: without a small word at its end, or with the noun that the network left
    out, without what a dash sets off, and with both brackets or none; None where there is no noun.
    """
    doc, start = span.doc, span.start
    end = next((token.i for token in span if token.text in _DASHES and token.i > start), span.end)
    if not any(token.pos_ in _NOUNS for token in doc[start:end]):
        end = _find_noun_end(span)
    while start < end and doc[end - 1].pos_ in _NO_END and not doc[end - 1].text[:1].isupper():
        end -= 1
    end = _close_bracket(doc[start:end])
    return doc[start:end] if start < end and any(t.pos_ in _NOUNS for t in doc[start:end]) else None


def _close_bracket(span: Span) -> int:
    """Where a mention ends with the bracket that it opens, "a memorandum (MOU" ")", or else before it."""
    words = [token.text for token in span]
    if words.count("(") <= words.count(")"):
        return span.end
    closes = span.end < len(span.doc) and span.doc[span.end].text == ")"
    return span.end + 1 if closes else span.start + len(words) - 1 - words[::-1].index("(")


def _find_noun_end(span: Span) -> int:
    """Where the noun phrase ends that a mention without a noun begins, else where the mention does."""
    doc, end = span.doc, span.end
    while end < min(span.end + _FARTHEST, span.sent.end) and doc[end].pos_ in (*_NOUNS, "ADJ"):
        end += 1
    return end


def head_of(span: Span) -> Token:
    """Give the noun that says what kind of agreement a mention names, else the word that heads it."""
    nouns = [token for token in span if noun_of(token) in agreement_kinds()]
    return span.root if span.root in nouns or not nouns else nouns[0]


def is_unilateral(span: Span) -> bool:
    """Tell whether a mention is of what one side alone signs: "the bill", "a presidential memorandum", "the
    Harbor Convention Act 2020".
    """
    head = head_of(span)
    noun = head.lemma_.lower()
    before = head.doc[head.i - 1].lower_ if head.i else ""
    last = next((token.lower_ for token in reversed(span) if token.is_alpha), "")
    return not AGREEMENTS.words.unilateral.isdisjoint((noun, f"{before} {noun}", last))


def name_of(span: Span) -> str:
    """Give the words of a mention without what points to it: "the", "their"."""
    start = span.start
    while start < span.end - 1 and span.doc[start].lower_ in DETERMINERS:
        start += 1
    return span.doc[start : span.end].text.lstrip("*_")


def has_name(span: Span) -> bool:
    """Tell whether a mention is a proper name: capitalized words that say more than what any agreement is
    called.
    """
    words = [token for token in span if token.is_alpha and token.lower_ not in DETERMINERS]
    telling = [w for w in words if w.text[:1].isupper() and w.lower_ not in AGREEMENTS.words.generic]
    if len(words) == 1:
        return bool(telling) and words[0].is_upper and len(words[0]) > 2
    return bool(telling) and is_named(head_of(span))


def words_of(span: Span) -> frozenset[str]:
    """Give the words that tell the mention apart from others, in lower case."""
    return frozenset(
        token.lemma_.lower()
        for token in span
        if token.is_alpha
        and not token.is_stop
        and noun_of(token) not in agreement_kinds()
        and token.lower_ not in AGREEMENTS.words.generic
    )
