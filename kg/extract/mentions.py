"""Find mentions of actors: names, descriptions ("the agency") and pronouns.

All are found before anything else is read, so that no reading depends on what another one has looked at.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from kg.extract.datelines import find_tokens
from kg.extract.names import find_names, name_gender
from kg.extract.nouns import noun_gender, noun_types
from kg.extract.phrases import description_span, is_modifier_only, is_subject
from kg.extract.posts import find_posts
from kg.extract.turns import find_turns
from kg.model import ActorType, FactMarks, Gender, Mention, Number, Passage
from kg.rules.actor_nouns import ACTOR_NOUNS, PronounKind
from kg.rules.reporting_words import REPORTING_WORDS
from kg.settings import FACTS

_NEVER_ACTORS = {"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"}
_DETERMINERS = ("the", "this", "that", "these", "those")
_DEFINITE = {*_DETERMINERS, "its", "his", "her", "their", "our", "my"}
# A word that only modifies a noun describes nobody: "agency officials", "the late rover".
_MODIFYING = {"amod", "compound", "nmod", "acomp", "advmod"}


@dataclass(frozen=True, slots=True)
class Mentions:
    """Index of the mentions of one Doc by their tokens: a name by all of its words, others by their head.

    `unsure` are words that are a mention only where a reading gives them a place: a proper noun that no model
    labels, "the report". `peoples` are nationalities before a noun, "Peruvian".
    """

    doc: Doc
    sure: Mapping[int, Mention]
    unsure: Mapping[int, Mention]
    peoples: Mapping[int, Mention]
    spans: Mapping[Passage, Span]

    def at(self, token: Token) -> Mention | None:
        """Look up the mention whose head is `token`, or that holds it; None where no actor can stand."""
        return self.sure.get(token.i) or self.unsure.get(token.i)

    def nationality(self, adjective: Token) -> Mention:
        """Look up the people of a nationality, "Peruvian" before a noun. Raises KeyError for other words."""
        return self.sure.get(adjective.i) or self.peoples[adjective.i]

    def names_in(self, span: Span) -> list[Mention]:
        """List the named mentions inside `span`, in text order."""
        found = (self.sure.get(token.i) for token in span)
        return list(dict.fromkeys(m for m in found if m is not None and m.form == "name"))

    def span_of(self, mention: Mention) -> Span:
        """Return the tokens of a mention of this Doc."""
        return self.spans[mention.passage]

    def __iter__(self) -> Iterator[Mention]:
        return iter(self.select(()))

    def select(self, acting: Container[Passage]) -> tuple[Mention, ...]:
        """Select the sure mentions in text order, and of the others those at the passages of `acting`."""
        others = (m for table in (self.unsure, self.peoples) for m in table.values() if m.passage in acting)
        return tuple(sorted({*self.sure.values(), *others}, key=lambda mention: mention.passage))


def find_mentions(doc: Doc) -> Mentions:
    """Find all mentions of a Doc: "NASA", "she", "the agency" are sure, "the report" is unsure."""
    sentences = {token.i: number for number, sentence in enumerate(doc.sents) for token in sentence}
    marks: FactMarks | None = doc.user_data.get(FACTS)
    sure: dict[int, Mention] = {}
    unsure: dict[int, Mention] = {}
    peoples: dict[int, Mention] = {}
    spans: dict[Passage, Span] = {}
    placing = find_tokens(doc)
    for name, mention in _read_names(doc, marks, sentences):
        _enter(mention, name, sure, spans)
    for who in _find_line_names(doc):
        if _is_free(who, sure):
            _enter(_to_name(who, "Person", sentences), who, unsure, spans)
    for people in doc.ents:
        if people.label_ == "NORP" and _is_free(people, sure):
            _enter(_to_name(people, "Group", sentences), people, peoples, spans)
    # From behind, for the last word of a name without a label takes in those before it.
    for token in reversed(doc):
        is_taken = any(token.i in table for table in (sure, unsure, placing))
        span = None if is_taken else _unmarked_span(token)
        if span is not None:
            mention = _to_unmarked(token, span, marks, sentences)
            _enter(mention, span, sure if _is_sure(mention) else unsure, spans)
    return Mentions(doc, sure, unsure, peoples, spans)


def _enter(mention: Mention, span: Span, table: dict[int, Mention], spans: dict[Passage, Span]) -> None:
    """Enter a mention into a table: a name by all of its tokens, others by their head."""
    spans[mention.passage] = span
    table.update((token.i, mention) for token in (span if mention.form == "name" else [span.root]))


def _is_free(span: Span, table: Mapping[int, Mention]) -> bool:
    return not any(token.i in table for token in span)


def _read_names(
    doc: Doc, marks: FactMarks | None, sentences: Mapping[int, int]
) -> Iterator[tuple[Span, Mention]]:
    """Read the labelled names, each with the score that the trained reader gives to its first word."""
    scores = {token: mark.score for mark in marks.names for token in range(*mark.run)} if marks else {}
    placing = find_tokens(doc)
    for name, kind in (named for named in find_names(doc) if named[0].start not in placing):
        mention = _to_name(name, kind, sentences)
        yield name, mention if marks is None else _with_score(mention, scores.get(name.start, 0.0))


def _find_line_names(doc: Doc) -> Iterator[Span]:
    """Find who speaks in a transcript, where "Q" and "A" are nobody's names, or posts."""
    for name in (one.name for find in (find_turns, find_posts) for one in find(doc.text)):
        span = doc.char_span(name.start, name.end)
        if span is not None and span.text not in REPORTING_WORDS.asking | REPORTING_WORDS.answering:
            yield span


