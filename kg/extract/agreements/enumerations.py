"""Who is told item by item behind a colon: "signed by: Ana Ruiz, minister; Ed Falk, director", or line by
line: "signed by", and below it "- Norland", "- Ostravia".
"""

from __future__ import annotations

from collections.abc import Iterator

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


def find_lines(cue: Span, mentions: Mentions) -> list[Mention]:
    """Give the states and organizations that stand alone on the lines below a colon that ends the line and
    the sentence of an act, up to the first line of something else.
    """
    doc = cue.doc
    end = line_of(cue[-1]).end
    found: list[Mention] = []
    if doc[end - 1].text != ":" or doc[end - 1].sent != cue.sent:
        return found
    for line in _split_lines(doc, end + 1):
        name = name_alone(line, mentions)
        if name is None or name.type == "Person":
            break
        found.append(name)
    return found


def line_of(token: Token) -> Span:
    """Give the line on which a token stands, without the line ends."""
    doc, start, end = token.doc, token.i, token.i
    while start > 0 and "\n" not in doc[start - 1].text:
        start -= 1
    while end < len(doc) and "\n" not in doc[end].text:
        end += 1
    return doc[start:end]


def name_alone(line: Span, mentions: Mentions) -> Mention | None:
    """Give the name that is all of a line but for marks before it, "- the Republic of Norland;", and brackets
    behind it, "Norland (2024)".
    """
    name = next(iter(mentions.names_in(line)), None)
    if name is None:
        return None
    span, doc = mentions.span_of(name), line.doc
    before, behind = doc[line.start : span.start], doc[span.end : line.end]
    is_alone = all(token.is_punct or token.lower_ == "the" for token in before)
    is_ended = all(token.is_punct or token.lower_ == "and" for token in behind) or behind[0].text == "("
    return name if is_alone and is_ended else None


def _split_lines(doc: Doc, start: int) -> Iterator[Span]:
    """Yield the lines from a token on, without the empty ones."""
    while start < len(doc):
        line = line_of(doc[start])
        if len(line):
            yield line
        start = max(line.end, start) + 1


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
