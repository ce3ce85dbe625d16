"""Claims: who said what, to whom, about whose words, when: by the tagger, and by rules over the parse.

`find_claims` takes what the tagger has marked, adds what rules see better or alone, keeps of two that
read the same words the surer one, joins the pieces of a split quotation, and looks up dates, hearers and
reactions. Where no tagger ran, rules read everything.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.extract.claims.anonymity import find_anonymity, find_nameless_speakers
from kg.extract.claims.blocks import find_block_claims
from kg.extract.claims.candidates import ClaimCandidate, ClaimContext
from kg.extract.claims.circumstances import find_addressees, find_dates_inside, find_reactions, find_stated_on
from kg.extract.claims.confidence import find_confidence
from kg.extract.claims.contents import quotation_kind
from kg.extract.claims.disputes import find_disputed
from kg.extract.claims.hedges import is_hedged
from kg.extract.claims.joining import join_split_quotations
from kg.extract.claims.merging import (
    add_non_overlapping,
    deduplicate_by_cue,
    find_inside_according_to,
    without_cues_of,
)
from kg.extract.claims.nesting import find_nested
from kg.extract.claims.parentheses import find_parenthetical_claims
from kg.extract.claims.phrases import find_according_to, find_colon_claims
from kg.extract.claims.polarity import find_polarity
from kg.extract.claims.posts import find_post_claims
from kg.extract.claims.quoted import find_quotation_claims
from kg.extract.claims.source_type import find_source_type
from kg.extract.claims.tagged import find_tagged_claims
from kg.extract.claims.transcripts import find_transcript_claims
from kg.extract.claims.verbs import find_as_claims, find_refusals, find_verb_claims
from kg.extract.mentions import Mentions, to_passage
from kg.extract.quotations import find_quotations
from kg.model import Claim, DateExpression, Passage
from kg.settings import ATTRIBUTION

# Of what only these find in a tagged Doc next to nothing is right, but for whole quotations; nor, inside
# "according to", clauses but beliefs (of all such 2 of 14 in PolNeAR's training part).
LEFT_TO_TAGGER = {"claims.clause", "claims.infinitive", "claims.object", "claims.preposition", "claims.as"}


def find_claims(doc: Doc, mentions: Mentions, dates: Sequence[DateExpression]) -> tuple[Claim, ...]:
    """All claims of a Doc in text order; every passage is in code points of its text."""
    context = ClaimContext(doc, mentions, find_quotations(doc.text))
    tagged = list(find_tagged_claims(context))
    surest = [*find_refusals(context), *find_block_claims(context), *find_transcript_claims(context)]
    surest += [*find_post_claims(context), *find_parenthetical_claims(context), *tagged]
    clauses = list(find_verb_claims(context))
    by_rule = [*clauses, *find_as_claims(context)]
    by_rule += find_quotation_claims(context, by_rule)
    by_rule += find_colon_claims(context)
    if ATTRIBUTION in doc.spans:
        by_rule = [
            candidate
            for candidate in by_rule
            if candidate.rule not in LEFT_TO_TAGGER or _is_quoted(context, candidate)
        ]
        candidates = add_non_overlapping(deduplicate_by_cue(surest), deduplicate_by_cue(by_rule))
        clauses = [clause for clause in clauses if clause.act == "belief"]
    else:
        candidates = deduplicate_by_cue([*surest, *by_rule])
    found = [*surest, *by_rule]
    candidates += without_cues_of(tagged, find_according_to(context))
    candidates += find_inside_according_to(candidates, clauses)
    candidates = join_split_quotations(context, candidates)
    candidates += find_nested(context, found, candidates)
    anonymity = find_anonymity(doc, candidates)
    claims = [
        to_claim(context, candidate, dates, anonymity.get(place))
        for place, candidate in enumerate(candidates)
    ]
    claims = sorted(claims, key=lambda claim: (claim.content or claim.cue, claim.cue))
    return find_disputed(doc, mentions, claims)


def _is_quoted(context: ClaimContext, candidate: ClaimCandidate) -> bool:
    return quotation_kind(candidate.content, context.quotations, context.text) == "direct"


def to_claim(
    context: ClaimContext,
    candidate: ClaimCandidate,
    dates: Sequence[DateExpression],
    anonymity: Passage | None = None,
) -> Claim:
    """The claim of a candidate, with its circumstances looked up."""
    speakers = find_nameless_speakers(candidate, context.mentions) if anonymity else candidate.speakers
    return Claim(
        content=candidate.content,
        cue=(to_passage(candidate.cue),),
        source=(to_passage(candidate.source),) if candidate.source else (),
        kind=quotation_kind(candidate.content, context.quotations, context.text),
        speech_act=candidate.act,
        rule=candidate.rule,
        confidence=find_confidence(candidate),
        denied=candidate.denied,
        hedged=is_hedged(candidate),
        strength=find_source_type(candidate, anonymity is not None),
        anonymity=anonymity,
        nested_in=candidate.nested_in,
        polarity=find_polarity(candidate),
        speakers=tuple(mention.passage for mention in speakers),
        addressees=find_addressees(context, candidate),
        reacts_to=find_reactions(context, candidate),
        dates=find_dates_inside(candidate.content, dates),
        stated_on=find_stated_on(context, candidate, dates),
    )
