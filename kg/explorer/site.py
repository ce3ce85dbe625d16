"""Write the pages as files that link to each other: a site that needs no server.

The pages are those that the links lead to, from the first one on. What asks the graph anew is left out:
questions, decisions. The search reads an index that is made of the pages, and the SPARQL page holds the graph
in the browser. The network is the one page of `kg export html`.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from kg.explorer.actor import ACTOR, find_tabs
from kg.explorer.addresses import Addresses, Target, to_target
from kg.explorer.home import HOME
from kg.explorer.network import NETWORK
from kg.explorer.pages import Asked, MissingError, Page, View
from kg.explorer.registry import PAGES_BY_NAME
from kg.explorer.rendering import STATIC, error_to_html, to_html
from kg.explorer.site_search import FOLDER, SITE_SEARCH, Entry, to_entry, write_index
from kg.explorer.site_sparql import find_page, write_graph, write_pages
from kg.export.html import SCRIPT, write_html
from kg.export.options import ExportOptions
from kg.placing import put_tree_in_place
from kg.settings import bundle_path
from kg.store import GraphStore

# The pages that say the same for one graph, whoever asks.
_NAMES = (
    *("home", "articles", "article", "actors", "actor", "claim", "agreements", "agreement"),
    *("topics", "topic", "stories", "story", "quotations", "quotation", "timeline", "network", "unnamed"),
    *("promises", "matter", "shifts", "contradictions"),
)
_PAGES = {SITE_SEARCH.name: SITE_SEARCH} | {name: PAGES_BY_NAME[name] for name in _NAMES}
# What a page may do. For a file that is opened from a disk, 'self' names nothing in some browsers.
_POLICY = {
    "default-src": "'none'",
    "style-src": "'self' file:",
    "img-src": "'self' file:",
    "form-action": "'self' file:",
    "base-uri": "'none'",
}
_SCRIPTS = {"script-src": "'self' file:"}


def write_site(store: GraphStore, place: Path, options: ExportOptions) -> Path:
    """Write the site into the folder `place`; return the file of its first page.

    Raises ExportError where nothing can be written, or where the folder is somebody else's.
    """
    put_tree_in_place(place, lambda folder: _fill(store, folder, options), store.inputs)
    return place / to_target(HOME).file


def _fill(store: GraphStore, folder: Path, options: ExportOptions) -> None:
    shutil.copytree(STATIC, folder / "static")
    pages = dict(_PAGES)
    # The drawing needs a script that is not in the sources, and so does the store in the browser.
    if bundle_path(SCRIPT).is_file():
        write_html(store, folder / to_target(NETWORK).file, options)
    else:
        del pages[NETWORK.name]
    if asking := find_page(store):
        pages[asking.name] = asking
        if asking.scripts:
            write_graph(store, folder)
    addresses, writer = Addresses(pages), _Writer(store, pages)
    links: Counter[str] = Counter()
    found = {to_target(HOME), to_target(NETWORK)}
    waiting, done = [to_target(HOME)], len(found) - 1
    while waiting:
        further: list[Target] = []
        # Sorted, so that the claims of an article come one after the other: it is read once for them.
        for target in sorted(waiting, key=lambda one: one.file):
            text, targets = addresses.relink(writer.render(target), target.file)
            _write(folder / target.file, text)
            links.update(one.file for one in targets)
            new = [one for one in targets if one not in found]
            found.update(new)
            further += new
            done += 1
            options.report_progress("writing pages", done, len(found))
        waiting = further
    write_index(folder / FOLDER, writer.entries, links)
    if asking and asking.scripts:
        write_pages(folder, writer.files)


class _Writer:
    """Write pages of a graph with a navigation that leads to no others than these.

    `files` are those of the things that have a page, by their IRIs, `entries` what the search finds.
    """

    def __init__(self, store: GraphStore, pages: Mapping[str, Page]) -> None:
        self._store = store
        self._menu = {page.menu: page.path for page in pages.values() if page.menu}
        self._tabs: dict[str, dict[str, str]] = {}
        self.files: dict[str, str] = {}
        self.entries: list[Entry] = []

    def render(self, target: Target) -> str:
        """Write the page of a target, where the graph lacks it the page that says so."""
        asked = target.page.read(target.rest, dict(target.given))
        policy = _write_policy(target.page)
        try:
            view = target.page.load(self._store, asked)
        except MissingError as error:
            return error_to_html(404, str(error), error.near, self._menu, policy)
        if asked.iri and not target.given:
            self.files[asked.iri] = target.file
        if entry := to_entry(self._store, target, view):
            self.entries.append(entry)
        if target.page is ACTOR:
            view = self._leave_out_tabs(view, asked)
        return to_html(target.page, view, asked, self._menu, policy)

    def _leave_out_tabs(self, view: View, asked: Asked) -> View:
        """Leave out the tabs without rows: most actors are in one article only, and each tab is a file."""
        if asked.iri not in self._tabs:
            self._tabs[asked.iri] = find_tabs(self._store, asked)
        return replace(view, drawn={**view.drawn, "tabs": self._tabs[asked.iri]})


def _write_policy(page: Page) -> str:
    policy = _POLICY | (_SCRIPTS if page.scripts else {}) | dict(page.policy)
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
