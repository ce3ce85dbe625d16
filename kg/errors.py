"""Every exception that `kg` raises on purpose.

    KgError                     something the user can mend; the message says how
    ├── UsageError              the command was asked for something that does not exist (exit code 2)
    ├── ArticleError            one article cannot be read; the others still can
    ├── ModelError              the spaCy model is missing or unfit
    ├── OntologyError           a Turtle file of ontology/ is broken or uses a term nobody defined
    ├── RulesError              a file of kg/rules/ is broken
    ├── StoreError              the graph cannot be opened, is locked, or was written by another version
    │   └── BrokenGraphError    a graph is there and cannot be read
    ├── QueryError              a query is not SPARQL, or a parameter does not fit it
    ├── CurationError           a decision cannot be read, or does not fit the graph
    ├── ExportError             the graph cannot be written in the format that was asked for
    └── GoldError               annotated texts to measure with, or their scorer, are missing or broken

Every message says where, what, and what to do about it.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class KgError(Exception):
    """Something the user can mend. Exit code 1 unless a subclass says otherwise."""

    exit_code = 1


class UsageError(KgError):
    """Raised when a name, format or option does not exist; the message lists the near ones."""

    exit_code = 2

    @classmethod
    def unknown(cls, what: str, name: str, choices: Iterable[str]) -> UsageError:
        """The error for a `name` that is no `what`: the near ones first, then all there are."""
        known = sorted(choices)
        near = get_close_matches(name, known)
        guess = f" Did you mean {' or '.join(near)}?" if near else ""
        return cls(f"there is no {what} {name!r}.{guess} There are: {', '.join(known)}")


class ArticleError(KgError):
    """Raised by a reader: this file (or this line of it) is not an article, and why.

    `where` names the file and, in a .jsonl file, the line: "news.jsonl:12".
    """

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class ModelError(KgError):
    """Raised when the spaCy model is not installed or lacks a component that the reading needs."""


class OntologyError(KgError):
    """Raised when a Turtle file of ontology/ cannot be parsed or misses a required property."""


class RulesError(KgError):
    """Raised when a rules file cannot be parsed or a line of it misses a field."""


class StoreError(KgError):
    """Raised when a graph cannot be opened, written or swapped in."""


class BrokenGraphError(StoreError):
    """Raised when a graph is there and cannot be read: `what` says why, the message also what to do."""

    def __init__(self, what: str, remedy: str = "make it anew with `kg build articles/`") -> None:
        super().__init__(f"{what}: {remedy}")
        self.what = what


class QueryError(KgError):
    """Raised when SPARQL does not parse, or a parameter is missing, unknown or of the wrong form."""


class CurationError(KgError):
    """Raised when a decision of curation.ttl cannot be read, written or found, or does not fit the graph."""


class ExportError(KgError):
    """Raised when an exporter cannot write the graph."""


class GoldError(KgError):
    """Raised when a corpus of annotated texts, or the scorer that comes with it, cannot be read."""
