"""How many have signed, as the article says it: "64 countries have signed", "the 40th nation to sign"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from kg.extract.agreements.clusters import Cluster, find_last_before, is_party
from kg.extract.agreements.count_patterns import JOINING, SIGNED, TOTAL, Told, tell
from kg.extract.agreements.counting import Number, find_numbers
from kg.extract.agreements.signings import find_date
from kg.extract.fact_confidence import RULES
from kg.extract.mentions import Mentions, to_passage
from kg.model import DateExpression, Passage, Signing, StatedCount


def find_counts(
    doc: Doc,
    by_token: Mapping[int, Cluster],
    mentions: Mentions,
    dates: Sequence[DateExpression],
    signings: Iterable[Signing],
) -> Iterator[StatedCount]:
    """Find the stated numbers of those who signed an agreement, in the order of the text.

    What is planned, supposed or denied is no count, nor how many signed on one day.
    """
    acts = [signing for signing in signings if signing.stage in SIGNED]
    for number in find_numbers(doc):
        told = tell(doc, number, by_token)
        cluster = _find_cluster(doc, number, told.cue, by_token) if told is not None else None
        if told is None or cluster is None or not _fits(told, cluster, number):
            continue
        act = _find_act(told, cluster, acts)
        yield StatedCount(
            agreement=cluster.best,
            passage=number.to_passage(doc),
            cue=to_passage(doc[told.cue.i : told.cue.i + 1]),
            number=number.value,
            bound=number.bound,
            stage=told.stage,
            rule=told.rule,
            confidence=RULES[told.rule],
            includes_signer=told.includes_signer,
            signers=_find_signers(told, mentions) or (act.signers if act else ()),
            date=_find_day(told.cue, cluster, dates) or (act.date if act else None),
        )


def _find_signers(told: Told, mentions: Mentions) -> tuple[Passage, ...]:
    """The mentions of those who join by the words of the count itself."""
    named = [mentions.at(joiner) for joiner in dict.fromkeys(told.joiners)]
    return tuple(one.passage for one in named if one and (one.form != "nominal" or is_party(one)))


def _find_day(cue: Token, cluster: Cluster, dates: Iterable[DateExpression]) -> Passage | None:
    """The day of a count: no date that is part of the agreement's name, nor one by which something is due."""
    names = [to_passage(cue.doc[token.left_edge.i : token.i + 1]) for token in cluster.tokens]
    names += cluster.mentions
    told = (date for date in dates if not (date.edtf or "").startswith("../"))
    return find_date(cue, [date for date in told if not any(name.holds(date.passage) for name in names)])


def _find_cluster(doc: Doc, number: Number, cue: Token, by_token: Mapping[int, Cluster]) -> Cluster | None:
    """The agreement of a count: what the cue acts on, else the nearest in the sentence, else the last before
    it, two sentences back at most.
    """
    below = [*cue.children, *(child for child in cue.children for child in child.children)]
    above = [cue.head] if cue.dep_ in ("acl", "relcl") else []
    acted_on = next((by_token[token.i] for token in (*below, *above) if token.i in by_token), None)
    if acted_on is not None:
        return acted_on
    sentence = cue.sent
    near = [i for i in range(sentence.start, sentence.end) if i in by_token]
    if near:
        return by_token[min(near, key=lambda i: (abs(i - number.first), -i))]
    start = sentence.start
    for _ in range(2):
        start = doc[start - 1].sent.start if start else 0
    return find_last_before(sentence.start, by_token, start)


def _fits(told: Told, cluster: Cluster, number: Number) -> bool:
    """False for several agreements at once, "agreements", and where only a name in the sentence could tell
    that who joins others joins an agreement.
    """
    if not cluster.named:
        return cluster.tokens[0].tag_ != "NNS" and told.rule == TOTAL and not number.between
    sentence = told.cue.sent
    return told.rule != JOINING or any(sentence.start <= token.i < sentence.end for token in cluster.tokens)


def _find_act(told: Told, cluster: Cluster, acts: Iterable[Signing]) -> Signing | None:
    """The signature of who joins, that is told in the same sentence."""
    if told.includes_signer is None:
        return None
    sentence = to_passage(told.cue.sent)
    same = (act for act in acts if act.agreement == cluster.best and sentence.holds(act.cue))
    return next(same, None)
