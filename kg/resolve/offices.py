""" "The administrator" is whoever the article says is administrator."""

from __future__ import annotations

from kg.model import Extraction, Link, Mention, Passage


def find_holder(mention: Mention, extraction: Extraction, links: dict[Passage, Link]) -> str | None:
    """The IRI of the one person whose office the description names; None where none or several hold it."""
    holders = {
        links[role.person].iri
        for role in extraction.roles
        if role.person in links and role.title.lower().split()[-1:] == [mention.head] and not role.former
    }
    return holders.pop() if len(holders) == 1 else None
