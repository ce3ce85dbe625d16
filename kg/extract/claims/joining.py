"""A quotation that the writer split: round its cue, over sentences, over paragraphs."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kg.extract.claims.contents import join_passages
from kg.extract.claims.draft import Draft, Page
from kg.extract.mentions import to_passage
from kg.extract.quotations import Quotation
from kg.model import Passage

# A later piece is a sentence of its own; shorter ones are words in inverted commas.
_SHORTEST_PIECE = 4


def join_split_quotations(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Each quotation without a cue of its own goes to the claim right before it, when that one quotes too.

    "A," said X. "B." - the second sentence has no cue, so X is still speaking; likewise when a paragraph's
    quotation has no closing mark and the next paragraph opens one.
    """
    drafts = sorted(drafts, key=lambda draft: (draft.content or (to_passage(draft.cue),))[0])
    for quotation in page.quotations:
        if not _find_holders(drafts, quotation):
            _give(drafts, quotation, _owners(page, drafts, quotation))
    # Paragraphs of speech that end with "X said": all of them are X's.
    for quotation, behind in reversed(list(pairwise(page.quotations))):
        if quotation.continued and not _find_holders(drafts, quotation) and _is_next(page, quotation, behind):
            _give(drafts, quotation, _find_holders(drafts, behind))
    return drafts


def _give(drafts: list[Draft], quotation: Quotation, numbers: list[int]) -> None:
    for number in numbers[:1]:
        content = join_passages([*drafts[number].content, quotation.passage])
        drafts[number] = replace(drafts[number], content=tuple(content))


def _find_holders(drafts: list[Draft], quotation: Quotation) -> list[int]:
    """The numbers of the drafts that have words of the quotation in their contents."""
    return [
        number
        for number, draft in enumerate(drafts)
        if any(part.meets(quotation.inside) for part in draft.content)
    ]


def _is_next(page: Page, quotation: Quotation, behind: Quotation) -> bool:
    return not page.text[quotation.passage.end : behind.passage.start].strip()


def _owners(page: Page, drafts: list[Draft], quotation: Quotation) -> list[int]:
    """The number of the draft whose quotation `quotation` carries on, if any, nearest first."""
    owners = []
    for number, draft in enumerate(drafts):
        quoted = [q for q in page.quotations if any(part.holds(q.passage) for part in draft.content)]
        if draft.rule == "claims.refusal" or not quoted or quoted[-1].passage.end > quotation.passage.start:
            continue
        if _carries_on(page, draft, quoted[-1], quotation):
            owners.append((quotation.passage.start - quoted[-1].passage.end, number))
    return [number for _, number in sorted(owners)]


def _carries_on(page: Page, draft: Draft, last: Quotation, quotation: Quotation) -> bool:
    text = page.text
    if last.continued:
        return _is_next(page, last, quotation)
    spoken = draft.source.end_char if draft.source else 0
    ends = max(last.passage.end, draft.cue.end_char, spoken)
    if text[ends : quotation.passage.start].strip(" ,") == "":
        return True
    if len(quotation.inside.of(text).split()) < _SHORTEST_PIECE:
        return False
    span = page.doc.char_span(quotation.passage.start, quotation.passage.end, alignment_mode="expand")
    if span is None or not _starts_sentence(text, quotation.passage):
        return False
    between = text[ends : quotation.passage.start]
    # Only the end of the sentence that names the speaker may stand between the pieces.
    return _one_sentence(between)


def _starts_sentence(text: str, passage: Passage) -> bool:
    before = text[: passage.start].rstrip()
    return not before or before[-1] in '.!?”"’:' or "\n" in text[len(before) : passage.start]


def _one_sentence(between: str) -> bool:
    """True when `between` holds the rest of one sentence at most: no stop but the last, no new paragraph."""
    rest = between.rstrip().rstrip(".!?,")
    return "\n" not in rest and ". " not in rest and "! " not in rest and "? " not in rest
