"""Explain a thing: what the graph says of it, the passages that it rests on, and how it was read.

lookups.py    what is asked of the graph
readings.py   the rule, its confidence, what that has meant, the next best reading, decisions of people
rules.py      what is told of rules (rules.toml), and what was measured on annotated text (measured.json)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.errors import UsageError
from kg.explain.lookups import Place, Said, find_label, find_place, list_mentions, list_said
from kg.explain.readings import COUNTED, Decided, How, list_decided, list_how
from kg.printable import shorten
from kg.query_parameters import expand_iri
from kg.store import GraphStore, Term
from kg.vocab import RDF, SP, abbreviate

if TYPE_CHECKING:
    from kg.model import Article

__all__ = ["COUNTED", "Decided", "Evidence", "Explanation", "Fact", "How", "cut_evidence", "explain"]

# What a person can take in at once; an agency may have thousands of mentions.
SHOWN_OTHERS = 5
SHOWN_PASSAGES = 5
# Characters of context on either side of a passage.
CONTEXT = 60

# What is shown as types or as passages already.
_SHOWN_APART = frozenset({RDF.type, SP.groundedIn, SP.denotes})


@dataclass(frozen=True, slots=True)
class Fact:
    """A property with the labels of its objects, or (inverse) of its subjects."""

    property: str
    inverse: bool
    others: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage of an article with its context; `start` and `end` are code points of its text, by `mention`
    (an IRI) it can be decided on.
    """

    article: str
    start: int
    end: int
    before: str
    words: str
    after: str
    mention: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Facts and evidence of a thing, how it was read and what people decided on it.

    `more_evidence` counts the passages that are not shown.
    """

    iri: str
    label: str
    types: tuple[str, ...]
    facts: tuple[Fact, ...]
    evidence: tuple[Evidence, ...]
    more_evidence: int
    how: tuple[How, ...] = ()
    decided: tuple[Decided, ...] = ()


def explain(store: GraphStore, iri: str) -> Explanation:
    """Explain `iri` (in full or abbreviated). Raises UsageError where the graph does not have it."""
    try:
        node = NamedNode(expand_iri(iri))
    except ValueError as error:
        raise UsageError(f"{shorten(iri)}: {error}") from error
    said = list_said(store, node)
    if not said:
        name = shorten(node.value)
        raise UsageError(f"nothing in this graph is called {name}: `kg query --list` shows what to ask")
    types = {one.other.value for one in said if one.property == RDF.type and not one.inverse}  # type: ignore[union-attr]
    mentions = list_mentions(node, said)
    shown = [(one, place) for one in mentions[:SHOWN_PASSAGES] if (place := find_place(store, one))]
    return Explanation(
        iri=node.value,
        label=find_label(store, node),
        types=tuple(sorted(map(abbreviate, types))),
        facts=tuple(_find_facts(store, said)),
        evidence=tuple(replace(_cut(store, place), mention=abbreviate(iri)) for iri, place in shown),
        more_evidence=max(0, len(mentions) - SHOWN_PASSAGES),
        how=tuple(list_how(store, node.value, said, mentions)),
        decided=tuple(list_decided(store, node.value, said)),
    )


def cut_evidence(article: Article, start: int, end: int) -> Evidence:
    """Cut a passage out of an article, with its context."""
    text = article.text
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Evidence(article.id, start, end, _flatten(before), _flatten(text[start:end]), _flatten(after))


def _cut(store: GraphStore, place: Place) -> Evidence:
    """Cut a passage out of its article; where no text is kept, the graph has its words, or some of them."""
    article = store.find_article(place.article)
    if article is None:
        return Evidence(abbreviate(place.article), place.start, place.end, "", _flatten(place.words), "")
    return cut_evidence(article, place.start, place.end)


def _find_facts(store: GraphStore, said: list[Said]) -> Iterator[Fact]:
    """Group what is said by property and direction, forwards first; at most SHOWN_OTHERS labels each."""

    groups: dict[tuple[bool, str], list[Term]] = {}
    for one in said:
        if one.property not in _SHOWN_APART:
            groups.setdefault((one.inverse, one.property), []).append(one.other)
    for inverse, name in sorted(groups, key=lambda group: (group[0], abbreviate(group[1]))):
        others = sorted(groups[inverse, name], key=str)
        labels = tuple(find_label(store, other) for other in others[:SHOWN_OTHERS])
        yield Fact(abbreviate(name), inverse, labels, max(0, len(others) - SHOWN_OTHERS))


def _flatten(words: str) -> str:
    """Put words on one line, and keep the spaces at both ends."""
    return "".join(" " if character.isspace() else character for character in words)
