"""Define `kg`, the command. Bodies name what is called and how it is shown; everything else lives below.

    options.py           the arguments that several commands share
    build_commands.py    build, extract
    query_commands.py    query, analyse, verify, explain, gazetteer suggest
    export_commands.py   export, report
    curate_commands.py   curate merge, split, reject, confirm, list, suggest, undo, export
    load_command.py      load
    import_commands.py   import share
    diff_command.py      diff
    reconcile_command.py reconcile
    evaluate_command.py  evaluate
    search_command.py    search
    serve_command.py     serve
    output.py            tables, the summary of a build, progress
    tables.py            the layout of a table in a terminal
    printing.py          text escaped on its way to stdout and stderr, or written exactly
    streams.py           stdout and stderr that no terminal, pipe or full disk makes crash

Exit codes: 0 fine; 1 something failed, be it only that an article cannot be read or that `verify` finds a
fault; 2 the command was misused; 130 interrupted. Results go to stdout, everything else to stderr.
"""

from __future__ import annotations

import errno
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer

from kg import __version__
from kg.cli import (
    build_commands,
    curate_commands,
    diff_command,
    evaluate_command,
    export_commands,
    import_commands,
    load_command,
    query_commands,
    reconcile_command,
    search_command,
    serve_command,
)
from kg.cli.options import Listing
from kg.cli.printing import print_line, print_message
from kg.cli.streams import guarded_streams, is_gone
from kg.errors import KgError, OutputError
from kg.printable import to_line

# What typer raises where the command line cannot be read; newer versions carry click within themselves.
_Misuse: type[Exception] = next(
    kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException"
)

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    build_commands.build,
    build_commands.extract,
    load_command.load,
    query_commands.query,
    query_commands.analyse,
    export_commands.export,
    export_commands.report,
    query_commands.verify,
    query_commands.explain,
    search_command.search,
    diff_command.diff,
    reconcile_command.reconcile,
    evaluate_command.evaluate,
    serve_command.serve,
):
    app.command(cls=Listing)(command)
gazetteer = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The actors known by name.")
gazetteer.command()(query_commands.suggest)
app.add_typer(gazetteer, name="gazetteer")
app.add_typer(curate_commands.app, name="curate")
app.add_typer(import_commands.app, name="import")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `kg` and return its exit code. With --debug an error shows its traceback."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    debug = "--debug" in arguments
    with guarded_streams():
        code = _run(lambda: app(arguments, prog_name="kg", standalone_mode=False), debug)
        return _run(sys.stdout.flush, debug) or code


def _run(command: Callable[[], Any], debug: bool) -> int:
    """Call a command and return the exit code; print an error on stderr."""
    try:
        code = command()
        return code if isinstance(code, int) else 0
    except SystemExit as exit:
        return exit.code if isinstance(exit.code, int) else 1
    except _Misuse as error:
        return _show_misuse(error)
    except OutputError as error:
        return 1 if is_gone(error) else _report(error.lines, 1, debug)
    except KgError as error:
        return _report(error.lines, error.exit_code, debug)
    except Exception as error:
        return _report([_explain(error)], 1, debug)


def _explain(error: Exception) -> str:
    """Say what to do about an error that nobody has raised on purpose."""
    is_memory = isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM
    # What the loader of libraries says where it finds no memory for one.
    if is_memory or (isinstance(error, ImportError) and "failed to map segment" in str(error)):
        return (
            "there is not enough memory; the graph is as it was. Close other programs, allow more "
            "(ulimit -v), read with --jobs 1, or ask for less (--debug shows where)"
        )
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or error} (--debug shows where)"
    fault = f"this is a fault of kg, please report it: {type(error).__name__}: {error}"
    return f"{to_line(fault)} (--debug shows where)"


def _show_misuse(error: Any) -> int:
    """Let typer print the error of a command line; where a command is missing, its message is the help."""
    if not error.message.startswith("Usage: "):
        error.message = to_line(error.message)
    error.show(sys.stderr)
    return int(error.exit_code)


def _report(lines: Sequence[str], exit_code: int, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    first, *more = lines
    print_message(f"kg: {first}")
    for line in more:
        print_message(line)
    return exit_code


def _show_version(wanted: bool) -> None:
    if wanted:
        print_line(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Space-policy news in, a knowledge graph out: every fact points to the words it was read from."""
