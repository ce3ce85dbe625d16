"""Find where claims about one matter cannot all be so.

clashes.py   whether two claims clash, and by what
denials.py   what a denial denies, by the words of both
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations, groupby
from operator import attrgetter

from kg.disagreements.clashes import find_clash, is_comparable
from kg.disagreements.denials import find_denied
from kg.model import Disagreement, Telling
from kg.settings import CONTRADICTION_DAYS

__all__ = ["find_disagreements"]

_OF_ONE = attrgetter("matter", "outlook")
_IN_TIME = attrgetter("published", "iri", "claim")


def find_disagreements(
    tellings: Iterable[Telling],
    denials: Iterable[tuple[Telling, Sequence[Telling]]] = (),
    disputes: Iterable[Disagreement] = (),
) -> list[Disagreement]:
    """Find contradictions and shifts among tellings, sorted; the same in whatever order they are given.

    `denials` are claims that deny, each with those that may say what it denies; `disputes` are known already,
    from the words of one article.

    A contradiction is of two who speak within CONTRADICTION_DAYS of each other: plans change, and what is
    said farther apart is a move. Of one speaker on two days it is a shift, however far apart they are.
    """
    found = list(disputes)
    for _, group in groupby(sorted(tellings, key=lambda one: (_OF_ONE(one), _IN_TIME(one))), key=_OF_ONE):
        some = list(group)
        found += _find_contradictions(some)
        found += _find_shifts(some)
    known = {(one.earlier.claim, one.later.claim) for one in found}
    found += [one for one in find_denied(denials) if (one.earlier.claim, one.later.claim) not in known]
    return sorted(found, key=lambda one: (one.earlier.iri, one.later.iri, one.is_shift, one.clash))


def _find_contradictions(tellings: Sequence[Telling]) -> Iterator[Disagreement]:
    """Find the contradictions among tellings of one matter in the order of time."""
    for first, second in combinations(tellings, 2):
        if _count_days(first, second) > CONTRADICTION_DAYS or not _is_by_others(first, second):
            continue
        if clash := find_clash(first, second):
            yield Disagreement(first, second, clash)


def _is_by_others(first: Telling, second: Telling) -> bool:
    """Tell whether two tellings are of two speakers, or of two outlets that report one on the same day."""
    if not first.speakers & second.speakers:
        return True
    return first.published == second.published and first.article != second.article


def _find_shifts(tellings: Sequence[Telling]) -> Iterator[Disagreement]:
    """Find where a speaker says something else than when it spoke last, as far as the two can be compared."""
    for number, later in enumerate(tellings):
        left = set(later.speakers)
        for earlier in reversed(tellings[:number]):
            shared = left & earlier.speakers
            if not shared or earlier.published == later.published or not is_comparable(earlier, later):
                continue
            left -= shared
            if clash := find_clash(earlier, later):
                yield Disagreement(earlier, later, clash, True, frozenset(shared))


def _count_days(first: Telling, second: Telling) -> int:
    return abs((date.fromisoformat(second.published) - date.fromisoformat(first.published)).days)
