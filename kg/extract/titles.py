"""Find the words of an office: "ISS program manager", "minister of economy and innovation"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.extract.mentions import Mentions
from kg.extract.nouns import find_singular
from kg.rules.actor_nouns import ACTOR_NOUNS

_FORMERLY = ("ex", "former", "then")
_NOT_TITLE = {
    "the",
    "a",
    "an",
    "new",
    "former",
    "then",
    "late",
    "outgoing",
    "current",
    "acting",
    "our",
    "their",
    "its",
}


def title_span(noun: Token, name: Span, mentions: Mentions) -> Span:
    """Find the words of the title, "ISS program manager", without the organization and "new"."""
    start = _skip_places(noun, _find_left_edge(noun, mentions), mentions)
    if start == noun.i and _belongs_to_title(noun, name):
        start -= 1
    return noun.doc[_with_hyphens(noun, start) : _find_end(noun, name)]


def _find_left_edge(noun: Token, mentions: Mentions) -> int:
    """Find where the modifiers right before the office begin, an organization among them."""
    start = noun.i
    for left in sorted(noun.lefts, key=lambda token: -token.i):
        if left.dep_ not in ("compound", "amod", "nmod") or left.right_edge.i != start - 1:
            break
        if left.lower_ in _NOT_TITLE or any(token.tag_ in ("JJS", "RBS") for token in left.subtree):
            break
        # "the 15th director" is a director.
        if left.ent_type_ == "ORDINAL" or left.text[:1].isdigit():
            break
        if left.ent_type_ == "" and mentions.names_in(noun.doc[left.i : left.i + 1]):
            break
        start = left.left_edge.i
    return start


def _skip_places(noun: Token, start: int, mentions: Mentions) -> int:
    """Find where the title begins behind "NASA", "Peruvian" or "new"."""
    if noun.head.is_space:
        return start
    for token in noun.doc[start : noun.i]:
        is_place = token.ent_type_ == "NORP" or (
            token.ent_type_ in ("ORG", "GPE") and mentions.at(token) is not None
        )
        if not is_place and token.text not in ("'s", "’s") and token.lower_ not in _NOT_TITLE:
            return token.i
    return noun.i


def _belongs_to_title(noun: Token, name: Span) -> bool:
    """Whether the word before the office is part of its title, though the parser attaches it to the name.

    "Deputy Administrator Ana Ruiz", but not "NASA Administrator Ana Ruiz".
    """
    if noun.i == 0:
        return False
    before = noun.nbor(-1)
    return (
        before.head == name.root
        and before.dep_ == "compound"
        and before.pos_ in ("NOUN", "PROPN")
        and before.ent_type_ not in ("ORG", "GPE")
        and before.lower_ not in _NOT_TITLE
    )


def _find_end(noun: Token, name: Span) -> int:
    """Find where the title ends, behind "general", the portfolio and the hyphens of "editor-in-chief"."""
    doc, end = noun.doc, noun.i + 1
    if end < len(doc) and doc[end].lower_ == "general" and not name.start <= end <= name.end:
        end += 1
    end = _end_of_portfolio(noun, end, name)
    while (
        end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_ and doc[end + 1].is_lower
    ):
        end += 2
    return end


def _with_hyphens(noun: Token, start: int) -> int:
    """Find where a title begins that hyphens join: "Secretary-General", but not "then-" or "ex-"."""
    doc = noun.doc
    if start < noun.i and doc[start].text == "-":
        return start + 1
    while start > 1 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_:
        if doc[start - 2].whitespace_ or doc[start - 2].lower_ in _FORMERLY or doc[start - 2].ent_type_:
            break
        start -= 2
    return start


def to_title(span: Span) -> str:
    """Write the title in the singular: each of "astronauts A and B" is one; no comma ends it."""
    end = max((token.i + 1 for token in span if not token.is_punct), default=span.end)
    last = span.doc[end - 1]
    singular = find_singular(last) or (last.lemma_ if last.tag_ == "NNS" else last.text)
    return "".join(token.text_with_ws for token in span.doc[span.start : end - 1]) + singular


def _end_of_portfolio(noun: Token, end: int, name: Span) -> int:
    """Find where the title with a portfolio ends: "Minister of Communications and Digital Economy".

    The words up to the next comma or the name; a place or a known body is where the office is held instead.
    """
    doc = noun.doc
    if noun.lemma_.lower() not in ACTOR_NOUNS.office.portfolios:
        return end
    if end >= len(doc) or doc[end].lower_ not in ("of", "for"):
        return end
    last = end
    for token in doc[end + 1 : noun.sent.end]:
        if token.i == name.start or token.ent_type_ in ("GPE", "PERSON") or token.ent_id_:
            break
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "CCONJ") and token.text not in (",", "&"):
            break
        # "Minister of Health, Labour and Welfare" goes on behind a comma, if an "and" closes it.
        if token.text == "," and not any(t.lower_ == "and" for t in doc[token.i : token.i + 4]):
            break
        if token.pos_ in ("NOUN", "PROPN"):
            last = token.i + 1
    return last if last > end else end
