"""Agreements and the acts on them: who signed what, for whom, where and when, and how many have."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import get_args

from spacy.tokens import Doc

from kg.extract.agreements.binding import learn_binding
from kg.extract.agreements.clusters import Cluster, find_clusters
from kg.extract.agreements.counts import find_counts
from kg.extract.agreements.hands import THEIRS
from kg.extract.agreements.marked_acts import read_acts
from kg.extract.agreements.marked_clusters import find_marked_clusters
from kg.extract.agreements.nouns import noun_of
from kg.extract.agreements.signings import find_signing
from kg.extract.mentions import Mentions
from kg.model import (
    Agreement,
    DateExpression,
    FactMarks,
    Passage,
    Places,
    Role,
    Signing,
    Stage,
    StatedCount,
)
from kg.rules.agreements import AGREEMENTS
from kg.settings import FACTS

# So sure is the network of what it takes for an agreement where nothing else tells.
SURE = 0.8
# An act that repeats another stands within so many code points behind it.
NEAR = 400


def find_agreements(
    doc: Doc, mentions: Mentions, dates: Sequence[DateExpression], roles: Sequence[Role]
) -> tuple[tuple[Agreement, ...], tuple[Signing, ...], tuple[StatedCount, ...]]:
    """The agreements of a text, each one record however often it is named, the acts on them, and how many
    have signed by the text's own count.

    The stage of an agreement is the furthest that any act has brought it to. Who signs signs for the
    organization of his office (`roles`), unless the text says for whom, or who the parties are.
    """
    marks: FactMarks | None = doc.user_data.get(FACTS)
    if marks is None:
        clusters, by_token = find_clusters(doc, mentions)
        found = list(_find_signings(doc, by_token, mentions, dates).values())
    else:
        clusters, by_token, by_run = find_marked_clusters(doc, marks, mentions)
        ruled = _find_signings(doc, by_token, mentions, dates)
        found = list(read_acts(doc, marks, by_run, by_token, ruled, mentions, dates, roles))
        found += find_new_acts(ruled.values(), found, mentions)
        found.sort(key=lambda act: act.cue)
    found += list(act_on_joined(found, doc, by_token))
    learn_binding(doc, by_token)
    signings = share_dates(found)
    by_best = {cluster.best: cluster for cluster in clusters}
    offices, text = _Offices(roles), doc.text
    signings = [_with_offices(signing, by_best[signing.agreement], offices, text) for signing in signings]
    for signing in signings:
        cluster = by_best[signing.agreement]
        cluster.stage = max(cluster.stage, signing.stage, key=get_args(Stage).index)
    kept = _keep(clusters, find_totals(signings, by_best), marks is not None)
    known = {cluster.best for cluster in kept}
    counts = find_counts(doc, by_token, mentions, dates, signings)
    return (
        tuple(map(_to_agreement, kept)),
        tuple(signing for signing in signings if signing.agreement in known),
        tuple(count for count in counts if count.agreement in known),
    )


def _keep(clusters: Iterable[Cluster], totals: set[Passage], is_marked: bool) -> list[Cluster]:
    """The agreements that are told of well enough: no totals, nor what is vague or, marked by the network,
    doubtful.
    """
    told = (cluster for cluster in clusters if cluster.best not in totals and not is_vague(cluster))
    return [cluster for cluster in told if not (is_marked and is_doubtful(cluster))]


def _find_signings(
    doc: Doc, by_token: dict[int, Cluster], mentions: Mentions, dates: Sequence[DateExpression]
) -> dict[int, Signing]:
    """Find the acts that the grammar tells of, by the token that tells each."""
    every = ((token.i, find_signing(token, by_token, mentions, dates)) for token in doc)
    return {token: signing for token, signing in every if signing is not None}


def find_new_acts(ruled: Iterable[Signing], found: Sequence[Signing], mentions: Mentions) -> list[Signing]:
    """Give what the grammar tells where the network marks no act: that somebody did not sign, or who else,
    called by name, signed what the network knows to be signed.

    Of the other acts that the grammar alone finds, too many are wrong: on the development part of the
    signings corpus false signatures rise from 17 to 25 % with them.
    """
    named = {mention.passage: mention.type for mention in mentions if mention.form == "name"}
    signed = {act.agreement for act in found if act.stage == "signed"}
    cues = Places((act.cue, act) for act in found)
    new = []
    for act in ruled:
        if cues.meet(act.cue):
            continue
        hands = tuple(signer for signer in act.signatories if signer in named)
        if act.stage == "unsigned":
            new.append(act)
        elif act.stage == "signed" and act.agreement in signed and "Person" in map(named.get, hands):
            new.append(replace(act, signatories=hands))
    return new


def act_on_joined(found: Sequence[Signing], doc: Doc, by_token: Mapping[int, Cluster]) -> Iterator[Signing]:
    """Repeat an act for each agreement that "and" joins to its own: "signed the accords and the treaty"."""
    told = {(act.cue, act.agreement) for act in found}
    for act in found:
        cue = doc.char_span(act.cue.start, act.cue.end)
        things = [c for c in cue.root.children if c.dep_ in ("dobj", "nsubjpass")] if cue is not None else []
        own = [c for c in things if c.i in by_token and by_token[c.i].best == act.agreement]
        for joined in (other for thing in own for other in thing.conjuncts if other.i in by_token):
            best = by_token[joined.i].best
            if (act.cue, best) not in told:
                told.add((act.cue, best))
                yield replace(act, agreement=best)


def share_dates(signings: Iterable[Signing]) -> list[Signing]:
    """ "It awarded contracts on Monday. It awarded one to A.": what is told again was on the same day.

    So was what each of a crowd did: "Eight countries signed the accords on Monday. Campbell signed for A."
    """
    found: list[Signing] = []
    crowd: Signing | None = None
    for signing in signings:
        last = found[-1] if found and _repeats(signing, found[-1]) else None
        if last is not None and signing.date is None and signing.stage == "announced":
            signing = replace(signing, date=last.date)
        if last is None or (crowd and crowd.agreement != signing.agreement):
            crowd = None
        if crowd and signing.date is None and signing.signatories:
            signing = replace(signing, date=crowd.date)
        if _is_of_crowd(signing):
            crowd = signing
        found.append(signing)
    return found


def _repeats(signing: Signing, last: Signing) -> bool:
    """True for an act of the same stage that stands near behind the last one."""
    return signing.cue.start - last.cue.end < NEAR and last.stage == signing.stage


def _is_of_crowd(signing: Signing) -> bool:
    """True for a dated signature of nobody who is known: "Eight countries signed on Monday"."""
    return bool(signing.date) and not signing.signatories and signing.stage == "signed"


def find_totals(signings: Iterable[Signing], clusters: Mapping[Passage, Cluster]) -> set[Passage]:
    """Find "contracts" that are told one by one behind them: then they are no agreement of their own."""
    ordered = sorted(signings, key=lambda act: act.cue.start)
    totals = set()
    for act in ordered:
        cluster = clusters[act.agreement]
        if cluster.named or cluster.tokens[0].tag_ != "NNS":
            continue
        first = bisect_right(ordered, act.cue.start, key=lambda other: other.cue.start)
        last = bisect_left(ordered, act.cue.start + NEAR, key=lambda other: other.cue.start)
        if any(
            other.agreement != act.agreement
            and clusters[other.agreement].kind == cluster.kind
            and other.stage == act.stage
            for other in ordered[first:last]
        ):
            totals.add(act.agreement)
    return totals


def is_vague(cluster: Cluster) -> bool:
    """True for "the contract" that nothing before it, and nothing about it, tells from another."""
    first = cluster.tokens[0]
    bare = first.n_rights == 0 and all(child.dep_ == "det" for child in first.lefts)
    the = any(child.lower_ == "the" for child in first.lefts)
    said = cluster.parties or cluster.stage != "mentioned" or cluster.binding
    return bare and the and not cluster.named and not said


def is_doubtful(cluster: Cluster) -> bool:
    """True for a description, said once, of what nobody acts on: "a partnership of A", or what the network is
    not sure to be an agreement.
    """
    if cluster.named or cluster.stage != "mentioned" or len(set(cluster.mentions)) > 1:
        return False
    return cluster.score < SURE or noun_of(cluster.tokens[0]) in AGREEMENTS.words.doubtful


def _with_offices(signing: Signing, cluster: Cluster, offices: _Offices, text: str) -> Signing:
    """The signing for those whose office its signatories hold, where the text does not say for whom ("for
    his government" says no more), nor between whom the agreement is."""
    named = tuple(p for p in signing.on_behalf_of if p.of(text).split()[0].lower() not in THEIRS)
    if named or (cluster.parties and not signing.on_behalf_of):
        return replace(signing, on_behalf_of=named)
    places = [offices.find_place(passage) for passage in signing.signatories]
    found = tuple(dict.fromkeys(party for party in places if party is not None))
    if None in places and len(places) > 1:
        # Of two who sign one's office is known: that is a party, but the other one does not sign for it.
        cluster.parties |= dict.fromkeys(found)
        found = ()
    return replace(signing, on_behalf_of=found)


class _Offices:
    """The present offices of a text, in its order."""

    def __init__(self, roles: Iterable[Role]) -> None:
        self._roles = [role for role in roles if not role.former]
        self._first: dict[Passage, int] = {}
        for number, role in enumerate(self._roles):
            self._first.setdefault(role.person, number)

    def find_place(self, signatory: Passage) -> Passage | None:
        """Where the signatory holds an office, who is told by name or, "the Indian ambassador", by the
        office.
        """
        start = bisect_left(self._roles, signatory.start, key=lambda role: role.passage.start)
        end = bisect_left(self._roles, signatory.end, lo=start, key=lambda role: role.passage.start)
        inside = (number for number in range(start, end) if signatory.holds(self._roles[number].passage))
        numbers = [*([self._first[signatory]] if signatory in self._first else []), *islice(inside, 1)]
        return self._roles[min(numbers)].held_at if numbers else None


def _to_agreement(cluster: Cluster) -> Agreement:
    return Agreement(
        passage=cluster.best,
        name=cluster.name,
        kind=cluster.kind,
        named=cluster.named,
        mentions=tuple(sorted(set(cluster.mentions))),
        stage=cluster.stage,
        parties=tuple(cluster.parties),
        subject=cluster.subject,
        binding=cluster.binding,
    )
