"""Make a site searchable without a server: an index of its pages as small files, loaded by need.

A file is a script that hands over one value, for a page on a disk may load scripts and nothing else:

    search/index.js      the beginnings of words, one a file of words, and how many pages of each kind
    search/words-N.js    the words that begin so, each with the numbers of the pages in which it stands
    search/pages-N.js    pages by their numbers: kind, name, file, and what is told of it in a line

Page numbers are in the order in which pages are listed. `static/site-search.js` reads these files, and splits
and folds words in the same way.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import NamedNode

from kg.explorer.addresses import Target
from kg.explorer.pages import Asked, Page, View
from kg.explorer.rendering import clip
from kg.settings import BASE_IRI
from kg.store import GraphStore
from kg.vocab import DCTERMS

# The kinds of pages that are found, in their order.
KINDS = ("actor", "agreement", "topic", "article", "claim")
FOLDER = "search"
# A file of words is split by the next letter beyond this many characters; one of pages holds this many.
_WORDS_SIZE, _PAGES_IN_FILE = 60_000, 200
_LOCAL = re.compile(re.escape(BASE_IRI) + r"article/[^/]+(?=/)")
_WORD = re.compile(r"[^\W_]+")
# As much of a name or a note is shown.
_LONGEST = 240

Postings = Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Entry:
    """A page about a `thing`, which is found by the words of its name, its note, and others."""

    kind: str
    thing: str
    file: str
    name: str
    note: str = ""
    words: frozenset[str] = field(default=frozenset(), compare=False)


def to_words(text: str) -> set[str]:
    """Split a text into words, folded: small letters without accents."""
    folded = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(c for c in folded if not unicodedata.category(c).startswith("M"))
    return set(_WORD.findall(plain.lower()))


def to_entry(store: GraphStore, target: Target, view: View) -> Entry | None:
    """Make the entry of a page; None for lists, and further pages and tabs of a thing."""
    kind = target.page.kind
    if kind not in KINDS or target.given:
        return None
    data = view.data
    thing, also, note, about = data.get("iri", ""), "", "", ""
    if kind == "article":
        told = data["article"]
        thing, also, note = told["iri"], data["text"], _join(told["published"], told["outlet"])
    elif kind == "claim":
        # A claim has a page, and each statement of it another one.
        thing, told = view.drawn["fact"].iri, data["article"]
        speakers = [part["value"] for part in data["parts"] if part["name"] == "speaker"]
        note = _join(*speakers, told["published"], told["title"])
    elif kind == "actor":
        also = "\n".join(one["name"] for one in data["about"].get("also called", ()))
        note = ", ".join(one["name"] for one in data["about"].get("type", ()))
        # "Its partners" is not what somebody looks for who types words of the title.
        about = _find_title(store, thing)
    words = frozenset(to_words("\n".join((view.title, note, also))))
    shown = clip(_join(note, about), _LONGEST)
    return Entry(kind, thing, target.file, clip(view.title, _LONGEST), shown, words)


def write_index(folder: Path, entries: Iterable[Entry], links: Counter[str]) -> None:
    """Write the files of the index; `links` says of each file how many pages lead to it.

    Within its kind a page comes before those to which fewer lead.
    """
    things = {one.thing: one for one in sorted(entries, key=lambda one: one.file, reverse=True)}
    ordered = sorted(things.values(), key=lambda one: (KINDS.index(one.kind), -links[one.file], one.file))
    folder.mkdir(parents=True)
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(ordered):
        for word in entry.words:
            postings[word].append(number)
    parts = _split({word: _to_steps(numbers) for word, numbers in sorted(postings.items())}, "")
    for number, words in enumerate(parts.values()):
        write_script(folder / f"words-{number}.js", words)
    for start in range(0, len(ordered), _PAGES_IN_FILE):
        rows = [[one.kind, one.name, one.file, one.note] for one in ordered[start : start + _PAGES_IN_FILE]]
        write_script(folder / f"pages-{start // _PAGES_IN_FILE}.js", rows)
    counts = Counter(one.kind for one in ordered)
    write_script(
        folder / "index.js",
        {
            "beginnings": list(parts),
            "kinds": [[kind, counts[kind]] for kind in KINDS],
            "pages_in_file": _PAGES_IN_FILE,
        },
    )


def write_script(path: Path, value: object) -> None:
    """Write a script that hands the value over under the name of its file."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # A half of a pair of surrogates is no UTF-8, and as an escape means the same.
    text = f'kgTake("{path.stem}",{written});\n'
    path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")


def _split(postings: Postings, beginning: str) -> dict[str, Postings]:
    """Split words by their beginnings until a file is small, or the words end; sorted by beginning."""
    size = sum(len(word) + 4 * len(numbers) for word, numbers in postings.items())
    if beginning and (size <= _WORDS_SIZE or set(postings) == {beginning}):
        return {beginning: postings}
    groups: defaultdict[str, dict[str, Sequence[int]]] = defaultdict(dict)
    for word, numbers in postings.items():
        groups[word[: len(beginning) + 1]][word] = numbers
    whole = groups.pop(beginning, None)
    parts: dict[str, Postings] = {beginning: whole} if whole else {}
    for longer, group in groups.items():
        parts |= _split(group, longer)
    return parts


def _to_steps(numbers: Sequence[int]) -> list[int]:
    """Write numbers that rise as the first of them and the steps to the next: fewer digits."""
    return [number - before for number, before in zip(numbers, [0, *numbers], strict=False)]


def _find_title(store: GraphStore, actor: str) -> str:
    """Find the title of the article of an actor that is known in one article only; empty for all others."""
    if match := _LOCAL.match(actor):
        for quad in store.rdf.quads_for_pattern(NamedNode(match[0]), NamedNode(DCTERMS.title), None, None):
            return str(quad.object.value)  # type: ignore[union-attr]
    return ""


def _join(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _show_search(store: GraphStore, asked: Asked) -> View:
    return View("Search", data={"kinds": KINDS})


SITE_SEARCH = Page(
    "search",
    "/search",
    "Words in the names of actors, agreements and topics, in articles and in claims.",
    _show_search,
    menu="Search",
    template="site_search.html",
    scripts=("site-search.js",),
)
