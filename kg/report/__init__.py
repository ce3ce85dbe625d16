"""Write one page about a graph: its figures, its network, its central actors, with plots.

Every number is the answer of a query or an analysis that the page names, so that it can be asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from kg.analyse import AnalysisRequest, analyse
from kg.export.options import ExportOptions
from kg.network import to_network
from kg.placing import put_in_place
from kg.queries import run_query
from kg.report.plots import draw_activity, draw_degrees, draw_network, draw_topics
from kg.rows import Plain
from kg.store import GraphStore

TOP = 10
# What the page shows: a heading, the command that answers it, and the columns of the answer.
QUERIES = {
    "topics": ("What is talked about", ("topic", "wider", "claims", "speakers", "stories")),
    "most-quoted": ("Who is quoted most", ("who", "statements", "stories")),
    "agreements": ("Agreements", ("agreement", "kind", "parties", "signings", "stories")),
    "date-disagreements": ("What cannot both be right", ("what", "who", "date", "article", "other_date")),
}
ANALYSES = {
    "centrality": (
        "Who stands in the middle",
        ("actor", "type", "weighted_degree", "betweenness", "pagerank"),
    ),
    "communities": ("Who belongs together", ("most_central", "size", "density")),
    "bridges": ("Who connects", ("actor", "type", "betweenness", "constraint")),
    "mixing": ("Do like speak with like", ("attribute", "assortativity", "within", "across", "unknown")),
}

_HEAD = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<title>The graph in one page</title>
<meta name="generator" content="spacepolicy-kg">
<style>
body { font: 15px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% } th { text-align: left; border-bottom: 2px solid #999 }
td { border-bottom: 1px solid #ddd; vertical-align: top } td, th { padding: .2rem .8rem .2rem 0 }
code { background: #f3f3f3; padding: .1rem .3rem } svg { max-width: 100%; height: auto }
</style></head><body>
<h1>The graph in one page</h1>
"""


def write_report(store: GraphStore, path: Path, options: ExportOptions) -> None:
    """Write the page, as `kg.export.export` writes. Raises ExportError also where matplotlib is missing."""

    def write(finished: Path) -> None:
        page = "".join([_HEAD, *_write_sections(store, options), "</body></html>\n"])
        finished.write_text(page, encoding="utf-8", errors="replace")

    put_in_place(path, write, store.inputs)


def _write_sections(store: GraphStore, options: ExportOptions) -> Iterable[str]:
    network = to_network(store, options.ties, options.filters, progress=options.progress)
    nodes, edges = network.number_of_nodes(), network.number_of_edges()
    size = f"<p>{nodes:,} actors and agreements, {edges:,} ties between them.</p>"
    yield _section("The network", "kg export gexf graph.gexf", size + draw_network(network, options))
    activity = run_query(store, "activity-over-time")
    plot = draw_activity({str(month): int(statements or 0) for month, _, _, statements, _ in activity.rows})
    table = _to_table(activity.columns, activity.rows)
    yield _section("Activity over time", "kg query activity-over-time", plot + table)
    months = run_query(store, "topics-over-time")
    claims = {(str(month), str(topic)): int(count or 0) for month, topic, count, _ in months.rows}
    yield _section("What was talked about when", "kg query topics-over-time", draw_topics(claims))
    for name, (heading, columns) in QUERIES.items():
        answer = run_query(store, name)
        yield _section(heading, f"kg query {name}", _pick(answer.columns, answer.rows, columns))
    request = AnalysisRequest(store, filters=options.filters, progress=options.progress)
    for name, (heading, columns) in ANALYSES.items():
        measured = analyse(name, request)
        yield _section(heading, f"kg analyse {name}", _pick(measured.columns, measured.rows, columns))
    yield _section("How many ties actors have", "kg analyse cores", draw_degrees(request.network))


def _section(heading: str, command: str, content: str) -> str:
    return f"<h2>{escape(heading)}</h2>\n<p><code>{escape(command)}</code></p>\n{content}\n"


def _pick(columns: Sequence[str], rows: Sequence[Sequence[Plain]], wanted: Sequence[str]) -> str:
    """Write the wanted columns of the first TOP rows as a table."""
    places = [columns.index(name) for name in wanted]
    picked = [[row[place] for place in places] for row in rows[:TOP]]
    more = f"<p>and {len(rows) - TOP:,} more</p>" if len(rows) > TOP else ""
    return _to_table(wanted, picked) + more if rows else "<p>nothing</p>"


def _to_table(columns: Sequence[str], rows: Iterable[Sequence[Plain]]) -> str:
    head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape('' if cell is None else str(cell))}</td>" for cell in row) + "</tr>\n"
        for row in rows
    )
    return f"<table><tr>{head}</tr>\n{body}</table>"
