"""The GEXF file: valid, the same every time, and read back whole by networkx and by Gephi Lite's parser."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any, get_args

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from pyoxigraph import Literal

from kg.export import ExportOptions
from kg.export.gexf import EDGE_COLUMNS, NAMESPACE, NODE_COLUMNS, write_gexf
from kg.export.options import Size
from kg.export.styling import MAX_DIAMETER, MIN_DIAMETER, NODE_COLORS, OTHER_COLOR, TIE_COLORS, Styling
from kg.export.xml_text import to_xml_text
from kg.facts import to_facts
from kg.model import ActorType
from kg.network import DRAWN_TIES, QUOTE_LIMIT, to_network
from kg.store import GraphStore, in_memory
from kg.triples import article_quads
from kg.vocab import FOAF
from tests import node_reader, samples
from tests.graphs import ArticleGraph, actor, all_quads

ANN, BOB, CEM, DOT = (actor(name) for name in ("ann", "bob", "cem", "dot"))
GOLDEN = Path(__file__).parent / "golden"
# What breaks writers: control characters, quotation marks, markup, emoji, right-to-left, line ends.
HARD = "a\x00b\x0bc “d” \"e\" 'f' <g> & h 🚀 \N{HEBREW LETTER ALEF}\N{HEBREW LETTER BET} i\nj\tk \ufffe"
SOFT = HARD.replace("\x00", "\ufffd").replace("\x0b", "\ufffd").replace("\ufffe", "\ufffd")


def sample_store() -> GraphStore:
    return in_memory(article_quads(to_facts(samples.ARTICLE, samples.EXTRACTION, samples.RESOLUTION)))


def rich_store() -> GraphStore:
    """Every kind of tie, three of them between the same two; a label and a quote that are hard to write."""
    article, undated = ArticleGraph("a", "2022-01-01", "A title"), ArticleGraph("b")
    article.say(ANN, HARD, to=[BOB], about=[BOB, CEM], reacting_to=[BOB])
    article.sign("pact", hands=[CEM, ANN, DOT], parties=[actor("arca", "state"), actor("borea", "state")])
    article.hold(ANN, "chief", actor("office", "organization"))
    undated.say(BOB, "no date, no title", to=[ANN])
    article.add(BOB, FOAF.name, Literal(HARD))
    return in_memory(all_quads(article, undated))


@cache
def load_schema() -> etree.RelaxNG:
    return etree.RelaxNG(file=str(GOLDEN / "gexf-subset.rng"))


@cache
def load_official_schema() -> etree.XMLSchema:
    """The official schema, which is not ours to ship: specs/1.3/gexf.xsd of https://github.com/gephi/gexf."""
    return etree.XMLSchema(file=os.environ["GEXF_XSD"])


LOADERS = [load_schema, *([load_official_schema] if "GEXF_XSD" in os.environ else [])]
SCHEMAS = pytest.mark.parametrize("load", LOADERS)


def write(store: GraphStore, folder: Path, options: ExportOptions | None = None) -> Path:
    path = folder / "graph.gexf"
    write_gexf(store, path, options or ExportOptions())
    return path


@SCHEMAS
@pytest.mark.parametrize(
    "store", [sample_store(), rich_store(), in_memory([])], ids=["sample", "rich", "empty"]
)
def test_the_file_is_valid(load: Any, store: GraphStore, tmp_path: Path) -> None:
    load().assertValid(etree.parse(write(store, tmp_path)))


# An XPath to an element, and the attribute that is set on it: None takes it out, without a name the element.
FAULTS = [
    ("/g:gexf", "version", "1.2"),
    ("/g:gexf", "version", None),
    ("/g:gexf", "lang", "en"),
    ("//g:graph", "defaultedgetype", "both"),
    ("//g:graph", "idtype", "uuid"),
    ("//g:graph", "mode", "live"),
    ("//g:graph", "kind", "told"),
    ("//g:nodes", None, None),
    ("//g:edges", None, None),
    ("//g:nodes", "count", "-1"),
    ("//g:attributes", "class", "graph"),
    ("//g:attributes", "class", None),
    ("//g:attribute", "type", "date"),
    ("//g:attribute", "title", None),
    ("//g:attribute", "id", None),
    ("//g:node", "id", None),
    ("//g:node", "kind", "Person"),
    ("//g:color", "r", "256"),
    ("//g:color", "g", "-1"),
    ("//g:color", "b", "blue"),
    ("//g:position", "x", None),
    ("//g:position", "y", "up"),
    ("//g:size", "value", "-4.0"),
    ("//g:size", "value", None),
    ("//g:edge", "source", None),
    ("//g:edge", "target", None),
    ("//g:edge", "weight", "heavy"),
    ("//g:edge", "color", "#ff0000"),
    ("//g:attvalue", "for", None),
    ("//g:attvalue", "value", None),
]


