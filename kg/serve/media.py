"""Know the media types of answers, and choose by what a client says that it accepts (RFC 9110)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pyoxigraph import QueryResultsFormat, RdfFormat

HTML, JSON, TEXT = "text/html", "application/json", "text/plain"
# The server's choice comes first: it is taken where a client has no preference.
TABLES: dict[str, QueryResultsFormat] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    JSON: QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
}
GRAPHS: dict[str, RdfFormat] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    JSON: RdfFormat.JSON_LD,
    "application/xml": RdfFormat.RDF_XML,
    TEXT: RdfFormat.N_TRIPLES,
}

_RANGE = re.compile(r"\s*([\w!#$&^.+-]+|\*)/([\w!#$&^.+-]+|\*)\s*(.*)", re.DOTALL)
_QUALITY = re.compile(r";\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*(?:;|$)", re.IGNORECASE)


def choose(accept: str, offered: Sequence[str]) -> str | None:
    """Choose the media type that a client likes best, the first of several; None where it takes none."""
    ranges = list(_read_ranges(accept)) or [("*", "*", 1.0)]
    qualities = [_find_quality(media, ranges) for media in offered]
    best = max(qualities, default=0.0)
    return offered[qualities.index(best)] if best > 0 else None


def _read_ranges(accept: str) -> Iterable[tuple[str, str, float]]:
    """Read "text/*;q=0.5, a/b": kind, subtype, quality; what is no range is passed over."""
    for part in accept.split(","):
        if match := _RANGE.fullmatch(part):
            quality = _QUALITY.search(match[3])
            yield match[1].lower(), match[2].lower(), float(quality[1]) if quality else 1.0


def _find_quality(media: str, ranges: Iterable[tuple[str, str, float]]) -> float:
    """Find the quality of a media type: the most exact of the ranges says it."""
    kind, _, subtype = media.partition("/")
    found = [
        ((one != "*") + (other != "*"), quality)
        for one, other, quality in ranges
        if one in ("*", kind) and other in ("*", subtype)
    ]
    return max(found, default=(0, 0.0))[1]
