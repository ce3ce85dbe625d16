"""Summarize a build: input, counts of the graph, speed."""

from __future__ import annotations

from dataclasses import dataclass, fields

from kg.errors import ArticleError
from kg.finding import PassedOver
from kg.store import GraphStore
from kg.vocab import FOAF, PROV, SP

# What the summary counts: a pattern that binds ?x once for each thing.
COUNTED = {
    "claims": f"?x a <{SP.Claim}>",
    "agreements": f"?x a <{SP.Agreement}>",
    "signings": f"?x a <{SP.Signing}>",
    "dates": f"?x <{SP.timexValue}> ?value",
    # Only actors bear a foaf:name, and only those that an article speaks of: the gazetteer has labels.
    "actors": f"?x <{FOAF.name}> ?name",
    "stories": f"?x a <{SP.Story}>",
    "copies": f"?x <{SP.copyOf}> ?original",
    "revisions": f"?x <{PROV.wasRevisionOf}> ?earlier",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of a graph. `words` are split at white space; `triples` are the quads of all named graphs.

    `copies` and `revisions` count articles that are of the story of another one.
    """

    articles: int
    words: int
    claims: int
    agreements: int
    signings: int
    dates: int
    actors: int
    stories: int
    copies: int
    revisions: int
    triples: int


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """The summary of a build. `read`, `copied` and `removed` count articles; all are 0 where nothing had
    changed.

    `failed` are the files and articles that could not be read, `skipped` what folders hold besides articles;
    `duplicates` are (id, id of the same article that was kept); `warnings` tell what was wrong and what was
    done about it. `words_per_second` is the speed of reading and writing in `jobs` processes, once the model
    is loaded; `raw_words_per_second` that of the bare spaCy model in one. None: not measured.
    """

    counts: Counts
    failed: tuple[ArticleError, ...]
    duplicates: tuple[tuple[str, str], ...]
    seconds: float
    read: int = 0
    copied: int = 0
    removed: int = 0
    jobs: int = 1
    words_per_second: float | None = None
    raw_words_per_second: float | None = None
    warnings: tuple[str, ...] = ()
    skipped: tuple[PassedOver, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the graph was replaced; it is left alone where it is up to date."""
        return bool(self.read or self.copied or self.removed)


def read_counts(store: GraphStore) -> Counts:
    """Read what a graph held when it was built, or count it where its manifest does not say."""
    said = store.manifest.get("counts")
    names = {field.name for field in fields(Counts)}
    if isinstance(said, dict) and said.keys() == names and all(isinstance(n, int) for n in said.values()):
        return Counts(**said)
    return count_graph(store)


def count_graph(store: GraphStore) -> Counts:
    """Count what a graph holds."""
    words = [
        int(row["n"].value) for row in store.select(f"SELECT ?n WHERE {{ ?article <{SP.wordCount}> ?n }}")
    ]
    things = {name: _count(store, pattern) for name, pattern in COUNTED.items()}
    return Counts(articles=len(words), words=sum(words), triples=len(store.rdf), **things)


def _count(store: GraphStore, pattern: str) -> int:
    (row,) = store.select(f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}")
    return int(row["n"].value)
