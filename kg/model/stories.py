"""Stories: which articles are one text, printed several times or revised."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Story:
    """One story and the articles that print it, by their content hashes.

    `original` was printed first; `copies` have nearly its text, or that of another of the story; `revisions`
    are pairs (later, earlier) of versions under one address.
    """

    original: str
    copies: tuple[str, ...] = ()
    revisions: tuple[tuple[str, str], ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        """The articles of the story, each once: what stands for it first, superseded versions last."""
        superseded = {earlier for _, earlier in self.revisions}
        ordered = dict.fromkeys((self.original, *self.copies, *(later for later, _ in self.revisions)))
        return tuple(sorted(ordered, key=lambda member: member in superseded))
