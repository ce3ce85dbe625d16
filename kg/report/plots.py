"""Plot the figures of the report as SVG: the same data gives the same bytes. matplotlib is an extra."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.errors import ExportError
from kg.export.options import ExportOptions
from kg.export.styling import Styling
from kg.network import to_undirected

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# So many names fit into a picture.
NAMED = 12
_STYLE: Any = {"svg.hashsalt": "spacepolicy-kg", "svg.fonttype": "none", "font.size": 9}


_UNDATED = "<p>No article has a date.</p>"


def draw_network(network: nx.MultiDiGraph, options: ExportOptions) -> str:
    """Draw the network as `kg export gexf` styles it, labels on the largest nodes, no isolated nodes."""
    styling = Styling(network, options)
    places = styling.positions

    def draw(axes: Axes) -> None:
        from matplotlib.collections import LineCollection

        pairs = sorted({tuple(sorted(edge)) for edge in network.edges()})
        ends = [[places[source], places[target]] for source, target in pairs]
        axes.add_collection(LineCollection(ends, colors="#bbbbbb", linewidths=0.4, zorder=1))
        nodes = [iri for iri, degree in network.degree() if degree]
        colors = [[part / 255 for part in styling.colors[iri]] for iri in nodes]
        across, up = ([places[iri][axis] for iri in nodes] for axis in (0, 1))
        axes.scatter(
            across, up, s=[styling.sizes[iri] * 2 for iri in nodes], c=colors, zorder=2, linewidths=0
        )
        largest = sorted(nodes, key=lambda iri: (-styling.sizes[iri], iri))[:NAMED]
        for iri in largest:
            label = network.nodes[iri]["label"]
            axes.annotate(label, places[iri], fontsize=7, zorder=3, parse_math=False)
        axes.set_axis_off()
        axes.set_aspect("equal")

    return _to_svg(draw, (7, 7))


def draw_degrees(network: nx.MultiDiGraph) -> str:
    """Draw the distribution of degrees, on logarithmic scales."""
    counts = Counter(degree for _, degree in to_undirected(network).degree() if degree)

    def draw(axes: Axes) -> None:
        axes.set(xlabel="tied to so many others", ylabel="actors")
        if counts:
            axes.loglog(*zip(*sorted(counts.items()), strict=True), "o", color="#0072b2", markersize=4)

    return _to_svg(draw, (5, 3))


def draw_activity(statements: Mapping[str, int]) -> str:
    """Draw statements by month of publication ("2022-07"); months in which nothing was published count 0."""
    months = _list_months(statements)
    if not months:
        return _UNDATED

    def draw(axes: Axes) -> None:
        axes.set(ylabel="statements")
        axes.bar(range(len(months)), [statements.get(month, 0) for month in months], color="#0072b2")
        _name_months(axes, months)

    return _to_svg(draw, (7, 3))


def draw_topics(claims: Mapping[tuple[str, str], int]) -> str:
    """Draw the claims about each topic by month, out of (month, topic): a row for each of the NAMED top."""
    totals: Counter[str] = Counter()
    for (_, topic), count in claims.items():
        totals[topic] += count
    topics = sorted(totals, key=lambda topic: (-totals[topic], topic))[:NAMED]
    months = _list_months(month for month, _ in claims)
    if not months:
        return _UNDATED

    def draw(axes: Axes) -> None:
        counts = [[claims.get((month, topic), 0) for month in months] for topic in topics]
        image = axes.imshow(counts, cmap="Blues", aspect="auto", vmin=0, interpolation="nearest")
        axes.set_yticks(range(len(topics)), topics, parse_math=False)
        _name_months(axes, months)
        axes.figure.colorbar(image, ax=axes, label="claims")

    return _to_svg(draw, (7, 3.5))


def _name_months(axes: Axes, months: list[str]) -> None:
    """Label at most a dozen of the months under the plot."""
    step = max(1, len(months) // 12)
    axes.set_xticks(range(0, len(months), step), months[::step], rotation=45, ha="right")


def _list_months(known: Iterable[str]) -> list[str]:
    """List all months from the first of the known ones to the last."""
    numbers = [int(year) * 12 + int(month) - 1 for year, month in (one.split("-") for one in known)]
    every = range(min(numbers), max(numbers) + 1) if numbers else ()
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in every]


def _to_svg(draw: Any, inches: tuple[float, float]) -> str:
    """Render what `draw` puts on a pair of axes, without the XML declaration, so that a page can hold it."""
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError as error:
        raise ExportError("the report is plotted by matplotlib: pip install matplotlib") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ExportError(f"matplotlib cannot read a file matplotlibrc, mend or move it: {error}") from error
    with matplotlib.rc_context():
        # Whatever a matplotlibrc of the folder or the user says: the same graph gives the same page.
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_STYLE)
        figure = Figure(figsize=inches, layout="tight")
        draw(figure.subplots())
        written = io.StringIO()
        figure.savefig(written, format="svg", metadata={"Date": None})
    return written.getvalue()[written.getvalue().index("<svg") :]
