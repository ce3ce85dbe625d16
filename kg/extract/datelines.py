"""Where and on which day a report was written: its datelines, as the annotation notes them, and its head."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from kg.extract.dates import find_dates
from kg.model import Passage
from kg.settings import DATELINES

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# "Published: 3 May 2031", "Date: Fri, 3 May 2031 17:00:00 +0200", among the first so many code points.
_STATED = re.compile(
    r"^[\W_]*+(?:first )?(?:dated?|issued|posted|published|released|sent)(?: on)?[*_:]*+[ \t]+([^\n]{6,60})$",
    re.MULTILINE | re.IGNORECASE,
)
_ABOVE = 600


def list_datelines(doc: Doc) -> tuple[Passage, ...]:
    """List the passages of the datelines in a Doc."""
    passages: tuple[Passage, ...] = doc.user_data.get(DATELINES, ())
    return passages


def find_tokens(doc: Doc) -> frozenset[int]:
    """Find the tokens of datelines: they name a place, and nobody who acts."""
    spans = (doc.char_span(line.start, line.end, alignment_mode="contract") for line in list_datelines(doc))
    return frozenset(token.i for span in spans for token in span or ())


def find_day(doc: Doc, text: str) -> str | None:
    """Find the ISO day of the first dateline with a day and a year, "VIENNA, 12 March 2031 --", else that of
    a line in the head of the text, "Published: 12 March 2031", which the Doc may have left out.
    """
    return _find_dateline_day(doc) or _find_stated_day(doc, text)


def _find_stated_day(doc: Doc, text: str) -> str | None:
    for line in _STATED.finditer(text, 0, _ABOVE):
        words = Doc(doc.vocab, words=line[1].split())
        found = next(iter(find_dates(words, None)), None)
        if found and found.edtf and (day := _DAY.match(found.edtf)):
            return day[0]
    return None


def _find_dateline_day(doc: Doc) -> str | None:
    lines = list_datelines(doc)
    for one in find_dates(doc, None) if lines else ():
        if one.edtf and _DAY.fullmatch(one.edtf) and any(line.holds(one.passage) for line in lines):
            return one.edtf
    return None
