"""Write times: the date expressions, the temporal entities they denote, and the ends of intervals."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kg import edtf, vocab
from kg.model import DateExpression
from kg.triples.literals import iso_date, text
from kg.triples.writer import GraphWriter
from kg.vocab import EDTF_DATATYPE, RDF, RDFS, SP, TIME


def write_date(writer: GraphWriter, date: DateExpression) -> None:
    """Write an expression, and the time that it denotes where it has a place on the calendar."""
    mention = writer.mention(date.passage)
    writer.add(mention, SP.timexType, Literal(date.type))
    writer.add(mention, SP.timexValue, Literal(date.value))
    writer.add(mention, SP.anchor, iso_date(date.anchor))
    writer.add(mention, SP.unresolvedBecause, text(date.reason))
    if not date.is_placed:
        return
    iri = writer.time(date)
    writer.add(mention, SP.denotes, iri)
    if date.edtf:
        _write_time(writer, date.edtf)
    else:
        writer.add(iri, RDF.type, TIME.TemporalEntity)
        writer.add(iri, RDFS.label, *writer.words([date.passage]))


def _write_time(writer: GraphWriter, written: str) -> str:
    """Write the time of an EDTF value; an interval has the times of its known ends."""
    iri = vocab.time_iri(written)
    earliest, latest = edtf.bounds(written)
    ends = written.split("/") if "/" in written else []
    writer.add(iri, RDF.type, TIME.TemporalEntity, TIME.ProperInterval if ends else TIME.Instant)
    writer.add(iri, SP.edtf, Literal(written, datatype=NamedNode(EDTF_DATATYPE)))
    writer.add(iri, RDFS.label, Literal(written))
    writer.add(iri, SP.earliest, iso_date(earliest))
    writer.add(iri, SP.latest, iso_date(latest))
    for end, predicate in zip(ends, (TIME.hasBeginning, TIME.hasEnd), strict=False):
        if end not in ("", edtf.OPEN):
            writer.add(iri, predicate, _write_time(writer, end))
    return iri
