"""Read feeds: the entries of RSS and Atom, and the news of a sitemap, an article an entry.

An entry is as long as its publisher made it: often a summary, in a sitemap the headline alone. What is given
in full goes before what is shortened.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml.etree import QName, _Element, tostring

from kg.errors import ArticleError, OtherContentError
from kg.model import Article
from kg.readers.article import to_article
from kg.readers.html import decode_page
from kg.readers.language import has_prose
from kg.readers.markup import to_text
from kg.readers.opening import name_path, name_stem, read_bytes
from kg.readers.xml import parse_xml
from kg.settings import LARGEST_CONTENT

# What stands before the name of an element of these namespaces in the lists below; others are passed over.
_PREFIXES = {
    "": "",
    "http://backend.userland.com/rss2": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://purl.org/rss/1.0/": "",
    "http://purl.org/atom/ns#": "",
    "http://www.w3.org/2005/Atom": "",
    "http://www.sitemaps.org/schemas/sitemap/0.9": "",
    "http://www.google.com/schemas/sitemap-news/0.9": "news:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dc:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
}
# The elements that may hold a field, the best first.
_TEXT = ("content:encoded", "content", "description", "summary", "news:title", "title")
_TITLE = ("title", "news:title")
_FIRST_PUBLISHED = ("pubDate", "published", "issued", "dc:date", "dc:created", "news:publication_date")
_PUBLISHED = (*_FIRST_PUBLISHED, "updated", "modified")
_ID = ("guid", "id", "loc")

# The element of an entry in a document of these roots.
_ENTRIES = {"rss": "item", "RDF": "item", "feed": "entry", "urlset": "url"}


def read_feed(path: Path) -> Iterator[Article | ArticleError]:
    """Read every entry of a feed; a bad one is an ArticleError with its number, from 1, as "news.rss:3".

    Its id is the one that it gives itself, else its address, else the file's stem and the number.
    """
    where = name_path(path)
    try:
        text = decode_page(read_bytes(path, LARGEST_CONTENT), where)
        if not text.strip():
            raise ArticleError(where, "is empty: there is no text to read")
        root = parse_xml(text, where)
        entries = _find_entries(root, where)
        outlet = _find_outlet(root)
        for number, entry in enumerate(entries, 1):
            yield _read_entry(entry, outlet, f"{where}:{number}", f"{name_stem(path)}:{number}")
    except ArticleError as error:
        yield error


def _find_entries(root: _Element, where: str) -> list[_Element]:
    """Find the entries of a feed. Raises ArticleError for another document, and for one without entries."""
    kind = QName(root).localname
    if kind == "sitemapindex":
        raise OtherContentError(where, "is an index of sitemaps: save those that it names")
    if kind not in _ENTRIES:
        reason = f"is <{kind}>, and no feed: of XML files RSS, Atom and sitemaps of news are read"
        if has_prose(" ".join(root.itertext())):
            raise ArticleError(where, reason)
        raise OtherContentError(where, reason)
    entries = [element for element in root.iter() if _name(element) == _ENTRIES[kind]]
    if kind == "urlset":
        entries = [entry for entry in entries if "news:title" in _collect(entry)]
        if not entries:
            raise OtherContentError(where, "has no news, only addresses: save the pages that it names")
    if not entries:
        raise ArticleError(where, "is empty: there is no entry to read")
    return entries


def _read_entry(entry: _Element, outlet: str, where: str, fallback_id: str) -> Article | ArticleError:
    fields = _collect(entry)
    try:
        url = _find_url(entry, fields)
        text = next((text for name in _TEXT if (text := _find_text(fields, (name,), where))), "")
        return to_article(
            where,
            id=_find_string(fields, _ID) or url or fallback_id,
            text=text,
            title=" ".join(_find_text(fields, _TITLE, where).split()),
            published=_find_string(fields, _PUBLISHED) or None,
            url=url or None,
            source=_find_source(fields) or outlet or None,
        )
    except ArticleError as error:
        return error


def _collect(entry: _Element) -> dict[str, _Element]:
    """Collect the elements of an entry by name, of each name the first that holds something."""
    fields: dict[str, _Element] = {}
    for element in entry.iter():
        name = _name(element)
        if name and (len(element) or (element.text or "").strip()):
            fields.setdefault(name, element)
    return fields


def _find_text(fields: dict[str, _Element], names: tuple[str, ...], where: str) -> str:
    """Return the text of the first of these elements; its HTML may be escaped or elements of its own."""
    for name in names:
        if (element := fields.get(name)) is not None:
            inner = element.text or ""
            for child in element:
                for part in child.iter("*"):
                    part.tag = QName(part).localname
                inner += tostring(child, encoding="unicode", method="html")
            return to_text(inner, where).strip()
    return ""


def _find_string(fields: dict[str, _Element], names: tuple[str, ...]) -> str:
    return next((_to_string(fields[name]) for name in names if name in fields), "")


def _find_url(entry: _Element, fields: dict[str, _Element]) -> str:
    """Return the address of the page: of Atom's links that of the page itself, else a guid that is one."""
    for link in entry:
        if _name(link) == "link" and link.get("rel", "alternate") == "alternate" and link.get("href"):
            return str(link.get("href")).strip()
    if address := _find_string(fields, ("link", "loc")):
        return address
    guid = _find_string(fields, ("guid",))
    return guid if guid.startswith(("http://", "https://")) else ""


def _find_source(fields: dict[str, _Element]) -> str:
    """Return the outlet that an entry was taken from."""
    source = fields.get("source")
    if source is not None and len(source):
        return _find_string(_collect(source), ("title",))
    return _find_string(fields, ("news:name", "source"))


def _find_outlet(root: _Element) -> str:
    """Return the title of the feed."""
    head = next((child for child in root if _name(child) == "channel"), root)
    title = next((child for child in head if _name(child) == "title"), None)
    return "" if title is None else _to_string(title)


def _to_string(element: _Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _name(element: _Element) -> str:
    """Write the name of an element as the lists above do; "" for what none of them holds."""
    if not isinstance(element.tag, str):  # an entity of a DTD, which is not expanded
        return ""
    name = QName(element)
    prefix = _PREFIXES.get(name.namespace or "")
    return "" if prefix is None else prefix + name.localname
