"""Agreements as the trained reader marks them: which marks are one agreement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from statistics import fmean

from spacy.tokens import Doc, Span, Token

from kg.extract.agreements.clusters import Cluster, find_clusters, learn_parties
from kg.extract.agreements.known import Called, Descriptions, Entries, Names
from kg.extract.agreements.marked_spans import (
    has_name,
    head_of,
    is_unilateral,
    mend_mention,
    name_of,
    words_of,
)
from kg.extract.agreements.nouns import agreement_kinds, noun_of
from kg.extract.mentions import Mentions, to_passage
from kg.model import AgreementMark, FactMarks, Mark, Run
from kg.rules.agreements import AGREEMENTS

# Two marks are one agreement where the network finds that at least so probable, and are not where it finds it
# less probable than the second, whatever their words.
SAME, ANOTHER = 0.6, 0.2
# A mention that is less sure is one only where an act that is so sure is done to it.
LEAST_ALONE, LEAST_ACT = 0.75, 0.75
# So many words before and behind its noun describe an agreement.
_NEAR = 20
_POINTING = {"this", "that", "these"}
_DEFINITE = {"the", "this", "that", "these", "its", "their", "our", "said", "such"}


class _Known:
    """The agreements of a text while it is read, and what finds them."""

    def __init__(self, marks: FactMarks) -> None:
        self.clusters: list[Cluster] = []
        self.by_run: dict[Run, Cluster] = {}
        self._likely = _find_likely(marks)
        self._names, self._descriptions = Names(), Descriptions()
        # By the nouns that they have been called by, and by the words about them.
        self._nouns, self._words = Entries[int](), Entries[int]()
        self._texts: list[set[str]] = []

    def add(self, span: Span) -> Cluster:
        """Add the agreement that a mention tells of first."""
        head = head_of(span)
        kind = agreement_kinds().get(noun_of(head), "Agreement")
        number = len(self.clusters)
        self.clusters.append(Cluster(number, [], name_of(span), kind, has_name(span), to_passage(span)))
        self._texts.append(set())
        self._call(number, name_of(span))
        return self.clusters[-1]

    def mention(self, cluster: Cluster, span: Span, mark: Mark) -> None:
        """Add a mention; the first that is a name, else the first that says more, names the agreement."""
        head, number = head_of(span), cluster.number
        cluster.tokens.append(head)
        cluster.mentions.append(to_passage(span))
        if has_name(span) and not cluster.named:
            cluster.named, cluster.best, cluster.name = True, to_passage(span), name_of(span)
            cluster.kind = agreement_kinds().get(noun_of(head), cluster.kind)
            self._call(number, cluster.name)
        if span.text not in self._texts[number]:
            self._texts[number].add(span.text)
            self._call(number, span.text)
        self._nouns.add(noun_of(head), number)
        for word in _words_about(head):
            self._words.add(word, number)
        cluster.score = max(cluster.score, mark.score)
        self.by_run[mark.run] = cluster

    def _call(self, number: int, name: str) -> None:
        self._names.add(number, name)
        self._descriptions.add(number, name)

    def find(self, span: Span, run: Run) -> Cluster | None:
        """The agreement that was mentioned before by the likeliest words, or None where this is a new one."""
        seen = self._score(run)
        by_name = self._find_by_name(span, {number for number, score in seen.items() if score < ANOTHER})
        if by_name is not None:
            return by_name
        told = [
            self.clusters[number]
            for number in sorted(seen)
            if seen[number] >= SAME and not _differ(span, self.clusters[number])
        ]
        if told:
            return max(told, key=lambda cluster: seen[cluster.number])
        return self._find_by_description(span, seen)

    def _score(self, run: Run) -> dict[int, float]:
        """How probably a mention is of each agreement, by the likeliest of its mentions; of one that the
        network doesn't see together with it nothing is said.
        """
        seen: dict[int, float] = {}
        for other, score in self._likely.get(run, {}).items():
            if other in self.by_run:
                number = self.by_run[other].number
                seen[number] = max(seen.get(number, score), score)
        return seen

    def _find_by_name(self, span: Span, others: Container[int]) -> Cluster | None:
        """The last agreement, none of `others`, the words of which the mention repeats."""
        found: Iterator[Called] = iter(())
        if has_name(span):
            found = self._names.find(name_of(span))
        elif words_of(span) or any(token.like_num for token in span):
            found = self._descriptions.find(name_of(span))
        near = ((self.clusters[number], name) for number, name in found if number not in others)
        return next((c for c, name in near if name == c.name or name in self._texts[c.number]), None)

    def _find_by_description(self, span: Span, others: Mapping[int, float]) -> Cluster | None:
        """The last agreement, told farther off than `others`, that "the deal" or "this memorandum" may mean,
        or "the fishing deal", where it has been called so before.
        """
        first, words = span[0].lower_, words_of(span)
        if first not in _DEFINITE or has_name(span):
            return None
        every = range(len(self.clusters) - 1, -1, -1)
        noun = noun_of(head_of(span))
        is_general = noun in AGREEMENTS.words.general
        if words and first not in _POINTING:
            described = self._words.under_all(words) if first == "the" else ()
            fitting: Iterable[int] = (n for n in described if is_general or self._nouns.holds(noun, n))
        else:
            fitting = every if is_general else self._nouns.under_any([noun])
            # "The treaty" is the only agreement, whatever it was called.
            is_alone = not words and len(self.clusters) == len(others) + 1
            fitting = chain(fitting, every if is_alone else ())
        number = next((number for number in fitting if number not in others), None)
        return None if number is None else self.clusters[number]


def find_marked_clusters(
    doc: Doc, marks: FactMarks, mentions: Mentions
) -> tuple[list[Cluster], dict[int, Cluster], dict[Run, Cluster]]:
    """Find the agreements of a text, and the one that each head word and each mark stands for."""
    known = _Known(marks)
    by_token: dict[int, Cluster] = {}
    # What the network calls the name of a person or an organization is no agreement.
    actors = {name.run for name in marks.names if name.label != "State"}
    for mark in _find_sure(marks):
        span = mend_mention(doc[slice(*mark.mention.run)])
        if span is None or is_unilateral(span) or mark.mention.run in actors:
            continue
        cluster = known.find(span, mark.mention.run) or known.add(span)
        known.mention(cluster, span, mark.mention)
        by_token[head_of(span).i] = cluster
        learn_parties(head_of(span), cluster, mentions)
    _learn_from_rules(known.clusters, find_clusters(doc, mentions)[1])
    return known.clusters, by_token, known.by_run


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
        others = (ruled[token.i] for token in cluster.tokens if token.i in ruled)
        for other in {other.number: other for other in others}.values():
            cluster.parties |= other.parties
            cluster.subject = cluster.subject or other.subject


def _find_likely(marks: FactMarks) -> dict[Run, dict[Run, float]]:
    """How probably two mentions in one window are of one agreement: the mean of what each says of the
    other.
    """
    scores: defaultdict[Run, defaultdict[Run, list[float]]] = defaultdict(lambda: defaultdict(list))
    for mark in marks.agreements:
        for part in mark.same:
            for one, other in ((mark.mention.run, part.run), (part.run, mark.mention.run)):
                scores[one][other].append(part.score)
    return {run: {other: fmean(both) for other, both in found.items()} for run, found in scores.items()}


def _differ(span: Span, cluster: Cluster) -> bool:
    """Whether two names cannot be of one agreement: they share no word, and neither abbreviates the other."""
    if not has_name(span) or not cluster.named:
        return False
    name = name_of(span)
    short = min(name, cluster.name, key=len)
    if short.isupper():
        return False
    return words_of(span).isdisjoint(word.lower() for word in cluster.name.split())


def _words_about(token: Token) -> set[str]:
    """The words, in lower case, with which an agreement is called, and what hangs on them nearby."""
    start, end = max(token.left_edge.i, token.i - _NEAR), min(token.right_edge.i, token.i + _NEAR)
    return {word.lemma_.lower() for word in token.doc[start : end + 1]}
