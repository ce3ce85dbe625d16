"""Which mentions of a text are the same agreement, between whom it is, and what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from spacy.tokens import Doc, Span, Token

from kg.extract.agreements.known import Entries, Names
from kg.extract.agreements.nouns import (
    BETWEEN,
    agreement_kinds,
    agreement_span,
    is_agreement,
    is_named,
    noun_of,
)
from kg.extract.mentions import Mentions, to_passage
from kg.extract.phrases import description_span
from kg.model import AgreementKind, Mention, Passage, Stage
from kg.rules.agreements import AGREEMENTS

PARTY_TYPES = ("Organization", "State")


@dataclass
class Cluster:
    """The mentions of one agreement, while the text is read from start to end; `number` is its place among
    all, `parties` have no values.
    """

    number: int
    tokens: list[Token]
    name: str
    kind: AgreementKind
    named: bool
    best: Passage
    mentions: list[Passage] = field(default_factory=list)
    parties: dict[Passage, None] = field(default_factory=dict)
    subject: Passage | None = None
    stage: Stage = "mentioned"
    binding: tuple[bool, Passage] | None = None
    # How sure the network is that it is an agreement; 0 where the grammar alone finds it.
    score: float = 0.0


class _Told:
    """The agreements of a text while it is read, and what finds them."""

    def __init__(self) -> None:
        self.clusters: list[Cluster] = []
        self._names = Names()
        # By the noun of their last mention, and by each word of a party.
        self._nouns, self._words = Entries[int](), Entries[int]()

    def add(self, token: Token) -> Cluster:
        """Add the agreement that a token tells of first."""
        span = agreement_span(token)
        start = span.start + (1 if span[0].dep_ == "det" and len(span) > 1 else 0)
        name = token.doc[start : span.end].text
        kind = agreement_kinds().get(noun_of(token), "Agreement")
        cluster = Cluster(len(self.clusters), [], name, kind, is_named(token), to_passage(span))
        self.clusters.append(cluster)
        if cluster.named:
            self._names.add(cluster.number, name)
        return cluster

    def mention(self, cluster: Cluster, token: Token) -> None:
        """Add a mention of an agreement."""
        if cluster.tokens:
            self._nouns.remove(noun_of(cluster.tokens[-1]), cluster.number)
        cluster.tokens.append(token)
        cluster.mentions.append(to_passage(agreement_span(token)))
        self._nouns.add(noun_of(token), cluster.number)

    def note_parties(self, cluster: Cluster, text: str, known: int) -> None:
        """Note the parties that an agreement has got since it had `known`."""
        for party in islice(cluster.parties, known, None):
            for word in party.of(text).split():
                self._words.add(word, cluster.number)

    def find_named(self, name: str) -> Cluster | None:
        """The last agreement that bears this name."""
        return next((self.clusters[number] for number, _ in self._names.find(name)), None)

    def find_called(self, noun: str) -> Cluster | None:
        """The last agreement that was last spoken of by this noun."""
        return next((self.clusters[number] for number in self._nouns.under_any([noun])), None)

    def find_between(self, names: Iterable[str]) -> Cluster | None:
        """The last agreement among the words of whose parties are all these names."""
        return next((self.clusters[number] for number in self._words.under_all(names)), None)


def find_clusters(doc: Doc, mentions: Mentions) -> tuple[list[Cluster], dict[int, Cluster]]:
    """The agreements of a text in order, and the one that each agreement word or "it" stands for.

    An indefinite description starts a new agreement; a definite one ("the mentioned agreement", "the deal")
    and "it" as the subject of the next sentence go back to the last that fits.
    """
    told, text = _Told(), doc.text
    by_token: dict[int, Cluster] = {}
    for token in doc:
        if is_agreement(token):
            cluster = _find_subject(token, by_token) or _find_cluster(token, told) or told.add(token)
            told.mention(cluster, token)
            learn = learn_parties
        elif (continued := _continued(token, told.clusters)) is not None:
            cluster = continued
            learn = _learn_subject
        else:
            continue
        by_token[token.i] = cluster
        known = len(cluster.parties)
        learn(token, cluster, mentions)
        told.note_parties(cluster, text, known)
    return told.clusters, by_token


def _find_subject(token: Token, by_token: dict[int, Cluster]) -> Cluster | None:
    """ "The Harbor Accords are a treaty between ...": what they are said to be is no other agreement."""
    if token.dep_ != "attr" or token.head.lemma_ != "be" or is_named(token):
        return None
    return next((by_token[c.i] for c in token.head.children if c.dep_ == "nsubj" and c.i in by_token), None)


def _find_cluster(token: Token, told: _Told) -> Cluster | None:
    """The agreement that a later mention repeats: by name, or by a definite description."""
    if is_named(token):
        return told.find_named(agreement_span(token).text)
    first, clusters = description_span(token)[0], told.clusters
    words = {first.lower_, *(t.lower_ for t in token.lefts)}
    if clusters and words & AGREEMENTS.words.pointing:
        # "With this memorandum": of whatever kind the one spoken of was said to be.
        fits = clusters[-1].kind in ("Agreement", agreement_kinds().get(noun_of(token)))
        return clusters[-1] if fits else None
    if not words & AGREEMENTS.words.repeating:
        return _find_with_parties(token, told) or _find_in_headline(token, clusters)
    return _find_repeated(token, told)


def _find_repeated(token: Token, told: _Told) -> Cluster | None:
    """The last agreement that a definite description, "the deal", may mean.

    One that brings a description of its own, "the agreement on fishing", is a new one.
    """
    if any(c.dep_ == "prep" and c.lower_ in ("on", "about", "between", "with") for c in token.children):
        return None
    is_general = token.lemma_.lower() in AGREEMENTS.words.general
    called = None if is_general else told.find_called(noun_of(token))
    return called or next(reversed(told.clusters), None)


def _find_in_headline(token: Token, clusters: list[Cluster]) -> Cluster | None:
    """The one agreement of the headline, which the lead tells again with some of its names.

    "NASA Signs Agreement With ESA", and below "NASA signed an agreement". Of contracts there may be several.
    """
    kind = agreement_kinds().get(noun_of(token))
    if len(clusters) != 1 or clusters[0].kind != kind or kind == "Contract":
        return None
    first, doc = clusters[0].tokens[0], token.doc
    in_headline = "\n" not in doc[: first.i].text.strip()
    paragraphs = doc[first.i : token.i].text.count("\n\n")
    shared = _proper_nouns(first.sent) & _proper_nouns(token.sent)
    return clusters[0] if in_headline and 1 <= paragraphs <= 2 and shared else None


def _proper_nouns(sentence: Span) -> set[str]:
    return {token.text for token in sentence if token.pos_ == "PROPN"}


def _find_with_parties(token: Token, told: _Told) -> Cluster | None:
    """ "Freedonia's agreement with Orbita": the one before it that has these two for parties."""
    owners = [child for child in token.children if child.dep_ == "poss"]
    others = [n for p in token.children if p.dep_ == "prep" and p.lower_ in BETWEEN for n in p.children]
    names = [noun.text for noun in (*owners, *others) if noun.pos_ == "PROPN"]
    if not owners or not others or len(names) < len(owners) + len(others):
        return None
    return told.find_between(names)


def _continued(token: Token, clusters: list[Cluster]) -> Cluster | None:
    """ "It consists of ...": a pronoun subject right after the sentence whose subject was the agreement."""
    if token.lower_ != "it" or token.dep_ != "nsubj" or not clusters:
        return None
    last = clusters[-1].tokens[-1]
    about = token.head.lemma_.lower() in AGREEMENTS.words.about_verbs
    return clusters[-1] if about and token.sent != last.sent and last.sent.end == token.sent.start else None


def find_last_before(place: int, by_token: Mapping[int, Cluster], start: int = 0) -> Cluster | None:
    """The agreement spoken of last from the token `start` on and before `place`."""
    return next((by_token[i] for i in range(place - 1, start - 1, -1) if i in by_token), None)


def learn_parties(token: Token, cluster: Cluster, mentions: Mentions) -> None:
    """Between whom: "between A and B", "A's agreement with B", "A has a deal with B", "a contract to B"."""
    bringing = (*BETWEEN, "to") if cluster.kind == "Contract" else BETWEEN
    verb = token.head
    cluster.parties |= _parties_at(_find_owners(token), mentions)
    for child in (*token.children, *(c for c in verb.children if verb.lemma_ == "award")):
        if child.dep_ in ("prep", "dative") and child.lower_ in bringing:
            cluster.parties |= _parties_below(child, mentions)
        elif child.dep_ == "dative":
            cluster.parties |= _parties_at([child], mentions)
        elif child.head == token and _is_about(child):
            cluster.subject = cluster.subject or to_passage(token.doc[child.i : child.right_edge.i + 1])


def _find_owners(token: Token) -> list[Token]:
    """Whose an agreement is: the possessor, and the subject of "has" and "maintains"."""
    verb = token.head
    owners = [child for child in token.children if child.dep_ == "poss"]
    if token.dep_ == "dobj" and verb.lemma_ in ("have", "maintain"):
        owners += [child for child in verb.children if child.dep_ == "nsubj"]
    return owners


def _is_about(token: Token) -> bool:
    """True for a preposition that brings the subject matter of an agreement: "on fishing"."""
    return token.dep_ == "prep" and token.lower_ in AGREEMENTS.words.about_prepositions


def _learn_subject(token: Token, cluster: Cluster, mentions: Mentions) -> None:
    verb = token.head
    parts = [c for c in verb.children if c.dep_ in ("prep", "dobj")]
    if not parts:
        return
    cluster.subject = to_passage(token.doc[parts[0].left_edge.i : parts[0].right_edge.i + 1])
    for below in verb.subtree:
        if below.dep_ == "prep" and below.lower_ in ("between", "among"):
            cluster.parties |= _parties_below(below, mentions)


def _parties_below(preposition: Token, mentions: Mentions) -> dict[Passage, None]:
    return _parties_at([c for c in preposition.children if c.dep_ == "pobj"], mentions)


def _parties_at(heads: list[Token], mentions: Mentions) -> dict[Passage, None]:
    """The parties among these words and those joined to them by "and"."""
    found = (mentions.at(joined) for head in heads for joined in (head, *head.conjuncts))
    return dict.fromkeys(m.passage for m in found if m is not None and is_party(m))


def is_party(mention: Mention) -> bool:
    """True for a state or organization that the words single out: "23 nations" are a number, not a party."""
    return mention.type in PARTY_TYPES and (
        mention.form == "name" or (mention.definite and mention.number == "singular")
    )