def _with_score(mention: Mention, score: float) -> Mention:
    """The mention with the trained reader's score, 0 where it marks no name: then a state does nothing."""
    passive = mention.type == "State" and score == 0
    return replace(mention, score=score, modifier_only=mention.modifier_only or passive)


def _is_sure(mention: Mention) -> bool:
    """Whether a mention without a label stands for an actor by its words alone: "she", "the agency"."""
    return mention.form == "pronoun" or (mention.form == "nominal" and mention.type is not None)


def _unmarked_span(token: Token) -> Span | None:
    """Return the words of an unlabelled mention whose last word or head is `token`; None for no mention."""
    if token.pos_ == "PRON":
        return token.doc[token.i : token.i + 1] if _pronoun_kind(token) else None
    if _is_unlabelled_name(token):
        return _unlabelled_span(token)
    if _is_thing(token) or token.pos_ not in ("NOUN", "PROPN", "ADJ") or token.dep_ in _MODIFYING:
        return None
    return description_span(token)


def _to_unmarked(token: Token, span: Span, marks: FactMarks | None, sentences: Mapping[int, int]) -> Mention:
    """Read an unlabelled mention; a name has the score 0 where the trained reader runs and marks none."""
    if token.pos_ == "PRON":
        return _to_pronoun(token, sentences)
    if _is_unlabelled_name(token):
        name = _to_name(span, _type_by_words(span), sentences)
        return name if marks is None else replace(name, score=0.0)
    return _to_description(token, span, sentences)


def _to_name(span: Span, kind: ActorType | None, sentences: Mapping[int, int]) -> Mention:
    plural = span.root.tag_ == "NNPS" and kind == "Group"
    return Mention(
        passage=to_passage(span),
        form="name",
        name=span.text,
        head=span[-1].lower_,
        type=kind,
        number="plural" if plural else "singular",
        gender=name_gender(span) if kind == "Person" else "neuter",
        sentence=sentences[span.start],
        subject=is_subject(span.root),
        modifier_only=is_modifier_only(span.root),
    )


def _pronoun_kind(token: Token) -> PronounKind | None:
    return next((kind for kind, words in ACTOR_NOUNS.pronouns.items() if token.lower_ in words), None)


def _to_pronoun(token: Token, sentences: Mapping[int, int]) -> Mention:
    kind = _pronoun_kind(token)
    gender: Gender | None = kind if kind in ("feminine", "masculine", "neuter") else None
    return Mention(
        passage=Passage(token.idx, token.idx + len(token)),
        form="pronoun",
        name=token.text,
        head=token.lower_,
        type="Person" if gender in ("feminine", "masculine") or kind == "first_singular" else None,
        number="plural" if kind in ("plural", "first_plural") else "singular",
        gender=gender,
        sentence=sentences[token.i],
        subject=is_subject(token),
    )


def _is_unlabelled_name(token: Token) -> bool:
    """Whether a proper noun without a label, or with a wrong one, may be an actor's."""
    return (
        token.pos_ == "PROPN"
        and token.ent_type_ not in _NEVER_ACTORS
        and not noun_types().get(token.lower_)
        and not _is_thing(token)
    )


def _is_thing(token: Token) -> bool:
    """Whether a capitalized word names a thing, which never acts: "Starliner", "the Treaty"."""
    return token.pos_ == "PROPN" and token.lower_ in ACTOR_NOUNS.name_words.thing


def _unlabelled_span(token: Token) -> Span:
    """Return the proper nouns connected with `token`, up to it."""
    start = token.i
    while start and token.doc[start - 1].pos_ == "PROPN" and token.doc[start - 1].head == token:
        start -= 1
    return token.doc[start : token.i + 1]


def _type_by_words(span: Span) -> ActorType | None:
    words = {token.lower_ for token in span}
    return None if words.isdisjoint(ACTOR_NOUNS.name_words.organization) else "Organization"


def _to_description(token: Token, span: Span, sentences: Mapping[int, int]) -> Mention:
    head = token.lower_ if token.pos_ == "PROPN" else token.lemma_.lower()
    kind = noun_types().get(head)
    number: Number = "plural" if token.tag_ in ("NNS", "NNPS") else "singular"
    if kind == "Person" and number == "plural":
        kind = "Group"
    first = span[0].lower_
    return Mention(
        passage=to_passage(span),
        form="nominal",
        name=(span[1:] if first in _DETERMINERS and len(span) > 1 else span).text,
        head=head,
        type=kind,
        number=number,
        gender=noun_gender(head) if kind == "Person" else None,
        modifiers=tuple(t.lower_ for t in span if t.i < token.i and t.pos_ in ("NOUN", "PROPN", "ADJ")),
        definite=first in _DEFINITE
        or token.pos_ == "PROPN"
        or any(child.dep_ == "poss" for child in token.children),
        sentence=sentences[token.i],
        subject=is_subject(token),
    )


def find_in_brackets(hand: Span, mentions: Mentions) -> Mention | None:
    """Give the party that stands in brackets right behind a name: "Ana Ruiz (Norland)"."""
    behind = hand.doc[hand.end : hand.end + 2]
    if len(behind) < 2 or behind[0].text != "(":
        return None
    party = mentions.at(behind[1])
    if party is None or party.type not in ("Organization", "State") or party.form != "name":
        return None
    end = mentions.span_of(party).end
    return party if hand.doc[end : end + 1].text == ")" else None


def to_passage(span: Span) -> Passage:
    """Convert token offsets to code points."""
    return Passage(span.start_char, span.end_char)
