"""Print to stdout and stderr: text for people is escaped, text for programs is exact."""

from __future__ import annotations

import codecs
import sys
from contextlib import suppress

from kg.printable import escape_json, to_line, to_printable


def print_line(line: str = "") -> None:
    """Print one line for people on stdout; a line break in a value makes no second one."""
    print(to_printable(line))


def print_message(line: str) -> None:
    """Print one line about the work on stderr."""
    print(to_line(line), file=sys.stderr)


def print_json(text: str) -> None:
    """Print a JSON text: the same JSON wherever it goes, and obeyed by no terminal."""
    print(escape_json(text, ascii_only=not _is_utf8()), end="")


def print_turtle(text: str) -> None:
    """Print Turtle; it is UTF-8 by definition, so in another encoding all that is not ASCII is escaped."""
    print_exactly(text if _is_utf8() else "".join(map(_to_turtle_escape, text)))


def print_exactly(text: str, encoding: str = "") -> None:
    """Print text for programs as it is; on a terminal, which would obey it, escaped.

    `encoding` is the one that stdout takes for it.
    """
    if encoding:
        with suppress(AttributeError):  # of a stream that was put in the place of stdout
            sys.stdout.reconfigure(encoding=encoding)  # type: ignore[union-attr]
    print(to_printable(text, keep="\n") if sys.stdout.isatty() else text, end="")


def _is_utf8() -> bool:
    return codecs.lookup(sys.stdout.encoding or "utf-8").name == "utf-8"


def _to_turtle_escape(character: str) -> str:
    code = ord(character)
    if code < 0x80:
        return character
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
