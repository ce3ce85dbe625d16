"""Agreements as the trained reader marks them: which marks are one agreement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import mean

from spacy.tokens import Doc, Span

from kg.extract.agreements.clusters import Cluster, find_clusters, is_one_name, learn_parties
from kg.extract.agreements.marked_spans import (
    DETERMINERS,
    has_name,
    head_of,
    is_unilateral,
    mend_mention,
    name_of,
    words_of,
)
from kg.extract.agreements.nouns import agreement_kinds, noun_of
from kg.extract.mentions import Mentions, to_passage
from kg.model import AgreementMark, FactMarks, Run
from kg.rules.agreements import AGREEMENTS

# Two marks are one agreement where the network finds that at least so probable, and are not where it finds it
# less probable than the second, whatever their words.
SAME, ANOTHER = 0.5, 0.1
# A mention that is less sure is one only where an act that is so sure is done to it.
LEAST_ALONE, LEAST_ACT = 0.75, 0.75
# So many words of a description tell it from others.
_ENOUGH = 3
# So many words before and behind its noun describe an agreement.
_NEAR = 20
_POINTING = {"this", "that", "these"}
_DEFINITE = {"the", "this", "that", "these", "its", "their", "our", "said", "such"}


def find_marked_clusters(
    doc: Doc, marks: FactMarks, mentions: Mentions
) -> tuple[list[Cluster], dict[int, Cluster], dict[Run, Cluster]]:
    """Find the agreements of a text, and the one that each head word and each mark stands for."""
    likely = _find_likely(marks)
    clusters: list[Cluster] = []
    by_token: dict[int, Cluster] = {}
    by_run: dict[Run, Cluster] = {}
    runs: dict[int, list[Run]] = {}
    # What the network calls the name of a person or an organization is no agreement.
    actors = {name.run for name in marks.names if name.label != "State"}
    for mark in _find_sure(marks):
        span = mend_mention(doc[slice(*mark.mention.run)])
        if span is None or is_unilateral(span) or mark.mention.run in actors:
            continue
        cluster = _find_cluster(span, mark.mention.run, clusters, runs, likely)
        if cluster is None:
            cluster = _new_cluster(span)
            clusters.append(cluster)
        _add(span, cluster)
        cluster.score = max(cluster.score, mark.mention.score)
        runs.setdefault(id(cluster), []).append(mark.mention.run)
        by_run[mark.mention.run] = cluster
        by_token[head_of(span).i] = cluster
        learn_parties(head_of(span), cluster, mentions)
    _learn_from_rules(clusters, find_clusters(doc, mentions)[1])
    return clusters, by_token, by_run


def _find_sure(marks: FactMarks) -> Iterator[AgreementMark]:
    """Give the mentions that are sure by themselves or by what is done to them."""
    acted = {
        act.agreement.run
        for act in marks.acts
        if act.agreement and act.cue.score * act.agreement.score >= LEAST_ACT
    }
    for mark in marks.agreements:
        if mark.mention.score >= LEAST_ALONE or mark.mention.run in acted:
            yield mark


def _learn_from_rules(clusters: Sequence[Cluster], ruled: Mapping[int, Cluster]) -> None:
    """Take over what the grammar tells of an agreement and the network does not: between whom it is, and what
    it is about, be it in a sentence of its own ("It provides for an exchange between A and B").
    """
    for cluster in clusters:
        for token in cluster.tokens:
            other = ruled.get(token.i)
            if other is not None:
                cluster.parties += [party for party in other.parties if party not in cluster.parties]
                cluster.subject = cluster.subject or other.subject


def _find_likely(marks: FactMarks) -> dict[frozenset[Run], float]:
    """How probably two mentions in one window are of one agreement: the mean of what each says of the
    other.
    """
    scores: dict[frozenset[Run], list[float]] = {}
    for mark in marks.agreements:
        for part in mark.same:
            scores.setdefault(frozenset((mark.mention.run, part.run)), []).append(part.score)
    return {pair: mean(both) for pair, both in scores.items()}


def _new_cluster(span: Span) -> Cluster:
    head = head_of(span)
    kind = agreement_kinds().get(noun_of(head), "Agreement")
    return Cluster([], name_of(span), kind, has_name(span), to_passage(span))


def _add(span: Span, cluster: Cluster) -> None:
    """Add a mention; the first that is a name, else the first that says more, names the agreement."""
    cluster.tokens.append(head_of(span))
    cluster.mentions.append(to_passage(span))
    if has_name(span) and not cluster.named:
        cluster.named, cluster.best, cluster.name = True, to_passage(span), name_of(span)
        cluster.kind = agreement_kinds().get(noun_of(head_of(span)), cluster.kind)


def _find_cluster(
    span: Span,
    run: Run,
    clusters: Sequence[Cluster],
    runs: Mapping[int, list[Run]],
    likely: Mapping[frozenset[Run], float],
) -> Cluster | None:
    """The agreement that was mentioned before by the likeliest words, or None where this is a new one."""
    seen = _score_clusters(run, clusters, runs, likely)
    open_to = [c for c in clusters if id(c) not in seen or seen[id(c)] >= ANOTHER]
    by_name = [c for c in open_to if _is_same_name(span, c)]
    if by_name:
        return by_name[-1]
    told = [c for c in open_to if seen.get(id(c), 0) >= SAME and not _differ(span, c)]
    if told:
        return max(told, key=lambda c: seen[id(c)])
    return _find_by_description(span, [c for c in open_to if id(c) not in seen])


def _score_clusters(
    run: Run,
    clusters: Sequence[Cluster],
    runs: Mapping[int, list[Run]],
    likely: Mapping[frozenset[Run], float],
) -> dict[int, float]:
    """How probably a mention is of each agreement, by the likeliest of its mentions; of one that the network
    doesn't see together with it nothing is said.
    """
    seen: dict[int, float] = {}
    for cluster in clusters:
        pairs = (frozenset((run, other)) for other in runs[id(cluster)])
        scores = [likely[pair] for pair in pairs if pair in likely]
        if scores:
            seen[id(cluster)] = max(scores)
    return seen


def _is_same_name(span: Span, cluster: Cluster) -> bool:
    """Whether the mention repeats the words of one before it."""
    name = name_of(span)
    known = {passage.of(span.doc.text) for passage in cluster.mentions} | {cluster.name}
    if has_name(span):
        return any(is_one_name(name, other) for other in known)
    is_told = bool(words_of(span)) or any(token.like_num for token in span)
    return is_told and any(_begin_alike(name, _bare(other)) for other in known)


def _begin_alike(name: str, other: str) -> bool:
    """Whether two descriptions are equal, or the shorter one begins the longer and says enough."""
    words, others = sorted((name.lower().split(), other.lower().split()), key=len)
    return words == others[: len(words)] and (len(words) == len(others) or len(words) >= _ENOUGH)


def _bare(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[0].lower() in DETERMINERS:
        words.pop(0)
    return " ".join(words)


def _differ(span: Span, cluster: Cluster) -> bool:
    """Whether two names cannot be of one agreement: they share no word, and neither abbreviates the other."""
    if not has_name(span) or not cluster.named:
        return False
    name = name_of(span)
    short = min(name, cluster.name, key=len)
    if short.isupper():
        return False
    return words_of(span).isdisjoint(word.lower() for word in cluster.name.split())


def _words_known(cluster: Cluster) -> set[str]:
    """The words, in lower case, by which an agreement has been called, with what hangs on them nearby."""
    parts = (
        token.doc[max(token.left_edge.i, token.i - _NEAR) : min(token.right_edge.i, token.i + _NEAR) + 1]
        for token in cluster.tokens
    )
    return {word.lemma_.lower() for part in parts for word in part}


def _is_of_kind(span: Span, cluster: Cluster) -> bool:
    """Whether an agreement has been called by the noun of a mention, or that is one for any agreement."""
    noun = noun_of(head_of(span))
    return noun in AGREEMENTS.words.general or any(noun_of(token) == noun for token in cluster.tokens)


def _find_by_description(span: Span, clusters: Sequence[Cluster]) -> Cluster | None:
    """The last agreement, told farther off, that "the deal" or "this memorandum" may mean, or "the fishing
    deal", where it has been called so before.
    """
    first = span[0].lower_
    if first not in _DEFINITE or has_name(span):
        return None
    fitting = [c for c in clusters if _is_of_kind(span, c)]
    if words_of(span) and first not in _POINTING:
        known = [c for c in fitting if words_of(span) <= _words_known(c)]
        return known[-1] if first == "the" and known else None
    if not fitting and not words_of(span) and len(clusters) == 1:
        return clusters[0]
    return fitting[-1] if fitting else None
