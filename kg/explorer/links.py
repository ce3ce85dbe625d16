"""Know the address of the page about a thing, by its IRI, and which addresses may be linked to at all."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

from kg.settings import BASE_IRI

# The first part of an address, by the kind of thing that an IRI of ours begins with.
_KINDS = {
    "person": "actor",
    "organization": "actor",
    "state": "actor",
    "group": "actor",
    "agreement": "agreement",
    "topic": "topic",
    "story": "story",
    "quotation": "quotation",
    "matter": "matter",
}
# What stands in one article only: id:article/HASH/KIND/PLACE.
_PARTS = {"claim": "claim", "statement": "claim", "actor": "actor", "agreement": "agreement"}
# Of the words of a passage, as many at either end as a browser needs to find it.
_WORDS_AT_END = 5
_WEB = re.compile(r"https?://[^\s/?#]+", re.IGNORECASE)


def to_path(iri: str) -> str:
    """Return the address of the page about a thing; empty where there is none."""
    if not iri.startswith(BASE_IRI):
        return ""
    rest = iri.removeprefix(BASE_IRI)
    kind, *parts = rest.split("/")
    if kind == "article":
        page = _PARTS.get(parts[1], "") if len(parts) > 1 else "article"
        if parts[1:2] == ["narration"]:
            # It has no page of its own: its place in the article.
            return f"/article/{quote(parts[0])}#at-{parts[2].partition('-')[0]}"
        if page in ("claim", "article"):
            rest = rest.removeprefix("article/")
    else:
        page = _KINDS.get(kind, "")
        if page == kind:
            rest = "/".join(parts)
    return f"/{page}/{quote(rest, safe='/-._~')}" if page and parts else ""


def to_iri(kind: str, rest: str) -> str:
    """Return the IRI of the thing whose page is /KIND/REST: the other way round.

    An actor, and what stands in one article only, has its whole IRI in its address.
    """
    is_whole = kind == "actor" or (kind == "agreement" and rest.startswith("article/"))
    return BASE_IRI + rest if is_whole else f"{BASE_IRI}{'article' if kind == 'claim' else kind}/{rest}"


def to_source(url: str | None, words: str = "") -> str:
    """Return the address of an article, at those words (a text fragment); empty where it is no web page's."""
    if not url or not _WEB.match(url):
        return ""
    base = url.partition("#")[0]
    found = words.partition(" … ")[0].split()  # of several passages the first
    if not found:
        return base
    pieces = [found] if len(found) <= 2 * _WORDS_AT_END else [found[:_WORDS_AT_END], found[-_WORDS_AT_END:]]
    # A hyphen and a comma have a meaning in a fragment.
    written = [quote(" ".join(piece), safe="").replace("-", "%2D") for piece in pieces]
    return f"{base}#:~:text={','.join(written)}"


def to_address(path: str, parameters: dict[str, object]) -> str:
    """Write an address with the parameters that have a value."""
    given = {name: value for name, value in parameters.items() if value not in ("", None)}
    return f"{path}?{urlencode(given)}" if given else path
