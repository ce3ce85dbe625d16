"""Compare two graphs: articles, actors, and the facts of the articles that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from pyoxigraph import NamedNode

from kg.diff.actors import ActorChange, ActorMoves
from kg.diff.differences import GraphDifference, find_differences
from kg.diff.facts import FactReader
from kg.diff.names import Names
from kg.diff.pairing import FactChange, pair_facts
from kg.diff.ranking import rank
from kg.progress import Progress
from kg.store import GraphStore
from kg.vocab import (
    CURATION_GRAPH,
    DCTERMS,
    DISAGREEMENTS_GRAPH,
    ENTITIES_GRAPH,
    GAZETTEER_GRAPH,
    NAMES_GRAPH,
    ONTOLOGY_GRAPH,
    QUOTATIONS_GRAPH,
    SCHEMA,
    SP,
    STORIES_GRAPH,
    is_local_actor,
)

# The graphs of no article (SHARED_GRAPHS), as people call them.
SHARED = {
    CURATION_GRAPH: "decisions",
    DISAGREEMENTS_GRAPH: "disagreements",
    ENTITIES_GRAPH: "labels",
    GAZETTEER_GRAPH: "gazetteer",
    NAMES_GRAPH: "names",
    ONTOLOGY_GRAPH: "ontology",
    QUOTATIONS_GRAPH: "quotations",
    STORIES_GRAPH: "stories",
}
_STORY = f"> <{SP.story}> <".encode()


@dataclass(slots=True)
class Comparison:
    """What two graphs do not share.

    Of articles by id: those that `came`, that were `revised` (the same id or address, another text), that
    were `reread` (the same text, another graph) and that `went`; `shared` names the graphs of no article that
    differ. Quads are counted.
    """

    came: list[str] = field(default_factory=list)
    revised: list[str] = field(default_factory=list)
    reread: list[str] = field(default_factory=list)
    went: list[str] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)
    quads_came: int = 0
    quads_went: int = 0
    actors: list[ActorChange] = field(default_factory=list)
    facts: list[FactChange] = field(default_factory=list)


def compare(old: GraphStore, new: GraphStore, progress: Progress | None = None) -> Comparison:
    """Compare two graphs. Raises BrokenGraphError where one cannot be read."""
    found, moves = Comparison(), ActorMoves()
    graphs: list[tuple[str | None, str | None]] = []
    known = set(old.graph_names()), set(new.graph_names())
    for one in find_differences(old, new, progress):
        found.quads_came += len(one.came)
        found.quads_went += len(one.went)
        in_old, in_new = (one.graph in names for names in known)
        if one.graph in SHARED:
            found.shared.append(SHARED[one.graph])
        elif not (in_old and in_new and _tells_only_story(one)):
            graphs.append((one.graph if in_old else None, one.graph if in_new else None))
        if in_old and in_new:
            moves.note(one)
    names = Names(old), Names(new)
    found.actors = moves.to_changes(*names)
    readers = FactReader(old, names[0], moves.find_renamed(names[1])), FactReader(new, names[1])
    for number, (before, after) in enumerate(pairs := _pair_graphs(old, new, graphs), 1):
        found.facts += _compare_articles(found, readers, before, after)
        if progress:
            progress("comparing articles", number, len(pairs))
    found.facts.sort(key=lambda change: rank(change, names[1]))
    return found


def _tells_only_story(difference: GraphDifference) -> bool:
    """Whether the graph of an article has changed in nothing but its story, which is no new reading."""
    return all(_STORY in line for line in (*difference.went, *difference.came))


def _pair_graphs(
    old: GraphStore, new: GraphStore, graphs: Iterable[tuple[str | None, str | None]]
) -> list[tuple[str | None, str | None]]:
    """Pair the graph that an article has lost with the one it has won: by its id, or else by its address."""
    pairs = list(graphs)
    for predicate in (DCTERMS.identifier, SCHEMA.url):
        lost = {
            _find_value(old, before, predicate): before for before, after in pairs if before and not after
        }
        for place, (before, after) in enumerate(pairs):
            if after and not before and (value := _find_value(new, after, predicate)):
                pairs[place] = (lost.pop(value, None), after)
        taken = {before for before, after in pairs if after}
        pairs = [pair for pair in pairs if pair[1] or pair[0] not in taken]
    return pairs


def _find_value(store: GraphStore, graph: str, predicate: str) -> str | None:
    quads = store.rdf.quads_for_pattern(None, NamedNode(predicate), None, NamedNode(graph))
    return min((quad.object.value for quad in quads), default=None)  # type: ignore[union-attr]


def _compare_articles(
    found: Comparison, readers: tuple[FactReader, FactReader], before: str | None, after: str | None
) -> Iterator[FactChange]:
    """Note what became of an article, and yield what became of its facts."""
    old, new = readers
    article = _find_value(new.store, after, DCTERMS.identifier) if after else None
    article = article or (_find_value(old.store, before, DCTERMS.identifier) if before else None)
    name = article or after or before or ""
    if before is None:
        found.came.append(name)
    elif after is None:
        found.went.append(name)
    else:
        (found.reread if before == after else found.revised).append(name)
    for change in pair_facts(old.read(before) if before else [], new.read(after) if after else []):
        yield replace(change, elsewhere=_is_elsewhere(change, old, new))


def _is_elsewhere(change: FactChange, old: FactReader, new: FactReader) -> bool:
    """Whether the other graph has the signing or office too, in whatever article."""
    fact = change.fact
    about = fact.shown["agreement"] if fact.kind == "signing" else fact.shown.get("person")
    if change.change not in ("came", "went") or about is None or is_local_actor(about["iri"]):
        return False
    iri = about["iri"]
    if change.change == "went":
        return fact.key in new.list_keys(fact.kind, old.renamed.get(iri, iri))
    same = [one for one, into in old.renamed.items() if into == iri]
    return any(fact.key in old.list_keys(fact.kind, one) for one in (iri, *same))
