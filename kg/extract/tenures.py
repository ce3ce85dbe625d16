"""Offices that a verb tells of, and since when or how long somebody holds one.

"Borisov became head of Roscosmos in July 2022", "who led NASA until 2017", "director of NASA since 2019".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Span, Token

from kg.extract.grammar import is_asserted, is_negated, is_passive
from kg.extract.mentions import to_passage
from kg.extract.nouns import is_person_noun
from kg.model import DateExpression, Passage, find_meeting
from kg.rules.actor_nouns import ACTOR_NOUNS

_VERBS = ACTOR_NOUNS.tenures


class Tenure(NamedTuple):
    """The word for an office, the verb that tells of it, and the title where that word is no title: "led"."""

    office: Token
    verb: Token
    title: str | None = None


class Period(NamedTuple):
    """When an office is held: during a time, or since one in which it began."""

    during: Passage | None = None
    since: Passage | None = None


def find_tenures(name: Span) -> Iterator[Tenure]:
    """The offices that verbs give to the bearer of `name`, their subject."""
    root = name.root
    verbs = [root.head] if root.dep_ in ("nsubj", "nsubjpass") else []
    verbs += [c for c in root.children if c.dep_ == "relcl" and _has_relative_subject(c)]
    for verb in verbs:
        if not is_asserted(verb) or is_negated(verb):
            continue
        for noun in _find_complements(verb):
            if is_person_noun(noun) and noun.tag_ in ("NN", "NNP"):
                yield Tenure(noun, verb)
        title = _VERBS.leading.get(verb.lemma_.lower())
        if title and verb.pos_ == "VERB":
            yield Tenure(verb, verb, title)


def _has_relative_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") and c.lower_ == "who" for c in verb.children)


def _find_complements(verb: Token) -> Iterator[Token]:
    """What somebody is, becomes, was appointed, serves as: the head of the noun phrase.

    Who appoints somebody does not get the office, and who is succeeded has lost it.
    """
    lemma = verb.lemma_.lower()
    passive = is_passive(verb)
    appointed = passive and lemma in _VERBS.appointing
    kinds = {"attr"} if lemma in _VERBS.being else {"attr", "dobj", "oprd"} if appointed else set()
    yield from (c for c in verb.children if c.dep_ in kinds)
    if appointed or lemma in _VERBS.serving or (lemma in _VERBS.succeeding and not passive):
        below = (c for c in verb.children if c.lower_ == "as" and c.dep_ == "prep")
        yield from (_first_of_title(noun) for preposition in below for noun in preposition.children)


def _first_of_title(noun: Token) -> Token:
    """The "director" of "director general", which the parser heads by its last word."""
    if noun.lower_ != "general":
        return noun
    return next((c for c in noun.children if c.dep_ == "compound" and is_person_noun(c)), noun)


def find_period(office: Token, verb: Token | None, name: Span, dates: Sequence[DateExpression]) -> Period:
    """When the office is held, by the date that hangs on its words, or on the verb that tells of it."""
    for date in find_meeting(dates, to_passage(office.sent)):
        span = office.doc.char_span(date.passage.start, date.passage.end, alignment_mode="expand")
        if span is None or date.edtf is None or span.root.sent != office.sent or span.start < office.i:
            continue
        above = next(
            (t for t in span.root.ancestors if t.pos_ in ("VERB", "AUX") or t in (office, name.root)), None
        )
        if above not in (office, verb, name.root):
            continue
        if "/" in date.edtf:
            return Period(during=date.passage)
        if verb is not None and verb.lemma_.lower() in {
            *_VERBS.appointing,
            *_VERBS.succeeding,
            "become",
        }:
            return Period(since=date.passage)
        if verb is not None:
            return Period(during=date.passage)
    return Period()


def has_ended(period: Period, dates: Sequence[DateExpression], published: str | None) -> bool:
    """True where the time of the office lies before the day of publication."""
    near = find_meeting(dates, period.during) if period.during else ()
    found = next((date for date in near if date.passage == period.during), None)
    return bool(found and found.latest and published and found.latest < published)
