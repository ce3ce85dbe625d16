"""Mend the names that the network marks: join what it cut in two, and cut what is no part of a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from kg.model import Mark, Run
from kg.rules.actor_nouns import ACTOR_NOUNS

# No name of a body ends with these: "Kingdom of" goes on.
_OPEN = {"of", "for", "and", "&", "the"}
_POSSESSIVE = {"'s", "’s", "'", "’"}
# Whose republic, army or bank bears one name with them.
_PEOPLES = {"People", "Peoples"}
_SYMBOL = re.compile(r"[A-Z]{1,5}(?:\.[A-Z]{1,2})?")
_EXCHANGES = {"AMEX", "ASX", "BSE", "LSE", "NASDAQ", "NSE", "NYSE", "OTC", "OTCQB", "Nasdaq", "TSE", "TSX"}
# "S.", "J.V."; a bare "A" or "I" is another word.
_INITIAL = re.compile(r"(?:[A-Z]\.)+|[B-HJ-Z]")
# A name of so many words with an open end may go on with a place: "Supreme Court of the" "Union".
_SHORT = 4
# A name of more words is a list of names.
_LONGEST = 60
# Behind an open end so many words of a name may follow.
_LONGEST_END = 6


def mend_names(doc: Doc, marks: Iterable[Mark]) -> list[Mark]:
    """Give the names in text order, none of them meeting another; a mark without a word of a name is left
    out.
    """
    joined: list[Mark] = []
    parts = (part for mark in marks for part in _split_states(doc, mark))
    for mark in sorted(parts, key=lambda mark: mark.run):
        if joined and _is_one(doc, joined[-1], mark):
            joined[-1] = _join(doc, joined[-1], mark)
        else:
            joined.append(mark)
    taken = {token for mark in joined for token in range(*mark.run)}
    mended: list[Mark] = []
    for mark in joined:
        whole = _extend(doc, mark, taken)
        taken.update(range(*whole.run))
        mended.append(_trim(doc, whole))
    return [mark for mark in mended if mark.run[0] < mark.run[1] and not is_ticker(doc[slice(*mark.run)])]


def is_ticker(name: Span) -> bool:
    """Tell the symbol of a share: "Orbita Corp <ORB>", "(NASDAQ: ORB)"."""
    doc, before = name.doc, name.start - 1
    if before < 1 or not _SYMBOL.fullmatch(name.text):
        return False
    listed = doc[before].text == ":" and doc[before - 1].text in _EXCHANGES
    behind_name = doc[before].text == "<" and doc[before - 1].text[:1].isupper()
    return listed or behind_name


def _split_states(doc: Doc, mark: Mark) -> Iterator[Mark]:
    """Give both states of "Norland-Ostravia"; other marks as they are."""
    start, end = mark.run
    for token in doc[start + 1 : end - 1] if mark.label == "State" else ():
        if token.text in ("-", "–", "/"):
            yield replace(mark, run=(start, token.i))
            start = token.i + 1
    yield replace(mark, run=(start, end))


def _is_one(doc: Doc, first: Mark, second: Mark) -> bool:
    """Whether two marks are the halves of one name.

    "Mirela" "Strand Okoye", "Council of the" "Norland Union", "T. R." "Okoye", "People"'s "Republic".
    """
    if second.run[1] - first.run[0] > _LONGEST:
        return False
    between = doc[first.run[1] : second.run[0]]
    last = doc[first.run[1] - 1]
    if doc[second.run[0] - 1].text in _POSSESSIVE and doc[max(0, second.run[0] - 2)].text in _PEOPLES:
        return second.run[0] - first.run[1] <= 1
    if any(token.is_space for token in doc[first.run[0] : second.run[1]]):
        return False
    if doc[second.run[0]].lower_.rstrip(".") in ACTOR_NOUNS.name_words.generations:
        return first.label == "Person" and between.text in ("", ",")
    opens = last.lower_ in _OPEN and _goes_on(doc, first, second.label)
    if between:
        return opens and all(token.lower_ == "the" for token in between)
    return opens or _is_cut(doc, first, second)


def _is_cut(doc: Doc, first: Mark, second: Mark) -> bool:
    """Whether two marks side by side are one name: of one type and not of the gazetteer, or initials and a
    surname.
    """
    known = doc[second.run[0]].ent_id_ or doc[first.run[1] - 1].ent_id_
    same = first.label == second.label != "State" and not known
    return same or (second.label == "Person" and _are_initials(doc, first.run))


def _goes_on(doc: Doc, mark: Mark, what: str) -> bool:
    """Whether a name with an open end may take in another: no person's does, nor a name that the gazetteer
    knows or that a place follows: "Harbor Museum of" "Norland".
    """
    start, end = mark.run
    if mark.label == "Person" or any(token.ent_id_ for token in doc[start:end]):
        return False
    return what != "State" or end - start <= _SHORT


def _are_initials(doc: Doc, run: Run) -> bool:
    return all(_INITIAL.fullmatch(token.text) for token in doc[slice(*run)])


def _join(doc: Doc, first: Mark, second: Mark) -> Mark:
    """Give both as one; initials alone say nothing of what is named."""
    label = second.label if _are_initials(doc, first.run) else first.label
    return Mark((first.run[0], second.run[1]), label, max(first.score, second.score))


def _extend(doc: Doc, mark: Mark, taken: set[int]) -> Mark:
    """Take in the words of the name that stand right beside what is marked and are not of another."""
    start, end = mark.run
    names = ACTOR_NOUNS.name_words
    if doc[end - 1].lower_ in _OPEN and _goes_on(doc, mark, doc[end].ent_type_ if end < len(doc) else ""):
        end = _behind_open_end(doc, end, taken)
    if mark.label == "Person":
        while start and start - 1 not in taken and _INITIAL.fullmatch(doc[start - 1].text):
            start -= 1
        end = _behind_comma(doc, end, taken, lambda token: token.lower_.rstrip(".") in names.generations)
    elif mark.label == "Organization":
        end = _behind_comma(doc, end, taken, lambda token: token.text in names.suffixes)
    return replace(mark, run=(start, end))


def _behind_open_end(doc: Doc, end: int, taken: set[int]) -> int:
    """Where the capitalized words end that follow an open end: "Kingdom of" "Norland"."""
    stop = end
    while (
        stop < len(doc) and stop - end < _LONGEST_END and stop not in taken and doc[stop].text[:1].isupper()
    ):
        stop += 1
    return stop


def _behind_comma(doc: Doc, end: int, taken: set[int], is_part: Callable[[Token], bool]) -> int:
    """Where a word ends that belongs to a name though a comma may part them: ", Jr.", ", LLC"."""
    place = end + 1 if end < len(doc) and doc[end].text == "," else end
    if place >= len(doc) or place in taken or not is_part(doc[place]):
        return end
    stopped = place + 1 < len(doc) and doc[place + 1].text == "." and not doc[place].whitespace_
    return place + 2 if stopped else place + 1


def _trim(doc: Doc, mark: Mark) -> Mark:
    """Leave out the marks, titles and small words at the ends that are no part of the name."""
    start, end = mark.run
    start = max(start, _find_known_start(doc, mark))
    while start < end and _is_no_start(doc[start], mark.label, end - start > 1):
        start += 1
    while start < end and _is_no_end(doc[end - 1], mark.label, end - start > 1):
        end -= 1
    return replace(mark, run=(start, end))


def _find_known_start(doc: Doc, mark: Mark) -> int:
    """Where the name begins that the recognizer or the gazetteer knows: "Orbita" stands before "Ana Ruiz",
    "US" before "FAA", and "industry group" before the group's name.
    """
    start, end = mark.run
    for token in doc[start + 1 : end]:
        before = doc[token.i - 1]
        begins = token.ent_iob_ == "B" and before.ent_type_ in ("GPE", "NORP", "ORG")
        is_person = token.ent_type_ == "PERSON" and before.ent_type_ != "NORP"
        if mark.label == "Person" and begins and is_person:
            return token.i
        if mark.label == "Organization" and begins and token.ent_id_ and before.ent_type_ != "ORG":
            return token.i
        if mark.label == "Organization" and before.pos_ == "NOUN" and before.is_lower and token.is_title:
            return token.i
    return start


def _is_no_start(first: Token, label: str, goes_on: bool) -> bool:
    if first.is_space or (first.is_punct and first.text not in ("(", "“", '"')):
        return True
    if label == "Person":
        return goes_on and first.text in ACTOR_NOUNS.titles.words
    return goes_on and first.is_alpha and first.is_lower


def _is_no_end(last: Token, label: str, goes_on: bool) -> bool:
    if last.is_space or last.text in _POSSESSIVE or last.text in ("\\", "*", ",", ";", ":", "(", "“", "_"):
        return True
    if not goes_on:
        return False
    if label == "Person":
        return last.text in ACTOR_NOUNS.titles.behind or last.lower_ in _OPEN
    return last.is_alpha and last.is_lower
