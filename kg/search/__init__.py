"""Look for words in names, claims and articles; narrow what is found by actor, act, topic, outlet and time.

words.py      what somebody typed, as an expression of FTS5
index.py      the file that is searched: tables of the graph, with one row for each thing that is found
asking.py     what is looked for, out of the parameters of an address or a command
searching.py  what is found, counted by facets, a page of it at a time
"""

from __future__ import annotations

from kg.search.asking import PARAMETERS, read_wanted
from kg.search.index import is_indexed, open_index
from kg.search.searching import FACETS, KINDS, SORTS, Found, Wanted, search

__all__ = [
    "FACETS",
    "KINDS",
    "PARAMETERS",
    "SORTS",
    "Found",
    "Wanted",
    "is_indexed",
    "open_index",
    "read_wanted",
    "search",
]
