"""`kg`, the command. Bodies name what is called and how it is shown; everything else lives below.

    options.py    the arguments that several commands share
    making.py     build, extract
    asking.py     query, analyse, export, report, verify, explain, gazetteer suggest
    curating.py   curate merge, split, reject, list, undo
    evaluating.py evaluate
    showing.py    tables, the summary of a build, progress: what a person sees

Exit codes: 0 fine; 1 something failed, be it only that an article cannot be read or that `verify` finds a
fault; 2 the command was misused; 130 interrupted. Results go to stdout, everything else to stderr.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from typing import Annotated

import typer

from kg import __version__
from kg.cli import asking, curating, evaluating, making
from kg.errors import KgError

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    making.build,
    making.extract,
    asking.query,
    asking.analyse,
    asking.export,
    asking.report,
    asking.verify,
    asking.explain,
    evaluating.evaluate,
):
    app.command()(command)
gazetteer = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The actors known by name.")
gazetteer.command()(asking.suggest)
app.add_typer(gazetteer, name="gazetteer")
app.add_typer(curating.app, name="curate")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `kg` and give its exit code. With --debug an error shows where it was raised."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    try:
        app(arguments, prog_name="kg")
    except SystemExit as exit:
        return exit.code if isinstance(exit.code, int) else 1
    except KgError as error:
        return _report(str(error), error.exit_code, "--debug" in arguments)
    except Exception as error:
        fault = f"this is a fault of kg, please report it: {type(error).__name__}: {error}"
        return _report(f"{fault} (--debug shows where)", 1, "--debug" in arguments)
    return 0


def _report(message: str, exit_code: int, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    print(f"kg: {message}", file=sys.stderr)
    return exit_code


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Space-policy news in, a knowledge graph out: every fact points to the words it was read from."""
