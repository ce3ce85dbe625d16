"""Agreements and acts as the trained reader marks them: which marks are one agreement, and who does what to
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from statistics import mean

from spacy.tokens import Doc, Span, Token

from kg.extract.agreements.clusters import Cluster, find_clusters, is_one_name, learn_parties
from kg.extract.agreements.factuality import find_told_stage
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
from kg.extract.agreements.signings import find_date, find_place, find_rank
from kg.extract.fact_confidence import ACTS, SIGNING_ACTS, interpolate
from kg.extract.mentions import Mentions, to_passage
from kg.model import ActMark, DateExpression, FactMarks, Mention, Part, Passage, Run, Signing
from kg.rules.agreements import AGREEMENTS

# Two marks are one agreement where the network finds that at least so probable, and are not where it finds it
# less probable than the second, whatever their words.
SAME, ANOTHER = 0.5, 0.1
# Half of the doubtful cues that are one of these verbs are right, of other words every fifth: those must be
# surer.
_SIGNING = {"countersign", "initial", "ink", "sign"}
LEAST_CUE = 0.3
# Those who are sent to a state and sign for another.
_SENT = {"ambassador", "envoy"}
# So many words of a description tell it from others.
_ENOUGH = 3
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
    for mark in marks.agreements:
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
    seen = {
        id(cluster): max(
            (likely[pair] for other in runs[id(cluster)] if (pair := frozenset((run, other))) in likely),
            default=None,
        )
        for cluster in clusters
    }
    open_to = [c for c in clusters if (seen[id(c)] is None or (seen[id(c)] or 0) >= ANOTHER)]
    by_name = [c for c in open_to if _is_same_name(span, c)]
    if by_name:
        return by_name[-1]
    told = [c for c in open_to if (seen[id(c)] or 0) >= SAME and not _differ(span, c)]
    if told:
        return max(told, key=lambda c: seen[id(c)] or 0)
    return _find_by_description(span, [c for c in open_to if seen[id(c)] is None])


def _is_same_name(span: Span, cluster: Cluster) -> bool:
    """Whether the mention repeats the words of one before it."""
    name = name_of(span)
    known = {passage.of(span.doc.text) for passage in cluster.mentions} | {cluster.name}
    if has_name(span):
        return any(is_one_name(name, other) for other in known)
    return bool(words_of(span)) and any(_begin_alike(name, _bare(other)) for other in known)


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


def _find_by_description(span: Span, clusters: Sequence[Cluster]) -> Cluster | None:
    """The last agreement, told farther off, that "the deal" or "this memorandum" may mean."""
    first = span[0].lower_
    if first not in _DEFINITE or has_name(span) or (words_of(span) and first not in _POINTING):
        return None
    noun = noun_of(head_of(span))
    general = noun in AGREEMENTS.words.general
    fitting = [c for c in clusters if general or any(noun_of(token) == noun for token in c.tokens)]
    if not fitting and not words_of(span) and len(clusters) == 1:
        return clusters[0]
    return fitting[-1] if fitting else None


def read_acts(
    doc: Doc,
    marks: FactMarks,
    by_run: Mapping[Run, Cluster],
    ruled: Mapping[int, Signing],
    mentions: Mentions,
    dates: Sequence[DateExpression],
) -> Iterator[Signing]:
    """Read every act whose agreement is known; `ruled` are the acts that the grammar finds, by token."""
    people = {mention.passage for mention in mentions if mention.type == "Person"}
    for act in _with_named_hands(marks):
        if act.cue.score < LEAST_CUE and not is_signing(doc, act):
            continue
        cluster = by_run.get(act.agreement.run) if act.agreement else _last_before(act.cue.run, by_run)
        if cluster is not None:
            told = _read_act(doc, act, cluster, mentions, dates)
            found = [ruled[token] for token in range(*act.cue.run) if token in ruled]
            yield _with_ruled_signers(told, found, people)


def _with_named_hands(marks: FactMarks) -> Iterator[ActMark]:
    """Give the acts with the names of those who sign where the network marks their titles too: "the minister,
    Ana Ruiz".
    """
    holders = {
        token: office.holder.run
        for office in marks.offices
        if office.holder
        for token in range(*office.title.run)
    }
    for act in marks.acts:
        hands: dict[Run, Part] = {}
        for part in act.signatories:
            run = holders.get(part.run[0], part.run)
            hands.setdefault(run, replace(part, run=run))
        yield replace(act, signatories=tuple(hands.values()))


def _with_ruled_signers(act: Signing, ruled: Iterable[Signing], people: Set[Passage]) -> Signing:
    """Take over who signs from the grammar where an act is ranked ("Peru became the 40th to sign") or where
    the network knows nobody; and a person who signs where it knows parties alone.
    """
    if not act.rank and not people.isdisjoint(act.signatories):
        return act
    told = next((one for one in ruled if one.signatories and one.agreement == act.agreement), None)
    if told is None:
        return act
    if act.rank or not act.signers:
        return replace(act, signatories=told.signatories, on_behalf_of=told.on_behalf_of)
    hands = people & set(told.signatories)
    return replace(act, signatories=tuple(sorted({*act.signatories, *hands})))


def _last_before(cue: Run, by_run: Mapping[Run, Cluster]) -> Cluster | None:
    """What was spoken of last before the act."""
    before = [run for run in by_run if run[0] < cue[0]]
    return by_run[max(before)] if before else None


def _read_act(
    doc: Doc, act: ActMark, cluster: Cluster, mentions: Mentions, dates: Sequence[DateExpression]
) -> Signing:
    cue = doc[slice(*act.cue.run)]
    hands = [(part, mention) for part in act.signatories if (mention := mention_at(doc, part.run, mentions))]
    parties = [mention for part in act.parties if (mention := mention_at(doc, part.run, mentions))]
    signed_for = [
        (hand.passage, party.passage)
        for part, hand in hands
        if part.stands_for
        and not is_posting(doc[slice(*part.stands_for)].root)
        and (party := mention_at(doc, part.stands_for, mentions))
    ]
    signers = dict.fromkeys([*(hand.passage for _, hand in hands), *(party.passage for party in parties)])
    return Signing(
        agreement=cluster.best,
        cue=to_passage(cue),
        stage=find_told_stage(act.stage, cue.root),
        rule="agreements.network",
        confidence=interpolate(score_act(act), SIGNING_ACTS if is_signing(doc, act) else ACTS),
        signatories=tuple(sorted(signers)),
        place=(act.place and _find_named_place(doc[slice(*act.place.run)])) or find_place(cue.root),
        date=_find_date(doc, act, cue, dates),
        rank=next((rank for token in cue if (rank := find_rank(token))), None),
        pairs=tuple(signed_for),
    )


def is_posting(party: Token) -> bool:
    """True for the state that an ambassador is sent to, for which he or she does not sign."""
    preposition = party.head
    return preposition.lower_ == "to" and preposition.head.lemma_.lower() in _SENT


def is_signing(doc: Doc, act: ActMark) -> bool:
    """True where the cue of an act is a verb of signing."""
    return doc[slice(*act.cue.run)].root.lemma_.lower() in _SIGNING


def score_act(act: ActMark) -> float:
    """Give how probable the network finds it that the cue is one and the stage is right."""
    return act.cue.score * act.stage_score


def mention_at(doc: Doc, run: Run, mentions: Mentions) -> Mention | None:
    """Give the mention of an actor that stands at a run of tokens."""
    span = doc[slice(*run)]
    if span.root.ent_type_ == "NORP":
        return mentions.nationality(span.root)
    return next(iter(mentions.names_in(span)), None) or mentions.at(span.root)


def _find_named_place(span: Span) -> Passage | None:
    """Give the name in the words for a place: the "Geneva" of "a hotel in Geneva"."""
    return next((to_passage(name) for name in span.ents if name.label_ in ("GPE", "FAC", "LOC")), None)


def _find_date(doc: Doc, act: ActMark, cue: Span, dates: Sequence[DateExpression]) -> Passage | None:
    """The date that the network gives to the act, else the one that the grammar does."""
    if act.date is not None:
        marked = to_passage(doc[slice(*act.date.run)])
        found = [
            date
            for date in dates
            if date.passage.meets(marked) and date.edtf and date.type in ("DATE", "TIME")
        ]
        if found:
            return found[0].passage
    return next((day for token in cue if (day := find_date(token, dates))), None)
