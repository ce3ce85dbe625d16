"""The words of an office: "ISS program manager", "minister of economy and innovation", "editor-in-chief"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.extract.mentions import Mentions
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


def title_span(noun: Token, name: Span, mentions: Mentions) -> Span | None:
    """The words of the title, "ISS program manager", without the organization and "new"."""
    doc = noun.doc
    start = noun.i
    for left in sorted(noun.lefts, key=lambda token: -token.i):
        if left.dep_ not in ("compound", "amod", "nmod") or left.right_edge.i != start - 1:
            break
        if left.lower_ in _NOT_TITLE or any(token.tag_ in ("JJS", "RBS") for token in left.subtree):
            break
        # "the 15th director" is a director.
        if left.ent_type_ == "ORDINAL" or left.text[:1].isdigit():
            break
        if left.ent_type_ == "" and mentions.names_in(doc[left.i : left.i + 1]):
            break
        start = left.left_edge.i
    while start < noun.i and not noun.head.is_space:
        is_place = doc[start].ent_type_ == "NORP" or (
            doc[start].ent_type_ in ("ORG", "GPE") and mentions.at(doc[start]) is not None
        )
        if not is_place and doc[start].text not in ("'s", "’s") and doc[start].lower_ not in _NOT_TITLE:
            break
        start += 1
    # In "NASA Administrator Bill Nelson" the words before the title hang on the name.
    while (
        start and doc[start - 1].head == name.root and doc[start - 1].dep_ == "compound" and start == noun.i
    ):
        if doc[start - 1].ent_type_ in ("ORG", "GPE") or doc[start - 1].pos_ not in ("NOUN", "PROPN"):
            break
        if doc[start - 1].lower_ in _NOT_TITLE:
            break
        start -= 1
    start = _with_hyphens(noun, start)
    end = noun.i + 1
    if end < len(doc) and doc[end].lower_ == "general" and (end < name.start or start > name.end):
        end += 1
    end = _end_of_portfolio(noun, end, name)
    # "editor-in-chief"
    while (
        end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_ and doc[end + 1].is_lower
    ):
        end += 2
    return doc[start:end]


def _with_hyphens(noun: Token, start: int) -> int:
    """Where a title begins that hyphens join: "Secretary-General", but not "then-" or "ex-"."""
    doc = noun.doc
    if start < noun.i and doc[start].text == "-":
        return start + 1
    while start > 1 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_:
        if doc[start - 2].whitespace_ or doc[start - 2].lower_ in _FORMERLY or doc[start - 2].ent_type_:
            break
        start -= 2
    return start


def to_title(span: Span) -> str:
    """The words of the title, in the singular: each of "astronauts A and B" is an astronaut."""
    return "".join(token.text_with_ws for token in span[:-1]) + (
        span[-1].lemma_ if span[-1].tag_ == "NNS" else span[-1].text
    )


def _end_of_portfolio(noun: Token, end: int, name: Span) -> int:
    """Where the title ends that names what it is about: "Minister of Communications and Digital Economy".

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
