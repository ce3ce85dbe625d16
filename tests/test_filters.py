"""Which evidence counts for a tie, and what an independent source is."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal

from kg.errors import UsageError
from kg.network import EvidenceFilter, to_network
from kg.store import in_memory
from kg.vocab import SP
from tests import samples_second
from tests.graphs import ArticleGraph, actor, all_quads

ANN, BOB = actor("ann"), actor("bob")
HOLT, RUIZ, SPACE = actor("mia-holt"), actor("ana-ruiz"), actor("norland-space", "organization")


def article(name: str, published: str | None, outlet: str | None, words: str = "words") -> ArticleGraph:
    graph = ArticleGraph(name, published)
    graph.say(ANN, words, to=[BOB])
    if outlet:
        graph.add(graph.iri, SP.outlet, Literal(outlet))
    return graph


NEWS = in_memory(
    all_quads(
        article("a", "2022-01-01", "Wire", "about the moon"),
        article("b", "2022-02-01", "Wire", "about Mars"),
        article("c", "2022-03-01", "Post", "about the Moon"),
        article("d", None, None, "about nothing"),
    )
)


def test_an_outlet_counts_once_and_an_article_without_one_for_itself() -> None:
    told = to_network(NEWS).edges[ANN, BOB, "told"]
    assert (told["weight"], told["articles"], told["statements"]) == (3, 4, 4)


@pytest.mark.parametrize(
    ("filters", "articles"),
    [
        (EvidenceFilter(), 4),
        (EvidenceFilter(since="2022-02-01"), 2),
        (EvidenceFilter(until="2022-02-01"), 2),
        (EvidenceFilter(since="2022-02-01", until="2022-02-28"), 1),
        (EvidenceFilter(topic="moon"), 2),
        (EvidenceFilter(outlet="WIRE"), 2),
        (EvidenceFilter(topic="moon", outlet="Wire"), 1),
        (EvidenceFilter(min_confidence=0.9), 4),
    ],
)
def test_a_selection_holds_what_fits_all_of_it(filters: EvidenceFilter, articles: int) -> None:
    assert to_network(NEWS, filters=filters).edges[ANN, BOB, "told"]["articles"] == articles


def test_doubtful_evidence_counts_only_where_all_is_asked_for() -> None:
    graph = ArticleGraph("e", "2022-04-01")
    graph.say(ANN, "words that nobody is sure of", to=[BOB], confidence=0.5)
    store = in_memory(graph.quads)
    assert not to_network(store).edges
    assert to_network(store, filters=EvidenceFilter(everything=True)).edges[ANN, BOB, "told"]["weight"] == 1


def test_where_nothing_fits_there_is_nobody() -> None:
    assert len(to_network(NEWS, filters=EvidenceFilter(topic="venus"))) == 0
    assert len(to_network(NEWS, filters=EvidenceFilter(min_confidence=0.91))) == 0


@pytest.mark.parametrize(
    "wrong", [{"since": "soon"}, {"until": "2022-13-01"}, {"since": "20220101"}, {"min_confidence": 1.5}]
)
def test_a_value_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="write"):
        EvidenceFilter(**wrong)  # type: ignore[arg-type]


def test_an_unknown_kind_of_tie_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match="told"):
        to_network(NEWS, ["tolled"])


def test_a_topic_is_more_than_its_name() -> None:
    # "Debris is a danger" and a claim about a station; the wider topic has neither word.
    kinds = ("discusses", "speaks-of", "mentioned")
    for name in ("Space sustainability", "orbital debris", "debris"):
        network = to_network(samples_second.both(), kinds, EvidenceFilter(topic=name))
        assert {(source, kind) for source, _, kind in network.edges(keys=True)} == {(HOLT, "discusses")}
    station = to_network(samples_second.both(), kinds, EvidenceFilter(topic="station"))
    assert {source for source, _, kind in station.edges(keys=True)} == {SPACE, RUIZ}
