"""Claims: who said what, to whom, about whose words, when. Attribution by rules over the parse.

`find_claims` runs the patterns from the surest to the boldest, keeps of two that read the
same words the surer one, joins the pieces of a split quotation, and looks up dates, hearers and reactions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from spacy.tokens import Doc

from kg.extract.claims.blocks import find_block_claims
from kg.extract.claims.circumstances import find_addressees, find_dates_inside, find_reactions, find_stated_on
from kg.extract.claims.contents import quotation_kind
from kg.extract.claims.draft import Draft, Page
from kg.extract.claims.hedges import is_hedged
from kg.extract.claims.joining import join_split_quotations
from kg.extract.claims.nesting import find_nested
from kg.extract.claims.phrases import find_according_to, find_colon_claims
from kg.extract.claims.quoted import find_quotation_claims
from kg.extract.claims.strength import find_strength
from kg.extract.claims.tagged import KEY, find_tagged_claims
from kg.extract.claims.verbs import find_as_claims, find_refusals, find_verb_claims
from kg.extract.mentions import Mentions, to_passage
from kg.extract.quotations import find_quotations
from kg.model import Claim, DateExpression, Passage

# The share of a rule's claims whose content and source were right on PolNeAR's development part; colon,
# headline and refusal are too rare there and were judged on space-policy articles. PolNeAR annotates no
# nested claims: of the 32 that are read there 22 were judged right.
CONFIDENCE = {
    "claims.clause": 0.83,
    "claims.according-to": 0.79,
    "claims.quotation": 0.63,
    "claims.object": 0.59,
    "claims.preposition": 0.54,
    "claims.infinitive": 0.52,
    "claims.as": 0.5,
    "claims.colon": 0.8,
    "claims.block": 0.8,
    "claims.turn": 0.8,
    "claims.headline": 0.7,
    "claims.refusal": 0.85,
    "claims.nested": 0.69,
}

# A score of the tagger and the share of such claims whose content and source are right, with lines drawn in
# between: fitted on PolNeAR's development part.
CALIBRATION = ((0.0, 0.40), (0.45, 0.40), (0.65, 0.49), (0.85, 0.69), (0.95, 0.91), (1.0, 0.99))

# Of what only these find in a tagged Doc next to nothing is right, but for whole quotations.
LEFT_TO_TAGGER = {"claims.clause", "claims.infinitive", "claims.object", "claims.preposition", "claims.as"}


def find_claims(doc: Doc, mentions: Mentions, dates: Sequence[DateExpression]) -> tuple[Claim, ...]:
    """All claims of a Doc in text order; every passage is in code points of its text."""
    page = Page(doc, mentions, find_quotations(doc.text))
    tagged = list(find_tagged_claims(page))
    surest = [*find_refusals(page), *find_block_claims(page), *tagged]
    clauses = list(find_verb_claims(page))
    by_rule = [*clauses, *find_as_claims(page)]
    by_rule += find_quotation_claims(page, by_rule)
    by_rule += find_colon_claims(page)
    if KEY in doc.spans:
        by_rule = [draft for draft in by_rule if draft.rule not in LEFT_TO_TAGGER or _is_quoted(page, draft)]
        drafts = add_missed(drop_repeated(surest), drop_repeated(by_rule))
    else:
        drafts = drop_repeated([*surest, *by_rule])
    found = [*surest, *by_rule]
    drafts += [draft for draft in find_according_to(page) if not _has_cue(tagged, draft)]
    drafts += find_inside_according_to(drafts, clauses)
    drafts = join_split_quotations(page, drafts)
    drafts += find_nested(page, found, drafts)
    claims = [to_claim(page, draft, dates) for draft in drafts]
    return tuple(sorted(claims, key=lambda claim: (claim.content or claim.cue, claim.cue)))


def add_missed(drafts: list[Draft], others: Iterable[Draft]) -> list[Draft]:
    """`drafts` with those of `others` that share neither a cue nor a content with any of them."""
    added = list(drafts)
    for other in others:
        words = (to_passage(other.cue), *other.content)
        if not any(part.meets(word) for draft in drafts for part in _words_of(draft) for word in words):
            added.append(other)
    return added


def find_inside_according_to(drafts: Sequence[Draft], clauses: Iterable[Draft]) -> list[Draft]:
    """What is said inside "according to" is a claim of its own beside the one around it."""
    around = [part for draft in drafts if draft.cue[0].lower_ == "according" for part in draft.content]
    inside = [draft for draft in clauses if any(part.holds(to_passage(draft.cue)) for part in around)]
    return [draft for draft in drop_repeated(inside) if not _has_cue(drafts, draft)]


def _is_quoted(page: Page, draft: Draft) -> bool:
    return quotation_kind(draft.content, page.quotations, page.text) == "direct"


def _has_cue(drafts: Iterable[Draft], draft: Draft) -> bool:
    """True where one of `drafts` has a word of the cue of `draft` in its own."""
    return any(to_passage(draft.cue).meets(to_passage(other.cue)) for other in drafts)


def _words_of(draft: Draft) -> tuple[Passage, ...]:
    return (to_passage(draft.cue), *draft.content)


def drop_repeated(drafts: Iterable[Draft]) -> list[Draft]:
    """One draft a cue, and none whose cue stands inside another's content: the outer speaker says it all.

    What is dropped for that may come back as a nested claim (`find_nested`).
    """
    kept: list[Draft] = []
    for draft in drafts:
        if not _has_cue(kept, draft):
            kept.append(draft)
    contents = [(draft, passage) for draft in kept for passage in draft.content]
    return [
        draft
        for draft in kept
        if not any(other is not draft and part.holds(to_passage(draft.cue)) for other, part in contents)
    ]


def calibrate(score: float) -> float:
    """How often a tagger's attribution of this score is right (kg/models/attribution/README.md)."""
    scores, shares = zip(*CALIBRATION, strict=True)
    return round(float(np.interp(score, scores, shares)), 2)


def to_claim(page: Page, draft: Draft, dates: Sequence[DateExpression]) -> Claim:
    """The claim of a draft, with its circumstances looked up."""
    return Claim(
        content=draft.content,
        cue=(to_passage(draft.cue),),
        source=(to_passage(draft.source),) if draft.source else (),
        kind=quotation_kind(draft.content, page.quotations, page.text),
        speech_act=draft.act,
        rule=draft.rule,
        confidence=CONFIDENCE[draft.rule] if draft.score is None else calibrate(draft.score),
        denied=draft.denied,
        hedged=is_hedged(draft),
        strength=find_strength(draft),
        nested_in=draft.nested_in,
        speakers=tuple(mention.passage for mention in draft.speakers),
        addressees=find_addressees(page, draft),
        reacts_to=find_reactions(page, draft),
        dates=find_dates_inside(draft.content, dates),
        stated_on=find_stated_on(page, draft, dates),
    )