@SCHEMAS
@pytest.mark.parametrize(("xpath", "name", "value"), FAULTS)
def test_the_schema_finds_a_planted_fault(
    load: Any, xpath: str, name: str | None, value: str | None, tmp_path: Path
) -> None:
    tree = etree.parse(write(rich_store(), tmp_path))
    element = tree.xpath(xpath, namespaces={"g": NAMESPACE})[0]
    if not name:
        element.getparent().remove(element)
    elif value is None:
        del element.attrib[name]
    else:
        element.set(name, value)
    assert not load().validate(tree)


def test_networkx_reads_the_same_network_back(tmp_path: Path) -> None:
    network = to_network(rich_store(), DRAWN_TIES)
    found = nx.read_gexf(write(rich_store(), tmp_path))
    assert set(found) == set(network)
    assert found.number_of_edges() == network.number_of_edges()
    for iri, values in network.nodes(data=True):
        assert found.nodes[iri] == to_text(values)
    expected = {(s, t, values["kind"]): to_text(values) for s, t, values in network.edges(data=True)}
    for source, target, values in found.edges(data=True):
        kind = values.pop("label")
        del values["id"]
        assert values | {"kind": kind} == expected[source, target, kind]


def to_text(values: dict[str, Any]) -> dict[str, Any]:
    return {name: to_xml_text(value) if isinstance(value, str) else value for name, value in values.items()}


def read_with_graphology(path: Path) -> dict[str, Any]:
    try:
        return node_reader.read(path)
    except node_reader.NoReaderError as error:
        pytest.skip(str(error))


def test_gephi_lite_reads_every_node_and_every_parallel_edge(tmp_path: Path) -> None:
    network = to_network(rich_store(), DRAWN_TIES)
    found = read_with_graphology(write(rich_store(), tmp_path))
    styling = Styling(network, ExportOptions())
    positions, sizes = styling.positions, styling.sizes
    assert [node["id"] for node in found["nodes"]] == list(network)
    for node in found["nodes"]:
        iri, values = node["id"], node["attributes"]
        red, green, blue = NODE_COLORS[values["node_type"]]
        assert values.pop("color") == f"rgb({red},{green},{blue})"
        assert (values.pop("x"), values.pop("y")) == positions[iri]
        assert values.pop("size") == sizes[iri]
        assert values == to_text(network.nodes[iri])
    expected = [(s, t, to_text(values)) for s, t, values in network.edges(data=True)]
    for edge in found["edges"]:
        assert edge["directed"]
        assert edge["attributes"].pop("label") == edge["attributes"]["kind"]
        red, green, blue = TIE_COLORS[edge["attributes"]["kind"]]
        assert edge["attributes"].pop("color") == f"rgb({red},{green},{blue})"
    assert [(edge["source"], edge["target"], edge["attributes"]) for edge in found["edges"]] == expected
    between = [
        edge["attributes"]["kind"]
        for edge in found["edges"]
        if (edge["source"], edge["target"]) == (ANN, BOB)
    ]
    assert sorted(between) == ["mentioned", "reacted-to", "told"]


def test_hard_text_survives(tmp_path: Path) -> None:
    path = write(rich_store(), tmp_path)
    found = nx.read_gexf(path)
    assert found.nodes[BOB]["label"] == SOFT
    assert SOFT in {quote for _, _, quote in found.edges(data="quote")}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(label=st.text(min_size=1), quote=st.text(min_size=1, max_size=QUOTE_LIMIT))
def test_any_text_can_be_written_and_read_back(label: str, quote: str, tmp_path: Path) -> None:
    article = ArticleGraph("a")
    article.say(ANN, quote, to=[BOB])
    article.add(ANN, FOAF.name, Literal(label))
    found = nx.read_gexf(write(in_memory(article.quads), tmp_path))
    assert found.nodes[ANN]["label"] == to_xml_text(label)
    assert found.edges[ANN, BOB]["quote"] == to_xml_text(quote)


