"""Acts on agreements as the trained reader marks them: who does what to which, where and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from kg.extract.agreements.clusters import Cluster, find_last_before
from kg.extract.agreements.factuality import find_told_stage
from kg.extract.agreements.hands import find_hands
from kg.extract.agreements.parties import find_parties
from kg.extract.agreements.signings import find_date, find_place, find_rank
from kg.extract.agreements.stages import believe_stage
from kg.extract.fact_confidence import ACTS, SIGNING_ACTS, interpolate
from kg.extract.mentions import Mentions, to_passage
from kg.extract.phrases import entity_at
from kg.model import ActMark, DateExpression, FactMarks, Part, Passage, Role, Run, Signing, find_meeting
from kg.rules.agreements import AGREEMENTS

# Half of the doubtful cues that are a verb of signing are right, of other words every fifth: those must be
# surer.
LEAST_CUE = 0.22
# Less sure, what the network finds an act is done to gives way to what the grammar does.
SURE_AGREEMENT = 0.7


def read_acts(
    doc: Doc,
    marks: FactMarks,
    by_run: Mapping[Run, Cluster],
    by_token: Mapping[int, Cluster],
    ruled: Mapping[int, Signing],
    mentions: Mentions,
    dates: Sequence[DateExpression],
    roles: Sequence[Role],
) -> Iterator[Signing]:
    """Read every act whose agreement is known: by the mark, `by_run`, or the word that heads it, `by_token`;
    `ruled` are the acts that the grammar finds, by token.
    """
    people = {mention.passage for mention in mentions if mention.type == "Person"}
    for act in _with_named_hands(marks):
        if act.cue.score < LEAST_CUE and not is_signing(doc, act):
            continue
        cluster = _choose_agreement(doc, act, by_run, by_token)
        if cluster is not None:
            told = _read_act(doc, act, cluster, mentions, dates, roles)
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


def _choose_agreement(
    doc: Doc, act: ActMark, by_run: Mapping[Run, Cluster], by_token: Mapping[int, Cluster]
) -> Cluster | None:
    """Give what the network finds an act is done to, unless the words tell of another and it is doubtful, or
    they call the other by name.
    """
    cue = head_of_cue(doc[slice(*act.cue.run)])
    if act.agreement is None:
        return find_agreement(cue, by_token)
    is_sure = act.agreement.score >= SURE_AGREEMENT
    objects, behind = _find_things(cue)
    told = _find_told(
        objects, (noun for noun in behind if not is_sure or noun.head.lower_ in ("of", "to")), by_token
    )
    return by_run.get(act.agreement.run) if told is None or (is_sure and not told.named) else told


def find_agreement(cue: Token, by_token: Mapping[int, Cluster]) -> Cluster | None:
    """Give what by the grammar an act is done to ("signed the accords", "talks on the accords"); where the
    text does not say, what was spoken of last; None where it is another thing: "signed the guest book".
    """
    objects, behind = _find_things(cue)
    others = (*objects, *(noun for noun in behind if noun.head.lower_ == "of"))
    told = _find_told(objects, behind, by_token)
    is_other = any(noun.pos_ in ("NOUN", "PROPN") for noun in others)
    return told if told or is_other else _spoken_of_last(cue, by_token)


def _find_told(
    objects: Iterable[Token], behind: Iterable[Token], by_token: Mapping[int, Cluster]
) -> Cluster | None:
    return next((by_token[thing.i] for thing in (*objects, *behind) if thing.i in by_token), None)


def _find_things(cue: Token) -> tuple[list[Token], list[Token]]:
    """The objects of an act, with the noun that it describes, and the nouns of the prepositions behind it."""
    objects = [child for child in cue.children if child.dep_ in ("dobj", "nsubjpass")]
    objects += [cue.head] if cue.dep_ in ("acl", "relcl") else []
    heads = (cue, cue.head) if cue.dep_ == "attr" else (cue,)
    behind = [child for head in heads for child in head.children if child.dep_ == "prep"]
    return objects, [noun for preposition in behind for noun in preposition.children]


def _spoken_of_last(cue: Token, by_token: Mapping[int, Cluster]) -> Cluster | None:
    """The agreement whose mention is the last before a cue."""
    return find_last_before(cue.i, by_token)


def _read_act(
    doc: Doc,
    act: ActMark,
    cluster: Cluster,
    mentions: Mentions,
    dates: Sequence[DateExpression],
    roles: Sequence[Role],
) -> Signing:
    cue = doc[slice(*act.cue.run)]
    head = head_of_cue(cue)
    parties = find_parties(doc, act, head, mentions)
    hands = find_hands(doc, act, parties, mentions, roles)
    signers = dict.fromkeys([*(hand.passage for hand, _ in hands), *(party.passage for party in parties)])
    return Signing(
        agreement=cluster.best,
        cue=to_passage(cue),
        stage=find_told_stage(believe_stage(act.stage, cue), head),
        rule="agreements.network",
        confidence=interpolate(score_act(act), SIGNING_ACTS if is_signing(doc, act) else ACTS),
        signatories=tuple(sorted(signers)),
        place=(act.place and _find_named_place(doc[slice(*act.place.run)])) or find_place(head),
        date=_find_date(doc, act, cue, dates),
        rank=next((rank for token in cue if (rank := find_rank(token))), None),
        pairs=tuple((hand.passage, party.passage) for hand, party in hands if party),
    )


def head_of_cue(cue: Span) -> Token:
    """Give the word that tells an act: the "signatory" of "not a signatory"."""
    tops = (token for token in cue if token.head not in cue or token.head == token)
    return next((token for token in tops if token.pos_ in ("NOUN", "VERB")), cue.root)


def is_signing(doc: Doc, act: ActMark) -> bool:
    """True where the cue of an act is a verb of signing."""
    return head_of_cue(doc[slice(*act.cue.run)]).lemma_.lower() in AGREEMENTS.words.signing


def score_act(act: ActMark) -> float:
    """Give how probable the network finds it that the cue is one and the stage is right."""
    return act.cue.score * act.stage_score


def _find_named_place(span: Span) -> Passage | None:
    """Give the name in the words for a place: the "Geneva" of "a hotel in Geneva"."""
    begun = (token for token in span if token.ent_iob_ == "B" and token.ent_type_ in ("GPE", "FAC", "LOC"))
    names = (name for name in map(entity_at, begun) if name.end <= span.end)
    return next(map(to_passage, names), None)


def _find_date(doc: Doc, act: ActMark, cue: Span, dates: Sequence[DateExpression]) -> Passage | None:
    """The date that the network gives to the act, else the one that the grammar does."""
    if act.date is not None:
        marked = to_passage(doc[slice(*act.date.run)])
        near = find_meeting(dates, marked)
        found = [date for date in near if date.edtf and date.type in ("DATE", "TIME")]
        if found:
            return found[0].passage
    return next((day for token in cue if (day := find_date(token, dates))), None)
