"""Normalize a text for reading: no markup, no invisible characters, and the way back to the text as given.

    plain.py        the text and where each of its characters stands in the given one
    markdown.py     links, emphasis, quotes, tables, images and footnotes of Markdown
    markup.py       tags and entities of HTML, and the escapes of programs, left in a text
    characters.py   blanks, hyphens, ligatures, accents and line ends of other kinds

All that is read of the normal text is moved back (`PlainText.restore`), so that every passage points into the
text as it was given. A text that needs none of it is its own normal text.
"""

from __future__ import annotations

from typing import Final

from kg.model import Article, Markup
from kg.normalize.characters import replace_characters
from kg.normalize.markdown import looks_like_markdown, strip_markdown
from kg.normalize.markup import decode_escapes, strip_tags
from kg.normalize.plain import PlainText

MARKDOWN: Final = "markdown"


def normalize(article: Article) -> PlainText:
    """Normalize the text of an article, which says in what markup it is written."""
    return _normalize(article.text, article.markup)


def normalize_line(line: str, markup: Markup = "") -> str:
    """Normalize a title: one line, blanks at its ends gone."""
    return " ".join(_normalize(line, markup).text.split())


def _normalize(text: str, markup: Markup) -> PlainText:
    plain = PlainText(text)
    is_markdown = markup == MARKDOWN or looks_like_markdown(text)
    strip_first = strip_markdown if is_markdown else decode_escapes
    for step in (strip_first, strip_tags, replace_characters):
        plain = plain.then(step)
    return plain
