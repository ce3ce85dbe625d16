"""Who is told item by item behind a colon: "signed by: Ana Ruiz, minister; Ed Falk, director"."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from kg.extract.mentions import Mentions
from kg.model import Mention

# What may stand before the name at the head of an item, beside capitalized words: "for Norland, Ana Ruiz".
_LEADING = {"for", "on", "behalf", "of", "and", "the", "by"}
# Behind that name its title follows, or the next item; a sentence goes on with a verb.
_BEHIND = {",", ";", "(", "-", "–", "—", ":", "and", "of", "for"}
# An item has at most so many words.
_LONGEST = 60


def find_heads(cue: Span, mentions: Mentions) -> list[Mention]:
    """Give the persons who head the items behind the first colon of an act's sentence, up to the first item
    that no person heads; semicolons and line ends part them.
    """
    doc = cue.doc
    start = next((token.i + 1 for token in doc[cue.end : cue.sent.end] if token.text == ":"), None)
    heads: list[Mention] = []
    while start is not None:
        head = _find_head(doc, start, mentions)
        if head is None:
            break
        heads.append(head)
        rest = doc[mentions.span_of(head).end : start + _LONGEST]
        start = next((token.i + 1 for token in rest if _is_end(token)), None)
    return heads


def _find_head(doc: Doc, start: int, mentions: Mentions) -> Mention | None:
    """Give the person whose name only titles, capitalized, or a party precede in an item."""
    for token in doc[start : start + _LONGEST]:
        mention = mentions.at(token)
        if mention is not None and mention.form == "name" and mention.type == "Person":
            end = mentions.span_of(mention).end
            is_item = end >= len(doc) or _is_end(doc[end]) or doc[end].lower_ in _BEHIND
            return mention if is_item else None
        is_leading = token.text[0].isupper() or token.is_punct or token.is_space or token.lower_ in _LEADING
        if not is_leading:
            return None
    return None


def _is_end(token: Token) -> bool:
    return token.text == ";" or "\n" in token.text
