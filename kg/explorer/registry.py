"""List the pages that there are. The order is that of the navigation."""

from __future__ import annotations

from kg.explorer.article import ARTICLE
from kg.explorer.articles import ARTICLES
from kg.explorer.home import HOME
from kg.explorer.pages import Page
from kg.explorer.searching import SEARCH

PAGES: tuple[Page, ...] = (HOME, SEARCH, ARTICLES, ARTICLE)
PAGES_BY_NAME = {page.name: page for page in PAGES}
# The addresses of the navigation, by their names.
MENU = {page.menu: page.path for page in PAGES if page.menu}
