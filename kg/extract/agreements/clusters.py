"""Agreements in a text: what names or describes one, and which mentions are the same one."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import cast

from spacy.tokens import Doc, Span, Token

from kg.extract.mentions import Mentions, description_span, to_passage
from kg.extract.nouns import noun_types
from kg.model import AgreementKind, Mention, Passage, Stage
from kg.rules import load_rules, word_set

PARTY_TYPES = ("Organization", "State")
_BETWEEN = ("between", "among", "with")
# "Rescue and Return Agreement", "Memorandum of Understanding".
_LINKING = ("and", "of", "on")


@cache
def agreement_kinds() -> dict[str, AgreementKind]:
    """The kind of agreement that each head noun of kg/rules/agreements.toml names."""
    kinds = load_rules("agreements")["kinds"]
    return {noun: cast(AgreementKind, kind) for kind, nouns in kinds.items() for noun in nouns}


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


def find_clusters(doc: Doc, mentions: Mentions) -> tuple[list[Cluster], dict[int, Cluster]]:
    """The agreements of a text in order, and the one that each agreement word or "it" stands for.

    An indefinite description starts a new agreement; a definite one ("the mentioned agreement", "the deal")
    and "it" as the subject of the next sentence go back to the last that fits.
    """
    clusters: list[Cluster] = []
    by_token: dict[int, Cluster] = {}
    for token in doc:
        if is_agreement(token):
            cluster = _find_cluster(token, clusters) or _new_cluster(token, clusters)
            cluster.tokens.append(token)
            cluster.mentions.append(to_passage(agreement_span(token)))
            by_token[token.i] = cluster
            _learn_parties(token, cluster, mentions)
        elif (continued := _continued(token, clusters)) is not None:
            by_token[token.i] = continued
            _learn_subject(token, continued, mentions)
    return clusters, by_token


def is_agreement(token: Token) -> bool:
    """True for a noun that names or describes an agreement, and not a crowd of them or a state of mind."""
    if _noun(token) in _words("papers"):
        return token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_ == "sign"
    if (
        token.pos_ not in ("NOUN", "PROPN")
        or _noun(token) not in agreement_kinds()
        or token.dep_ == "compound"
    ):
        return False
    if token.ent_type_ == "PERSON" or token.doc[token.i - 1].lower_ in _words("idioms"):
        return False
    if is_named(token):
        return _noun(token) not in _words("bodies") and token.ent_id_ == ""
    return is_described(token)


def is_described(token: Token) -> bool:
    """True where the words around a common noun show that it is an agreement between somebody.

    Doubtful nouns need a "between" or "with"; that must bring an actor ("in agreement with the data" does
    not); several at once ("contracts") count only when somebody signs or awards them.
    """
    between = [c for c in token.children if c.dep_ == "prep" and c.lower_ in _BETWEEN]
    others = [noun for preposition in between for noun in preposition.children if noun.dep_ == "pobj"]
    if others and not any(
        n.ent_type_ or n.pos_ == "PROPN" or n.lemma_.lower() in noun_types() for n in others
    ):
        return False
    if token.tag_ == "NNS":
        return token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_.lower() in _acts()
    # "is in agreement", "under contract", "in partnership with NASA": a state, not a document.
    if token.n_lefts == 0 and token.dep_ == "pobj" and (token.n_rights == 0 or token.head.lower_ == "in"):
        return False
    return bool(others) if _noun(token) in _words("doubtful") else True


def is_named(token: Token) -> bool:
    """True for a capitalized name: "Artemis Accords", "Outer Space Treaty"."""
    return token.text[:1].isupper() and _name_start(token) < token.i


def _name_start(token: Token) -> int:
    """Where the capitalized words before `token` begin; "and" or "of" counts between two of them.

    A verb ends the name: in the headline "NASA Signs Agreement" it is no part of it.
    """
    doc, start = token.doc, token.i
    while start > token.sent.start:
        before = doc[start - 1]
        step = 2 if before.lower_ in _LINKING and start - 2 >= token.sent.start else 1
        word = doc[start - step]
        if (
            not word.text[:1].isupper()
            or word.dep_ == "det"
            or word.text in ("The", "This", "Under", "In", "By")
        ):
            break
        if (
            word.pos_ == "VERB"
            or {word.lower_, word.lower_.removesuffix("s"), word.lower_.removesuffix("ed")} & _acts()
        ):
            break
        start -= step
    return start


@cache
def _acts() -> frozenset[str]:
    """The verbs that bring an agreement to a stage."""
    return frozenset(verb for verbs in load_rules("agreements")["stages"].values() for verb in verbs)


def agreement_span(token: Token) -> Span:
    """The name alone, or the description with what it is about and between whom."""
    return token.doc[_name_start(token) : token.i + 1] if is_named(token) else description_span(token)


def _noun(token: Token) -> str:
    return "accords" if token.lower_ == "accords" else token.lemma_.lower()


def _words(key: str) -> frozenset[str]:
    return word_set("agreements", "words", key)


def _new_cluster(token: Token, clusters: list[Cluster]) -> Cluster:
    span = agreement_span(token)
    start = span.start + (1 if span[0].dep_ == "det" and len(span) > 1 else 0)
    name = token.doc[start : span.end].text
    cluster = Cluster(
        [], name, agreement_kinds().get(_noun(token), "Agreement"), is_named(token), to_passage(span)
    )
    clusters.append(cluster)
    return cluster


def _find_cluster(token: Token, clusters: list[Cluster]) -> Cluster | None:
    """The agreement that a later mention repeats: by name, or by a definite description."""
    if is_named(token):
        name = agreement_span(token).text
        return next((c for c in clusters if c.named and c.name == name), None)
    first = description_span(token)[0]
    words = {first.lower_, *(t.lower_ for t in token.lefts)}
    if clusters and words & _words("pointing"):
        # "With this memorandum": of whatever kind the one spoken of was said to be.
        return (
            clusters[-1] if clusters[-1].kind in ("Agreement", agreement_kinds().get(_noun(token))) else None
        )
    if not words & _words("repeating"):
        return _find_with_parties(token, clusters)
    # A definite one that brings a description of its own, "the agreement on fishing", is a new one.
    if any(c.dep_ == "prep" and c.lower_ in ("on", "about", "between", "with") for c in token.children):
        return None
    fitting = [
        cluster
        for cluster in clusters
        if token.lemma_.lower() in _words("general") or _noun(cluster.tokens[-1]) == _noun(token)
    ]
    return fitting[-1] if fitting else None


def _find_with_parties(token: Token, clusters: list[Cluster]) -> Cluster | None:
    """ "Freedonia's agreement with Orbita": the one before it that has these two for parties."""
    owners = [child for child in token.children if child.dep_ == "poss"]
    others = [n for p in token.children if p.dep_ == "prep" and p.lower_ in _BETWEEN for n in p.children]
    names = [noun for noun in (*owners, *others) if noun.pos_ == "PROPN"]
    if not owners or not others or len(names) < len(owners) + len(others):
        return None
    text = token.doc.text
    for cluster in reversed(clusters):
        words = {word for passage in cluster.parties for word in passage.of(text).split()}
        if all(name.text in words for name in names):
            return cluster
    return None


def _continued(token: Token, clusters: list[Cluster]) -> Cluster | None:
    """ "It consists of ...": a pronoun subject right after the sentence whose subject was the agreement."""
    if token.lower_ != "it" or token.dep_ != "nsubj" or not clusters:
        return None
    last = clusters[-1].tokens[-1]
    about = token.head.lemma_.lower() in _words("about_verbs")
    return clusters[-1] if about and token.sent != last.sent and last.sent.end == token.sent.start else None


def _learn_parties(token: Token, cluster: Cluster, mentions: Mentions) -> None:
    """Between whom: "between A and B", "A's agreement with B", "A has a deal with B", "a contract to B"."""
    bringing = (*_BETWEEN, "to") if cluster.kind == "Contract" else _BETWEEN
    verb = token.head
    owners = [child for child in token.children if child.dep_ == "poss"]
    if token.dep_ == "dobj" and verb.lemma_ in ("have", "maintain"):
        owners += [child for child in verb.children if child.dep_ == "nsubj"]
    cluster.parties += _parties_at(owners, mentions, cluster.parties)
    for child in (*token.children, *(c for c in verb.children if verb.lemma_ == "award")):
        if child.dep_ in ("prep", "dative") and child.lower_ in bringing:
            cluster.parties += _parties_below(child, mentions, cluster.parties)
        elif child.dep_ == "dative":
            cluster.parties += _parties_at([child], mentions, cluster.parties)
        elif child.dep_ == "prep" and child.head == token and child.lower_ in _words("about_prepositions"):
            cluster.subject = cluster.subject or to_passage(token.doc[child.i : child.right_edge.i + 1])


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
