"""Define every exception that `kg` raises on purpose.

    KgError                     something the user can mend; the message says how
    ├── UsageError              the command was asked for something that does not exist (exit code 2)
    ├── ArticleError            one article cannot be read; the others still can
    │   ├── UnopenedError       a file cannot be opened now; nothing is said of what it holds
    │   └── OtherContentError   a file is clearly something else: a folder passes over it
    ├── ModelError              the spaCy model is missing or unfit
    ├── OntologyError           a Turtle file of ontology/ is broken or uses a term nobody defined
    ├── RulesError              a file of kg/rules/ is broken
    ├── StoreError              the graph cannot be opened, is locked, or was written by another version
    │   └── BrokenGraphError    a graph is there and cannot be read
    ├── QueryError              a query is not SPARQL, or a parameter does not fit it
    │   └── LimitError          a query takes more time or memory than it may
    ├── CurationError           a decision cannot be read, or does not fit the graph
    ├── ShareError              a share pack is broken, or holds what none of kg's does
    ├── ListError               a list of parties that a user gives cannot be read
    ├── ExportError             the graph cannot be written in the format that was asked for
    ├── OutputError             what a command prints cannot be written: the disk is full, the reader is gone
    └── GoldError               annotated texts to measure with, or their scorer, are missing or broken

Every message says where, what, and what to do about it. It repeats what a user typed by `shorten`.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from kg.printable import SHOWN_LENGTH, shorten, to_line


class KgError(Exception):
    """Something the user can mend. Exit code 1 unless a subclass says otherwise.

    The message is one line, whatever stands in the values that it repeats: what a terminal would obey is
    escaped, line breaks too. Where it has more lines, each is an argument of its own.
    """

    exit_code = 1

    def __init__(self, message: str, *lines: str) -> None:
        super().__init__(message, *lines)
        self.lines = tuple(map(to_line, (message, *lines)))

    def __str__(self) -> str:
        return "\n".join(self.lines)


class UsageError(KgError):
    """Raised when a name, format or option does not exist; the message lists the near ones."""

    exit_code = 2

    @classmethod
    def unknown(cls, what: str, name: str, choices: Iterable[str]) -> UsageError:
        """Make the error for a `name` that is no `what`: the near ones first, then all there are."""
        known = sorted(choices)
        near = find_near(name, known)
        guess = f" Did you mean {' or '.join(near)}?" if near else ""
        return cls(f"there is no {what} '{shorten(name)}'.{guess} There are: {', '.join(known)}")


class ArticleError(KgError):
    """Raised by a reader: this file (or this line of it) is not an article, and why.

    `where` names the file and, in a .jsonl file, the line: "news.jsonl:12".
    """

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = to_line(where)
        self.reason = to_line(reason)


class UnopenedError(ArticleError):
    """Raised by a reader for a file that it cannot open, or not hold in memory: another time it may."""


class OtherContentError(ArticleError):
    """Raised by a reader for a file that nobody can have meant as an article: the settings of a program."""


class ModelError(KgError):
    """Raised when the spaCy model is not installed or lacks a component that the reading needs."""


class OntologyError(KgError):
    """Raised when a Turtle file of ontology/ cannot be parsed or misses a required property."""


class RulesError(KgError):
    """Raised when a rules file cannot be parsed or a line of it misses a field."""


class StoreError(KgError):
    """Raised when a graph cannot be opened, written or swapped in."""

    @classmethod
    def unwritable(cls, where: Path, error: Exception) -> StoreError:
        """Make the error for a place where no graph can be written."""
        return cls(f"cannot write to {where}: {explain_unwritable(error, 'name another with --store')}")


class BrokenGraphError(StoreError):
    """Raised when a graph is there and cannot be read: `what` says why, the message also what to do."""

    def __init__(self, what: str, remedy: str = "make it anew with `kg build articles/`") -> None:
        super().__init__(f"{what}: {remedy}")
        self.what = what


class QueryError(KgError):
    """Raised when SPARQL does not parse, or a parameter is missing, unknown or of the wrong form."""


class LimitError(QueryError):
    """Raised when a query takes more time or memory than it may; `limit` is which of the two."""

    def __init__(self, limit: str, message: str) -> None:
        super().__init__(message)
        self.limit = limit


class CurationError(KgError):
    """Raised when a decision of curation.ttl cannot be read, written or found, or does not fit the graph."""


class ShareError(KgError):
    """Raised when a share pack cannot be read, or is not what `kg export share` writes."""


class ListError(KgError):
    """Raised when a list of parties that a user gives cannot be read, or a row of it."""


class ExportError(KgError):
    """Raised when an exporter cannot write the graph."""


class OutputError(KgError):
    """Raised when stdout takes no more: its disk is full, or whoever read it has gone."""


class GoldError(KgError):
    """Raised when a corpus of annotated texts, or the scorer that comes with it, cannot be read."""


def is_full(error: Exception) -> bool:
    """Whether that is the error of a disk, or of a share of it, that is full; of compiled code too."""
    return any(words in str(error) for words in ("No space left", "quota exceeded"))


def explain_unwritable(error: Exception, otherwise: str) -> str:
    """Say in one line why something cannot be written, and what to do about it, or `otherwise`."""
    reason = getattr(error, "strerror", None) or take_first_line(error)
    return f"{reason}; {'make room on its disk' if is_full(error) else 'make it writable'}, or {otherwise}"


def find_near(name: str, known: Iterable[str]) -> list[str]:
    """Find the names that resemble a mistyped one; none for a name too long to be a slip."""
    return get_close_matches(name, known) if len(name) <= SHOWN_LENGTH else []


def take_first_line(error: Exception) -> str:
    """Take the first line of what an error says, or its name where it says nothing."""
    lines = str(error).splitlines()
    return lines[0] if lines else type(error).__name__
