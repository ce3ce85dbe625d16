"""A Doc in, an Extraction out: mentions, dates, claims, agreements, roles. spaCy ends here."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from spacy.tokens import Doc

from kg.extract.agreements import find_agreements
from kg.extract.claims import find_claims
from kg.extract.datelines import find_day
from kg.extract.dates import find_dates
from kg.extract.events import find_events, find_narrated
from kg.extract.figures import find_figures
from kg.extract.mentions import find_mentions
from kg.extract.quotation_dates import find_quotation_dates
from kg.extract.roles import find_roles
from kg.model import Article, Extraction


def extract(article: Article, doc: Doc) -> Extraction:
    """All that the rules read out of one article; `doc` is the annotated `article.text`.

    Where nothing tells the day of publication, that of the dateline or of a line in the head stands for it.
    """
    mentions = find_mentions(doc)
    published = article.published or find_day(doc, article.text)
    read_dates = partial(find_dates, doc, published, outlet=article.source, url=article.url)
    dates = read_dates()
    claims = find_claims(doc, mentions, dates)
    quotation_dates = find_quotation_dates(doc, claims, dates, published)
    if quotation_dates:
        anew = {date.passage: date for date in read_dates(quotation_dates)}
        # The year of the quotation may lack a day, February 29: then the claims know it by its place still.
        dates = tuple(anew.get(date.passage, date) for date in dates)
    events = find_events(doc, mentions, claims, dates)
    narrations = find_narrated(doc, mentions, claims, dates)
    figures = find_figures(doc, mentions, claims, dates)
    roles, coreferences = find_roles(doc, mentions, dates, published)
    agreements, signings, counts = find_agreements(doc, mentions, dates, roles)
    read = Extraction(
        coreferences=coreferences,
        dates=dates,
        claims=claims,
        events=events,
        narrations=narrations,
        figures=figures,
        agreements=agreements,
        signings=signings,
        roles=roles,
        counts=counts,
    )
    return replace(read, mentions=mentions.select(read.placed))
