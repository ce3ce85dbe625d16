"""The day on which a quotation was spoken, from hand-made claims."""

from __future__ import annotations

from datetime import date

import pytest
import spacy

from kg.extract import extract
from kg.extract.quotation_dates import find_quotation_dates
from kg.model import Article, Claim, DateExpression, Passage
from tests.docs import load_doc

DOC = spacy.blank("en")('On Monday Ana said: "Today we fly." He said that it flies.')
QUOTED, INDIRECT = Passage(21, 34), Passage(44, 57)
MONDAY = DateExpression(
    Passage(3, 9), "DATE", "2022-07-25", "2022-07-25", "2022-07-25", "2022-07-25", "2022-07-27"
)


def claim(content: Passage, stated_on: Passage | None) -> Claim:
    return Claim((content,), (Passage(14, 18),), (), "direct", "statement", "test", 0.9, stated_on=stated_on)


def test_a_quotation_has_the_day_of_its_claim() -> None:
    claims = [claim(QUOTED, MONDAY.passage), claim(INDIRECT, None)]
    assert find_quotation_dates(DOC, claims, [MONDAY], "2022-07-27") == [(QUOTED, date(2022, 7, 25))]


def test_what_is_not_quoted_is_the_writers() -> None:
    assert find_quotation_dates(DOC, [claim(INDIRECT, MONDAY.passage)], [MONDAY], "2022-07-27") == []


def test_nothing_changes_where_it_was_said_on_the_day_of_publication() -> None:
    assert find_quotation_dates(DOC, [claim(QUOTED, MONDAY.passage)], [MONDAY], "2022-07-25") == []


@pytest.mark.parametrize(
    ("earliest", "latest"),
    [("2022-07-01", "2022-07-31"), (None, "2022-07-25"), ("-0479-01-01", "-0479-01-01"), (None, None)],
)
def test_a_time_that_is_no_day_tells_none(earliest: str | None, latest: str | None) -> None:
    vague = DateExpression(MONDAY.passage, "DATE", "x", "x", earliest, latest)
    assert find_quotation_dates(DOC, [claim(QUOTED, vague.passage)], [vague], None) == []


def test_a_date_that_the_spoken_year_lacks_stays_where_its_claim_knows_it() -> None:
    doc = load_doc("leap-day")
    extraction = extract(Article("a", doc.text, published="2024-03-05"), doc)
    about = [passage for claim in extraction.claims for passage in claim.dates]
    assert [passage.of(doc.text) for passage in about] == ["February 29"]
    assert set(about) <= {expression.passage for expression in extraction.dates}
