"""Define the commands that bring in what somebody else has read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import FOLDER, Debug, Folder
from kg.cli.output import show_problems, show_progress, show_warnings
from kg.cli.printing import print_line, print_message

Packed = Annotated[
    Path, typer.Argument(metavar="PACK", help="A pack of `kg export share`: a folder or a .zip.")
]
Articles = Annotated[
    list[Path] | None,
    typer.Argument(metavar="ARTICLES", help="Files and folders of articles, as for `kg build`; or none."),
]

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Bring in what somebody else has read.")


@app.command()
def share(pack: Packed, articles: Articles = None, store: Folder = FOLDER, debug: Debug = False) -> None:
    """Make a graph of a pack of `kg export share`.

    The articles, found by their content, give the words back, and every passage is read again in its text.
    What is of an article that is not there is left out, and listed. Without articles the facts can be asked,
    but no quotation has more words than in the pack.

    Example: kg import share pack.zip articles/ --store build/graph
    """
    from kg.pipeline.sharing import import_share

    with show_progress() as progress:
        imported = import_share(pack, articles or [], store, progress)
    show_warnings(imported.warnings)
    how = "every passage is in its text" if imported.has_text else "without text: quotations are cut"
    print_line(f"{store}: {imported.articles:,} articles, {imported.quads:,} facts imported, {how}")
    for error in imported.left_out:
        print_message(f"left out {error}")
    show_problems(imported.failed, debug)
    raise typer.Exit(1 if imported.left_out or imported.failed else 0)
