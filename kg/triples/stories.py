"""Write the graph of stories: which articles are one, and what is said in one again.

Article -sp:story-> Story -sp:original-> Article, Article -sp:copyOf|prov:wasRevisionOf-> Article
Statement, Signing, StatedCount or Role -sp:repeats-> the same, in an article of the same story
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from pyoxigraph import NamedNode, Quad

from kg.model import Story
from kg.vocab import (
    PROV,
    RDF,
    RDFS,
    SP,
    STORIES_GRAPH,
    article_iri,
    graph_iri,
    is_local_actor,
    story_iri,
)

# Asks for the quads of a subject, predicate, object and graph, where None is any.
Ask = Callable[[str | None, str | None, str | None, str | None], Iterator[Quad]]
# The values of one property of one article's graph: subject -> objects.
Values = dict[str, set[str]]


def story_quads(stories: Iterable[Story]) -> Iterator[Quad]:
    """Write each story, its original and its other articles."""
    for story in stories:
        iri, original = story_iri(story.original), article_iri(story.original)
        yield _quad(iri, RDF.type, SP.Story)
        yield _quad(iri, SP.original, original)
        for member in story.members:
            yield _quad(article_iri(member), SP.story, iri, graph_iri(member))
            if member != story.original:
                yield _quad(article_iri(member), SP.sameStory, original)
        for copy in story.copies:
            yield _quad(article_iri(copy), SP.copyOf, original)
        for later, earlier in story.revisions:
            yield _quad(article_iri(later), PROV.wasRevisionOf, article_iri(earlier))


def repeat_quads(ask: Ask, story: Story) -> Iterator[Quad]:
    """Write what articles of a story say that another one, which stands before them in it, says in the same
    words.
    """
    first: dict[tuple[str, ...], str] = {}
    for member in story.members:
        found = _find_facts(ask, graph_iri(member))
        for key, facts in found.items():
            if key in first:
                yield from (_quad(fact, SP.repeats, first[key]) for fact in facts)
        first |= {key: min(facts) for key, facts in found.items() if key not in first}


def _quad(subject: str, predicate: str, value: str, graph: str = STORIES_GRAPH) -> Quad:
    return Quad(NamedNode(subject), NamedNode(predicate), NamedNode(value), NamedNode(graph))


def _find_facts(ask: Ask, graph: str) -> dict[tuple[str, ...], list[str]]:
    """Find statements, signings, counts and roles of an article's graph, by what makes two the same."""

    def read(predicate: str) -> Values:
        values: Values = {}
        for quad in ask(None, predicate, None, graph):
            subject: Any = quad.subject
            value: Any = quad.object
            values.setdefault(subject.value, set()).add(value.value)
        return values

    types, labels = read(RDF.type), read(RDFS.label)
    facts: dict[tuple[str, ...], list[str]] = {}
    lists = (
        _list_statements(read, types),
        _list_signings(read, labels),
        _list_counts(read, labels),
        _list_roles(read),
    )
    for fact, key in chain(*lists):
        facts.setdefault(key, []).append(fact)
    return facts


def _list_statements(read: Callable[[str], Values], types: Values) -> Iterator[tuple[str, tuple[str, ...]]]:
    """List statements by speaker, act and words; a firm one is not the same as a doubtful one."""
    texts, cues, acts = read(SP.text), read(SP.cue), read(SP.speechAct)
    conveyed = read(SP.conveys)
    speakers: Values = {}
    for edge in (SP.madeStatement, SP.ascribedStatement):
        for speaker, statements in read(edge).items():
            for statement in statements:
                speakers.setdefault(statement, set()).add(speaker)
    for statement, act in acts.items():
        words = {text for claim in conveyed.get(statement, ()) for text in texts.get(claim, ())}
        named = _join_shared(speakers.get(statement, ()))
        firm = str(SP.FirmStatement in types.get(statement, ()))
        yield statement, ("statement", *sorted(act), firm, named, _join(words or cues.get(statement, ())))


def _list_signings(read: Callable[[str], Values], labels: Values) -> Iterator[tuple[str, tuple[str, ...]]]:
    """List signings by agreement, stage, hand, party and day."""
    properties = [read(edge) for edge in (SP.stage, SP.signatory, SP.onBehalfOf, SP.signedOn)]
    for signing, agreements in read(SP.ofAgreement).items():
        named = {label for iri in agreements for label in labels.get(iri, (iri,))}
        told = (_join_shared(values.get(signing, ())) for values in properties)
        yield signing, ("signing", _join(named), *told)


def _list_counts(read: Callable[[str], Values], labels: Values) -> Iterator[tuple[str, tuple[str, ...]]]:
    """List stated counts by agreement, stage, number and bound, and day."""
    properties = [read(edge) for edge in (SP.countedStage, SP.count, SP.countBound, SP.countedOn)]
    for count, agreements in read(SP.countOf).items():
        named = {label for iri in agreements for label in labels.get(iri, (iri,))}
        told = (_join_shared(values.get(count, ())) for values in properties)
        yield count, ("count", _join(named), *told)


def _list_roles(read: Callable[[str], Values]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """List roles by holder, place and title."""
    places, titles = read(SP.organization), read(SP.title)
    for role, holders in read(SP.holder).items():
        told = _join_shared(holders), _join_shared(places.get(role, ())), _join(titles.get(role, ()))
        yield role, ("role", *told)


def _join(words: Iterable[str]) -> str:
    """Join words, whatever their case and blanks."""
    return "\n".join(sorted(" ".join(one.casefold().split()) for one in words))


def _join_shared(values: Iterable[str]) -> str:
    """Join values; what only one article knows has another IRI in each, and counts as something unknown."""
    return _join("" if is_local_actor(value) else value for value in values)
