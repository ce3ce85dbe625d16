"""From store to networkx: which ties there are, what each carries, and that order never matters."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import cast

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import QueryError, UsageError
from kg.facts import to_facts
from kg.network import DRAWN_TIES, QUOTE_LIMIT, TIE_KINDS, to_network, to_simple, to_undirected
from kg.network.evidence import PAIRED, SHARED
from kg.settings import data_folder
from kg.store import GraphStore, in_memory
from kg.triples import article_quads, entity_quads
from kg.vocab import FOAF, GAZETTEER_GRAPH, OWL, RDFS, SP
from tests import samples
from tests.graphs import ArticleGraph, actor, all_quads

ANN, BOB, CEM = actor("ann"), actor("bob"), actor("cem")
ARCA, BOREA = actor("arca", "state"), actor("borea", "state")
OFFICE = actor("office", "organization")
SAMPLE = sorted(article_quads(to_facts(samples.ARTICLE, samples.EXTRACTION, samples.RESOLUTION)), key=str)
RUIZ, FALK, OFFICIAL = actor("ana-ruiz"), actor("leon-falk"), samples.RESOLUTION.entities[4].iri


def network_of(*articles: ArticleGraph, **options: bool) -> nx.MultiDiGraph:
    return to_network(in_memory(all_quads(*articles)), **options)


def ties_of(network: nx.MultiDiGraph, kind: str) -> set[tuple[str, str]]:
    return {(source, target) for source, target, key in network.edges(keys=True) if key == kind}


def test_the_sample_article_gives_these_ties_and_no_other() -> None:
    network = to_network(in_memory(SAMPLE))
    assert set(network.edges(keys=True)) == {
        (RUIZ, FALK, "told"),
        (OFFICIAL, FALK, "mentioned"),
        (FALK, RUIZ, "reacted-to"),
        (RUIZ, actor("orbita", "organization"), "represents"),
        (RUIZ, actor("freedonia", "state"), "represents"),
    }
    assert all(key == values["kind"] for _, _, key, values in network.edges(keys=True, data=True))


def test_an_edge_carries_its_evidence() -> None:
    told = to_network(in_memory(SAMPLE)).edges[RUIZ, FALK, "told"]
    evidence = told.pop("evidence")
    assert evidence.startswith("https://w3id.org/spacepolicy/id/article/")
    assert told == {
        "kind": "told",
        "weight": 1,
        "articles": 1,
        "stories": 1,
        "statements": 1,
        "first": "2022-07-27",
        "last": "2022-07-27",
        "confidence": 0.9,
        "acts": "statement",
        "quote": 'the station "will fly until 2030"',
        "article": "Lunar pact signed",
        "url": "https://example.org/harbor-accord",
    }


def test_a_node_carries_what_is_known_of_the_actor() -> None:
    network = to_network(in_memory(SAMPLE))
    counts = {"mentions": 3, "statements": 1}
    assert network.nodes[FALK] == {"label": "Leon Falk", "node_type": "Person", "local": False, **counts}
    assert network.nodes[OFFICIAL]["local"] is True


def test_a_refusal_to_comment_is_quoted_by_its_cue() -> None:
    reaction = to_network(in_memory(SAMPLE)).edges[FALK, RUIZ, "reacted-to"]
    assert (reaction["quote"], reaction["acts"]) == ("declined", "refusal")


def test_what_was_denied_is_no_statement() -> None:
    article = ArticleGraph("a")
    article.say(ANN, "that is so", to=[BOB], about=[CEM], denied=True)
    article.say(ANN, "this is so", to=[BOB])
    article.say(BOB, "that is so", to=[ANN])
    network = network_of(article)
    acts = {(target, kind): acts for _, target, kind, acts in network.edges(keys=True, data="acts")}
    assert acts == {
        (ANN, "told"): "statement",
        (BOB, "told"): "denial statement",
        (CEM, "mentioned"): "denial",
    }


def test_weight_counts_articles_and_statements_count_statements() -> None:
    late, early = ArticleGraph("b", "2023-05-01", "Late"), ArticleGraph("a", "2022-01-01", "Early")
    late.say(ANN, "later words", to=[BOB])
    early.say(ANN, "first words", to=[BOB], confidence=0.7)
    early.say(ANN, "more words", to=[BOB])
    told = network_of(late, early).edges[ANN, BOB, "told"]
    assert (told["weight"], told["statements"], told["confidence"]) == (2, 3, 0.9)
    assert (told["first"], told["last"]) == ("2022-01-01", "2023-05-01")
    assert (told["quote"], told["article"]) == ("first words", "Early")
    assert len(told["evidence"].split(" ")) == 3


def test_an_undated_article_is_quoted_last_and_gives_no_date() -> None:
    dated, undated = ArticleGraph("z", "2023-05-01", "Dated"), ArticleGraph("a")
    undated.say(ANN, "when?", to=[BOB, CEM])
    dated.say(ANN, "then", to=[BOB])
    network = network_of(dated, undated)
    assert network.edges[ANN, BOB, "told"]["quote"] == "then"
    assert not {"first", "last", "article", "url"} & network.edges[ANN, CEM, "told"].keys()


def test_nobody_is_tied_to_themselves() -> None:
    article = ArticleGraph("a")
    article.say(ANN, to=[ANN], about=[ANN, BOB], reacting_to=[ANN])
    assert set(network_of(article).edges(keys=True)) == {(ANN, BOB, "mentioned")}


def test_who_only_spoke_is_a_node_without_ties() -> None:
    article = ArticleGraph("a")
    article.say(ANN)
    assert list(network_of(article)) == [ANN]


def test_a_long_quotation_is_cut() -> None:
    article = ArticleGraph("a")
    article.say(ANN, "x" * QUOTE_LIMIT, to=[BOB])
    article.say(ANN, "x" * (QUOTE_LIMIT + 1), to=[CEM])
    network = network_of(article)
    assert network.edges[ANN, BOB, "told"]["quote"] == "x" * QUOTE_LIMIT
    assert network.edges[ANN, CEM, "told"]["quote"] == "x" * (QUOTE_LIMIT - 1) + "…"


def test_hands_co_sign_with_hands_and_parties_with_parties_over_all_articles() -> None:
    first, second = ArticleGraph("a"), ArticleGraph("b")
    first.sign("pact", hands=[ANN], parties=[ARCA])
    second.sign("pact", hands=[BOB], parties=[BOREA], stage="acceded")
    network = network_of(first, second)
    assert ties_of(network, "co-signed") == {(ANN, BOB), (BOB, ANN), (ARCA, BOREA), (BOREA, ARCA)}
    assert network.edges[ANN, BOB, "co-signed"]["weight"] == 2
    assert network.edges[ANN, BOB, "co-signed"]["quote"] == "Pact"
    assert ties_of(network, "represents") == {(ANN, ARCA), (BOB, BOREA)}


def test_who_signs_in_their_own_name_is_a_party_unless_a_person() -> None:
    article = ArticleGraph("a")
    article.sign("pact", hands=[ARCA])
    article.sign("pact", parties=[BOREA])
    assert ties_of(network_of(article), "co-signed") == {(ARCA, BOREA), (BOREA, ARCA)}


def test_what_is_only_announced_or_another_agreement_is_not_co_signed() -> None:
    article = ArticleGraph("a")
    article.sign("pact", hands=[ANN])
    article.sign("pact", hands=[BOB], stage="announced")
    article.sign("treaty", hands=[CEM])
    assert not ties_of(network_of(article), "co-signed")


def test_a_former_office_represents_nobody() -> None:
    article = ArticleGraph("a")
    article.hold(ANN, "chief", OFFICE)
    article.hold(BOB, "chief", OFFICE, former=True)
    network = network_of(article)
    assert ties_of(network, "represents") == {(ANN, OFFICE)}
    assert network.edges[ANN, OFFICE, "represents"]["quote"] == "chief"


def test_agreements_are_nodes_on_request() -> None:
    network = to_network(in_memory(SAMPLE), DRAWN_TIES)
    [accord] = [iri for iri, type_ in network.nodes(data="node_type") if type_ == "Agreement"]
    assert network.nodes[accord]["label"] == "Harbor Accord"
    assert ties_of(network, "signed") == {(RUIZ, accord), (actor("freedonia", "state"), accord)}


def test_only_the_kinds_asked_for() -> None:
    network = to_network(in_memory(SAMPLE), kinds=["told", "mentioned"])
    assert {kind for _, _, kind in network.edges(keys=True)} == {"told", "mentioned"}


def test_a_mistyped_kind_is_answered_with_the_near_ones() -> None:
    with pytest.raises(UsageError, match="Did you mean told"):
        to_network(in_memory(SAMPLE), kinds=["tld"])


def test_the_shared_label_goes_before_the_names_of_articles_and_a_country_has_its_label() -> None:
    article = ArticleGraph("a")
    article.say(OFFICE)
    article.add(OFFICE, FOAF.name, Literal("A name"))
    gazetteer = NamedNode(GAZETTEER_GRAPH)
    known = [
        Quad(NamedNode(OFFICE), NamedNode(SP.country), NamedNode(ARCA), gazetteer),
        Quad(
            NamedNode(OFFICE),
            NamedNode(OWL.sameAs),
            NamedNode("http://www.wikidata.org/entity/Q7"),
            gazetteer,
        ),
        Quad(NamedNode(ARCA), NamedNode(RDFS.label), Literal("Arca", language="en"), gazetteer),
    ]
    store = in_memory([*article.quads, *known, *entity_quads([(OFFICE, "The Office")])])
    node = to_network(store).nodes[OFFICE]
    assert (node["label"], node["country"], node["wikidata"]) == ("The Office", "Arca", "Q7")


def test_an_empty_graph_gives_an_empty_network() -> None:
    assert len(to_network(in_memory([]))) == 0


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_quads_never_matters(random: object) -> None:
    articles = [ArticleGraph(name, f"2022-0{number}-01") for number, name in enumerate("abc", start=1)]
    for article in articles:
        article.say(ANN, f"words in {article.iri}", to=[BOB, CEM], about=[OFFICE])
        article.sign("pact", hands=[CEM, ANN], parties=[BOREA, ARCA])
    quads = all_quads(*articles)
    expected = to_network(in_memory(quads), DRAWN_TIES)
    random.shuffle(quads)  # type: ignore[attr-defined]
    found = to_network(in_memory(quads), DRAWN_TIES)
    assert (
        list(found.nodes(data=True)) == list(expected.nodes(data=True)) == sorted(expected.nodes(data=True))
    )
    assert list(found.edges(keys=True, data=True)) == list(expected.edges(keys=True, data=True))


def test_projections_add_the_weights_and_count_a_symmetric_tie_once() -> None:
    article = ArticleGraph("a")
    article.say(ANN, to=[BOB], about=[BOB])
    article.say(BOB, to=[ANN])
    article.sign("pact", hands=[ANN, BOB])
    network = network_of(article)
    assert network.number_of_edges() == 5
    assert dict(to_simple(network).edges) == {(ANN, BOB): {"weight": 3}, (BOB, ANN): {"weight": 2}}
    assert dict(to_undirected(network).edges) == {(ANN, BOB): {"weight": 4}}


def queries() -> list[Path]:
    return sorted((data_folder("queries") / "networks").glob("*.rq"))


def test_every_kind_has_its_query() -> None:
    names = {PAIRED.get(kind, kind) for kind in TIE_KINDS}
    assert {SHARED.get(name, (name, ""))[0] for name in names} <= {path.stem for path in queries()}
    assert SHARED.keys() <= names


@pytest.mark.parametrize("path", queries(), ids=lambda path: path.stem)
def test_every_query_says_what_it_is_for(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("#+ summary: ")


def test_the_collector_runs_again_after_a_network_was_made_or_not() -> None:
    to_network(in_memory([]))
    with pytest.raises(QueryError):
        to_network(cast(GraphStore, Unreadable()))
    assert gc.isenabled()


class Unreadable:
    def select(self, *_: object) -> None:
        raise QueryError("the query cannot be run")
