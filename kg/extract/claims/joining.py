"""A quotation that the writer split: round its cue, over sentences, over paragraphs."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kg.extract.claims.candidates import ClaimCandidate, ClaimContext
from kg.extract.claims.contents import join_passages
from kg.extract.mentions import to_passage
from kg.extract.quotations import Quotation
from kg.model import Passage

# A later piece is a sentence of its own; shorter ones are words in inverted commas.
_SHORTEST_PIECE = 4


def join_split_quotations(context: ClaimContext, candidates: list[ClaimCandidate]) -> list[ClaimCandidate]:
    """Each quotation without a cue of its own goes to the claim right before it, when that one quotes too.

    "A," said X. "B." - the second sentence has no cue, so X is still speaking; likewise when a paragraph's
    quotation has no closing mark and the next paragraph opens one.
    """
    candidates = sorted(
        candidates, key=lambda candidate: (candidate.content or (to_passage(candidate.cue),))[0]
    )
    for quotation in context.quotations:
        if not _find_holders(candidates, quotation):
            _give(candidates, quotation, _owners(context, candidates, quotation))
    # Paragraphs of speech that end with "X said": all of them are X's.
    for quotation, behind in reversed(list(pairwise(context.quotations))):
        if (
            quotation.continued
            and not _find_holders(candidates, quotation)
            and _is_next(context, quotation, behind)
        ):
            _give(candidates, quotation, _find_holders(candidates, behind))
    return candidates


def _give(candidates: list[ClaimCandidate], quotation: Quotation, numbers: list[int]) -> None:
    for number in numbers[:1]:
        content = join_passages([*candidates[number].content, quotation.passage])
        candidates[number] = replace(candidates[number], content=tuple(content))


def _find_holders(candidates: list[ClaimCandidate], quotation: Quotation) -> list[int]:
    """The numbers of the candidates that have words of the quotation in their contents."""
    return [
        number
        for number, candidate in enumerate(candidates)
        if any(part.meets(quotation.inside) for part in candidate.content)
    ]


def _is_next(context: ClaimContext, quotation: Quotation, behind: Quotation) -> bool:
    return not context.text[quotation.passage.end : behind.passage.start].strip()


def _owners(context: ClaimContext, candidates: list[ClaimCandidate], quotation: Quotation) -> list[int]:
    """The number of the candidate whose quotation `quotation` carries on, if any, nearest first."""
    owners = []
    for number, candidate in enumerate(candidates):
        quoted = [q for q in context.quotations if any(part.holds(q.passage) for part in candidate.content)]
        if (
            candidate.rule == "claims.refusal"
            or not quoted
            or quoted[-1].passage.end > quotation.passage.start
        ):
            continue
        if _carries_on(context, candidate, quoted[-1], quotation):
            owners.append((quotation.passage.start - quoted[-1].passage.end, number))
    return [number for _, number in sorted(owners)]


def _carries_on(
    context: ClaimContext, candidate: ClaimCandidate, last: Quotation, quotation: Quotation
) -> bool:
    text = context.text
    if last.continued:
        return _is_next(context, last, quotation)
    spoken = candidate.source.end_char if candidate.source else 0
    ends = max(last.passage.end, candidate.cue.end_char, spoken)
    if text[ends : quotation.passage.start].strip(" ,") == "":
        return True
    if len(quotation.inside.of(text).split()) < _SHORTEST_PIECE:
        return False
    span = context.doc.char_span(quotation.passage.start, quotation.passage.end, alignment_mode="expand")
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
