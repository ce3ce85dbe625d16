"""Drafts of several patterns made one list: nothing read twice, the surer reading kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.extract.claims.draft import Draft
from kg.extract.mentions import to_passage
from kg.model import Passage


def drop_repeated(drafts: Iterable[Draft]) -> list[Draft]:
    """One draft a cue, and none whose cue stands inside another's content: the outer speaker says it all.

    What is dropped for that may come back as a nested claim (`find_nested`).
    """
    kept: list[Draft] = []
    for draft in drafts:
        if not has_cue(kept, draft):
            kept.append(draft)
    contents = [(draft, passage) for draft in kept for passage in draft.content]
    return [
        draft
        for draft in kept
        if not any(other is not draft and part.holds(to_passage(draft.cue)) for other, part in contents)
    ]


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
    return [draft for draft in drop_repeated(inside) if not has_cue(drafts, draft)]


def has_cue(drafts: Iterable[Draft], draft: Draft) -> bool:
    """True where one of `drafts` has a word of the cue of `draft` in its own."""
    return any(to_passage(draft.cue).meets(to_passage(other.cue)) for other in drafts)


def _words_of(draft: Draft) -> tuple[Passage, ...]:
    return (to_passage(draft.cue), *draft.content)
