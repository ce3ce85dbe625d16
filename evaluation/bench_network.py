"""How long the network takes, against its size: `python evaluation/bench_network.py [NODES ...]`.

For each size a synthetic graph of that many actors and six times as many ties is written to a store, then
projected and exported as GEXF, each in a process of its own. Printed are wall seconds and the peak of memory,
and how both grow from one size to the next; a ratio of 1 is growth in proportion.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from pyoxigraph import Literal, NamedNode, Quad

from kg.export import export as write
from kg.network import DRAWN_TIES, to_network
from kg.settings import BASE_IRI
from kg.store import open_store
from kg.store_writing import new_generation
from kg.vocab import DCTERMS, FOAF, OA, RDF, RDFS, SCHEMA, SP, XSD

TIES_PER_NODE = 6
TIES_PER_ARTICLE = 20
SIZES = (5_000, 16_000, 50_000)


def synthetic_quads(nodes: int, seed: int = 0) -> Iterator[Quad]:
    """A graph of so many actors. Some speak often, as in the news: a Pareto distribution."""
    draw = random.Random(seed)
    ties: set[tuple[int, int]] = set()
    while len(ties) < TIES_PER_NODE * nodes:
        source = min(int(draw.paretovariate(0.6)) - 1, nodes - 1)
        ties.add((source if source < nodes - 1 else draw.randrange(nodes), draw.randrange(nodes)))
    for number, (source, target) in enumerate(sorted(ties)):
        yield from _tie_quads(number, source, target)
    for actor in range(nodes):
        graph = NamedNode(f"{BASE_IRI}graph/entities")
        yield Quad(_actor(actor), NamedNode(RDFS.label), Literal(f"Actor {actor}"), graph)


def _actor(number: int) -> NamedNode:
    return NamedNode(f"{BASE_IRI}organization/actor-{number}")


def _tie_quads(number: int, source: int, target: int) -> Iterator[Quad]:
    article, place = divmod(number, TIES_PER_ARTICLE)
    name = f"{article:020x}"
    graph, iri = NamedNode(f"{BASE_IRI}graph/{name}"), f"{BASE_IRI}article/{name}"
    statement = f"{iri}/statement/{place}-{place + 1}"
    claim, mention = statement.replace("statement", "claim"), statement.replace("statement", "mention")
    speaker, hearer = _actor(source), _actor(target)
    year, month = 2000 + article % 25, 1 + article % 12
    text = Literal(f"words number {number} that somebody is said to have said")
    facts: list[tuple[str | NamedNode, str, str | NamedNode | Literal]] = [
        (iri, RDF.type, SP.Article),
        (iri, DCTERMS.identifier, Literal(name)),
        (iri, SCHEMA.datePublished, Literal(f"{year}-{month:02}-01", datatype=NamedNode(XSD.date))),
        (speaker, RDF.type, SP.Organization),
        (hearer, RDF.type, SP.Organization),
        (speaker, FOAF.name, Literal(f"Actor {source}")),
        (speaker, SP.madeStatement, statement),
        (statement, RDF.type, SP.Statement),
        (statement, SP.speechAct, SP.statement),
        (statement, SP.addressee, hearer),
        (statement, SP.conveys, claim),
        (statement, SP.groundedIn, mention),
        (statement, SP.confidence, Literal("0.90", datatype=NamedNode(XSD.decimal))),
        (mention, OA.hasSource, iri),
        (claim, SP.text, text),
    ]
    for subject, predicate, value in facts:
        node = NamedNode(value) if isinstance(value, str) else value
        yield Quad(
            subject if isinstance(subject, NamedNode) else NamedNode(subject),
            NamedNode(predicate),
            node,
            graph,
        )


def measure(work: Callable[[Path], None], location: Path) -> tuple[float, float]:
    """Wall seconds and peak memory in MB of `work(location)` in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_time, (work, location))


def _time(work: Callable[[Path], None], location: Path) -> tuple[float, float]:
    started = perf_counter()
    work(location)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return perf_counter() - started, peak


def build(location: Path) -> None:
    """Write the synthetic graph: in a process of its own, for its memory would be counted for the others."""
    nodes = int(location.name)
    with new_generation(location) as generation:
        generation.add_quads(synthetic_quads(nodes))


def project(location: Path) -> None:
    """The projection alone."""
    to_network(open_store(location), DRAWN_TIES)


def export(location: Path) -> None:
    """Projection, places, sizes and the file."""
    write(open_store(location), "gexf", location / "graph.gexf")


def main(sizes: list[int]) -> None:
    """Measure every size and print a table."""
    print(f"{'nodes':>8}{'ties':>9}  {'work':<12}{'seconds':>9}{'growth':>8}{'MB':>8}{'growth':>8}")
    before: dict[str, tuple[int, float, float]] = {}
    for nodes in sizes:
        with tempfile.TemporaryDirectory() as folder:
            location = Path(folder, str(nodes))
            measure(build, location)
            for name, work in (("projection", project), ("gexf", export)):
                seconds, peak = measure(work, location)
                growth = memory = ""
                if name in before:
                    smaller, earlier, less = before[name]
                    growth = f"{seconds / earlier / (nodes / smaller):.2f}"
                    memory = f"{peak / less / (nodes / smaller):.2f}"
                before[name] = nodes, seconds, peak
                size = f"{nodes:>8,}{TIES_PER_NODE * nodes:>9,}"
                print(f"{size}  {name:<12}{seconds:>9.1f}{growth:>8}{peak:>8.0f}{memory:>8}", flush=True)


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or list(SIZES))
