"""The agreements of a text so far, found by what they were called: a text may tell of thousands.

An agreement is known by its number, in the order in which the text tells of them first.
"""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from kg.extract.agreements.marked_spans import DETERMINERS
from kg.rules.agreements import AGREEMENTS

_YEAR = re.compile(r"\b(?:1[6-9]|2[01])\d\d\b")
_YEARS_BEHIND = re.compile(r",? (?:of |for )?\d{4}(?:\s?[–-]\s?\d{2,4})?$")
_CAPITALIZED = re.compile(r"\b[A-Z][\w'’-]*")
_ABOUT = re.compile(r" (?:about|between|for|on|under|with) ")
# So many words of a description tell it from others, and so many initials.
_ENOUGH = 3

_Entry = TypeVar("_Entry", int, tuple[int, str])


class Entries(Generic[_Entry]):
    """Numbers of agreements, or names with the number, by what was said of them; sorted, each once."""

    def __init__(self) -> None:
        self._by_key: defaultdict[str, list[_Entry]] = defaultdict(list)

    def add(self, key: str, entry: _Entry) -> None:
        """Enter what is not there yet."""
        if not self.holds(key, entry):
            entries = self._by_key[key]
            entries.insert(bisect_left(entries, entry), entry)

    def remove(self, key: str, entry: _Entry) -> None:
        """Take out what was entered."""
        del self._by_key[key][bisect_left(self._by_key[key], entry)]

    def under_any(self, keys: Iterable[str]) -> Iterator[_Entry]:
        """The entries under any of the keys, the last first."""
        return heapq.merge(*(reversed(self._of(key)) for key in set(keys)), reverse=True)

    def under_all(self, keys: Iterable[str]) -> Iterator[_Entry]:
        """The entries under all of the keys, of which there is one at least, the last first."""
        rarest, *others = sorted(keys, key=lambda key: len(self._of(key)))
        return (
            entry for entry in reversed(self._of(rarest)) if all(self.holds(key, entry) for key in others)
        )

    def _of(self, key: str) -> Sequence[_Entry]:
        return self._by_key.get(key, ())

    def holds(self, key: str, entry: _Entry) -> bool:
        """Tell whether an entry is under a key."""
        entries = self._of(key)
        place = bisect_left(entries, entry)
        return place < len(entries) and entries[place] == entry


# A name, and the number of the agreement that it was said of.
Called = tuple[int, str]


class Names:
    """Proper names of agreements, found by those that are one name with them."""

    def __init__(self) -> None:
        self._whole, self._ends = Entries[Called](), Entries[Called]()

    def add(self, number: int, name: str) -> None:
        """Enter a name of an agreement."""
        for form in _forms_of(name):
            self._whole.add(form, (number, name))
            for end in _ends_of(form):
                self._ends.add(end, (number, name))

    def find(self, name: str) -> Iterator[Called]:
        """The names that are one with `name`, the last agreement first."""
        forms = _forms_of(name)
        shorter = self._whole.under_any({*forms, *(end for form in forms for end in _ends_of(form))})
        near = heapq.merge(shorter, self._ends.under_any(forms), reverse=True)
        return (called for called in near if is_one_name(name, called[1]))


class Descriptions:
    """Descriptions of agreements, found by those that are equal, or begin alike and say enough."""

    def __init__(self) -> None:
        self._whole, self._beginnings = Entries[Called](), Entries[Called]()

    def add(self, number: int, description: str) -> None:
        """Enter a description of an agreement."""
        words = _bare(description)
        self._whole.add(" ".join(words), (number, description))
        for beginning in _beginnings_of(words):
            self._beginnings.add(beginning, (number, description))

    def find(self, description: str) -> Iterator[Called]:
        """The descriptions that say the same, the last agreement first."""
        words = description.lower().split()
        whole = " ".join(words)
        shorter = self._whole.under_any([whole, *_beginnings_of(words)])
        longer = self._beginnings.under_any([whole])
        return heapq.merge(shorter, longer, reverse=True)


def _bare(description: str) -> list[str]:
    words = description.lower().split()
    while len(words) > 1 and words[0] in DETERMINERS:
        words.pop(0)
    return words


def _beginnings_of(words: Sequence[str]) -> list[str]:
    """Give what a description begins with and what is enough to tell it from others."""
    return [" ".join(words[:count]) for count in range(_ENOUGH, len(words))]


def is_one_name(name: str, other: str) -> bool:
    """Whether one is the other, or what is left of it behind a year or "the new", or what stands in brackets
    in it, or before them: whatever the case. Names with different years are two.
    """
    years, others = (set(_YEAR.findall(one)) for one in (name, other))
    if years and others and years.isdisjoint(others):
        return False
    forms, other_forms = _forms_of(name), _forms_of(other)
    ends, other_ends = ({end for form in known for end in _ends_of(form)} for known in (forms, other_forms))
    return not (forms.isdisjoint(other_forms | other_ends) and ends.isdisjoint(other_forms))


def _forms_of(name: str) -> set[str]:
    """Give a name without full stops ("U.N.") and markup, what stands in its brackets, and what is left
    without them and without the years behind it.
    """
    folded = re.sub(r"[.*_]", "", name.casefold())
    inside = [word for word in re.findall(r"\((\w{3,})\)", folded) if word not in AGREEMENTS.words.generic]
    outside = " ".join(re.sub(r"\([^)]*\)?", " ", folded).split())
    return {folded, *inside, outside, _YEARS_BEHIND.sub("", outside), _initials_of(name)} - {""}


def _initials_of(name: str) -> str:
    """Give the first letters of the capitalized words of a name where they tell it from others."""
    initials = "".join(word[0] for word in _CAPITALIZED.findall(name)).casefold()
    is_telling = len(initials) >= _ENOUGH and not name.isupper() and initials not in AGREEMENTS.words.generic
    return initials if is_telling else ""


def _ends_of(form: str) -> Iterator[str]:
    """Give the last words of a name, two of them at least, without the first; and the first ones, before what
    it is about or with whom.
    """
    for match in _ABOUT.finditer(form):
        if " " in form[: match.start()]:
            yield form[: match.start()]
    start = form.find(" ") + 1
    while start and " " in form[start:]:
        yield form[start:]
        start = form.find(" ", start) + 1
