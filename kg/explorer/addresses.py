"""Know the file of a site in which the page of an address lies, and lead from file to file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from html import unescape
from urllib.parse import parse_qsl, unquote

from kg.explorer.pages import Page

# What may stand in the name of a file anywhere, on disks too that tell no capitals from small letters.
_PLAIN = re.compile(r"(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9]+(?:[-_][a-z0-9]+)*")
_LONGEST = 80
# Text has no quotation marks as such: Jinja2 escapes them. So this is an attribute of ours.
_LINK = re.compile(r'(?<= )(href|src|action)="(/[^"]*)"')


@dataclass(frozen=True)
class Target:
    """Where a link leads: the file, from the top of the site, and what lies in it.

    That is a page, of the thing that `rest` names, with parameters besides the defaults.
    """

    file: str
    page: Page = field(compare=False)
    rest: str = field(default="", compare=False)
    given: tuple[tuple[str, str], ...] = field(default=(), compare=False)


def to_target(page: Page, rest: str = "", given: tuple[tuple[str, str], ...] = ()) -> Target:
    """Find the file of a page."""
    parts = [page.kind, *rest.split("/")] if page.kind else page.path.split("/")[1:]
    stem = "/".join(_to_name(part) for part in parts) if parts != [""] else "index"
    suffixes = (f".{name}-{_to_name(value)}" for name, value in given)
    return Target(f"{stem}{''.join(suffixes)}.html", page, rest, given)


class Addresses:
    """The addresses of a site of some pages."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self._by_path = {page.path: page for page in pages.values() if not page.kind}
        self._by_kind = {page.kind: page for page in pages.values() if page.kind}
        self.find = lru_cache(maxsize=10_000)(self._find)

    def relink(self, text: str, file: str) -> tuple[str, list[Target]]:
        """Make the links of a page lead from its file to the files of others; return those too."""
        found: dict[Target, None] = {}
        here = posixpath.dirname(file)

        def lead(match: re.Match[str]) -> str:
            address, mark, fragment = unescape(match[2]).partition("#")
            if address.startswith("/static/"):
                there = address[1:]
            else:
                target = self.find(address)
                found[target] = None
                there = target.file
            return f'{match[1]}="{posixpath.relpath(there, here or ".")}{mark}{fragment}"'

        return _LINK.sub(lead, text), list(found)

    def _find(self, address: str) -> Target:
        """Find where an address leads. Raises LookupError for one that no page of the site has."""
        path, _, query = address.partition("?")
        kind, _, rest = path[1:].partition("/")
        page = self._by_path.get(path) or self._by_kind[kind]
        defaults = {one.name: one.default for one in page.all_parameters}
        given = sorted((name, value) for name, value in parse_qsl(query) if value != defaults[name])
        return to_target(page, unquote(rest) if page.kind else "", tuple(given))


def _to_name(part: str) -> str:
    """Make a part of an address a part of a path: what is not plain, or long, gets a hash behind it."""
    if len(part) <= _LONGEST and _PLAIN.fullmatch(part):
        return part
    plain = re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-")[: _LONGEST // 2]
    return f"{plain}--{sha256(part.encode('utf-8', 'backslashreplace')).hexdigest()[:16]}"
