"""Find the date of a quotation: "today" in it is the day of the utterance, not of publication."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from spacy.tokens import Doc

from kg.extract.dates import QuotationDate
from kg.extract.dates.arithmetic import first_day
from kg.extract.quotations import Quotation, find_quotations
from kg.model import Claim, DateExpression, find_meeting


def find_quotation_dates(
    doc: Doc, claims: Sequence[Claim], dates: Sequence[DateExpression], published: str | None
) -> list[QuotationDate]:
    """Find the quotations that the article dates to another day than that of its publication."""
    days = {one.passage: day for one in dates if (day := _to_day(one))}
    dated = [(claim, days[claim.stated_on]) for claim in claims if claim.stated_on in days]
    if all(day.isoformat() == (published or "")[:10] for _, day in dated):
        return []
    quotations = find_quotations(doc.text)
    return [(quotation.inside, day) for claim, day in dated for quotation in _find_quoted(claim, quotations)]


def _to_day(expression: DateExpression) -> date | None:
    """Return the one day that a date names; None for a longer time or one before the year 1."""
    if expression.earliest is None or expression.earliest != expression.latest:
        return None
    return first_day(expression.earliest)


def _find_quoted(claim: Claim, quotations: Sequence[Quotation]) -> Iterator[Quotation]:
    """Find the quotations that overlap the content of a claim."""
    near = {quotation for part in claim.content for quotation in find_meeting(quotations, part)}
    for quotation in sorted(near, key=lambda quotation: quotation.passage):
        if any(part.meets(quotation.inside) for part in claim.content):
            yield quotation
