"""A graph on a server: the answers, files and findings are those of the same graph in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from kg.analyse import ANALYSES, AnalysisRequest, analyse
from kg.export import EXPORTERS, export
from kg.export.rdf import write_nquads
from kg.network import TIE_KINDS, EvidenceFilter, to_network
from kg.ontology import ontology_quads
from kg.queries import Query, ask, list_checks, list_queries
from kg.servers import open_graph
from kg.servers.writing import bring
from kg.store import GraphStore, open_store
from kg.store_writing import new_generation
from kg.verify import verify
from tests import samples, samples_second
from tests.conftest import Run
from tests.servers import Server, start_oxigraph, start_virtuoso

START = {"Oxigraph": start_oxigraph, "Virtuoso": start_virtuoso}
# What each kind of parameter is asked with, on the graph of the two samples.
VALUES = {
    "actor": "Norland Space",
    "agreement": "Harbor Accord",
    "date": "2022-07-28",
    "roster": "Norland, Freedonia",
    "topic": "orbital debris",
    "year": "2032",
}
OTHERS = {"strength": "named", "topic": "orbital debris", "shown": "sp:Statement"}
NEEDS = {"path": {"actor": "Norland Space", "other": "Ana Ruiz"}, "ties": {"actor": "Ana Ruiz"}}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the graph of both sample articles and the ontology lies."""
    location = tmp_path_factory.mktemp("both") / "graph"
    with new_generation(location) as generation:
        generation.add_quads([*samples_second.all_quads(), *ontology_quads()])
        for article in (samples.ARTICLE, samples_second.ARTICLE):
            generation.add_article(article)
    return location


@pytest.fixture(scope="module", params=START)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with START[request.param](tmp_path_factory.mktemp(request.param)) as server:
        yield server


@pytest.fixture(scope="module")
def pair(folder: Path, server: Server) -> Iterator[tuple[GraphStore, GraphStore]]:
    """The graph in the folder, and the same on the server."""
    with ExitStack() as held:
        monkeypatch = held.enter_context(pytest.MonkeyPatch.context())
        local = open_store(folder)
        for name, value in server.login.items():
            monkeypatch.setenv(name, value)
        bring(local, server.address)
        for name in server.login:  # Reading needs none.
            monkeypatch.delenv(name)
        yield local, held.enter_context(open_graph(server.address))


def list_params(store: GraphStore, query: Query) -> Iterator[dict[str, str]]:
    """The values to ask a query with: none but the needed ones, then each of the others too."""
    (claim,) = [row["claim"].value for row in store.select("SELECT ?claim { ?claim a sp:Claim } LIMIT 1")]
    known = VALUES | {"iri": claim}
    values = {p.name: OTHERS.get(p.name) or known.get(p.kind, "") for p in query.parameters}
    needed = {p.name: values[p.name] for p in query.parameters if p.default is None}
    yield needed
    yield from (needed | {name: value} for name, value in values.items() if name not in needed)


def test_the_nquads_are_the_same_bytes(pair: tuple[GraphStore, GraphStore], tmp_path: Path) -> None:
    for number, store in enumerate(pair):
        write_nquads(store, tmp_path / str(number))
    assert (tmp_path / "0").read_bytes() == (tmp_path / "1").read_bytes()


def test_the_articles_are_kept(pair: tuple[GraphStore, GraphStore]) -> None:
    local, remote = (sorted(store.articles(), key=lambda article: article.id) for store in pair)
    assert local == remote


@pytest.mark.parametrize("query", [*list_queries(), *list_checks()], ids=lambda query: query.name)
def test_every_query_has_the_same_rows_in_the_same_order(
    pair: tuple[GraphStore, GraphStore], query: Query
) -> None:
    local, remote = pair
    for params in list_params(local, query):
        assert ask(remote, query, params) == ask(local, query, params), params


