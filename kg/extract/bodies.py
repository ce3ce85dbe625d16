"""Names of bodies that the statistical model misses or cuts: "the Harbor Museum of Space and Flight".

A capitalized word for a body ("Center", "Museum") takes in the capitalized words before it, and those behind
"of" or "for": they are one name, whatever the model made of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from kg.extract.nouns import is_person_noun
from kg.extract.phrases import entity_at
from kg.rules.actor_nouns import ACTOR_NOUNS

# What may stand inside a name between two capitalized words.
_JOINING = {"and", "of", "for", "&", "-", "–", "the"}
# Longer ones are headlines.
_LONGEST = 12


def add_bodies(doc: Doc, entities: Sequence[Span]) -> list[Span]:
    """The entities in text order, those that lie in a longer name of a body replaced by it.

    Names that the gazetteer knows stay as they are, and so do people.
    """
    found = list(find_bodies(doc))
    covered = {token.i for span in found for token in span}
    kept = [entity for entity in entities if not any(token.i in covered for token in entity)]
    return sorted([*kept, *found], key=lambda span: span.start)


def find_bodies(doc: Doc) -> Iterator[Span]:
    """The names of bodies that are longer than what the model has marked there."""
    end = 0
    for token in doc:
        if token.i < end or not is_head(token):
            continue
        start, stop = _find_start(token, end), _find_end(token)
        marked = {t.ent_iob_ + t.ent_type_ for t in doc[start:stop]}
        whole = doc[start].ent_iob_ == "B" and len(marked) == 2 and "BORG" in marked
        if 2 <= stop - start <= _LONGEST and not whole and not _crosses(doc, start, stop):
            yield Span(doc, start, stop, label="ORG")
            end = stop


def is_head(token: Token) -> bool:
    """True for a capitalized word for a body, not in a name of the gazetteer."""
    return token.is_title and not token.ent_id_ and token.lower_ in ACTOR_NOUNS.name_words.bodies


def _find_start(head: Token, least: int) -> int:
    """The first of the capitalized words that hang together with `head`."""
    doc, start = head.doc, head.i
    while start > max(least, head.sent.start):
        step = 2 if doc[start - 1].lower_ in _JOINING and start - 2 >= head.sent.start else 1
        if not _is_name_word(doc[start - step]):
            break
        start -= step
    return start


def _find_end(head: Token) -> int:
    """Behind "of Flight", "for Position, Navigation and Time"; behind the head where none belongs to it."""
    doc, end = head.doc, head.i + 1
    if end + 1 >= len(doc) or doc[end].lower_ not in ("of", "for"):
        return end
    stop = end + 2 if doc[end + 1].lower_ == "the" else end + 1
    if stop >= len(doc):
        return end
    if doc[stop].ent_id_ and doc[stop].ent_type_ == "ORG":
        return entity_at(doc[stop]).end
    # "The museum of McMinnville" is not called so.
    if not _is_name_word(doc[stop]) or doc[stop].ent_type_ == "GPE":
        return end
    return _find_list_end(head, stop + 1)


def _find_list_end(head: Token, start: int) -> int:
    """Behind the capitalized words that go on at `start`, and "and" or a comma between two of them."""
    doc, last = head.doc, start
    while last < len(doc) and doc[last].sent == head.sent:
        if _is_name_word(doc[last]):
            last += 1
        elif last + 1 < len(doc) and _is_name_word(doc[last + 1]) and _goes_on(doc, last):
            last += 2
        else:
            break
    return last


def _goes_on(doc: Doc, place: int) -> bool:
    """True for "and" or "&", and for a comma of a list that "and" ends: "Position, Navigation and Time"."""
    if doc[place].lower_ in ("and", "&"):
        return True
    after = doc[place + 2] if place + 2 < len(doc) else None
    return doc[place].text == "," and after is not None and after.lower_ in ("and", "&")


def _is_name_word(token: Token) -> bool:
    """True for a capitalized word of no person, no office, and no body that the gazetteer knows.

    "U.S." may be a part of a name, "NASA" and "Administrator" are names and offices of their own.
    """
    return (
        token.text[:1].isupper()
        and token.pos_ in ("PROPN", "NOUN", "ADJ")
        and token.ent_type_ != "PERSON"
        and not is_person_noun(token)
        and (not token.ent_id_ or token.ent_type_ == "GPE")
    )


def _crosses(doc: Doc, start: int, stop: int) -> bool:
    """True where the name would cut a marked one in two, but before "of": there a place may follow."""
    after = stop < len(doc) and doc[stop].ent_iob_ == "I" and doc[stop].lower_ != "of"
    before = doc[start].ent_iob_ == "I" and doc[start - 1].lower_ != "the"
    return before or after
