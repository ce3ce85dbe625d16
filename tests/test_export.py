"""What all exporters share: their names, and that a file is replaced whole or not at all."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import cast

import networkx as nx
import pytest

from kg.errors import ExportError, UsageError
from kg.export import DUMPS, EXPORTERS, NETWORKS, SHARE, TABLES, ExportOptions, export
from kg.network import DRAWN_TIES, to_network
from kg.store import GraphStore, in_memory
from tests.test_export_gexf import rich_store, to_text

# A share pack needs the texts of its articles: tests/test_share.py.
FORMATS = sorted({*EXPORTERS} - {SHARE})


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("store", [rich_store(), in_memory([])], ids=["rich", "empty"])
def test_every_format_is_written_and_overwritten_with_the_same_bytes(
    format: str, store: GraphStore, tmp_path: Path
) -> None:
    first = {path: path.read_bytes() for path in export(store, format, tmp_path / "new" / "graph")}
    again = {path: path.read_bytes() for path in export(store, format, tmp_path / "new" / "graph")}
    assert first == again
    assert all(first.values()) or (store.graph_names() == [] and format in ("nquads", "trig"))
    # Nothing else is left behind.
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["graph"]


@pytest.mark.parametrize("format", FORMATS)
def test_a_failed_export_leaves_the_old_file(
    format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = {path: path.read_bytes() for path in export(rich_store(), format, tmp_path / "graph")}

    def fail(store: GraphStore, path: Path, *options: ExportOptions) -> None:
        path.write_text("half")
        raise OSError(28, "No space left on device")

    [exporters] = [one for one in (DUMPS, NETWORKS, TABLES) if format in one]
    monkeypatch.setitem(cast(dict[str, object], exporters), format, fail)
    with pytest.raises(ExportError, match=r"cannot write .*graph: No space left on device"):
        export(rich_store(), format, tmp_path / "graph")
    assert {path: path.read_bytes() for path in old} == old
    assert [path.name for path in tmp_path.iterdir()] == ["graph"]


def test_a_mistyped_format_is_answered_with_the_near_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Did you mean gexf"):
        export(in_memory([]), "gefx", tmp_path / "graph")
    assert not list(tmp_path.iterdir())


def test_a_folder_in_the_place_of_the_file_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    with pytest.raises(ExportError, match="cannot write"):
        export(in_memory([]), "gexf", tmp_path / "graph")


def test_csv_leaves_other_files_of_the_folder_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    written = export(rich_store(), "csv", tmp_path)
    assert [path.name for path in written] == ["edges.csv", "nodes.csv"]
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_graphml_is_read_back_with_every_parallel_edge(tmp_path: Path) -> None:
    network = to_network(rich_store(), DRAWN_TIES)
    [path] = export(rich_store(), "graphml", tmp_path / "graph.graphml")
    found = nx.read_graphml(path, force_multigraph=True)
    assert dict(found.nodes(data=True)) == {iri: to_text(values) for iri, values in network.nodes(data=True)}
    expected = {(s, t, values["kind"]): to_text(values) for s, t, values in network.edges(data=True)}
    assert {(s, t, values["kind"]): values for s, t, values in found.edges(data=True)} == expected
    assert len({key for _, _, key in found.edges(keys=True)}) == len(expected)


@pytest.mark.parametrize("format", FORMATS)
def test_the_order_of_the_quads_never_matters(format: str, tmp_path: Path) -> None:
    quads = list(rich_store().quads())
    forward = export(in_memory(quads), format, tmp_path / "forward")
    backward = export(in_memory(quads[::-1]), format, tmp_path / "backward")
    assert [path.read_bytes() for path in forward] == [path.read_bytes() for path in backward]


def test_csv_goes_into_the_folder_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    export(rich_store(), "csv", Path("."))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["edges.csv", "nodes.csv"]


def test_what_a_format_cannot_draw_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"turtle holds the whole graph.*gexf"):
        export(in_memory([]), "turtle", tmp_path / "graph", ExportOptions(size="mentions"))
    with pytest.raises(UsageError, match=r"csv knows no time"):
        export(in_memory([]), "csv", tmp_path / "graph", ExportOptions(clock="said"))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("wrong", [{"clock": "noon"}, {"color": "red"}, {"size": "huge"}])
def test_unknown_words_of_an_export_list_the_known_ones(wrong: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="There are: "):
        ExportOptions(**wrong)  # type: ignore[arg-type]


def test_cytoscape_holds_every_node_and_edge(tmp_path: Path) -> None:
    network = to_network(rich_store(), DRAWN_TIES)
    [path] = export(rich_store(), "cytoscape", tmp_path / "graph.json")
    elements = json.loads(path.read_text(encoding="utf-8"))["elements"]
    assert [node["data"]["id"] for node in elements["nodes"]] == list(network)
    assert all(re.fullmatch("#[0-9a-f]{6}", node["data"]["color"]) for node in elements["nodes"])
    ties = [
        (edge["data"]["source"], edge["data"]["target"], edge["data"]["kind"]) for edge in elements["edges"]
    ]
    assert ties == list(network.edges(keys=True))
