"""Mentions of actors: names, descriptions ("the agency") and pronouns.

Names are all collected; descriptions and pronouns only where a claim, role or signing needs them, by
`Mentions.at(token)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg.extract.bodies import add_bodies
from kg.extract.names import name_gender, name_type, split_name
from kg.extract.nouns import noun_gender, noun_types
from kg.model import ActorType, Gender, Mention, Number, Passage
from kg.rules.actor_nouns import ACTOR_NOUNS

_NEVER_ACTORS = {"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"}
_DEFINITE = {"the", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my"}
# A description keeps the phrases that tell it apart: "an official at the ministry".
_DESCRIBING = {"of", "from", "at", "for", "with", "in", "on"}
# Prepositions that make a place of what follows.
_PLACING = {"across", "at", "from", "in", "inside", "into", "near", "outside", "over", "throughout"}
# Longer descriptions are sentences in disguise; more than this many words behind the head are cut.
_LONGEST_TAIL = 10


class Mentions:
    """The mentions of one Doc, each found once."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._sentence = {token.i: number for number, sentence in enumerate(doc.sents) for token in sentence}
        self._by_token: dict[int, Mention] = {}
        self._spans: dict[Passage, Span] = {}
        for span in (span for entity in add_bodies(doc, doc.ents) for span in split_name(entity)):
            kind = name_type(span)
            if kind is not None:
                self._add(span, self._name(span, kind))

    def __iter__(self) -> Iterator[Mention]:
        return iter(sorted(set(self._by_token.values()), key=lambda mention: mention.passage))

    def at(self, token: Token) -> Mention | None:
        """The mention whose head is `token`, or that holds it; None where no actor can stand there."""
        if token.i in self._by_token:
            return self._by_token[token.i]
        if token.pos_ == "PRON":
            return self._pronoun(token)
        if (
            token.pos_ == "PROPN"
            and token.ent_type_ not in _NEVER_ACTORS
            and not noun_types().get(token.lower_)
        ):
            return self._unlabelled_name(token)
        if token.pos_ in ("NOUN", "PROPN", "ADJ"):
            return self._description(token)
        return None

    def nationality(self, adjective: Token) -> Mention:
        """The people that an adjective names, "Peruvian", which is no mention elsewhere."""
        span = self.doc[adjective.i : adjective.i + 1]
        return self._add(span, self._name(span, "Group"))

    def names_in(self, span: Span) -> list[Mention]:
        """The named mentions inside `span`, in text order."""
        found = (self._by_token.get(token.i) for token in span)
        return list(dict.fromkeys(m for m in found if m is not None and m.form == "name"))

    def span_of(self, mention: Mention) -> Span:
        """The tokens of a mention of this Doc."""
        return self._spans[mention.passage]

    def _add(self, span: Span, mention: Mention) -> Mention:
        self._spans[mention.passage] = span
        for token in span if mention.form == "name" else [span.root]:
            self._by_token[token.i] = mention
        return mention

    def _name(self, span: Span, kind: ActorType | None) -> Mention:
        plural = span.root.tag_ == "NNPS" and kind == "Group"
        return Mention(
            passage=to_passage(span),
            form="name",
            name=span.text,
            head=span[-1].lower_,
            type=kind,
            number="plural" if plural else "singular",
            gender=name_gender(span) if kind == "Person" else "neuter",
            sentence=self._sentence[span.start],
            subject=is_subject(span.root),
            aside=is_aside(span.root),
        )

    def _pronoun(self, token: Token) -> Mention | None:
        kind = next((key for key, words in ACTOR_NOUNS.pronouns.items() if token.lower_ in words), None)
        if kind is None:
            return None
        plural = kind in ("plural", "first_plural")
        gender: Gender | None = kind if kind in ("feminine", "masculine", "neuter") else None
        span = self.doc[token.i : token.i + 1]
        mention = Mention(
            passage=to_passage(span),
            form="pronoun",
            name=token.text,
            head=token.lower_,
            type="Person" if gender in ("feminine", "masculine") or kind == "first_singular" else None,
            number="plural" if plural else "singular",
            gender=gender,
            sentence=self._sentence[token.i],
            subject=is_subject(token),
        )
        return self._add(span, mention)

    def _unlabelled_name(self, token: Token) -> Mention | None:
        """A proper noun without a label, or with a wrong one: the words that hang together with it."""
        start = token.i
        while start and self.doc[start - 1].pos_ == "PROPN" and self.doc[start - 1].head == token:
            start -= 1
        span = self.doc[start : token.i + 1]
        if token.lower_ in ACTOR_NOUNS.name_words.thing:
            return None
        organization = ACTOR_NOUNS.name_words.organization
        kind: ActorType | None = "Organization" if any(w.lower_ in organization for w in span) else None
        return self._add(span, self._name(span, kind))

    def _description(self, token: Token) -> Mention:
        span = description_span(token)
        head = token.lower_ if token.pos_ == "PROPN" else token.lemma_.lower()
        kind = noun_types().get(head)
        number: Number = "plural" if token.tag_ in ("NNS", "NNPS") else "singular"
        if kind == "Person" and number == "plural":
            kind = "Group"
        first = span[0].lower_
        name_start = span.start + (
            1 if first in ("the", "this", "that", "these", "those") and len(span) > 1 else 0
        )
        mention = Mention(
            passage=to_passage(span),
            form="nominal",
            name=self.doc[name_start : span.end].text,
            head=head,
            type=kind,
            number=number,
            gender=noun_gender(head) if kind == "Person" else None,
            modifiers=tuple(t.lower_ for t in span if t.i < token.i and t.pos_ in ("NOUN", "PROPN", "ADJ")),
            definite=first in _DEFINITE
            or token.pos_ == "PROPN"
            or any(child.dep_ == "poss" for child in token.children),
            sentence=self._sentence[token.i],
            subject=is_subject(token),
        )
        return self._add(span, mention)


def to_passage(span: Span) -> Passage:
    """Token offsets to code points."""
    return Passage(span.start_char, span.end_char)


def is_subject(token: Token) -> bool:
    """True for the subject of a clause, active or passive, or a conjunct of it."""
    head = token
    while head.dep_ == "conj":
        head = head.head
    return head.dep_ in ("nsubj", "nsubjpass")


def is_aside(token: Token) -> bool:
    """True for a name that only modifies a noun or says where something is: what it names does nothing.

    "US officials", "in Spain", "Rota, Spain".
    """
    if token.dep_ == "pobj":
        return token.head.lower_ in _PLACING
    return token.dep_ in ("compound", "amod", "nmod") or (
        token.dep_ == "appos" and token.head.ent_type_ in ("GPE", "LOC", "FAC")
    )


def description_span(token: Token) -> Span:
    """The noun phrase of `token` up to its head, with the describing phrases right behind it."""
    start = token.left_edge.i
    for left in token.lefts:
        # A clause or a stray comma in front belongs to the sentence, not to the phrase.
        if left.dep_ in ("det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "predet", "neg"):
            start = left.left_edge.i
            break
    else:
        start = token.i
    end = token.i + 1
    for right in token.rights:
        if right.dep_ != "prep" or right.lower_ not in _DESCRIBING or right.i != end:
            break
        objects = [child for child in right.children if child.dep_ == "pobj"]
        if not objects or objects[0].ent_type_ in ("DATE", "TIME"):
            break
        edge = description_span(objects[0]).end if objects[0].pos_ != "PRON" else objects[0].i + 1
        if edge - token.i > _LONGEST_TAIL:
            break
        end = edge
    return token.doc[start:end]
