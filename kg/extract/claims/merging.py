"""ClaimCandidates of several patterns made one list: nothing read twice, the surer reading kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.extract.claims.candidates import ClaimCandidate
from kg.extract.mentions import to_passage
from kg.model import Passage, Places


def deduplicate_by_cue(candidates: Iterable[ClaimCandidate]) -> list[ClaimCandidate]:
    """Keep one candidate a cue, and none whose cue stands inside another's content.

    The outer speaker says it all.

    What is dropped for that may come back as a nested claim (`find_nested`).
    """
    kept: list[ClaimCandidate] = []
    words: set[int] = set()
    for candidate in candidates:
        cue = range(candidate.cue.start, candidate.cue.end)
        if words.isdisjoint(cue):
            kept.append(candidate)
            words.update(cue)
    contents = Places((passage, candidate) for candidate in kept for passage in candidate.content)
    return [
        candidate
        for candidate in kept
        if all(other is candidate for other in contents.holding(to_passage(candidate.cue)))
    ]


def add_non_overlapping(
    candidates: list[ClaimCandidate], others: Iterable[ClaimCandidate]
) -> list[ClaimCandidate]:
    """Add to `candidates` those of `others` that share neither a cue nor a content with any of them."""
    taken = Places((part, candidate) for candidate in candidates for part in _words_of(candidate))
    return [*candidates, *(other for other in others if not any(map(taken.meet, _words_of(other))))]


def find_inside_according_to(
    candidates: Sequence[ClaimCandidate], clauses: Iterable[ClaimCandidate]
) -> list[ClaimCandidate]:
    """What is said inside "according to" is a claim of its own beside the one around it."""
    around = Places(
        (part, candidate)
        for candidate in candidates
        if candidate.cue[0].lower_ == "according"
        for part in candidate.content
    )
    inside = [candidate for candidate in clauses if around.hold(to_passage(candidate.cue))]
    return without_cues_of(candidates, deduplicate_by_cue(inside))


def without_cues_of(
    candidates: Iterable[ClaimCandidate], others: Iterable[ClaimCandidate]
) -> list[ClaimCandidate]:
    """Those of `others` that have no word of a cue of `candidates` in their own."""
    words = {word for candidate in candidates for word in range(candidate.cue.start, candidate.cue.end)}
    return [other for other in others if words.isdisjoint(range(other.cue.start, other.cue.end))]


def _words_of(candidate: ClaimCandidate) -> tuple[Passage, ...]:
    return (to_passage(candidate.cue), *candidate.content)
