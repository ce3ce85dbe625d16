"""The day on which a quotation was spoken: "today" in it is that day, and not the day of publication."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from spacy.tokens import Doc

from kg.extract.dates import Spoken
from kg.extract.dates.arithmetic import first_day
from kg.extract.quotations import Quotation, find_quotations
from kg.model import Claim, DateExpression


def find_spoken_days(
    doc: Doc, claims: Sequence[Claim], dates: Sequence[DateExpression], published: str | None
) -> list[Spoken]:
    """The quotations whose day the article tells, with that day, where it is not that of its publication."""
    days = {one.passage: day for one in dates if (day := _to_day(one))}
    dated = [(claim, days[claim.stated_on]) for claim in claims if claim.stated_on in days]
    if all(day.isoformat() == (published or "")[:10] for _, day in dated):
        return []
    quotations = find_quotations(doc.text)
    return [(quotation.inside, day) for claim, day in dated for quotation in _find_quoted(claim, quotations)]


def _to_day(expression: DateExpression) -> date | None:
    """The one day that a date names; None for a longer time, and for what lies before the year 1."""
    if expression.earliest is None or expression.earliest != expression.latest:
        return None
    return first_day(expression.earliest)


def _find_quoted(claim: Claim, quotations: Sequence[Quotation]) -> Iterator[Quotation]:
    """The quotations that the claim's content is, or holds."""
    for quotation in quotations:
        if any(part.meets(quotation.inside) for part in claim.content):
            yield quotation
