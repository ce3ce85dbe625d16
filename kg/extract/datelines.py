"""Datelines, as the annotation notes them: where and on which day a report was written."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from kg.extract.dates import find_dates
from kg.model import Passage
from kg.settings import DATELINES

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def list_datelines(doc: Doc) -> tuple[Passage, ...]:
    """List the passages of the datelines in a Doc."""
    passages: tuple[Passage, ...] = doc.user_data.get(DATELINES, ())
    return passages


def find_tokens(doc: Doc) -> frozenset[int]:
    """Find the tokens of datelines: they name a place, and nobody who acts."""
    spans = (doc.char_span(line.start, line.end, alignment_mode="contract") for line in list_datelines(doc))
    return frozenset(token.i for span in spans for token in span or ())


def find_day(doc: Doc) -> str | None:
    """Find the ISO day that the first dateline with a day and a year tells, "VIENNA, 12 March 2031 --"."""
    lines = list_datelines(doc)
    for one in find_dates(doc, None) if lines else ():
        if one.edtf and _DAY.fullmatch(one.edtf) and any(line.holds(one.passage) for line in lines):
            return one.edtf
    return None
