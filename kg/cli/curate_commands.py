"""Define the commands by which a person overrules the reading. They import the pipeline when they run."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.options import FOLDER, Debug, Excel, Folder
from kg.cli.output import (
    show_decision,
    show_decisions,
    show_problems,
    show_progress,
    show_suggestions,
    show_summary,
    show_warnings,
    warn_without_reader,
)
from kg.cli.printing import print_message
from kg.csv_text import check_excel

if TYPE_CHECKING:
    from kg.curation import Decision
    from kg.pipeline import BuildSummary
    from kg.store import GraphStore

WHO = "A name, an alias, or the IRI: id:person/ana-ruiz."

Actor = Annotated[str, typer.Argument(metavar="ACTOR", help=WHO)]
Into = Annotated[str, typer.Argument(metavar="INTO", help="The actor that stays; written like ACTOR.")]
Fact = Annotated[
    str,
    typer.Argument(
        metavar="FACT",
        help="The IRI of a claim, statement, signing, role, event or mention; or words of one claim alone.",
    ),
]
Number = Annotated[int, typer.Argument(metavar="NUMBER", help="Its number in `kg curate list`.")]
Names = Annotated[
    list[str] | None, typer.Option("--name", metavar="NAME", help="A name that is the other's; repeatable.")
]
Articles = Annotated[
    list[str] | None, typer.Option("--article", metavar="ID", help="Only in this article; repeatable.")
]
NewName = Annotated[str, typer.Option("--as", metavar="NAME", help="What the other one is called.")]
Because = Annotated[str, typer.Option(metavar="TEXT", help="Why: it is kept with the decision.")]
AnnotatedFolder = Annotated[Path, typer.Argument(metavar="DIR", help="A new folder for the texts.")]
Later = Annotated[bool, typer.Option("--later", help="Only write it down; the next build applies it.")]
ListFormat = Annotated[Literal["table", "csv", "json"], typer.Option(help="How to print the list.")]

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Overrule the reading: decisions are kept in curation.ttl beside the graph and survive every build.",
)


@app.command()
def merge(
    actor: Actor,
    into: Into,
    because: Because = "",
    later: Later = False,
    store: Folder = FOLDER,
    debug: Debug = False,
) -> None:
    """Make two actors one.

    What was said and signed by ACTOR is INTO's, and its names are names of INTO.

    Example: kg curate merge "Dmitri Rogosin" "Dmitry Rogozin" --because "the German spelling"
    """
    from kg.curation import decide_merge

    _decide(lambda graph: decide_merge(graph, actor, into, because), store, later)


@app.command()
def split(
    actor: Actor,
    name: Names = None,
    article: Articles = None,
    new_name: NewName = "",
    because: Because = "",
    later: Later = False,
    store: Folder = FOLDER,
    debug: Debug = False,
) -> None:
    """Part an actor who is two.

    The mentions by --name or in --article are those of another actor, --as NAME.
    With none of the three each article has an actor of its own.

    Example: kg curate split "Greg Johnson" --article news-12 --as "Gregory H. Johnson"
    """
    from kg.curation import decide_split

    _decide(
        lambda graph: decide_split(graph, actor, name or (), article or (), new_name, because), store, later
    )


@app.command()
def reject(
    fact: Fact, because: Because = "", later: Later = False, store: Folder = FOLDER, debug: Debug = False
) -> None:
    """Take out a claim that the article does not make.

    Signings, roles, events and mentions (of an actor, a date, a topic, an agreement) are rejected likewise,
    by their IRI. What is taken out stays out, also where the article changes, as long as it has the words.

    Example: kg curate reject "will fly until 2030" --because "it is the caption of a picture"
    """
    from kg.curation import decide_rejection

    _decide(lambda graph: decide_rejection(graph, fact, because), store, later)


@app.command()
def confirm(
    fact: Fact, because: Because = "", later: Later = False, store: Folder = FOLDER, debug: Debug = False
) -> None:
    """Say that what was read is right.

    A statement that is confirmed counts as firm, however sure the reader was.

    Example: kg curate confirm "will fly until 2030"
    """
    from kg.curation import decide_confirmation

    _decide(lambda graph: decide_confirmation(graph, fact, because), store, later)


@app.command(name="list")
def list_(
    format: ListFormat = "table", excel: Excel = False, store: Folder = FOLDER, debug: Debug = False
) -> None:
    """List the decisions, in the order in which they are applied.

    Example: kg curate list
    """
    from kg.curation import read_decisions

    check_excel(excel, format)
    show_decisions(read_decisions(store), format, excel)


@app.command()
def suggest(
    format: ListFormat = "table", excel: Excel = False, store: Folder = FOLDER, debug: Debug = False
) -> None:
    """List the actors that may be one, with the evidence, the likeliest first.

    Names are compared by letters and by sound; it counts where people hold an office, and who stands
    beside whom in one article.

    Example: kg curate suggest
    """
    from kg.curation import suggest_merges
    from kg.store import open_store

    check_excel(excel, format)
    show_suggestions(suggest_merges(open_store(store)), format, excel)


@app.command()
def export(folder: AnnotatedFolder, store: Folder = FOLDER, debug: Debug = False) -> None:
    """Write what was confirmed and contested as annotated texts.

    Who says what as brat standoff like PolNeAR, actors, offices, agreements and acts as JSON lines: `kg
    evaluate` reads both, and a model can be trained on them. Each article with a decision on a fact is read
    again and curated; what was taken out is listed in contested.jsonl.

    Example: kg curate export build/annotated
    """
    from kg.pipeline.annotating import export_annotations

    warn_without_reader()
    with show_progress() as progress:
        written = export_annotations(store, folder, progress)
    print_message(
        f"wrote {folder}: {written.articles} articles, {written.confirmed} facts confirmed, "
        f"{written.contested} contested"
    )


@app.command()
def undo(number: Number, later: Later = False, store: Folder = FOLDER, debug: Debug = False) -> None:
    """Take a decision back: the articles that it touched are read anew.

    Example: kg curate undo 3
    """
    if later:
        from kg.curation import remove_decision

        return show_decision("took back", remove_decision(store, number))
    from kg.pipeline import undo_decision

    warn_without_reader()
    with show_progress() as progress:
        summary = undo_decision(
            store, number, partial(show_decision, "took back"), progress, _report_wait(store)
        )
    _show(summary, store)


def _decide(decide: Callable[[GraphStore], Decision], store: Path, later: bool) -> None:
    """Make a decision, and build the graph anew unless `later`; a decision that is reported is kept."""
    if later:
        from kg.curation import add_decision
        from kg.store import open_store

        return show_decision("decided", add_decision(store, decide(open_store(store))))
    from kg.pipeline import apply_decision

    warn_without_reader()
    with show_progress() as progress:
        summary = apply_decision(
            store, decide, partial(show_decision, "decided"), progress, _report_wait(store)
        )
    _show(summary, store)


def _report_wait(store: Path) -> Callable[[], None]:
    return lambda: print_message(f"kg: another build is writing to {store}: waiting until it is done")


def _show(summary: BuildSummary, store: Path) -> None:
    show_warnings(summary.warnings)
    show_summary(summary, store)
    show_problems(summary.failed, debug=False)
