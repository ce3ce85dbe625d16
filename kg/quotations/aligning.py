"""Align two wordings word by word, and tell how one stands to the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kg.model import Touched, VariantKind
from kg.quotations.words import Word
from kg.settings import LONGEST_SWAP

# Fewer words that both have, far from others that both have, are the same by chance.
_SHORT_BLOCK = 3


Words = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of one wording, and those that stand in their place in the other; either may be none.

    `place` is the number of the word of the other where they stand. `leads`, `trails`: they stand before the
    first words that both have, or behind the last ones.
    """

    ours: Words
    theirs: Words
    place: int
    leads: bool
    trails: bool

    @property
    def is_swap(self) -> bool:
        """Whether a few words stand in the place of a few others."""
        return 0 < len(self.ours) <= LONGEST_SWAP and 0 < len(self.theirs) <= LONGEST_SWAP

    @property
    def is_end(self) -> bool:
        """Whether one wording goes on, or begins, where the other one does not, or otherwise."""
        return (self.leads or self.trails) and not self.is_swap

    @property
    def turns(self) -> bool:
        """Whether it turns a sentence round that goes on before and behind it."""
        if self.leads or self.trails or _is_broken(self.ours) or _is_broken(self.theirs):
            return False
        return _count_negations(self.ours) != _count_negations(self.theirs)

    def cut_to_sentences(self) -> list[tuple[Words, Words]]:
        """Cut what only one has to the sentences that the other one has a part of."""
        if self.is_end:
            cut = _find_tail if self.leads else _find_head
            return [(cut(self.ours), cut(self.theirs))]
        if (self.ours and self.theirs) or not _is_broken(self.ours + self.theirs):
            return [(self.ours, self.theirs)]
        return [(cut(self.ours), cut(self.theirs)) for cut in (_find_head, _find_tail)]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two wordings, and the blocks (start, other's start, length) of words that both have in one order."""

    words: Words
    others: Words
    blocks: tuple[tuple[int, int, int], ...]

    @property
    def run(self) -> int:
        """How long the longest run is that both have."""
        return max((size for _, _, size in self.blocks), default=0)

    @property
    def share(self) -> float:
        """The share of the shorter one's words that the other has, too."""
        shorter = min(len(self.words), len(self.others))
        return sum(size for _, _, size in self.blocks) / shorter if shorter else 0.0

    @property
    def shared(self) -> Words:
        """The words that both have."""
        return tuple(word for start, _, size in self.blocks for word in self.words[start : start + size])

    def differences(self) -> Iterator[Difference]:
        """Yield what stands between the blocks, before the first and behind the last."""
        at = other_at = 0
        for start, other, size in (*self.blocks, (len(self.words), len(self.others), 0)):
            ours, theirs = self.words[at:start], self.others[other_at:other]
            if ours or theirs:
                yield Difference(ours, theirs, other_at, at == other_at == 0, size == 0)
            at, other_at = start + size, other + size

    @property
    def kind(self) -> VariantKind:
        """How the other wording stands to the first one."""
        differences = list(self.differences())
        if not differences:
            return "same"
        if any(one.turns for one in differences):
            return "altered"
        if not any(one.theirs for one in differences):
            return "cut"
        if not any(one.ours for one in differences):
            return "fuller"
        if all(one.is_end or not one.theirs for one in differences):
            return "overlap"
        return "altered"

    def list_changes(self) -> tuple[str, ...]:
        """List the words that stand in the place of others, were put in, or were left out of a sentence."""
        changes = []
        for ours, theirs in self._cut_to_sentences():
            old, new = _show(ours), _show(theirs)
            changes.append(f"{old} → {new}" if old and new else f"+ {new}" if new else f"− {old}")
        return tuple(dict.fromkeys(changes))

    def find_touched(self) -> tuple[Touched, ...]:
        """Find what the words that differ are about, sorted; of what was only left out, negations count."""
        touched: set[Touched] = set()
        for ours, theirs in self._cut_to_sentences():
            if _count_negations(ours) != _count_negations(theirs):
                touched.add("negation")
            if theirs and _differ(ours, theirs, "is_number"):
                touched.add("number")
            if theirs and _differ(ours, theirs, "is_name"):
                touched.add("name")
        return tuple(sorted(touched))

    def _cut_to_sentences(self) -> Iterator[tuple[Words, Words]]:
        return (sides for one in self.differences() for sides in one.cut_to_sentences() if any(sides))


def align(words: Sequence[Word], others: Sequence[Word]) -> Alignment:
    """Align two wordings by the longest runs that both have."""
    ours, theirs = [word.folded for word in words], [word.folded for word in others]
    matched = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    blocks = [(block.a, block.b, block.size) for block in matched if block.size]
    return Alignment(tuple(words), tuple(others), tuple(_drop_chance(blocks, len(ours), len(theirs))))


def _drop_chance(
    blocks: Sequence[tuple[int, int, int]], end: int, other_end: int
) -> list[tuple[int, int, int]]:
    """Drop short blocks that stand alone, further from what both have than they are long."""
    kept = []
    for number, (start, other, size) in enumerate(blocks):
        before = blocks[number - 1] if number else (0, 0, 0)
        after = blocks[number + 1] if number + 1 < len(blocks) else (end, other_end, 0)
        gaps = (
            max(start - before[0] - before[2], other - before[1] - before[2]),
            max(after[0] - start - size, after[1] - other - size),
        )
        if size >= _SHORT_BLOCK or min(gaps) <= _SHORT_BLOCK:
            kept.append((start, other, size))
    return kept


def _is_broken(words: Words) -> bool:
    """Whether a sentence ends among the words, or one begins and ends with them."""
    return any(word.opens for word in words[1:]) or (bool(words) and words[0].opens and words[-1].closes)


def _find_head(words: Words) -> Words:
    """Return the words up to the end of the first sentence."""
    ends = [number for number, word in enumerate(words) if word.opens]
    return words[: ends[0]] if ends else words


def _find_tail(words: Words) -> Words:
    """Return the words behind the end of the last sentence that ends before them."""
    ends = [number for number, word in enumerate(words) if word.closes]
    return words[ends[-1] + 1 :] if ends else words


def _show(words: Words) -> str:
    """Write words as they stand, of many those at both ends."""
    shown = [word.shown for word in words]
    if len(shown) > 2 * LONGEST_SWAP:
        shown = [*shown[:LONGEST_SWAP], "…", *shown[-LONGEST_SWAP:]]
    return " ".join(shown)


def _count_negations(words: Words) -> int:
    return sum(word.is_negation for word in words)


def _differ(ours: Words, theirs: Words, property: str) -> bool:
    """Whether they have other words of that property."""
    one, other = ({word.folded for word in words if getattr(word, property)} for words in (ours, theirs))
    return bool(other) and one != other
