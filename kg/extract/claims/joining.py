"""A quotation that the writer split: round its cue, over sentences, over paragraphs."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from kg.extract.claims.candidates import ClaimCandidate, ClaimContext
from kg.extract.claims.contents import join_passages
from kg.extract.mentions import to_passage
from kg.extract.quotations import Quotation, end_of_words
from kg.model import Passage, find_meeting

# A later piece is a sentence of its own; shorter ones are words in inverted commas.
_SHORTEST_PIECE = 4


def join_split_quotations(
    context: ClaimContext, candidates: Iterable[ClaimCandidate]
) -> list[ClaimCandidate]:
    """Each quotation without a cue of its own goes to the claim right before it, when that one quotes too.

    "A," said X. "B." - the second sentence has no cue, so X is still speaking; likewise when a paragraph's
    quotation has no closing mark and the next paragraph opens one.
    """
    joined = _Joined(context, candidates)
    for quotation in context.quotations:
        if not joined.find_holders(quotation):
            joined.give(quotation, joined.find_owner(quotation))
    # Paragraphs of speech that end with "X said": all of them are X's.
    for quotation, behind in reversed(list(pairwise(context.quotations))):
        if (
            quotation.continued
            and not joined.find_holders(quotation)
            and _is_next(context, quotation, behind)
        ):
            joined.give(quotation, min(joined.find_holders(behind), default=None))
    return joined.candidates


class _Joined:
    """The candidates in text order, known by their numbers, while quotations are given to them."""

    def __init__(self, context: ClaimContext, candidates: Iterable[ClaimCandidate]) -> None:
        self._context = context
        self.candidates = sorted(
            candidates, key=lambda candidate: (candidate.content or (to_passage(candidate.cue),))[0]
        )
        # By quotation, the numbers of the candidates that have words of it in their contents.
        self._holders: dict[Quotation, set[int]] = {}
        # Where the last quotation of a candidate ends, with its number: the candidates that may go on.
        self._quoting: list[tuple[int, int]] = []
        self._last: dict[int, Quotation] = {}
        for number, candidate in enumerate(self.candidates):
            for part in candidate.content:
                for quotation in find_meeting(context.quotations, part):
                    if part.meets(quotation.inside):
                        self._holders.setdefault(quotation, set()).add(number)
            self._note_last(number)
        self._longest_tail = max((self._find_end(n) - end for end, n in self._quoting), default=0)

    def find_holders(self, quotation: Quotation) -> set[int]:
        """The numbers of the candidates that have words of the quotation in their contents."""
        return self._holders.get(quotation, set())

    def give(self, quotation: Quotation, number: int | None) -> None:
        """Add a quotation to the content of a candidate; None adds it to none."""
        if number is None:
            return
        content = join_passages([*self.candidates[number].content, quotation.passage])
        self.candidates[number] = replace(self.candidates[number], content=tuple(content))
        self._holders.setdefault(quotation, set()).add(number)
        self._note_last(number)

    def _note_last(self, number: int) -> None:
        """Note the last quotation in the content of a candidate."""
        candidate = self.candidates[number]
        last = _find_last(self._context, candidate) if candidate.rule != "claims.refusal" else None
        if number in self._last:
            del self._quoting[bisect_right(self._quoting, (self._last[number].passage.end, number)) - 1]
        if last is not None:
            self._last[number] = last
            insort(self._quoting, (last.passage.end, number))

    def _find_end(self, number: int) -> int:
        """Where a candidate ends: its last quotation, its cue or its source."""
        candidate = self.candidates[number]
        spoken = candidate.source.end_char if candidate.source else 0
        return max(self._last[number].passage.end, candidate.cue.end_char, spoken)

    def find_owner(self, quotation: Quotation) -> int | None:
        """The number of the candidate whose quotation `quotation` carries on, the nearest of several."""
        start = quotation.passage.start
        nearest = _find_earliest_end(self._context, quotation)
        blank = end_of_words(self._context.text, start)
        best: tuple[int, int] | None = None
        for number in range(bisect_right(self._quoting, (start, len(self.candidates))) - 1, -1, -1):
            end, candidate = self._quoting[number]
            if end < (best[0] if best else min(nearest, blank) - self._longest_tail):
                break
            carries_on = (
                end >= blank if self._last[candidate].continued else self._find_end(candidate) >= nearest
            )
            if carries_on:
                best = end, candidate
        return best[1] if best else None


def _find_last(context: ClaimContext, candidate: ClaimCandidate) -> Quotation | None:
    """The last quotation that is whole in the content of a candidate."""
    whole = (
        quotation
        for part in candidate.content
        for quotation in reversed(find_meeting(context.quotations, part))
        if part.holds(quotation.passage)
    )
    return max(whole, key=lambda quotation: quotation.passage, default=None)


def _is_next(context: ClaimContext, quotation: Quotation, behind: Quotation) -> bool:
    return end_of_words(context.text, behind.passage.start) <= quotation.passage.end


def _find_earliest_end(context: ClaimContext, quotation: Quotation) -> int:
    """How early a claim may end, with its cue and source, that `quotation` carries on.

    Only commas may stand between them; or, before a sentence of its own, the end of the sentence that names
    the speaker: no stop but the last, no new paragraph.
    """
    text, start = context.text, quotation.passage.start
    is_sentence = (
        len(quotation.inside.of(text).split()) >= _SHORTEST_PIECE
        and context.doc.char_span(start, quotation.passage.end, alignment_mode="expand") is not None
        and _starts_sentence(text, quotation.passage)
    )
    if not is_sentence:
        return _skip_back(text, start, " ,")
    end = _skip_back(text, end_of_words(text, start), ".!?,")
    return max(text.rfind(stop, 0, end) for stop in ("\n", ". ", "! ", "? ")) + 1


def _skip_back(text: str, end: int, marks: str) -> int:
    while end and text[end - 1] in marks:
        end -= 1
    return end


def _starts_sentence(text: str, passage: Passage) -> bool:
    before = end_of_words(text, passage.start)
    return not before or text[before - 1] in '.!?”"’:' or "\n" in text[before : passage.start]
