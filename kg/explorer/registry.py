"""List the pages that there are. The order is that of the navigation."""

from __future__ import annotations

from kg.explorer.actor import ACTOR
from kg.explorer.agreement import AGREEMENT
from kg.explorer.article import ARTICLE
from kg.explorer.articles import ARTICLES
from kg.explorer.changes import CHANGES
from kg.explorer.claim import CLAIM
from kg.explorer.deciding import DECIDE
from kg.explorer.disagreements import CONTRADICTIONS, SHIFTS
from kg.explorer.home import HOME
from kg.explorer.lists import ACTORS, AGREEMENTS, STORIES, STORY, TOPICS, UNNAMED
from kg.explorer.matter import MATTER
from kg.explorer.network import NETWORK
from kg.explorer.pages import Page
from kg.explorer.promises import PROMISES
from kg.explorer.questions import ALL_QUESTIONS, QUESTIONS
from kg.explorer.quotations import QUOTATION, QUOTATIONS
from kg.explorer.searching import SEARCH
from kg.explorer.sparql import SPARQL
from kg.explorer.timeline import TIMELINE
from kg.explorer.topic import TOPIC

PAGES: tuple[Page, ...] = (
    HOME,
    SEARCH,
    ARTICLES,
    ARTICLE,
    ACTORS,
    ACTOR,
    CLAIM,
    AGREEMENTS,
    AGREEMENT,
    TOPICS,
    TOPIC,
    STORIES,
    STORY,
    QUOTATIONS,
    QUOTATION,
    TIMELINE,
    PROMISES,
    MATTER,
    SHIFTS,
    CONTRADICTIONS,
    NETWORK,
    UNNAMED,
    CHANGES,
    QUESTIONS,
    SPARQL,
    *ALL_QUESTIONS,
    DECIDE,
)
PAGES_BY_NAME = {page.name: page for page in PAGES}
# The addresses of the navigation, by their names.
MENU = {page.menu: page.path for page in PAGES if page.menu}
