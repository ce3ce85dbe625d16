"""The acts on agreements: who signed (ratified, announced, ended ...) what, for whom, where and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import cast

from spacy.tokens import Token

from kg.extract.agreements.clusters import Cluster, is_party
from kg.extract.agreements.nouns import agreement_words
from kg.extract.claims.cues import is_negated, is_real, reporting_verbs
from kg.extract.claims.sources import find_subject
from kg.extract.mentions import Mentions, to_passage
from kg.model import DateExpression, Mention, Passage, Signing, Stage
from kg.rules import load_rules, word_set

# "accede to the convention", "withdraw from the treaty".
_TOWARDS = ("to", "onto", "from")


@cache
def stage_nouns() -> dict[str, Stage]:
    """The stage that each noun of an act tells of."""
    nouns = load_rules("agreements")["nouns"]
    return {noun: cast(Stage, stage) for stage, words in nouns.items() if stage != "coming" for noun in words}


@cache
def stage_verbs() -> dict[str, Stage]:
    """The stage that each verb brings an agreement to."""
    stages = load_rules("agreements")["stages"]
    return {verb: cast(Stage, stage) for stage, verbs in stages.items() for verb in verbs}


def find_signing(
    token: Token, by_token: dict[int, Cluster], mentions: Mentions, dates: Sequence[DateExpression]
) -> Signing | None:
    """The act that a verb ("signed the accords") or a noun ("the signing of the accords") tells of."""
    stage = _find_stage(token)
    if stage is None or is_negated(token):
        return None
    find_act = _act_of_verb if token.pos_ == "VERB" else _act_of_noun
    cluster, signers = find_act(token, by_token, mentions)
    if cluster is None or (token.lemma_.lower() in agreement_words("named_only") and not cluster.named):
        return None
    if not _has_happened(token):
        stage = "proposed"
    return Signing(
        agreement=cluster.best,
        cue=Passage(token.idx, token.idx + len(token)),
        stage=stage,
        rule="agreements.verb" if token.pos_ == "VERB" else "agreements.noun",
        confidence=0.85 if signers else 0.75,
        signatories=tuple(m.passage for m in signers),
        on_behalf_of=tuple(dict.fromkeys(m.passage for m in _find_represented(token, mentions))),
        place=_find_place(token),
        date=find_date(token, dates),
    )


def _find_stage(token: Token) -> Stage | None:
    """The stage of a verb, or of the noun of an act: "signing", "ratification"."""
    if token.pos_ == "VERB":
        return stage_verbs().get(token.lemma_.lower())
    return stage_nouns().get(token.lower_) if token.pos_ == "NOUN" else None


def _has_happened(act: Token) -> bool:
    """False for what is planned or only possible; a noun has happened if what is told of it has."""
    if act.pos_ == "VERB":
        return is_real(act) and not _is_planned(act)
    if act.head.lower_ in ("before", "until", "ahead") or act.head.head.lower_ == "ahead":
        return False
    verb = next((token for token in act.ancestors if token.pos_ in ("VERB", "AUX")), None)
    return verb is None or is_real(verb)


def _is_planned(verb: Token) -> bool:
    to = any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)
    return to and verb.head.lemma_.lower() in agreement_words("planning")


def _act_of_noun(
    noun: Token, by_token: dict[int, Cluster], mentions: Mentions
) -> tuple[Cluster | None, list[Mention]]:
    """ "The signing of the accords by Nigeria and Rwanda": the parser may hang "by" on either noun."""
    things = [c for p in noun.children if p.lower_ == "of" for c in p.children if c.i in by_token]
    if not things:
        return None, []
    agents = [c for n in (noun, *things) for p in n.children if p.lower_ == "by" for c in p.children]
    signers = [mentions.at(t) for agent in agents for t in (agent, *agent.conjuncts)]
    return by_token[things[0].i], [m for m in signers if m is not None and _can_sign(m)]


def _act_of_verb(
    verb: Token, by_token: dict[int, Cluster], mentions: Mentions
) -> tuple[Cluster | None, list[Mention]]:
    """The agreement that a verb acts on, and the actors that do it."""
    passive = [c for c in verb.children if c.dep_ == "nsubjpass"]
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    objects += [c for p in verb.children if p.lower_ in _TOWARDS and p.dep_ == "prep" for c in p.children]
    # "announced the creation of the accords"
    coming = word_set("agreements", "nouns", "coming")
    objects += [
        c
        for o in objects
        if o.lemma_.lower() in coming
        for p in o.children
        if p.lower_ == "of"
        for c in p.children
    ]
    found = next((by_token[o.i] for o in (*objects, *passive) if o.i in by_token), None)
    if found is None and verb.dep_ in ("acl", "relcl") and verb.head.i in by_token:
        found = by_token[verb.head.i]
    if found is None and verb.lemma_ == "sign" and not objects and not passive:
        found = _last_before(verb, by_token)
    subject = find_subject(verb)
    if found is None or subject is None or subject.i in by_token:
        return found, []
    if subject.lower_ == "they" and verb.dep_ == "ccomp":
        # "NASA and ESA announced they signed": the same who announce it.
        subject = find_subject(verb.head) or subject
    signers = [mentions.at(t) for t in (subject, *subject.conjuncts) if _is_of_this_act(t, subject, verb)]
    return found, [m for m in signers if m is not None and _can_sign(m)]


def _is_of_this_act(signer: Token, subject: Token, verb: Token) -> bool:
    """False for "Campbell" before the second verb of "Campbell signed for A, and Amiri signed for B".

    The parser may join the two as one subject.
    """
    first, last = sorted((signer.i, verb.i))
    another = any(t.pos_ == "VERB" and t.lemma_ == verb.lemma_ for t in verb.doc[first + 1 : last])
    return not another and (signer.i < verb.i) == (subject.i < verb.i)


def _last_before(verb: Token, by_token: dict[int, Cluster]) -> Cluster | None:
    """ "Lisa Campbell signed for Canada": what was spoken of in this sentence or the two before it."""
    near = verb.sent.start
    for _ in range(2):
        near = verb.doc[near - 1].sent.start if near else 0
    before = [i for i in by_token if near <= i < verb.i]
    return by_token[max(before)] if before else None


def _can_sign(mention: Mention) -> bool:
    """True for a person, a party or a pronoun; "40 countries" have signed, but nobody knows which."""
    return mention.type == "Person" or mention.form in ("name", "pronoun") or is_party(mention)


def _find_represented(verb: Token, mentions: Mentions) -> Iterator[Mention]:
    """ "signed for Freedonia", "on behalf of the agency"."""
    for child in verb.children:
        if child.dep_ != "prep" or child.lower_ not in ("for", "on"):
            continue
        for noun in child.children:
            if noun.lower_ == "behalf":
                noun = next((g for p in noun.children if p.dep_ == "prep" for g in p.children), noun)
            mention = mentions.at(noun) if noun.dep_ == "pobj" else None
            if mention is not None and is_party(mention):
                yield mention


def _find_place(verb: Token) -> Passage | None:
    """ "in Geneva": the first named place behind "in" or "at" with no other verb in between."""
    for preposition in verb.subtree:
        if preposition.dep_ != "prep" or preposition.lower_ not in ("in", "at") or preposition.i < verb.i:
            continue
        noun = next((c for c in preposition.children if c.dep_ == "pobj"), None)
        if noun is None or noun.ent_type_ not in ("GPE", "FAC", "LOC"):
            continue
        chain = list(preposition.ancestors)
        if any(token.pos_ == "VERB" for token in chain[: chain.index(verb)]):
            continue
        return to_passage(next(e for e in verb.doc.ents if e.start <= noun.i < e.end))
    return None


def find_date(act: Token, dates: Sequence[DateExpression]) -> Passage | None:
    """The date that hangs on the act itself, else on the verb that it hangs on.

    "They announced Thursday they signed", "the list grew on Wednesday as it joined"; but what had
    been signed before, or is only reported on Monday, has no date.
    """
    above = None
    for date in dates:
        span = act.doc.char_span(date.passage.start, date.passage.end, alignment_mode="expand")
        if (
            span is None
            or date.type not in ("DATE", "TIME")
            or date.edtf is None
            or span.root.sent != act.sent
        ):
            continue
        dated = next((t for t in (span.root, *span.root.ancestors) if t == act or t.pos_ == "VERB"), None)
        if dated == act:
            return date.passage
        if dated is not None and above is None and _shares_date(act, dated):
            above = date.passage
    return above


def _shares_date(act: Token, verb: Token) -> bool:
    """Whether an act happened when `verb` did, on which it hangs."""
    if verb not in act.ancestors or any(c.lower_ in ("had", "'d", "’d") for c in act.children):
        return False
    lemma = verb.lemma_.lower()
    return lemma in stage_verbs() or lemma not in reporting_verbs()
