"""Count what is in a graph, for its description: off sorted lines of N-Quads, so that memory does not grow.

Sorted, a subject is one run of lines, and a triple that stands in several graphs follows itself. What class a
value has, the run of that value tells: so links are sorted by their values, and both are gone through once.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import IO

from kg.sorting import sort_lines
from kg.store import GraphStore
from kg.vocab import RDF, XSD

_STRING, _LANGUAGE = XSD.string.encode(), (RDF.iri + "langString").encode()
_TYPE = f"<{RDF.type}>".encode()
_TYPED = re.compile(rb'"\^\^<([^<>"]*)>$')


@dataclass
class Counts:
    """How much there is: distinct triples and subjects, subjects by class, triples by property; and which
    class has which property with values of which class or datatype ("" where they have none).
    """

    triples: int = 0
    subjects: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    values: set[tuple[str, str, str]] = field(default_factory=set)


def count(store: GraphStore) -> Counts:
    """Count all graphs as one. Raises BrokenGraphError."""
    counts = Counts()
    with tempfile.TemporaryDirectory(prefix="kg-void-") as room:
        dumped, types, links = (Path(room, name) for name in ("dumped", "types", "links"))
        store.dump(dumped)
        with dumped.open("rb") as lines, types.open("wb") as typed, links.open("wb") as linked:
            _count_subjects(sort_lines(lines, Path(room)), counts, typed, linked)
        with types.open("rb") as typed, links.open("rb") as linked:
            _join(typed, sort_lines(linked, Path(room)), counts)
    return counts


def _count_subjects(lines: Iterable[bytes], counts: Counts, typed: IO[bytes], linked: IO[bytes]) -> None:
    """Count each subject. Write what links it (value, property, classes), and its classes, to files."""
    for subject, run in groupby(map(_split, lines), key=lambda parts: parts[0]):
        triples = dict.fromkeys((has, value) for _, has, value in run)
        classes = sorted(value for has, value in triples if has == _TYPE)
        counts.subjects += 1
        counts.triples += len(triples)
        counts.classes.update(map(_strip, classes))
        counts.properties.update(_strip(has) for has, _ in triples)
        joined = b" ".join(classes)
        if classes:
            typed.write(b"%s %s\n" % (subject, joined))
        for has, value in triples if classes else ():
            if value.startswith(b'"'):
                kind = _find_datatype(value).decode()
                counts.values.update((_strip(one), _strip(has), kind) for one in classes)
            else:
                linked.write(b"%s %s %s\n" % (value, has, joined))


def _join(typed: Iterable[bytes], linked: Iterable[bytes], counts: Counts) -> None:
    """Find the classes of the values of links; both come sorted by what they begin with."""
    subjects = iter(typed)
    subject, classes = _read_subject(subjects)
    for line in linked:
        value, has, *owners = line.split()
        while subject and subject < value:
            subject, classes = _read_subject(subjects)
        kinds = classes if subject == value else [b""]
        counts.values.update((_strip(one), _strip(has), _strip(kind)) for one in owners for kind in kinds)


def _read_subject(lines: Iterator[bytes]) -> tuple[bytes, list[bytes]]:
    """Read the next subject and its classes; nothing at the end."""
    subject, *classes = next(lines, b"").split() or [b""]
    return subject, classes


def _split(line: bytes) -> tuple[bytes, bytes, bytes]:
    """Split a line of N-Quads into subject, predicate and object."""
    subject, has, rest = line.split(b" ", 2)
    return subject, has, rest.rsplit(b" ", 2)[0]


def _find_datatype(value: bytes) -> bytes:
    """Find the datatype of a literal."""
    typed = _TYPED.search(value)
    return typed[1] if typed else _STRING if value.endswith(b'"') else _LANGUAGE


def _strip(iri: bytes) -> str:
    return iri.decode().removeprefix("<").removesuffix(">")