@pytest.mark.parametrize("everything", [False, True])
def test_the_network_is_the_same(pair: tuple[GraphStore, GraphStore], everything: bool) -> None:
    filters = EvidenceFilter(topic="orbital debris", everything=True) if everything else None
    local, remote = (to_network(store, TIE_KINDS, filters) for store in pair)
    assert list(local.nodes(data=True)) == list(remote.nodes(data=True))
    assert list(local.edges(data=True, keys=True)) == list(remote.edges(data=True, keys=True))


@pytest.mark.parametrize("name", ANALYSES)
def test_every_analysis_is_the_same(pair: tuple[GraphStore, GraphStore], name: str) -> None:
    given = {"at": "2022-08-01"} | NEEDS.get(name, {})
    local, remote = (analyse(name, AnalysisRequest(store, **given)) for store in pair)  # type: ignore[arg-type]
    assert local == remote


@pytest.mark.parametrize("format", EXPORTERS)
def test_every_export_is_the_same_bytes(
    pair: tuple[GraphStore, GraphStore], format: str, tmp_path: Path
) -> None:
    written = [export(store, format, tmp_path / str(n) / "out") for n, store in enumerate(pair)]
    assert [[path.read_bytes() for path in paths] for paths in written[:1]] == [
        [path.read_bytes() for path in paths] for paths in written[1:]
    ]


def test_verify_finds_the_same(pair: tuple[GraphStore, GraphStore]) -> None:
    local, remote = map(verify, pair)
    assert local == remote


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { ?claim a sp:Claim }",
        "ASK { ?claim a sp:Nothing . FILTER(false) }".replace("sp:Nothing", "sp:Claim"),
        "CONSTRUCT { ?a sp:stated ?c } WHERE { ?a sp:stated ?c }",
        "SELECT ?text { ?claim sp:text ?text } ORDER BY ?text",
        'SELECT ?n { BIND("a ? # { \\" SELECT" AS ?n) }',
        "SELECT (COUNT(*) AS ?n) FROM <https://w3id.org/spacepolicy/id/graph/entities> { ?s ?p ?o }",
        "SELECT ?h { ?statement sp:hedged ?h } ORDER BY ?h",
        "SELECT ?of { BIND(7 AS ?a) BIND(2 AS ?b) BIND(?a / ?b AS ?of) }",
        "SELECT DISTINCT ?topic { ?topic skos:broader* topic:space-sustainability } ORDER BY ?topic",
    ],
)
def test_a_query_of_ones_own(kg: Run, folder: Path, server: Server, pair: object, sparql: str) -> None:
    asked = ["query", sparql, "--format", "json"]
    local, remote = kg(*asked, "--store", folder), kg(*asked, "--store", server.address)
    assert local == remote
    assert local.code == 0


def test_every_command_that_reads(
    kg: Run, folder: Path, server: Server, pair: object, tmp_path: Path
) -> None:
    for command in (
        ["query", "who-said-what", "--param", "actor=Ana Ruiz"],
        ["query", "who-said-what", "--param", "actor=Nobody"],
        ["query", "second-hand", "--param", "actor=Freedonia"],
        ["explain", "id:organization/norland-space"],
        ["analyse", "centrality"],
        ["verify"],
        ["gazetteer", "suggest"],
    ):
        local, remote = kg(*command, "--store", folder), kg(*command, "--store", server.address)
        assert local == remote, command
    assert kg("report", tmp_path / "report.html", "--store", server.address).code == 0


def test_decisions_are_not_kept_on_a_server(kg: Run, server: Server) -> None:
    answer = kg("curate", "list", "--store", server.address)
    assert answer.code == 2
    assert "kg load FOLDER" in answer.err


def test_no_server_is_asked_to_ask_another(kg: Run, server: Server, pair: object) -> None:
    ask_other = "SELECT ?s { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"
    assert "SERVICE is refused" in kg("query", ask_other, "--store", server.address).err
    asked = ["query", ask_other, "--allow-service", "http://127.0.0.1:1/", "--store", server.address]
    assert "no SERVICE" in kg(*asked).err