def test_what_is_not_known_is_left_out(tmp_path: Path) -> None:
    [values] = nx.read_gexf(write(rich_store(), tmp_path)).get_edge_data(BOB, ANN).values()
    assert not {"first", "last", "article", "url"} & values.keys()
    assert b"None" not in (tmp_path / "graph.gexf").read_bytes()


def test_the_columns_are_those_of_the_network() -> None:
    network = to_network(rich_store(), DRAWN_TIES)
    nodes = {name for _, values in network.nodes(data=True) for name in values}
    edges = {name for _, _, values in network.edges(data=True) for name in values}
    assert nodes | {"country", "wikidata"} == {"label", *NODE_COLUMNS}
    assert edges == {"kind", "weight", *EDGE_COLUMNS}


def test_the_same_graph_gives_the_same_bytes_with_no_date_of_today(tmp_path: Path) -> None:
    first = write(rich_store(), tmp_path).read_bytes()
    assert write(rich_store(), tmp_path).read_bytes() == first
    assert b"lastmodifieddate" not in first


def test_every_type_has_a_color_of_its_own() -> None:
    assert set(NODE_COLORS) == {*ActorType.__args__, "Agreement", "Time", "Topic"}
    assert len(set(NODE_COLORS.values())) == len(NODE_COLORS)


def ring_of(size: int) -> nx.MultiDiGraph:
    ring = nx.MultiDiGraph()
    for number in range(size):
        ring.add_node(f"n{number:04}", node_type="Person", mentions=1, statements=0)
        ring.add_edge(f"n{number:04}", f"n{(number + 1) % size:04}", key="told", kind="told", weight=1)
    return ring


@pytest.mark.parametrize("size", [2, 30, 1_000])
def test_every_node_has_a_place_of_its_own_which_is_always_the_same(size: int) -> None:
    positions = Styling(ring_of(size), ExportOptions()).positions
    assert len(set(positions.values())) == size
    assert Styling(ring_of(size), ExportOptions()).positions == positions


def test_one_node_stands_in_the_middle_and_none_nowhere() -> None:
    network = nx.MultiDiGraph()
    styling = Styling(network, ExportOptions(color="community", size="pagerank"))
    assert styling.positions == styling.sizes == styling.colors == {}
    network.add_node("n", node_type="Person", mentions=0, statements=0)
    for size in get_args(Size):
        styling = Styling(network, ExportOptions(size=size))
        assert styling.positions == {"n": (0.0, 0.0)} and styling.colors == {"n": NODE_COLORS["Person"]}
        assert styling.sizes["n"] in (MIN_DIAMETER, MAX_DIAMETER)


@pytest.mark.parametrize(("size", "largest"), [("degree", ANN), ("statements", BOB), ("pagerank", None)])
def test_the_size_is_the_measure_that_is_asked_for(size: Size, largest: str | None) -> None:
    article = ArticleGraph("a")
    article.say(ANN, to=[BOB, CEM], about=[DOT])
    article.say(BOB, "one")
    article.say(BOB, "two")
    sizes = Styling(to_network(in_memory(article.quads)), ExportOptions(size=size)).sizes
    assert all(MIN_DIAMETER <= value <= MAX_DIAMETER for value in sizes.values())
    assert largest is None or [iri for iri, value in sizes.items() if value == MAX_DIAMETER] == [largest]


def test_communities_have_colors_and_who_is_alone_is_gray() -> None:
    article = ArticleGraph("a")
    article.say(ANN, to=[BOB])
    article.say(CEM, to=[DOT])
    article.say(actor("eve"), "to nobody")
    colors = Styling(to_network(in_memory(article.quads)), ExportOptions(color="community")).colors
    assert colors[ANN] == colors[BOB] != colors[CEM] == colors[DOT]
    assert colors[actor("eve")] == OTHER_COLOR not in (colors[ANN], colors[CEM])


@given(st.text())
def test_xml_text_holds_only_what_xml_allows_and_changes_nothing_else(text: str) -> None:
    clean = to_xml_text(text)
    etree.Element("a").text = clean
    assert len(clean) == len(text)
    assert all(after in (before, "\ufffd") for before, after in zip(text, clean, strict=True))
    assert to_xml_text(clean) == clean
