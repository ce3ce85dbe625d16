"""Agreements and the acts on them: who signed what, for whom, where and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import cast

from spacy.tokens import Doc, Span, Token

from kg.extract.claims.cues import is_negated, is_real
from kg.extract.claims.sources import find_subject
from kg.extract.mentions import Mentions, description_span, to_passage, word_set
from kg.model import Agreement, AgreementKind, DateExpression, Mention, Passage, Signing, Stage
from kg.rules import load_rules

# Words that make an act a plan: "plans to sign", "is expected to join".
_PLANNING = {"aim", "expect", "hope", "intend", "offer", "plan", "schedule", "seek", "set", "want", "agree", "invite", "propose"}
_PARTY_TYPES = ("Organization", "State")


@cache
def agreement_kinds() -> dict[str, AgreementKind]:
    """The kind of agreement that each head noun of kg/rules/agreements.toml names."""
    kinds = load_rules("agreements")["kinds"]
    return {noun: cast(AgreementKind, kind) for kind, nouns in kinds.items() for noun in nouns}


@cache
def stage_verbs() -> dict[str, Stage]:
    """The stage that each verb brings an agreement to."""
    stages = load_rules("agreements")["stages"]
    return {verb: cast(Stage, stage) for stage, verbs in stages.items() for verb in verbs}


@dataclass
class _Cluster:
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


def find_agreements(
    doc: Doc, mentions: Mentions, dates: Sequence[DateExpression]
) -> tuple[tuple[Agreement, ...], tuple[Signing, ...]]:
    """The agreements of a text, each one node however often it is named, and the acts on them.

    An indefinite description starts a new agreement; a definite one ("the mentioned agreement", "the deal")
    and "it" as the subject of the next sentence go back to the last that fits.
    """
    clusters: list[_Cluster] = []
    by_token: dict[int, _Cluster] = {}
    for token in doc:
        if is_agreement(token):
            cluster = _find_cluster(token, clusters) or _new_cluster(token, clusters)
            span = agreement_span(token)
            cluster.tokens.append(token)
            cluster.mentions.append(to_passage(span))
            by_token[token.i] = cluster
            _learn_parties(token, cluster, mentions)
        elif (cluster := _continued(token, clusters)) is not None:
            by_token[token.i] = cluster
            _learn_subject(token, cluster, mentions)
    signings = [
        signing for token in doc if (signing := _find_signing(token, by_token, mentions, dates)) is not None
    ]
    for signing in signings:
        cluster = next(c for c in clusters if c.best == signing.agreement)
        if cluster.stage in ("mentioned", "announced", "proposed"):
            cluster.stage = signing.stage
    return tuple(_to_agreement(cluster) for cluster in clusters), tuple(signings)


def is_agreement(token: Token) -> bool:
    """True for a noun that names an agreement; the doubtful ones only inside a proper name."""
    lemma = token.lemma_.lower() if token.lower_ != "accords" else "accords"
    if token.pos_ not in ("NOUN", "PROPN") or lemma not in agreement_kinds() or token.dep_ == "compound":
        return False
    if lemma in word_set("agreements", "words", "doubtful") and not is_named(token):
        return False
    # "is in agreement", "under contract": a state, not a document.
    bare = token.n_lefts == 0 and token.n_rights == 0 and not is_named(token)
    return not (bare and token.dep_ == "pobj")


def is_named(token: Token) -> bool:
    """True for a capitalized name: "Artemis Accords", "1998 Intergovernmental Agreement"."""
    before = [t for t in token.lefts if t.dep_ in ("compound", "amod", "nmod") and t.text[:1].isupper()]
    return token.text[:1].isupper() and bool(before) and token.i != token.sent.start


def agreement_span(token: Token) -> Span:
    """The name alone, or the description with what it is about and between whom."""
    if is_named(token):
        start = token.i
        while start > token.sent.start and token.doc[start - 1].text[:1].isupper() and token.doc[start - 1].head in (token, *token.lefts):
            start -= 1
        return token.doc[start : token.i + 1]
    return description_span(token)


def _new_cluster(token: Token, clusters: list[_Cluster]) -> _Cluster:
    span = agreement_span(token)
    lemma = "accords" if token.lower_ == "accords" else token.lemma_.lower()
    start = span.start + (1 if span[0].dep_ == "det" and len(span) > 1 else 0)
    name = token.doc[start : span.end].text
    cluster = _Cluster([], name, agreement_kinds()[lemma], is_named(token), to_passage(span))
    clusters.append(cluster)
    return cluster


def _find_cluster(token: Token, clusters: list[_Cluster]) -> _Cluster | None:
    """The agreement that a later mention repeats: by name, or by a definite description."""
    if is_named(token):
        name = agreement_span(token).text
        return next((c for c in clusters if c.named and c.name == name), None)
    first = description_span(token)[0]
    words = {first.lower_, *(t.lower_ for t in token.lefts)}
    if not words & word_set("agreements", "words", "repeating"):
        return None
    # A definite one that brings a description of its own, "the agreement on fishing", is a new one.
    if any(c.dep_ == "prep" and c.lower_ in ("on", "about", "between", "with") for c in token.children):
        return None
    fitting = [
        cluster
        for cluster in clusters
        if token.lemma_.lower() in ("agreement", "deal", "document") or cluster.tokens[-1].lemma_ == token.lemma_
    ]
    return fitting[-1] if fitting else None


def _continued(token: Token, clusters: list[_Cluster]) -> _Cluster | None:
    """ "It consists of ...": a pronoun subject right after the sentence whose subject was the agreement."""
    if token.lower_ != "it" or token.dep_ != "nsubj" or not clusters:
        return None
    last = clusters[-1].tokens[-1]
    about = token.head.lemma_.lower() in word_set("agreements", "words", "about_verbs")
    return clusters[-1] if about and 0 < token.sent.start - last.sent.start and last.sent.end == token.sent.start else None


def _learn_parties(token: Token, cluster: _Cluster, mentions: Mentions) -> None:
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("between", "among", "with"):
            cluster.parties += _parties_below(child, mentions, cluster.parties)
        if child.dep_ == "prep" and child.lower_ in word_set("agreements", "words", "about_prepositions"):
            cluster.subject = cluster.subject or to_passage(token.doc[child.i : child.right_edge.i + 1])


def _learn_subject(pronoun: Token, cluster: _Cluster, mentions: Mentions) -> None:
    verb = pronoun.head
    parts = [c for c in verb.children if c.dep_ in ("prep", "dobj")]
    if not parts:
        return
    cluster.subject = to_passage(pronoun.doc[parts[0].left_edge.i : parts[0].right_edge.i + 1])
    for token in verb.subtree:
        if token.dep_ == "prep" and token.lower_ in ("between", "among"):
            cluster.parties += _parties_below(token, mentions, cluster.parties)


def _parties_below(preposition: Token, mentions: Mentions, known: list[Passage]) -> list[Passage]:
    heads = [child for child in preposition.children if child.dep_ == "pobj"]
    heads += [joined for head in list(heads) for joined in head.conjuncts]
    found = [mentions.at(head) for head in heads]
    return [m.passage for m in found if m is not None and m.type in _PARTY_TYPES and m.passage not in known]


def _find_signing(
    token: Token, by_token: dict[int, _Cluster], mentions: Mentions, dates: Sequence[DateExpression]
) -> Signing | None:
    stage = stage_verbs().get(token.lemma_.lower()) if token.pos_ == "VERB" else None
    if stage is None or is_negated(token):
        return None
    cluster, signers = _agreement_of(token, by_token, mentions)
    if cluster is None or (token.lemma_.lower() in word_set("agreements", "words", "named_only") and not cluster.named):
        return None
    if not is_real(token) or _is_planned(token):
        stage = "proposed"
    parties = [m for m in signers if m.type in _PARTY_TYPES] + list(_find_represented(token, mentions))
    place = _find_place(token, mentions)
    return Signing(
        agreement=cluster.best,
        cue=Passage(token.idx, token.idx + len(token)),
        stage=stage,
        rule="agreements.verb",
        confidence=0.85 if signers else 0.75,
        signatories=tuple(m.passage for m in signers if m.type != "Group" or m.form == "name"),
        on_behalf_of=tuple(dict.fromkeys(m.passage for m in parties)),
        place=place,
        date=_find_date(token, dates),
    )


def _is_planned(verb: Token) -> bool:
    to = any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)
    return to and verb.head.lemma_.lower() in _PLANNING


def _agreement_of(
    verb: Token, by_token: dict[int, _Cluster], mentions: Mentions
) -> tuple[_Cluster | None, list[Mention]]:
    """The agreement that a verb acts on, and the actors that do it."""
    passive = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    objects += [c for p in verb.children if p.dep_ == "prep" and p.lower_ in ("to", "onto") for c in p.children]
    found = next((by_token[o.i] for o in [*objects, *([passive] if passive else [])] if o.i in by_token), None)
    if found is None and verb.dep_ in ("acl", "relcl") and verb.head.i in by_token:
        found = by_token[verb.head.i]
    subject = find_subject(verb)
    if found is None or subject is None or subject.i in by_token:
        return found, []
    signers = [mentions.at(t) for t in (subject, *subject.conjuncts)]
    return found, [m for m in signers if m is not None and (m.type is not None or m.form == "name")]


def _find_represented(verb: Token, mentions: Mentions) -> Iterator[Mention]:
    """ "signed for Freedonia", "on behalf of the agency"."""
    for child in verb.children:
        if child.dep_ != "prep" or child.lower_ not in ("for", "on"):
            continue
        for noun in child.children:
            if noun.lower_ == "behalf":
                noun = next((g for p in noun.children if p.dep_ == "prep" for g in p.children), noun)
            mention = mentions.at(noun) if noun.dep_ == "pobj" else None
            if mention is not None and mention.type in _PARTY_TYPES and mention.form == "name":
                yield mention


def _find_place(verb: Token, mentions: Mentions) -> Passage | None:
    for child in verb.subtree:
        if child.dep_ == "prep" and child.lower_ in ("in", "at") and child.head in (verb, *(c for c in verb.children if c.dep_ in ("dobj", "prep"))):
            noun = next((c for c in child.children if c.dep_ == "pobj" and c.ent_type_ in ("GPE", "FAC", "LOC")), None)
            if noun is not None:
                entity = next(e for e in verb.doc.ents if e.start <= noun.i < e.end)
                return to_passage(entity)
    return None


def _find_date(verb: Token, dates: Sequence[DateExpression]) -> Passage | None:
    for date in dates:
        span = verb.doc.char_span(date.passage.start, date.passage.end, alignment_mode="expand")
        if span is None or date.type not in ("DATE", "TIME") or date.edtf is None or span.root.sent != verb.sent:
            continue
        chain = [span.root, *span.root.ancestors]
        between = chain[: chain.index(verb)] if verb in chain else None
        if between is not None and not any(t.pos_ == "VERB" for t in between):
            return date.passage
    return None


def _to_agreement(cluster: _Cluster) -> Agreement:
    return Agreement(
        passage=cluster.best,
        name=cluster.name,
        kind=cluster.kind,
        named=cluster.named,
        mentions=tuple(sorted(set(cluster.mentions))),
        stage=cluster.stage,
        parties=tuple(cluster.parties),
        subject=cluster.subject,
    )
