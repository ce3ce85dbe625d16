"""Claims: who said what, to whom, about whose words, when: by the tagger, and by rules over the parse.

`find_claims` takes what the tagger has marked, adds what rules see better or alone, keeps of two that
read the same words the surer one, joins the pieces of a split quotation, and looks up dates, hearers and
reactions. Where no tagger ran, rules read everything.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.extract.claims.blocks import find_block_claims
from kg.extract.claims.circumstances import find_addressees, find_dates_inside, find_reactions, find_stated_on
from kg.extract.claims.confidence import find_confidence
from kg.extract.claims.contents import quotation_kind
from kg.extract.claims.draft import Draft, Page
from kg.extract.claims.hedges import is_hedged
from kg.extract.claims.joining import join_split_quotations
from kg.extract.claims.merging import add_missed, drop_repeated, find_inside_according_to, has_cue
from kg.extract.claims.nesting import find_nested
from kg.extract.claims.parentheses import find_parenthetical_claims
from kg.extract.claims.phrases import find_according_to, find_colon_claims
from kg.extract.claims.quoted import find_quotation_claims
from kg.extract.claims.strength import find_strength
from kg.extract.claims.tagged import find_tagged_claims
from kg.extract.claims.transcripts import find_transcript_claims
from kg.extract.claims.verbs import find_as_claims, find_refusals, find_verb_claims
from kg.extract.mentions import Mentions, to_passage
from kg.extract.quotations import find_quotations
from kg.model import Claim, DateExpression
from kg.settings import ATTRIBUTION

# Of what only these find in a tagged Doc next to nothing is right, but for whole quotations.
LEFT_TO_TAGGER = {"claims.clause", "claims.infinitive", "claims.object", "claims.preposition", "claims.as"}


def find_claims(doc: Doc, mentions: Mentions, dates: Sequence[DateExpression]) -> tuple[Claim, ...]:
    """All claims of a Doc in text order; every passage is in code points of its text."""
    page = Page(doc, mentions, find_quotations(doc.text))
    tagged = list(find_tagged_claims(page))
    surest = [*find_refusals(page), *find_block_claims(page), *find_transcript_claims(page)]
    surest += [*find_parenthetical_claims(page), *tagged]
    clauses = list(find_verb_claims(page))
    by_rule = [*clauses, *find_as_claims(page)]
    by_rule += find_quotation_claims(page, by_rule)
    by_rule += find_colon_claims(page)
    if ATTRIBUTION in doc.spans:
        by_rule = [draft for draft in by_rule if draft.rule not in LEFT_TO_TAGGER or _is_quoted(page, draft)]
        drafts = add_missed(drop_repeated(surest), drop_repeated(by_rule))
    else:
        drafts = drop_repeated([*surest, *by_rule])
    found = [*surest, *by_rule]
    drafts += [draft for draft in find_according_to(page) if not has_cue(tagged, draft)]
    drafts += find_inside_according_to(drafts, clauses)
    drafts = join_split_quotations(page, drafts)
    drafts += find_nested(page, found, drafts)
    claims = [to_claim(page, draft, dates) for draft in drafts]
    return tuple(sorted(claims, key=lambda claim: (claim.content or claim.cue, claim.cue)))


def _is_quoted(page: Page, draft: Draft) -> bool:
    return quotation_kind(draft.content, page.quotations, page.text) == "direct"


def to_claim(page: Page, draft: Draft, dates: Sequence[DateExpression]) -> Claim:
    """The claim of a draft, with its circumstances looked up."""
    return Claim(
        content=draft.content,
        cue=(to_passage(draft.cue),),
        source=(to_passage(draft.source),) if draft.source else (),
        kind=quotation_kind(draft.content, page.quotations, page.text),
        speech_act=draft.act,
        rule=draft.rule,
        confidence=find_confidence(draft),
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
