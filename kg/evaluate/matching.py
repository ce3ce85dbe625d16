"""Pair claims read with claims annotated, and score them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypedDict

from kg.model import Claim, Passage

# Stretches [start, end) of a text, in code points.
Spans = Sequence[Sequence[int]]

# Two contents are the same claim when they share half of the characters that they cover together.
LEAST_OVERLAP = 0.5


class Score(TypedDict):
    """Precision, recall and their harmonic mean (0 to 1), with the counts they are made of."""

    p: float
    r: float
    f1: float
    gold: int
    predicted: int


def divide(part: float, whole: float) -> float:
    """Return the share of `part` in `whole`; 0 of nothing."""
    return part / whole if whole else 0.0


def to_score(hits: int, gold: int, predicted: int) -> Score:
    """Score `hits` among `predicted` things, where `gold` were to be found."""
    precision, recall = divide(hits, predicted), divide(hits, gold)
    f1 = divide(2 * precision * recall, precision + recall)
    return Score(p=precision, r=recall, f1=f1, gold=gold, predicted=predicted)


def show_scores(scores: Mapping[str, Score], told: Mapping[str, str], title: str = "") -> list[str]:
    """Write a table of the scores that `told` names, each with its explanation."""
    width = max(map(len, (title, *told))) + 2
    lines = [f"{title:{width}}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'read':>7}"]
    for name, what in told.items():
        score = scores[name]
        shares = "".join(f"{100 * share:7.1f}" for share in (score["p"], score["r"], score["f1"]))
        lines.append(f"{name:{width}}{shares}{score['gold']:7}{score['predicted']:7}   {what}".rstrip())
    return lines


def share_right(all_of: Mapping[str, int], right: Mapping[str, int]) -> dict[str, dict[str, float]]:
    """Count the claims of each kind, the commonest first, and the share that is right."""
    return {
        kind: {"claims": count, "right": divide(right.get(kind, 0), count)}
        for kind, count in sorted(all_of.items(), key=lambda pair: (-pair[1], pair[0]))
    }


def show_right(shares: Mapping[str, Mapping[str, float]], title: str) -> list[str]:
    """Write the result of `share_right` as a table."""
    lines = [f"{title:30}{'claims':>8}{'right':>7}"]
    return lines + [f"{kind:30}{row['claims']:8}{100 * row['right']:7.1f}" for kind, row in shares.items()]


def to_spans(passages: Iterable[Passage]) -> list[tuple[int, int]]:
    """Convert passages to spans."""
    return [(passage.start, passage.end) for passage in passages]


def to_roles(claim: Claim) -> dict[str, list[tuple[int, int]]]:
    """List the spans of each role of a claim that was read."""
    return {"source": to_spans(claim.source), "cue": to_spans(claim.cue), "content": to_spans(claim.content)}


def find_overlap(left: Spans, right: Spans) -> float:
    """Compute characters shared over characters covered (intersection over union), 0 to 1."""
    first, second = ({i for start, end in spans for i in range(start, end)} for spans in (left, right))
    return divide(len(first & second), len(first | second))


def pair_contents(gold: Sequence[Spans], read: Sequence[Spans]) -> dict[int, int]:
    """Pair `gold` with `read`, by index: one to one, those that overlap most first."""
    candidates = sorted(
        (-overlap, g, r)
        for g, wanted in enumerate(gold)
        for r, found in enumerate(read)
        if (overlap := find_overlap(wanted, found)) >= LEAST_OVERLAP
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, g, r in candidates:
        if g not in pairs and r not in taken:
            pairs[g] = r
            taken.add(r)
    return pairs


def score_exact(
    gold: Sequence[Collection[tuple[int, int]]], read: Sequence[Collection[tuple[int, int]]]
) -> Score:
    """Compute the exact-span score (as for CofeNet, Wang et al. 2022), from one set of spans an article.

    A span is right when both of its ends are; the same span counts once an article.
    """
    wanted, found = ([set(spans) for spans in side] for side in (gold, read))
    hits = sum(len(left & right) for left, right in zip(wanted, found, strict=True))
    return to_score(hits, sum(map(len, wanted)), sum(map(len, found)))
