"""Define `kg search`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from kg.cli.options import STORE, All, Debug, Excel, Store
from kg.cli.output import show_progress, show_table
from kg.cli.printing import print_message
from kg.csv_text import check_excel

Words = Annotated[
    list[str],
    typer.Argument(metavar="WORDS", help='Words, "a phrase", beginnings*, or -without some (after --).'),
]
Kind = Annotated[str, typer.Option(help="actor, agreement, topic, claim or article.")]
Act = Annotated[str, typer.Option(help="What was done by saying it, such as denial.")]
Actor = Annotated[str, typer.Option(metavar="NAME", help="Who says it: a name, an alias or an IRI.")]
Topic = Annotated[str, typer.Option(metavar="NAME", help="A topic, and all that are narrower.")]
Outlet = Annotated[str, typer.Option(metavar="NAME", help="Who published it.")]
Since = Annotated[str, typer.Option(metavar="DAY", help="Said, or else published, on that day or later.")]
Until = Annotated[str, typer.Option(metavar="DAY", help="Said, or else published, on that day or before.")]
AboutSince = Annotated[str, typer.Option(metavar="DAY", help="About a time that reaches to that day.")]
AboutUntil = Annotated[str, typer.Option(metavar="DAY", help="About a time that begins by that day.")]
Confidence = Annotated[str, typer.Option("--min-confidence", metavar="NUMBER", help="So sure, 0 to 1.")]
Sort = Annotated[str, typer.Option(help="relevance, newest, oldest, confidence or name.")]
Limit = Annotated[int, typer.Option(min=1, help="So many rows at most.")]
TableFormat = Annotated[Literal["table", "csv", "json"], typer.Option(help="How to print what is found.")]

_COLUMNS = ("kind", "name", "words", "act", "said_from", "confidence", "outlet", "title", "iri")


def search(
    words: Words,
    kind: Kind = "",
    act: Act = "",
    actor: Actor = "",
    topic: Topic = "",
    outlet: Outlet = "",
    since: Since = "",
    until: Until = "",
    about_since: AboutSince = "",
    about_until: AboutUntil = "",
    confidence: Confidence = "",
    all: All = False,
    sort: Sort = "",
    limit: Limit = 20,
    format: TableFormat = "table",
    excel: Excel = False,
    store: Store = STORE,
    debug: Debug = False,
) -> None:
    """Look for words in actors, agreements, topics, claims and articles.

    All of the words must be there, in whatever form: "station" finds "stations". The first search of a graph
    makes an index beside it, which takes some seconds for a thousand articles.

    Example: kg search moon base --kind claim --actor NASA
    """
    from kg.analyse import Table
    from kg.search import open_index, read_wanted
    from kg.search import search as find
    from kg.servers import open_graph

    check_excel(excel, format)
    graph = open_graph(store)
    given = {"q": " ".join(words), "kind": kind, "act": act, "actor": actor, "topic": topic, "outlet": outlet}
    given |= {
        "said_since": since,
        "said_until": until,
        "about_since": about_since,
        "about_until": about_until,
    }
    wanted = read_wanted(graph, given | {"confidence": confidence, "all": "1" if all else "", "sort": sort})
    with show_progress() as progress, open_index(graph, progress) as index:
        found = find(index, wanted, size=limit)
    rows = tuple(tuple(row[column] for column in _COLUMNS) for row in found.rows)
    show_table(Table(_COLUMNS, rows), format, excel)
    nothing = "nothing found: try other words, fewer of them, or --all"
    print_message(f"{found.total:,} found, {len(rows):,} shown" if found.total else nothing)
