"""The acts on agreements: who signed (ratified, announced, ended ...) what, for whom, where and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Token

from kg.extract.agreements.clusters import Cluster, find_last_before, is_party
from kg.extract.agreements.factuality import has_happened, is_denied
from kg.extract.agreements.ranks import (
    find_bearers,
    find_members,
    find_ranked,
    is_listed,
    read_rank,
)
from kg.extract.agreements.stages import doers, find_phrase, find_stage, stage_verbs
from kg.extract.fact_confidence import RULES
from kg.extract.grammar import find_subject
from kg.extract.mentions import Mentions, to_passage
from kg.extract.phrases import entity_at
from kg.extract.reporting import reporting_verbs
from kg.model import DateExpression, Mention, Passage, Signing, Stage, find_meeting
from kg.rules.agreements import AGREEMENTS

# Of these it is worth telling who has not done so.
_SIGNED = ("signed", "acceded", "ratified")
# "accede to the convention", "withdraw from the treaty", "enter into an agreement".
_IT = ("it", "them", "both")
_TOWARDS = ("to", "onto", "from", "into")


def find_signing(
    token: Token, by_token: dict[int, Cluster], mentions: Mentions, dates: Sequence[DateExpression]
) -> Signing | None:
    """The act that a verb ("signed the accords") or a noun ("the signing of the accords") tells of."""
    act = _find_act(token, by_token, mentions)
    if act is None or act.cluster is None:
        return None
    if is_denied(token) and (act.stage not in _SIGNED or not act.signers):
        return None
    if token.lemma_.lower() in AGREEMENTS.words.named_only and not act.cluster.named:
        return None
    rule = "agreements.verb" if token.pos_ == "VERB" else "agreements.noun"
    return Signing(
        agreement=act.cluster.best,
        cue=Passage(token.idx, token.idx + len(token)),
        stage="unsigned" if is_denied(token) else act.stage if has_happened(token) else "proposed",
        rule=rule,
        confidence=RULES[rule],
        signatories=tuple(m.passage for m in act.signers),
        on_behalf_of=tuple(dict.fromkeys(m.passage for m in _find_represented(token, mentions))),
        place=find_place(token),
        date=find_date(token, dates),
        rank=find_rank(token),
    )


class _Act(NamedTuple):
    """A stage, the agreement that is brought to it (None: of none that is known), and who does it."""

    stage: Stage
    cluster: Cluster | None
    signers: list[Mention]


def _find_act(token: Token, by_token: dict[int, Cluster], mentions: Mentions) -> _Act | None:
    """What a word tells of, or None where it tells of no act."""
    if token.pos_ == "VERB" and (stage := find_phrase(token)) is not None:
        return _Act(stage, _find_subject_agreement(token, by_token), [])
    stage = find_stage(token)
    if stage is None:
        return None
    if token.pos_ == "VERB":
        return _Act(stage, *_act_of_verb(token, by_token, mentions))
    if token.lemma_.lower() in doers():
        return _Act(stage, *_act_of_doer(token, by_token, mentions))
    return _Act(stage, *_act_of_noun(token, by_token, mentions))


def find_rank(act: Token) -> tuple[int, Passage] | None:
    """As which of all: of the act itself, or of what it is the means to ("the 40th to join by signing")."""
    above = act.head.head if act.dep_ == "pcomp" else act
    ranked = act if act.lemma_.lower() in doers() else find_ranked(act) or find_ranked(above)
    return read_rank(ranked) if ranked is not None else None


def _find_subject_agreement(verb: Token, by_token: dict[int, Cluster]) -> Cluster | None:
    """What "entered into force": the subject, or what "which" refers to, past "the treaty with A, which"."""
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    if verb.dep_ in ("relcl", "acl"):
        subjects += [verb.head, verb.head.head.head]
    return next((by_token[subject.i] for subject in subjects if subject.i in by_token), None)


def _act_of_noun(
    noun: Token, by_token: dict[int, Cluster], mentions: Mentions
) -> tuple[Cluster | None, list[Mention]]:
    """ "The signing of the accords by Nigeria and Rwanda", "India's accession to the treaty".

    The parser may hang "by" on either noun.
    """
    things = _find_things(noun, by_token)
    if not things:
        return None, []
    agents = [c for n in (noun, *things) for p in n.children if p.lower_ == "by" for c in p.children]
    agents += [c for c in noun.children if c.dep_ == "poss"]
    return by_token[things[0].i], _find_signers(agents, mentions)


def _act_of_doer(
    noun: Token, by_token: dict[int, Cluster], mentions: Mentions
) -> tuple[Cluster | None, list[Mention]]:
    """ "Peru became the 41st signatory of the accords", "The signatories include Peru": if told who it is."""
    things = _find_things(noun, by_token)
    cluster = by_token[things[0].i] if things else _last_before(noun, by_token)
    signers = _find_signers(find_bearers(noun), mentions)
    return (cluster, signers) if signers else (None, [])


def _find_things(noun: Token, by_token: dict[int, Cluster]) -> list[Token]:
    """The agreements behind "the signing of", "accession to", "withdrawal from"."""
    below = (p for p in noun.children if p.lower_ in ("of", *_TOWARDS))
    return [c for p in below for c in p.children if c.i in by_token]


def _find_signers(agents: Iterable[Token], mentions: Mentions) -> list[Mention]:
    """Those of the agents, and of what "and" joins to them, who can sign."""
    found = (mentions.at(t) for t in dict.fromkeys(t for agent in agents for t in (agent, *agent.conjuncts)))
    return [m for m in found if m is not None and _can_sign(m)]


def _act_of_verb(
    verb: Token, by_token: dict[int, Cluster], mentions: Mentions
) -> tuple[Cluster | None, list[Mention]]:
    """The agreement that a verb acts on, and the actors that do it."""
    found = _find_agreement(verb, by_token)
    ranked = verb.head if verb.dep_ == "relcl" and is_listed(verb.head) else find_ranked(verb)
    if ranked is not None:
        return found, _find_signers(find_bearers(ranked), mentions)
    subject = find_subject(verb)
    if found is None or subject is None or subject.i in by_token:
        return found, []
    return found, _find_agents(verb, subject, mentions)


def _find_agreement(verb: Token, by_token: dict[int, Cluster]) -> Cluster | None:
    """The agreement among the objects of a verb, else the noun that its clause describes.

    Who signed without an object, "Lisa Campbell signed for Canada", or "signed it", signed what was spoken of
    last.
    """
    objects = _find_objects(verb)
    passive = [c for c in verb.children if c.dep_ == "nsubjpass"]
    found = next((by_token[o.i] for o in (*objects, *passive) if o.i in by_token), None)
    if found is None and verb.dep_ in ("acl", "relcl") and verb.head.i in by_token:
        return by_token[verb.head.i]
    said_before = all(thing.lower_ in _IT for thing in (*objects, *passive))
    if found is None and verb.lemma_ == "sign" and said_before:
        return _last_before(verb, by_token)
    return found


def _find_objects(verb: Token) -> list[Token]:
    """The direct and prepositional objects of a verb; of "announced the creation of" also what is created."""
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    objects += [c for p in verb.children if p.lower_ in _TOWARDS and p.dep_ == "prep" for c in p.children]
    coming = [o for o in objects if o.lemma_.lower() in AGREEMENTS.words.coming]
    return [*objects, *(c for o in coming for p in o.children if p.lower_ == "of" for c in p.children)]


def _find_agents(verb: Token, subject: Token, mentions: Mentions) -> list[Mention]:
    """Those of the subject, of what "and" joins to it and of the members named beside it, who can sign."""
    if subject.lower_ == "they" and verb.dep_ == "ccomp":
        # "NASA and ESA announced they signed": the same who announce it.
        subject = find_subject(verb.head) or subject
    acting = (subject, *subject.conjuncts, *find_members(subject))
    start, end = _find_bounds(verb, acting)
    own = (t for t in acting if start <= t.i <= end and (t.i < verb.i) == (subject.i < verb.i))
    return [m for t in own if (m := mentions.at(t)) is not None and _can_sign(m)]


def _find_bounds(verb: Token, acting: Sequence[Token]) -> tuple[int, int]:
    """The tokens between which those stand who do what a verb tells: no other verb tells the same before or
    behind it, as in "Campbell signed for A, and Amiri signed for B", which the parser may join.
    """
    first, last = (choose(token.i for token in (verb, *acting)) for choose in (min, max))
    before = (i for i in range(verb.i - 1, first, -1) if _tells_same(verb.doc[i], verb))
    behind = (i for i in range(verb.i + 1, last) if _tells_same(verb.doc[i], verb))
    return next(before, first - 1), next(behind, last + 1)


def _tells_same(other: Token, verb: Token) -> bool:
    return other.pos_ == "VERB" and other.lemma_ == verb.lemma_


def _last_before(verb: Token, by_token: dict[int, Cluster]) -> Cluster | None:
    """ "Lisa Campbell signed for Canada": what was spoken of in this sentence or the two before it."""
    near = verb.sent.start
    for _ in range(2):
        near = verb.doc[near - 1].sent.start if near else 0
    return find_last_before(verb.i, by_token, near)


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


def find_place(verb: Token) -> Passage | None:
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
        return to_passage(entity_at(noun))
    return None


def find_date(act: Token, dates: Sequence[DateExpression]) -> Passage | None:
    """The date that hangs on the act itself, else on the verb that it hangs on.

    "They announced Thursday they signed", "the list grew on Wednesday as it joined"; but what had
    been signed before, or is only reported on Monday, has no date.
    """
    above = None
    for date in find_meeting(dates, to_passage(act.sent)):
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
