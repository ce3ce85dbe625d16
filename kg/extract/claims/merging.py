"""ClaimCandidates of several patterns made one list: nothing read twice, the surer reading kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.extract.claims.candidates import ClaimCandidate
from kg.extract.mentions import to_passage
from kg.model import Passage


def deduplicate_by_cue(candidates: Iterable[ClaimCandidate]) -> list[ClaimCandidate]:
    """Keep one candidate a cue, and none whose cue stands inside another's content.

    The outer speaker says it all.

    What is dropped for that may come back as a nested claim (`find_nested`).
    """
    kept: list[ClaimCandidate] = []
    for candidate in candidates:
        if not has_cue(kept, candidate):
            kept.append(candidate)
    contents = [(candidate, passage) for candidate in kept for passage in candidate.content]
    return [
        candidate
        for candidate in kept
        if not any(
            other is not candidate and part.holds(to_passage(candidate.cue)) for other, part in contents
        )
    ]


def add_non_overlapping(
    candidates: list[ClaimCandidate], others: Iterable[ClaimCandidate]
) -> list[ClaimCandidate]:
    """Add to `candidates` those of `others` that share neither a cue nor a content with any of them."""
    added = list(candidates)
    for other in others:
        words = (to_passage(other.cue), *other.content)
        if not any(
            part.meets(word) for candidate in candidates for part in _words_of(candidate) for word in words
        ):
            added.append(other)
    return added


def find_inside_according_to(
    candidates: Sequence[ClaimCandidate], clauses: Iterable[ClaimCandidate]
) -> list[ClaimCandidate]:
    """What is said inside "according to" is a claim of its own beside the one around it."""
    around = [
        part
        for candidate in candidates
        if candidate.cue[0].lower_ == "according"
        for part in candidate.content
    ]
    inside = [
        candidate for candidate in clauses if any(part.holds(to_passage(candidate.cue)) for part in around)
    ]
    return [candidate for candidate in deduplicate_by_cue(inside) if not has_cue(candidates, candidate)]


def has_cue(candidates: Iterable[ClaimCandidate], candidate: ClaimCandidate) -> bool:
    """True where one of `candidates` has a word of the cue of `candidate` in its own."""
    return any(to_passage(candidate.cue).meets(to_passage(other.cue)) for other in candidates)


def _words_of(candidate: ClaimCandidate) -> tuple[Passage, ...]:
    return (to_passage(candidate.cue), *candidate.content)
