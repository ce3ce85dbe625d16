"""Claims of posts: who posted, and the words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span

from kg.extract.claims.candidates import ClaimCandidate, ClaimContext
from kg.extract.claims.contents import trim_whole
from kg.extract.posts import Post, find_posts
from kg.model import Mention, Passage

POST = "claims.post"
# So many letters of a handle at least are a surname.
_SHORTEST_SURNAME = 4


def find_post_claims(context: ClaimContext) -> Iterator[ClaimCandidate]:
    """Find what is said in posts, in text order."""
    for post in find_posts(context.text):
        source, content = context.span(post.name), _find_content(context, post)
        cue = context.doc.char_span(post.told.start, post.told.end, alignment_mode="expand")
        if source is not None and cue is not None and content is not None:
            author = _find_author(context, source, post.handle)
            speakers = (author,) if author else ()
            yield ClaimCandidate(POST, "statement", cue[0], cue, source, speakers, (content,), frame="quote")


def _find_content(context: ClaimContext, post: Post) -> Passage | None:
    """Find the quotation that the words of a post open with, else all of them; None where nothing is said."""
    words = context.span(post.words)
    if words is None or not any(token.pos_ in ("VERB", "AUX") for token in words):
        return None
    return context.find_opened(words.start_char) or trim_whole(words)


def _find_author(context: ClaimContext, source: Span, handle: str | None) -> Mention | None:
    """Find who posted: the name in the line, else the one person of the text whose surname the handle has,
    else the handle itself.
    """
    named = context.mentions.names_in(source)
    if named:
        return named[0]
    people = [one for one in context.mentions if one.form == "name" and one.type == "Person"]
    letters = re.sub(r"[\d_]", "", handle or "").lower()
    fitting = {
        one.head: one
        for one in reversed(people)
        if len(one.head) >= _SHORTEST_SURNAME and one.head in letters
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else context.mentions.at(source[-1])
