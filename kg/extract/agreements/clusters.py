"""Which mentions of a text are the same agreement, between whom it is, and what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

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
_YEAR = re.compile(r"\b(?:1[6-9]|2[01])\d\d\b")
_YEARS_BEHIND = re.compile(r",? (?:of |for )?\d{4}(?:\s?[–-]\s?\d{2,4})?$")


@dataclass
class Cluster:
    """The mentions of one agreement, while the text is read from start to end."""

    tokens: list[Token]
    name: str
    kind: AgreementKind
    named: bool
    best: Passage
    mentions: list[Passage] = field(default_factory=list)
    parties: list[Passage] = field(default_factory=list)
    subject: Passage | None = None
    stage: Stage = "mentioned"
    binding: tuple[bool, Passage] | None = None
    # How sure the network is that it is an agreement; 0 where the grammar alone finds it.
    score: float = 0.0


def find_clusters(doc: Doc, mentions: Mentions) -> tuple[list[Cluster], dict[int, Cluster]]:
    """The agreements of a text in order, and the one that each agreement word or "it" stands for.

    An indefinite description starts a new agreement; a definite one ("the mentioned agreement", "the deal")
    and "it" as the subject of the next sentence go back to the last that fits.
    """
    clusters: list[Cluster] = []
    by_token: dict[int, Cluster] = {}
    for token in doc:
        if is_agreement(token):
            cluster = (
                _find_subject(token, by_token)
                or _find_cluster(token, clusters)
                or _new_cluster(token, clusters)
            )
            cluster.tokens.append(token)
            cluster.mentions.append(to_passage(agreement_span(token)))
            by_token[token.i] = cluster
            learn_parties(token, cluster, mentions)
        elif (continued := _continued(token, clusters)) is not None:
            by_token[token.i] = continued
            _learn_subject(token, continued, mentions)
    return clusters, by_token


def _find_subject(token: Token, by_token: dict[int, Cluster]) -> Cluster | None:
    """ "The Harbor Accords are a treaty between ...": what they are said to be is no other agreement."""
    if token.dep_ != "attr" or token.head.lemma_ != "be" or is_named(token):
        return None
    return next((by_token[c.i] for c in token.head.children if c.dep_ == "nsubj" and c.i in by_token), None)


def _new_cluster(token: Token, clusters: list[Cluster]) -> Cluster:
    span = agreement_span(token)
    start = span.start + (1 if span[0].dep_ == "det" and len(span) > 1 else 0)
    name = token.doc[start : span.end].text
    cluster = Cluster(
        [], name, agreement_kinds().get(noun_of(token), "Agreement"), is_named(token), to_passage(span)
    )
    clusters.append(cluster)
    return cluster


def _find_cluster(token: Token, clusters: list[Cluster]) -> Cluster | None:
    """The agreement that a later mention repeats: by name, or by a definite description."""
    if is_named(token):
        return _find_named(agreement_span(token).text, clusters)
    first = description_span(token)[0]
    words = {first.lower_, *(t.lower_ for t in token.lefts)}
    if clusters and words & AGREEMENTS.words.pointing:
        # "With this memorandum": of whatever kind the one spoken of was said to be.
        fits = clusters[-1].kind in ("Agreement", agreement_kinds().get(noun_of(token)))
        return clusters[-1] if fits else None
    if not words & AGREEMENTS.words.repeating:
        return _find_with_parties(token, clusters) or _find_in_headline(token, clusters)
    return _find_repeated(token, clusters)


def _find_named(name: str, clusters: list[Cluster]) -> Cluster | None:
    """The last agreement that bears this name."""
    return next((c for c in reversed(clusters) if c.named and is_one_name(c.name, name)), None)


def _find_repeated(token: Token, clusters: list[Cluster]) -> Cluster | None:
    """The last agreement that a definite description, "the deal", may mean.

    One that brings a description of its own, "the agreement on fishing", is a new one.
    """
    if any(c.dep_ == "prep" and c.lower_ in ("on", "about", "between", "with") for c in token.children):
        return None
    fitting = [
        cluster
        for cluster in clusters
        if token.lemma_.lower() in AGREEMENTS.words.general or noun_of(cluster.tokens[-1]) == noun_of(token)
    ]
    return (fitting or clusters)[-1] if clusters else None


def is_one_name(name: str, other: str) -> bool:
    """Whether one is the other, or what is left of it behind a year or "the new", or what stands in brackets
    in it, or before them: whatever the case. Names with different years are two.
    """
    years, others = (set(_YEAR.findall(one)) for one in (name, other))
    if years and others and years.isdisjoint(others):
        return False
    pairs = ((one, another) for one in _forms_of(name) for another in _forms_of(other))
    return any(
        short == long or (" " in short and long.endswith(f" {short}"))
        for short, long in (sorted(pair, key=len) for pair in pairs)
    )


def _forms_of(name: str) -> set[str]:
    """Give a name without full stops ("U.N.") and markup, what stands in its brackets, and what is left
    without them and without the years behind it.
    """
    folded = re.sub(r"[.*_]", "", name.casefold())
    inside = [word for word in re.findall(r"\((\w{3,})\)", folded) if word not in AGREEMENTS.words.generic]
    outside = " ".join(re.sub(r"\([^)]*\)?", " ", folded).split())
    return {folded, *inside, outside, _YEARS_BEHIND.sub("", outside)} - {""}


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


def _find_with_parties(token: Token, clusters: list[Cluster]) -> Cluster | None:
    """ "Freedonia's agreement with Orbita": the one before it that has these two for parties."""
    owners = [child for child in token.children if child.dep_ == "poss"]
    others = [n for p in token.children if p.dep_ == "prep" and p.lower_ in BETWEEN for n in p.children]
    names = [noun for noun in (*owners, *others) if noun.pos_ == "PROPN"]
    if not owners or not others or len(names) < len(owners) + len(others):
        return None
    return next((cluster for cluster in reversed(clusters) if _is_between(cluster, names)), None)


def _is_between(cluster: Cluster, names: list[Token]) -> bool:
    """Whether each of the names is a word of a party."""
    words = {word for party in cluster.parties for word in party.of(names[0].doc.text).split()}
    return all(name.text in words for name in names)


def _continued(token: Token, clusters: list[Cluster]) -> Cluster | None:
    """ "It consists of ...": a pronoun subject right after the sentence whose subject was the agreement."""
    if token.lower_ != "it" or token.dep_ != "nsubj" or not clusters:
        return None
    last = clusters[-1].tokens[-1]
    about = token.head.lemma_.lower() in AGREEMENTS.words.about_verbs
    return clusters[-1] if about and token.sent != last.sent and last.sent.end == token.sent.start else None


def learn_parties(token: Token, cluster: Cluster, mentions: Mentions) -> None:
    """Between whom: "between A and B", "A's agreement with B", "A has a deal with B", "a contract to B"."""
    bringing = (*BETWEEN, "to") if cluster.kind == "Contract" else BETWEEN
    verb = token.head
    cluster.parties += _parties_at(_find_owners(token), mentions, cluster.parties)
    for child in (*token.children, *(c for c in verb.children if verb.lemma_ == "award")):
        if child.dep_ in ("prep", "dative") and child.lower_ in bringing:
            cluster.parties += _parties_below(child, mentions, cluster.parties)
        elif child.dep_ == "dative":
            cluster.parties += _parties_at([child], mentions, cluster.parties)
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


def _learn_subject(pronoun: Token, cluster: Cluster, mentions: Mentions) -> None:
    verb = pronoun.head
    parts = [c for c in verb.children if c.dep_ in ("prep", "dobj")]
    if not parts:
        return
    cluster.subject = to_passage(pronoun.doc[parts[0].left_edge.i : parts[0].right_edge.i + 1])
    for token in verb.subtree:
        if token.dep_ == "prep" and token.lower_ in ("between", "among"):
            cluster.parties += _parties_below(token, mentions, cluster.parties)


def _parties_below(preposition: Token, mentions: Mentions, known: list[Passage]) -> list[Passage]:
    return _parties_at([c for c in preposition.children if c.dep_ == "pobj"], mentions, known)


def _parties_at(heads: list[Token], mentions: Mentions, known: list[Passage]) -> list[Passage]:
    """The parties among these words and those joined to them by "and", without those known already."""
    every = [joined for head in heads for joined in (head, *head.conjuncts)]
    found = [mentions.at(head) for head in every]
    return [m.passage for m in found if m is not None and is_party(m) and m.passage not in known]


def is_party(mention: Mention) -> bool:
    """True for a state or organization that the words single out: "23 nations" are a number, not a party."""
    return mention.type in PARTY_TYPES and (
        mention.form == "name" or (mention.definite and mention.number == "singular")
    )
